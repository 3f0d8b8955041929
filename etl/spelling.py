"""Spellings made comparable: the one way names, headers and values are matched."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONG_NUMBER = re.compile(r"[0-9](?:[ .-]{0,3}[0-9]){8,}")
"""What may be a NIK or a phone number; a date has eight digits."""
MASK = "*****"
_ORDER_TO_A_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


def _signs(*ranges: tuple[int, int]) -> Iterable[str]:
    return (chr(code) for first, last in ranges for code in range(first, last + 1))


INVISIBLE = "".join(
    [
        "\u00ad\u034f\u061c\u115f\u1160\u3164\ufeff\uffa0",
        *_signs((0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F)),
    ]
)
"""Signs that nobody sees: soft hyphens, marks of direction, joiners, blanks of no width. They mean nothing."""
_BLANK = "\u00a0\u1680\u202f\u205f\u2800\u3000" + "".join(_signs((0x2000, 0x200A)))
_HYPHEN = "\u2010\u2011"
_WIDE = "".join(_signs((0xFF01, 0xFF5E), (0x1D7CE, 0x1D7FF)))
_STAND_INS = dict.fromkeys(_BLANK, " ") | dict.fromkeys(_HYPHEN, "-")
_STAND_INS |= {sign: unicodedata.normalize("NFKC", sign) for sign in _WIDE}
STANDING_IN, STOOD_FOR = "".join(_STAND_INS), "".join(_STAND_INS.values())
"""Signs that look like plain ones, and those that they stand for: wide letters, hard blanks. A raised digit is none:
1 with a footnote is not 12."""
_PLAIN = str.maketrans(STANDING_IN, STOOD_FOR, INVISIBLE)


LONGEST_COMPOSED = 1000
"""Signs up to which letters and their marks are put together: the time for it grows with the square of the marks that
follow each other, and nothing so long is a name, a number or a date."""


def plain(text: str) -> str:
    """Return text without invisible signs, and with plain signs for those that only look another way."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text) if len(text) <= LONGEST_COMPOSED else text
    return composed.translate(_PLAIN)


LONGEST_SHOWN = 1000


def printable(text: str) -> str:
    """Return text as it may be shown, so much of it: without controls, digits of any script as 0-9."""
    return without_controls(text[:LONGEST_SHOWN] + ("..." if len(text) > LONGEST_SHOWN else ""))


def without_controls(text: str) -> str:
    """Return text without what a terminal obeys or hides: controls and half letters as `?`, line ends as blanks.

    Digits of any script become 0-9, so that a mask for numbers finds them.
    """
    shown = plain(_ORDER_TO_A_TERMINAL.sub("", text))
    if not shown.isascii():
        shown = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in shown)
    if shown.isprintable():
        return shown
    shown = " ".join(shown.split()) if any(sign in shown for sign in "\t\r\n") else shown
    return "".join("?" if unicodedata.category(sign)[0] == "C" else sign for sign in shown)


DATE_IN_NAME = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?:[-_. ]?(?:0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?)?"
    r"|(?:0[1-9]|[12]\d|3[01])[-_. ](?:0[1-9]|1[0-2])[-_. ](?:19|20)\d\d)"
    r"(?:[T _-](?:[01]\d|2[0-3])[.:_-]?[0-5]\d(?:[.:_-]?[0-5]\d)?)?(?!\d)"
)
"""A day, a month or a year as names hold it, with its clock."""
_OFFICE_CODE = re.compile(r"(?<![\d.-])64\.72\.\d\d\.\d{4}(?![\d.-]\d|\d)")
"""The code of an office of the city: the folder of what it sends."""
COUNTER_DIGITS = 4
"""A name may hold so many digits beside its dates: counters and numbers of versions."""


def digits_beside_dates(text: str) -> int:
    """Return how many digits of a name belong to none of its dates, nor to the code of an office."""
    return sum(sign.isdigit() for sign in DATE_IN_NAME.sub("", _OFFICE_CODE.sub("", text)))


def masked(text: str) -> str:
    """Return a name or a title that can be shown: without what may be a person's number, without control characters."""
    return without_numbers(printable(text))


def without_numbers(text: str) -> str:
    """Return a text with a mask for what may be a person's number; dates and counters stay."""
    return LONG_NUMBER.sub(lambda found: MASK if digits_beside_dates(found[0]) > COUNTER_DIGITS else found[0], text)


FOLDED_AT_MOST = 4096
"""Spellings kept folded: names of offices, services and columns are asked for once a file."""


@lru_cache(maxsize=FOLDED_AT_MOST)
def fold(text: str) -> str:
    """Return text in lower case with one space for everything that is no letter or digit."""
    return _NOT_WORD.sub(" ", plain(text).lower()).strip()
