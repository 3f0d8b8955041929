"""Pages as small grey pictures, and how far two of them are apart."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

KEPT = Path(__file__).parents[2] / "report" / "kept"
WIDTH = 300
"""Pixels across a kept picture: enough to see a part that moved, went missing or changed its grey."""
BLOCK = 6
"""Pictures are compared in blocks of so many pixels: letters may be drawn a little otherwise, parts may not."""


def page_pictures(pdf: bytes) -> list[Image.Image]:
    """Every page in grey, WIDTH pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        scales = [WIDTH / page.get_width() for page in document]
        return [page.render(scale=scale).to_pil().convert("L") for page, scale in zip(document, scales, strict=True)]


def distance(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of the mean grey of a block, 0..255; infinite for pictures of another size."""
    if one.size != other.size:
        return float("inf")
    first, second = (_blocks(picture) for picture in (one, other))
    return float(np.abs(first - second).max())


def _blocks(picture: Image.Image) -> np.ndarray:
    grey = np.asarray(picture, dtype=float)
    rows, columns = (size // BLOCK for size in grey.shape)
    return grey[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK).mean(axis=(1, 3))


def kept(name: str) -> Image.Image:
    """A kept picture."""
    return Image.open(BytesIO((KEPT / f"{name}.png").read_bytes()))


def keep(name: str, picture: Image.Image) -> None:
    """Keep a picture in 16 greys: a few kilobytes."""
    greys = picture.convert("RGB").quantize(16, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    greys.save(KEPT / f"{name}.png", optimize=True)
