"""Weekdays written over the days of a sheet: they tell when its title is that of another month."""

from datetime import date

from etl.errors import UnreadableFileError
from etl.reading.sheets.day_titles import DayColumns, weekday_of
from etl.reading.sheets.sheet import SourceSheet

WORDS_AT_LEAST = 5


def refuse_other_weekdays(sheet: SourceSheet, start: int, days: DayColumns, month: date) -> None:
    """Raise UnreadableFileError(hari_bertentangan) where most weekdays at the row of days are not its month's.

    A sheet copied from the month before with its old title would replace that month's counts. A word mistyped here
    and there is no reason.
    """
    for number in (start - 1, start, start + 1):
        cells = sheet.grid[number] if 0 <= number < len(sheet.grid) else []
        found = {
            position: weekday
            for position in days
            if position < len(cells) and (weekday := weekday_of(cells[position] or ""))
        }
        right = sum(_weekday(month, days[position]) == weekday for position, weekday in found.items())
        if len(found) >= WORDS_AT_LEAST and 2 * right < len(found):
            raise UnreadableFileError("hari_bertentangan", f"{sheet.place(number, None)}; bulan {month:%m-%Y}")


def _weekday(month: date, mark: str) -> int | None:
    """The weekday of a day as DayColumns has it; None for one that the month has not."""
    try:
        return date.fromisoformat(f"{month:%Y-%m-%d}"[: -len(mark)] + mark).isoweekday()
    except ValueError:
        return None
