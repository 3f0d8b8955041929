"""The report's picture for messaging groups: small, with the short code and origin inside, also when passed on."""

import zlib
from collections.abc import Mapping
from io import BytesIO

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

SHADES = 256
SPARSE = 2
"""Shades are chosen from every second point of every second row; of fewer, edges are off by more than is seen."""
AREAS = 16
"""Colours that fill areas: kept as they are. The others are shades at the edges of letters and lines."""


def picture_of(sheet: Image.Image, texts: Mapping[str, str]) -> bytes:
    """Return a picture as PNG in 256 colours, with these texts by their keyword: less than half the bytes."""
    said, target = PngInfo(), BytesIO()
    for keyword, text in texts.items():
        said.add_text(keyword, text)
    # Runs only: any other way to pack may find other bytes on another processor.
    _few_colours(sheet).save(target, "PNG", pnginfo=said, compress_type=zlib.Z_RLE)
    return target.getvalue()


def _few_colours(picture: Image.Image) -> Image.Image:
    sample = picture.resize((picture.width // SPARSE, picture.height // SPARSE), Image.Resampling.NEAREST)
    palette = sample.quantize(SHADES, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    _keep_areas(few, sample)
    return few


def _keep_areas(few: Image.Image, sample: Image.Image) -> None:
    """Give each shade that stands for an area that area's very colour."""
    shades = np.reshape(few.getpalette() or [], (-1, 3))
    stands = np.asarray(few.resize(sample.size, Image.Resampling.NEAREST)).ravel()
    colours = np.asarray(sample.convert("RGBX")).view(np.uint32).ravel()
    _codes, first, count = np.unique(colours, return_index=True, return_counts=True)
    for at in first[np.argsort(count, kind="stable")[-AREAS:]]:
        shades[stands[at]] = colours[at : at + 1].view(np.uint8)[:3]
    few.putpalette(shades.ravel().tolist())
