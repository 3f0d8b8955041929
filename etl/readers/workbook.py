"""Workbooks: long tables, or monthly walk-in sheets with the days as columns."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.headers import SEARCH_ROWS, Header, find_header, spellings
from etl.readers.months import month_of
from etl.readers.records import Records, pick
from etl.words import fold

DAY_COLUMNS_AT_LEAST = 15
EXACT_BELOW = 1e15
"""A workbook keeps 15 digits of a number: a longer one, a NIK, has lost its last ones and must not look whole."""
Grid = list[list[str | None]]


def read(path: Path, contract: Contract, declaration: Declaration) -> Records:
    """Return the records of all sheets; a record's place is `sheet!cell`, or `sheet!row` for long tables."""
    records = Records()
    for name, grid in _sheets(path):
        if not any(any(row) for row in grid):
            continue
        days = _day_row(grid) if contract.layout == "days_as_columns" else None
        if days is None:
            _read_long(records, name, grid, contract, declaration)
        else:
            _read_wide(
                records,
                name,
                grid,
                days,
                month_of([cell for row in grid[:days] for cell in row if cell], name, path.stem),
                contract,
                declaration,
            )
    return records


def _read_long(records: Records, sheet: str, grid: Grid, contract: Contract, declaration: Declaration) -> None:
    if not _speaks_of(grid, contract, declaration):
        records.not_data += len(grid)
        records.ignored.append(f"lembar {sheet}")
        return
    header = find_header(grid, contract, declaration, frozenset())
    records.columns |= header.positions.keys()
    records.ignored += header.ignored
    for number, cells in enumerate(grid):
        if number <= header.row or cells == grid[header.row]:
            records.not_data += 1
        else:
            records.add(f"{sheet}!{number + 1}", cells, header, contract)


def _speaks_of(grid: Grid, contract: Contract, declaration: Declaration) -> bool:
    """False for a sheet of notes: none of its first cells is a title of the contract."""
    known = spellings(contract, declaration)
    return any(fold(cell or "") in known for cells in grid[:SEARCH_ROWS] for cell in cells)


def _read_wide(
    records: Records, sheet: str, grid: Grid, row: int, month: date, contract: Contract, declaration: Declaration
) -> None:
    header = find_header([grid[row]], contract, declaration, frozenset({"date", "count"}))
    days = {position: int(cell) for position, cell in enumerate(grid[row]) if cell in _DAYS}
    records.columns |= {*header.positions, "date", "count"}
    records.not_data += row + 1
    last = None
    for number, cells in enumerate(grid[row + 1 :], row + 2):
        if _is_total(cells[: min(days)]) or not _is_unit_row(cells, header, days):
            records.not_data += 1
            continue
        last = _office(cells, header, last)
        cells[header.positions["unit"]] = last
        _add_days(records, sheet, number, cells, days, month, header, contract)


def _add_days(
    records: Records,
    sheet: str,
    number: int,
    cells: Sequence[str | None],
    days: dict[int, int],
    month: date,
    header: Header,
    contract: Contract,
) -> None:
    fixed = pick(cells, header, contract)
    names = [column.name for column in contract.read_columns]
    for position, day in days.items():
        value = cells[position]
        if value is None:
            is_real_day = _is_day(month, day)
            records.not_data += is_real_day
            records.not_reported += is_real_day
            continue
        record = dict(zip(names, fixed, strict=True))
        record |= {"date": f"{month:%Y-%m}-{day:02d}", "count": value}
        records.rows.append((f"{sheet}!{_letters(position)}{number}", None, *record.values()))


_DAYS = {str(day) for day in range(1, 32)}


def _day_row(grid: Grid) -> int | None:
    for number, cells in enumerate(grid):
        if len(_DAYS & {cell for cell in cells if cell}) >= DAY_COLUMNS_AT_LEAST:
            return number
    return None


def _is_total(titles: Sequence[str | None]) -> bool:
    return any(fold(title).split(" ")[0] in ("total", "jumlah", "subtotal") for title in titles if title)


def _office(cells: Sequence[str | None], header: Header, last: str | None) -> str | None:
    """The office of a row; a purpose under a merged office belongs to the office above it."""
    purpose = header.positions.get("purpose")
    is_merged = purpose is not None and cells[purpose]
    return cells[header.positions["unit"]] or (last if is_merged else None)


def _is_unit_row(cells: Sequence[str | None], header: Header, days: dict[int, int]) -> bool:
    """A row with counts, or an office that reported nothing at all; a note below the table is neither."""
    if any(cells[position] for position in days):
        return True
    purpose = header.positions.get("purpose")
    first = next((cell for cell in cells if cell), "")
    return bool(cells[purpose]) if purpose is not None else first.isdigit()


def _is_day(month: date, day: int) -> bool:
    try:
        month.replace(day=day)
    except ValueError:
        return False
    return True


def _sheets(path: Path) -> list[tuple[str, Grid]]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return [
                (
                    name,
                    [
                        [_text(cell) for cell in row]
                        for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    ],
                )
                for name in book.sheet_names
            ]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", type(error).__name__) from None


def _text(cell: Any) -> str | None:
    """Cells as a person reads them: whole numbers without a decimal, dates as ISO text."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT_BELOW:
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return str(cell).strip() or None


def _letters(position: int) -> str:
    letters = ""
    while position >= 0:
        letters = chr(ord("A") + position % 26) + letters
        position = position // 26 - 1
    return letters
