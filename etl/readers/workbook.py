"""Workbooks (XLSX, XLS, ODS): every sheet, hidden rows and sheets too, for what is hidden still is data."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.readers.closed import IsClosed
from etl.readers.grids import read_sheets
from etl.readers.records import Grid, Part, Records, cell_text
from etl.readers.sheet import Sheet, cell_places, position_of
from etl.words import masked

_ERROR = b't="e"'
_ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
_COLUMN = re.compile(rb'<c [^>]*?r="([A-Z]+)')
SMALL_AREA = 2_000_000
AREA_PER_CELL = 50
"""An area of so many cells is no matter; beyond it, one cell in fifty must be filled."""
Errors = dict[str, list[tuple[int, int, str]]]
"""Name of a sheet -> (row, column, text) of its cells with an error, from 0."""


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all sheets; a record's place is `sheet!cell`, or `sheet!row` for long tables."""
    errors = _error_cells(path) if _has_errors(path) else {}
    sheets = _sheets(path, records.is_closed)
    read_sheets(records, (_sheet(path, name, grid, errors) for name, grid in sheets), declaration)


def _sheet(path: Path, name: str, grid: Grid, errors: Errors) -> Sheet:
    for row, column, text in errors.get(name, []):
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = text
    name = masked(name)
    part = Part(name, "buku kerja", "", None, [], why=[f"lembar '{name}'"])
    return Sheet(name, grid, cell_places(name), path.stem, part)


def _sheets(path: Path, is_closed: IsClosed) -> Iterator[tuple[str, Grid]]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    yield sheet.name, _cells(book.get_sheet_by_name(sheet.name), is_closed)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", type(error).__name__) from None


def _cells(sheet: CalamineSheet, is_closed: IsClosed) -> Grid:
    """The cells as text; a cell merged downwards stands in each of its rows, a word for closed days in each cell."""
    grid = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        text = grid[top][left] if top < len(grid) and left < len(grid[top]) else None
        last = right if is_closed(text) else left
        for cells in grid[top : bottom + 1]:
            for column in range(left, min(last + 1, len(cells))):
                cells[column] = cells[column] or text
    return grid


def _has_errors(path: Path) -> bool:
    """Look through the sheets of XLSX as it stores them, each unpacked once; other kinds have nothing to look at.

    Raises UnreadableFileError for a cell far outside: calamine makes room for all between it and the table.
    """
    if not zipfile.is_zipfile(path):
        return False
    found = False
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                part = archive.read(name)
                _refuse_stray_cells(part)
                found = found or _ERROR in part
    return found


def _refuse_stray_cells(part: bytes) -> None:
    rows = max((int(number) for number in _ROW.findall(part)), default=0)
    columns = max((position_of(letters) for letters in set(_COLUMN.findall(part))), default=0) + 1
    if rows * columns > max(SMALL_AREA, AREA_PER_CELL * part.count(b"<c ")):
        raise UnreadableFileError("sel_tersesat", f"baris {rows}, {columns} kolom")


def _error_cells(path: Path) -> Errors:
    """The cells of XLSX that hold an error, which calamine gives as empty: a broken formula is no missing report."""
    from openpyxl import load_workbook  # half of what the command imports, and hardly ever needed

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        return {sheet.title: [*_errors_of(sheet)] for sheet in book.worksheets}
    except (ValueError, KeyError, TypeError):
        # What calamine can read is not lost for what openpyxl cannot.
        return {}


def _errors_of(sheet: Any) -> Iterator[tuple[int, int, str]]:
    for number, row in enumerate(sheet.iter_rows()):
        for position, cell in enumerate(row):
            if cell.data_type == "e":
                yield number, position, str(cell.value)
