"""How a cell of a reference table is read: each reader returns its value, or raises ValueError in the user's words."""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

Parse = Callable[[str], Any]
"""Returns the cell's value. Raises ValueError with what is wrong, in the user's words."""
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


FIRST_YEAR, LAST_YEAR = 1945, 2100
"""Years that a table may name: a calendar is made for all days up to the last one due."""
MOST, LONGEST_DAYS, LONGEST_WEEKS = 1e9, 3650, 104
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+")


def read_filled(value: str) -> str:
    """Return the text; an empty cell is a fault."""
    if not value:
        raise ValueError("tidak boleh kosong")
    return value


def or_none(parse: Parse) -> Parse:
    """Read as this, an empty cell as None."""
    return lambda value: parse(value) if value else None


def read_day(value: str) -> date:
    """Return the day of an ISO date in the years that a table may name."""
    day = _any_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"bukan tanggal di antara tahun {FIRST_YEAR} dan {LAST_YEAR}")
    return day


def _any_day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("bukan tanggal seperti 2024-08-27") from None


def read_last_day(value: str) -> date | None:
    """None: without an end, as 9999-12-31 says too."""
    return read_day(value) if value and _any_day(value).year <= LAST_YEAR else None


def read_number(value: str) -> float:
    """Return a finite number up to MOST in either direction."""
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError("bukan bilangan seperti 0.6")
    if abs(number) > MOST:
        raise ValueError(f"lebih dari {MOST:.0f}")
    return number


def read_share(value: str) -> float:
    """Return a share above 0, at most 1."""
    number = read_number(value)
    if not 0 < number <= 1:
        raise ValueError("harus di antara 0 dan 1; 60% ditulis 0.6")
    return number


def read_amount(value: str) -> float:
    """Return an amount of 0 or more, in which no dot stands between thousands."""
    if _GROUPED.fullmatch(value):
        # Twenty-five thousand as an Indonesian writes it would be read as twenty-five.
        raise ValueError(f"bertitik ribuan? Tulis {value.replace('.', '')}, atau tanpa nol di belakang titik")
    number = read_number(value)
    if number < 0:
        raise ValueError("harus nol atau lebih")
    return number


def read_duration(value: str) -> float:
    """Return days, above 0, at most LONGEST_DAYS."""
    number = read_number(value)
    if not number > 0:
        raise ValueError("harus di atas nol")
    if number > LONGEST_DAYS:
        raise ValueError(f"lebih dari {LONGEST_DAYS} hari")
    return number


def read_weeks(value: str) -> int:
    """Return whole weeks, 0 to LONGEST_WEEKS."""
    number = read_number(value)
    if not (0 <= number <= LONGEST_WEEKS and number == int(number)):
        raise ValueError(f"harus bilangan bulat dari 0 sampai {LONGEST_WEEKS}")
    return int(number)


def read_all_or_text(value: str) -> str | None:
    """None: every service (`semua`)."""
    return None if value == "semua" else read_filled(value)


class OneOf:
    """Reads a cell that holds one of a few words."""

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def __call__(self, value: str) -> str:
        """Return the word; raises ValueError as every Parse."""
        if value not in self.allowed:
            raise ValueError(f"harus salah satu dari: {', '.join(self.allowed)}")
        return value


YES_OR_NO = OneOf("ya", "tidak")


def read_yes(value: str) -> bool:
    """Return whether the cell says ya."""
    return YES_OR_NO(value) == "ya"


def read_weekdays(value: str) -> list[int]:
    """Return weekdays joined by a bar as numbers, Monday 1."""
    return [WEEKDAYS.index(OneOf(*WEEKDAYS)(name)) + 1 for name in value.split("|")]
