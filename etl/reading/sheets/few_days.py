"""Few columns numbered from 1 on, of which nothing says that they are days: may be counters, or kinds of letters."""

import re
from collections.abc import Sequence
from datetime import date

from etl.errors import UnreadableFileError
from etl.reading.sheets.block_month import NO_DAYS
from etl.reading.sheets.day_titles import DAY_COLUMNS_AT_LEAST, DayColumns
from etl.reading.sheets.sheet import SourceSheet
from etl.reading.sheets.weekday_words import has_weekdays, weekday_in
from etl.spelling import fold

SUNDAY = 7
_OVER_DAYS = re.compile(r"(?:(?:hari|tanggal|tgl|date|days?)(?: |$))+.*")
_BY_DAY = re.compile(
    r"\b(?:harian|(?:per|tiap|setiap) (?:hari|tanggal)|(?:tanggal|tgl) 0?1 (?:s d|sd|sampai|hingga))\b"
)


def refuse_sundays(sheet: SourceSheet, above: int, start: int, end: int, days: DayColumns, month: date) -> str | None:
    """Raise UnreadableFileError(kolom_bukan_hari) where most offices count on what would be Sundays.

    Return what is to be told where nothing proves that the columns from 1 on are days; None where something does.
    """
    numbers = list(days.values())
    if len(numbers) >= DAY_COLUMNS_AT_LEAST or numbers != [f"{number:02d}" for number in range(1, len(numbers) + 1)]:
        return None
    if has_weekdays(sheet, start, days) or _say_days(sheet, above, start):
        return None
    sundays = [place for place, mark in days.items() if weekday_in(month, mark) == SUNDAY]
    rows = [row for row in sheet.grid[start + 1 : end] if any(_is_some(row, place) for place in days)]
    busy = sum(all(_is_some(row, place) for place in sundays) for row in rows)
    if sundays and 2 * busy > len(rows):
        raise UnreadableFileError(NO_DAYS, f"{sheet.place(start, None)}: 1, 2, ... {len(numbers)}; {month:%m-%Y}")
    return None if sundays else f"kolom 1 sampai {len(numbers)} dibaca sebagai hari di bulan {month:%m-%Y}"


def _say_days(sheet: SourceSheet, above: int, start: int) -> bool:
    """True where a title over the columns, or of the table, says that they are days."""
    over = [fold(cell) for row in sheet.grid[max(above, start - 1) : start + 1] for cell in row if cell]
    titles = map(fold, sheet.texts(above, start))
    return any(map(_OVER_DAYS.fullmatch, over)) or any(map(_BY_DAY.search, titles))


def _is_some(cells: Sequence[str | None], place: int) -> bool:
    """True for a count above none."""
    text = cells[place] if place < len(cells) else None
    return bool(text and text.isdecimal() and int(text))
