"""Spellings made comparable: the one way names, headers and values are matched."""

import re

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return text in lower case with one space for everything that is no letter or digit."""
    return _NOT_WORD.sub(" ", text.lower()).strip()
