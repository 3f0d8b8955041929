"""Spellings made comparable: the one way names, headers and values are matched."""

import re

_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONG_NUMBER = "[0-9](?:[ .-]?[0-9]){8,}"
"""What may be a NIK or a phone number, as DuckDB and Python read it; a date has eight digits."""


def masked(text: str) -> str:
    """Return a name or a title without what may be a person's number."""
    return re.sub(LONG_NUMBER, "*****", text)


def fold(text: str) -> str:
    """Return text in lower case with one space for everything that is no letter or digit."""
    return _NOT_WORD.sub(" ", text.lower()).strip()
