"""Words that say none: one list for every source, which the user's own words extend."""

import re
from collections.abc import Iterable

from etl.spelling import fold, plain

_MISSING = (
    *("NULL", "(null)", "\\N", "None", "NaN", "NaT", "<NA>", "N/A", "NA", "undefined", "Unspecified"),
    *("tanpa data", "tidak ada data", "tdk ada data", "data tidak ada"),
    *("tidak diketahui", "tdk diketahui", "tak diketahui", "tidak terisi", "belum diisi", "belum terisi"),
)
"""In the place of a count, too: no report. The other words may say 0 there, or that a cell is in error."""
WORDS = (*_MISSING, *("#N/A", "nil", "blank", "kosong", "nihil", "tidak ada", "tdk ada", "tak ada", "belum ada"))
_NO_REPORT = frozenset(word.lower() for word in _MISSING)
_EXACT = frozenset(word.lower() for word in WORDS)
_FOLDED = frozenset(folded for word in WORDS if len(folded := fold(word)) > 1)
LONGEST_WORD = max(map(len, WORDS)) + 2
"""Characters of the longest word, with marks around it."""
_NO_DATE = re.compile(
    r"(?:0000-00-00|00[/.-]00[/.-]00(?:00)?|0001-01-01|01[/.-]01[/.-]0001|1900-01-0[01]|0?[01][/.-]0?1[/.-]1900"
    r"|1899-12-3[01]|3[01][/.-]12[/.-]1899|1970-01-01|0?1[/.-]0?1[/.-]1970)(?:[T ,].*)?"
)
"""The zero of several programs, written as a date."""


def says_none(text: str, own: Iterable[str] = (), is_date: bool = False) -> bool:
    """Return True for a cell that only says that there is nothing: a word for it, signs alone, the zero of dates.

    `own` are the user's words beside the shipped ones.
    """
    word = plain(text).strip().lower()
    known = word in _EXACT or fold(word) in _FOLDED or not any(map(str.isalnum, word))
    return known or fold(word) in map(fold, own) or (is_date and _NO_DATE.fullmatch(word.upper()) is not None)


def says_missing(text: str, own: Iterable[str] = ()) -> bool:
    """Return True for the cell of a count that says there is none to read, which is not 0. `own` as in `says_none`."""
    word = plain(text).strip().lower()
    return word in _NO_REPORT or any(word == each.strip().lower() or fold(word) == fold(each) != "" for each in own)
