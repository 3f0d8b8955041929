"""The report's picture for messaging groups: small, with the short code and origin inside, also when passed on."""

import zlib
from collections.abc import Mapping
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

SHADES = 256
AREAS = 16
"""Colours that fill areas: kept as they are. The others are shades at the edges of letters and lines."""


def picture_of(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a picture in 256 colours, with these texts by their keyword: less than half the bytes."""
    said, target = PngInfo(), BytesIO()
    for keyword, text in texts.items():
        said.add_text(keyword, text)
    # Runs only: any other way to pack may find other bytes on another processor.
    _few_colours(Image.open(BytesIO(png)).convert("RGB")).save(target, "PNG", pnginfo=said, compress_type=zlib.Z_RLE)
    return target.getvalue()


def _few_colours(picture: Image.Image) -> Image.Image:
    few = picture.quantize(SHADES, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    shades = np.reshape(few.getpalette() or [], (-1, 3))
    most = sorted(picture.getcolors(picture.width * picture.height) or [])[-AREAS:]
    for _count, colour in most:
        shades[np.abs(shades - colour).sum(axis=1).argmin()] = colour
    few.putpalette(shades.ravel().tolist())
    return few
