"""Cells of tables as people read and write them, and as the file has them: days, numbers, weekdays."""

import re
from contextlib import suppress
from datetime import date
from itertools import count
from typing import Final

from core.formats import short_day, weekday
from etl import MONTH_NAMES, WEEKDAYS

CENTURY: Final = 2000
"""Of a year in two digits."""
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[\s./-]+([A-Za-z]+|\d{1,2})[\s.,/-]+(\d{4}|\d{2})")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[\s./-](\d{1,2})[\s./-](\d{1,2})")
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_PERCENT: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_COMMA: Final = re.compile(r"-?\d+,\d+")
_BETWEEN: Final = re.compile(r"[\s,;|]+")
_SHORTEST: Final = 3
"""Letters of a weekday that tell it from the others."""


def shown_cell(kind: type | None, cell: str, lang: str) -> str:
    """Return a cell of the file as people read it; what is no day, number or weekday of the file stays as it is."""
    if kind is date:
        with suppress(ValueError):
            return short_day(date.fromisoformat(cell), lang)
    if kind in (int, float) and lang == "id" and re.fullmatch(r"-?\d+\.\d+", cell):
        return cell.replace(".", ",")
    if kind is list and all(word in WEEKDAYS for word in cell.split("|")):
        return ", ".join(weekday(WEEKDAYS.index(word) + 1, lang) for word in cell.split("|"))
    return cell


def stored_cell(kind: type | None, text: str) -> str:
    """Return what people wrote as the file is to have it; what cannot be read so stays, for the table's check."""
    if kind is date:
        day = written_day(text)
        return text if day is None else day.isoformat()
    if kind is int and _GROUPED.fullmatch(text):
        return text.replace(".", "")
    if kind in (int, float):
        return _number(text)
    return _weekdays(text) if kind is list else text


def written_day(text: str) -> date | None:
    """Return the day that a text names, day first as Indonesians write (1/9/2024, 1-9-24, 1 Sep 2024) or as ISO."""
    numbers: tuple[str, str, str] | None = None
    if found := _YEAR_FIRST.fullmatch(text):
        numbers = (found[1], found[2], found[3])
    elif found := _DAY_FIRST.fullmatch(text):
        numbers = (found[3], found[2], found[1])
    if numbers is None:
        return None
    year, month, day = numbers
    try:
        of_century = int(year) if len(year) > len("24") else CENTURY + int(year)
        return date(of_century, int(month) if month.isdigit() else MONTH_NAMES.get(month.lower(), 0), int(day))
    except ValueError:
        return None


def _number(text: str) -> str:
    """`0,6` and `60%` are 0.6."""
    if found := _PERCENT.fullmatch(text):
        return f"{float(found[1].replace(',', '.')) / 100:.10g}"
    return text.replace(",", ".") if _COMMA.fullmatch(text) else text


def _weekdays(text: str) -> str:
    """The names of the file, in the order of a week; in either language, each once."""
    known = {weekday(place, lang).lower(): name for place, name in zip(count(1), WEEKDAYS) for lang in ("id", "en")}
    words = [word for word in _BETWEEN.split(text.lower()) if word and word not in ("dan", "and")]
    named = [next((name for full, name in known.items() if _means(word, full)), None) for word in words]
    return text if not words or None in named else "|".join(sorted(set(filter(None, named)), key=WEEKDAYS.index))


def _means(word: str, full: str) -> bool:
    return len(word) >= _SHORTEST and full.startswith(word)
