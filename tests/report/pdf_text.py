"""Reading a report back."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def words(text: str) -> str:
    """The text with single spaces, so that line ends and no-break spaces do not matter."""
    return " ".join(text.split())


def pages(pdf: bytes | PdfReader) -> list[str]:
    """The text of every page."""
    reader = PdfReader(BytesIO(pdf)) if isinstance(pdf, bytes) else pdf
    return [words(page.extract_text()) for page in reader.pages]


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
