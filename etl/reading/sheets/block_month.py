"""Of which month the days of one block of a sheet are: its whole dates, its own titles, the block above, or a name."""

from datetime import date

from etl.errors import UnreadableFileError
from etl.reading.base.sheet_month import month_of, months_in, year_of
from etl.reading.sheets.day_titles import FULL_DAY, SHORTEST_MONTH, DayColumns, are_months, days_in, may_be_parts
from etl.reading.sheets.sheet import SourceSheet

Before = tuple[date, DayColumns]
"""Month and days of the block above."""
NO_DAYS = "kolom_bukan_hari"
MONTHS_OF_A_YEAR = 12
SHORTEST_NOTE = 3


def month_of_block(sheet: SourceSheet, above: int, start: int, before: Before | None, *, is_only: bool) -> date:
    """Return the month of a block: its days are whole dates, or its own titles say it, or the block above did.

    The names of sheet and file speak of one month only where the sheet has one block. Raises
    UnreadableFileError(kolom_bukan_hari) for columns that are weeks, months or anything else that is numbered.
    """
    days, texts = days_in(sheet.grid[start]), sheet.texts(above, start)
    over = [cell for row in sheet.grid[max(above, start - 1) : start] for cell in row[min(days) : max(days) + 1]]
    if (
        are_months(days, over)
        or may_be_parts(days, texts, _notes(sheet, start))
        or _lacks_a_month(sheet, days, texts, before)
    ):
        raise UnreadableFileError(NO_DAYS, f"{sheet.place(start, None)}: {', '.join(_titles(sheet.grid[start], days))}")
    first = next(iter(days.values()))
    if FULL_DAY.fullmatch(first):
        return _month_of_days(date.fromisoformat(f"{first[:8]}01"), texts, sheet)
    if "-" in first:
        return _month_of_parts(int(first[:2]), sheet, texts)
    has_own = any(months_in(text) for text in texts)
    if before and not has_own:
        return before[0]
    return month_of(texts, *("", "") if has_own and not is_only else (sheet.name, sheet.stem), sheet.where)


def _notes(sheet: SourceSheet, start: int) -> list[str]:
    """Longer texts below the row of days: a note may tell what its numbers are."""
    return [text for text in sheet.texts(start + 1, len(sheet.grid)) if len(text) > SHORTEST_NOTE]


def _lacks_a_month(sheet: SourceSheet, days: DayColumns, texts: list[str], before: Before | None) -> bool:
    """True for few numbered columns whose month nothing above them says, so that they may be months or weeks.

    The name of a file may tell when a recap was made; below another block, they go on with its days or repeat them.
    """
    numbers = list(days.values())
    if len(numbers) >= SHORTEST_MONTH or any("-" in number for number in numbers):
        return False
    if any(months_in(text) for text in texts):
        return False
    if before:
        return numbers[0] <= list(before[1].values())[-1] and numbers != list(before[1].values())
    return numbers[0] == "01" and len(numbers) == int(numbers[-1]) <= MONTHS_OF_A_YEAR and not months_in(sheet.name)


def _titles(cells: list[str | None], days: DayColumns) -> list[str]:
    return [*[cells[position] or "" for position in days][:3], "..."]


def _month_of_parts(number: int, sheet: SourceSheet, texts: list[str]) -> date:
    """The month of days like 1-Agu, whose year a title or a name says."""
    named = {each for text in texts for each in months_in(text)} or {
        each for name in (sheet.name, sheet.stem) for each in months_in(name)
    }
    if named and number not in {each.month for each in named}:
        raise UnreadableFileError("bulan_bertentangan", f"{sheet.where}: judul hari bulan {number}")
    found = {each for each in named if each.month == number}
    if len(found) == 1:
        return found.pop()
    year = year_of(texts) or year_of([sheet.name, sheet.stem])
    if year is None:
        raise UnreadableFileError("bulan_tak_ditemukan", sheet.where)
    return date(year, number, 1)


def _month_of_days(month: date, texts: list[str], sheet: SourceSheet) -> date:
    """The month of whole dates, unless every title names another one: then the dates were copied along."""
    named = {each for text in texts for each in months_in(text)}
    if named and month not in named:
        raise UnreadableFileError("bulan_bertentangan", f"{sheet.where}: judul hari {month:%m-%Y}")
    return month
