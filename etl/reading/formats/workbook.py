"""Workbooks (XLSX, XLSB, XLS, ODS): every sheet, hidden rows and sheets too, for what is hidden still is data."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Grid, cell_text
from etl.reading.base.records import Records
from etl.reading.base.table_read import TableRead
from etl.reading.sheets.grids import read_sheets
from etl.reading.sheets.sheet import SourceSheet, cell_places
from etl.reading.stored import stored_ods, stored_xls, stored_xlsb, stored_xlsx
from etl.reading.stored.stored import Stored
from etl.sources.declarations import Declaration


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all sheets; a record's place is `sheet!cell`, or `sheet!row` for long tables."""
    read_sheets(records, _sheets(path, records), declaration)


def _sheet(path: Path, name: str, shown: str, grid: Grid, book: tuple[str, ...]) -> SourceSheet:
    part = TableRead(shown, "buku kerja", "", None, [], why=[f"lembar '{shown}'"])
    return SourceSheet(name, grid, cell_places(shown), path.stem, part, shown=shown, book=book)


def _sheets(path: Path, records: Records) -> Iterator[SourceSheet]:
    try:
        # Before anything else: a stray cell would take all the memory there is.
        stored = _stored(path)
        with CalamineWorkbook.from_path(str(path)) as book:
            names = tuple(book.sheet_names)
            for number, sheet in enumerate(book.sheets_metadata):
                if sheet.typ == SheetTypeEnum.WorkSheet:
                    beside = stored[number] if number < len(stored) else Stored()
                    shown = records.offices.names.name(sheet.name, number + 1)
                    grid = _cells(book.get_sheet_by_index(number), beside, records)
                    yield _sheet(path, sheet.name, shown, grid, names)
    except PasswordError:
        raise UnreadableFileError("berkas_berkata_sandi") from None
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise UnreadableFileError("berkas_tak_terbaca", "isi buku kerja rusak atau terpotong") from None


def _stored(path: Path) -> list[Stored]:
    """What each sheet stores that calamine gives as empty: errors, and formulas that no program has computed."""
    if not zipfile.is_zipfile(path):
        return stored_xls.stored_xls(path)
    with zipfile.ZipFile(path) as archive:
        names = {name.lower() for name in archive.namelist()}
        if stored_ods.has_password(archive):
            raise UnreadableFileError("berkas_berkata_sandi")
        if "content.xml" in names:
            return stored_ods.stored_ods(archive)
        return stored_xlsb.stored_xlsb(archive) if "xl/workbook.bin" in names else stored_xlsx.stored_xlsx(archive)


def _cells(sheet: CalamineSheet, stored: Stored, records: Records) -> Grid:
    """The cells as text; a cell merged downwards stands in each of its rows, a word for closed days in each cell."""
    records.spend(sheet.height * sheet.width)
    grid = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    stored.put_into(grid)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        text = grid[top][left] if top < len(grid) and left < len(grid[top]) else None
        last = right if records.is_closed(text) else left
        records.spend((min(bottom + 1, len(grid)) - top) * (last + 1 - left))
        for cells in grid[top : bottom + 1]:
            for column in range(left, min(last + 1, len(cells))):
                cells[column] = cells[column] or text
    return grid
