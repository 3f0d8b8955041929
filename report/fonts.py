"""Only signs that the typefaces have are printed: one that they lack would refuse the whole report."""

import unicodedata
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from core.settings import THIRD_PARTY_DIR

FONT_FILES = tuple(
    THIRD_PARTY_DIR / "source-sans-pro" / f"SourceSansPro-{style}.ttf" for style in ("Regular", "Semibold")
)

UNKNOWN_SIGN = "?"
"""Neither typeface has a box for what is missing."""


def with_known_signs(words: Any) -> Any:
    """Return the texts of a document, however deep, with `?` for every sign that a typeface lacks."""
    if isinstance(words, dict):
        return {key: with_known_signs(part) for key, part in words.items()}
    if isinstance(words, list | tuple):
        return [with_known_signs(part) for part in words]
    return _printable(words) if isinstance(words, str) else words


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    # Some systems write é as two signs: put together it is one that the typefaces have.
    whole = unicodedata.normalize("NFC", text)
    return "".join(sign if sign in _signs() else UNKNOWN_SIGN for sign in whole)


@lru_cache
def _signs() -> frozenset[str]:
    """The signs that every typeface has, and the end of a line."""
    known = []
    for path in FONT_FILES:
        with TTFont(path, lazy=True) as font:
            known.append(set(font.getBestCmap()))
    return frozenset(map(chr, set.intersection(*known))) | {"\n"}
