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
    for number, found in _weekdays(sheet, start, days).items():
        right = sum(weekday_in(month, days[position]) == weekday for position, weekday in found.items())
        if 2 * right < len(found):
            raise UnreadableFileError("hari_bertentangan", f"{sheet.place(number, None)}; bulan {month:%m-%Y}")


def has_weekdays(sheet: SourceSheet, start: int, days: DayColumns) -> bool:
    """Return True where the names of weekdays stand at the row of days."""
    return bool(_weekdays(sheet, start, days))


def weekday_in(month: date, mark: str) -> int | None:
    """Return the weekday (1 Monday .. 7) of a day as DayColumns has it; None for one that the month has not."""
    try:
        return date.fromisoformat(f"{month:%Y-%m-%d}"[: -len(mark)] + mark).isoweekday()
    except ValueError:
        return None


def _weekdays(sheet: SourceSheet, start: int, days: DayColumns) -> dict[int, dict[int, int]]:
    """Row -> position -> weekday, of the rows at the row of days that hold weekdays."""
    found: dict[int, dict[int, int]] = {}
    for number in (start - 1, start, start + 1):
        cells = sheet.grid[number] if 0 <= number < len(sheet.grid) else []
        words = {place: word for place in days if place < len(cells) and (word := weekday_of(cells[place] or ""))}
        found |= {number: words} if len(words) >= WORDS_AT_LEAST else {}
    return found
