"""What stands on the pages of a PDF, as PDFium reads it: words and pictures."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

import pypdfium2
from PIL import Image

# PDFium is not made for several threads at once, and every reader of the dashboard has one.
ONE_AT_A_TIME = Lock()
POINTS_PER_INCH = 72
Read = TypeVar("Read")


class DamagedPdfError(Exception):
    """A file is no PDF, is cut off, or has no page."""


def lines_of_pages(pdf: bytes) -> list[list[str]]:
    """Return the lines of text of every page. Raises DamagedPdfError."""
    return _read(pdf, lambda page: page.get_textpage().get_text_bounded().splitlines())


def pictures_of_pages(pdf: bytes, ppi: float) -> list[Image.Image]:
    """Return every page drawn at a number of pixels per inch. Raises DamagedPdfError."""
    return _read(pdf, lambda page: _picture(page, ppi / POINTS_PER_INCH))


def _picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    # Four bytes a point are drawn and copied faster than three.
    drawn: Image.Image = page.render(scale=scale, prefer_bgrx=True, rev_byteorder=True).to_pil()
    return drawn.convert("RGB")


def _read(pdf: bytes, read: Callable[[pypdfium2.PdfPage], Read]) -> list[Read]:
    try:
        with ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
            pages = [read(page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise DamagedPdfError from error
    if not pages:
        raise DamagedPdfError
    return pages
