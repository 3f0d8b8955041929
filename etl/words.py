"""Spellings made comparable: the one way names, headers and values are matched."""

import re

_NOT_WORD = re.compile(r"[^a-z0-9]+")


_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){8,}")
"""A NIK or a phone number; a date has eight digits."""


def masked(text: str) -> str:
    """Return a name or a title without what may be a person's number."""
    return _LONG_NUMBER.sub("*****", text)


def fold(text: str) -> str:
    """Return text in lower case with one space for everything that is no letter or digit."""
    return _NOT_WORD.sub(" ", text.lower()).strip()
