"""Workbooks (XLSX, XLS, ODS): every sheet, hidden rows and sheets too, for what is hidden still is data."""

from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.readers.grids import read_sheet
from etl.readers.records import Grid, Part, Records, cell_text
from etl.readers.sheet import Sheet, cell_places


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all sheets; a record's place is `sheet!cell`, or `sheet!row` for long tables."""
    for name, grid in _sheets(path):
        part = Part(name, "buku kerja", "", None, [], why=[f"lembar '{name}'"])
        read_sheet(records, Sheet(name, grid, cell_places(name), path.stem, part), declaration)


def _sheets(path: Path) -> Iterator[tuple[str, Grid]]:
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    yield sheet.name, _cells(book.get_sheet_by_name(sheet.name))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError("berkas_tak_terbaca", type(error).__name__) from None


def _cells(sheet: CalamineSheet) -> Grid:
    """The cells as text; a cell merged downwards stands in each of its rows."""
    grid = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or []:
        for row in range(top + 1, min(bottom + 1, len(grid))):
            if left < len(grid[row]):
                grid[row][left] = grid[row][left] or grid[top][left]
    return grid
