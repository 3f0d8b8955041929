"""Reading a report back."""

from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
from pypdf import PdfReader


def words(text: str) -> str:
    """The text with single spaces, so that line ends and no-break spaces do not matter."""
    return " ".join(text.split())


def pages(pdf: bytes | PdfReader) -> list[str]:
    """The text of every page."""
    return [*_read_once(pdf)]


@lru_cache(maxsize=16)
def _read_once(pdf: bytes | PdfReader) -> tuple[str, ...]:
    """As Chromium reads it: pypdf takes a second for the thousand strokes of the maps, PDFium a hundredth."""
    with pypdfium2.PdfDocument(pdf if isinstance(pdf, bytes) else pdf.stream) as document:
        return tuple(words(page.get_textpage().get_text_range()) for page in document)


def alternatives(reader: PdfReader) -> list[str]:
    """The alternative texts of all tagged elements."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element: Any = waiting.pop().get_object()
        if isinstance(element, list):
            waiting.extend(element)
        elif isinstance(element, dict):
            found += [str(element["/Alt"])] if "/Alt" in element else []
            waiting += [element["/K"]] if "/K" in element else []
    return found


def overprinted(pdf: bytes, at: int) -> list[str]:
    """The letters of a page (0: the first) that lie on a letter of another place, each pair as two letters."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[at].get_textpage()
        letters = [(n, text.get_text_range(n, 1), *text.get_charbox(n)) for n in range(text.count_chars())]
    shown = [letter for letter in letters if letter[1].strip() and letter[4] > letter[2] and letter[5] > letter[3]]
    left, low, right, high = (np.array([letter[i] for letter in shown], "float32") for i in (2, 3, 4, 5))
    meets = (left < right[:, None]) & (right > left[:, None]) & (low < high[:, None]) & (high > low[:, None])
    one, other = np.nonzero(np.triu(meets, 1))
    order, area = np.array([letter[0] for letter in shown]), (right - left) * (high - low)
    wide, tall = (
        np.minimum(end[one], end[other]) - np.maximum(start[one], start[other])
        for start, end in ((left, right), (low, high))
    )
    # Letters next to one another may touch.
    far = np.abs(order[one] - order[other]) > 3
    is_hit = far & (wide * tall > 0.2 * np.minimum(area[one], area[other]))
    return [f"{shown[a][1]}{shown[b][1]}" for a, b in zip(one[is_hit], other[is_hit], strict=True)]


def reach(pdf: bytes, at: int) -> tuple[float, float]:
    """The left and the right end of the letters of a page in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[at].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    return min(box[0] for box in boxes if box[2] > box[0]), max(box[2] for box in boxes)
