"""Days as people write them over the columns of a sheet, and the rows of such titles."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.headers import best_header, spellings
from etl.readers.months import MONTHS
from etl.readers.not_data import numbers_columns
from etl.words import fold

DAY_COLUMNS_AT_LEAST = 15
FEW_DAYS_AT_LEAST = 5
SHORTEST_MONTH = 28
BESIDE_DAYS = ("unit", "kecamatan", "purpose")
_BARE_DAY = re.compile(
    r"(?:(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|sen|sel|rab|kam|jum|sab|min) )?0?([1-9]|[12]\d|3[01])"
)
FULL_DAY = re.compile(r"20\d\d-\d\d-\d\d")
_WRITTEN_DAY = re.compile(r"(\d{1,2}) (\d{1,2}|[a-z]+) ((?:20)?\d\d)")
Grid = Sequence[Sequence[str | None]]
Days = dict[int, str]
"""Position -> day, as two digits, or whole as ISO text."""


def is_for_sheets(rows: Grid, contract: Contract, declaration: Declaration) -> bool:
    """Return True where one of the rows holds days as titles, or a row below the titles a day without its month."""
    header = best_header(rows, contract, declaration)
    place = header.positions.get("date", -1)
    below = rows[header.row + 1 :] if place >= 0 else []
    has_bare = any(place < len(cells) and bare_day(cells[place]) for cells in below)
    return has_bare or bool(day_rows(rows, spellings(contract, declaration)))


def day_rows(rows: Grid, known: Mapping[str, str]) -> list[int]:
    """The numbers of the rows of days; a row below one of them that numbers the columns is none.

    Few days need a title of the contract beside them, or above where they stand alone: they might be counts.
    """
    found: list[int] = []
    for number, cells in enumerate(rows):
        days = days_in(cells)
        # Official tables number their columns below the titles; no month has so few days from the first column on.
        is_numbering = numbers_columns(cells) and (number - 1 in found or len(days) < SHORTEST_MONTH)
        if len(days) < FEW_DAYS_AT_LEAST or is_numbering:
            continue
        others = [cell for position, cell in enumerate(cells) if cell and position not in days]
        titles = others or (rows[number - 1] if number else [])
        if len(days) >= DAY_COLUMNS_AT_LEAST or any(known.get(fold(cell or "")) in BESIDE_DAYS for cell in titles):
            found.append(number)
    return found


def days_in(cells: Sequence[str | None]) -> Days:
    """The days of a row of days, in their order; counts below it do not grow from cell to cell."""
    found = {position: mark for position, cell in enumerate(cells) if cell and (mark := _day(cell))}
    return found if all(before < after for before, after in pairwise(found.values())) else {}


def bare_day(cell: str | None) -> int | None:
    """Return the day of a cell that holds no month: `1`, `01`, `1*`, `Sen 1`."""
    bare = _BARE_DAY.fullmatch(fold(cell or ""))
    return int(bare[1]) if bare else None


def _day(cell: str) -> str | None:
    """A day as a title has it: `1`, `01`, `1*` (a mark), `Sen 1`, `2024-10-01`, `01/10/2024`, `1 Okt 24`."""
    if FULL_DAY.fullmatch(cell):
        return cell
    if number := bare_day(cell):
        return f"{number:02d}"
    if written := _WRITTEN_DAY.fullmatch(fold(cell)):
        day, month, year = written.groups()
        number = int(month) if month.isdigit() else MONTHS.get(month, 0)
        return f"20{year[-2:]}-{number:02d}-{int(day):02d}"
    return None
