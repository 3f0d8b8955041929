"""Whether a row of days lost or gained a cell, so that its days stand beside their counts.

The widths of rows tell it in a text. Where all rows are of one width, as a spreadsheet writes them, what tells it is
a blank cell between two days that follow each other (or a day left out), together with rows that end a cell earlier
(or later) than the titles. Blank columns between weeks alone do no harm.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from etl.reading.base.cells import Cells
from etl.reading.base.not_data import starts_total
from etl.reading.sheets.day_titles import DayColumns
from etl.reading.sheets.sheet import SourceSheet

REGULAR_AT_LEAST = 2


def days_slipped(sheet: SourceSheet, titles: int, days: DayColumns, rows: Sequence[int], *, has_uneven: bool) -> bool:
    """Return True where the row of titles does not fit the rows of counts below it.

    `days` are those of the titles, `has_uneven` tells that a row has more or fewer cells than they.
    """
    cells = [sheet.grid[row] for row in rows]
    above = sheet.grid[titles - 1] if titles else []
    if _are_odd(_after_a_blank(sheet.grid[titles], above, days)):
        last = _last(sheet.grid[titles], above, days)
        return has_uneven or _are_most(last >= len(row) or not row[last] for row in cells)
    beyond = max(place for place, cell in enumerate(sheet.grid[titles]) if cell) + 1
    is_longer = _are_odd(_after_a_lost_one(days)) and _are_most(any(row[beyond:]) for row in cells)
    has_sums = _last(sheet.grid[titles], above, days) == max(days) and all(_is_sum(row, beyond, days) for row in cells)
    return is_longer and not has_sums


def _after_a_blank(cells: Cells, above: Cells, days: DayColumns) -> list[int]:
    """The days before which a column has no title, though the day before them is the one to the left."""
    return [
        _number(days[right])
        for left, right in pairwise(days)
        if _number(days[right]) == _number(days[left]) + 1
        and any(not cells[place] and not _is_total(above, place) for place in range(left + 1, right))
    ]


def _after_a_lost_one(days: DayColumns) -> list[int]:
    """The days before which one is left out, without a column between."""
    return [
        _number(days[right])
        for left, right in pairwise(days)
        if right == left + 1 and _number(days[right]) == _number(days[left]) + 2
    ]


def _are_odd(numbers: list[int]) -> bool:
    """True unless there are none, or several in even steps: those part weeks, or leave Sundays out."""
    steps = {after - before for before, after in pairwise(numbers)}
    return bool(numbers) and (len(numbers) < REGULAR_AT_LEAST or len(steps) > 1)


def _last(cells: Cells, above: Cells, days: DayColumns) -> int:
    """The column that each row of counts fills last: the sum of all days, where there is one."""
    beyond = range(max(days) + 1, len(cells))
    return next((place for place in beyond if _is_total(cells, place) or _is_total(above, place)), max(days))


def _are_most(found: Iterable[bool]) -> bool:
    """True where most rows are so."""
    each = [*found]
    return 2 * sum(each) > len(each)


def _is_sum(cells: Cells, place: int, days: DayColumns) -> bool:
    """True for the sum of all days, or no cell from there on: a column of sums may lack its title."""
    numbers = [int(cell) for day in days if (cell := cells[day] or "").isdecimal()]
    return not any(cells[place:]) or cells[place] == str(sum(numbers))


def _is_total(cells: Cells, place: int) -> bool:
    return place < len(cells) and starts_total(cells[place] or "")


def _number(mark: str) -> int:
    """The day of the month in a mark."""
    return int(mark[-2:])
