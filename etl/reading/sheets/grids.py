"""Sheets of cells to records: a long table, or one of the layouts of walk-in counts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.reasons import reasons
from etl.errors import UnreadableFileError
from etl.reading.base.faulty import FaultyCell
from etl.reading.base.headers import SEARCH_ROWS, Header, find_header, spellings
from etl.reading.base.not_data import is_not_data, starts_aside
from etl.reading.base.records import Records
from etl.reading.base.sheet_month import months_in
from etl.reading.base.table_read import TableRead, Unread, understood
from etl.reading.sheets import days_as_columns, office_columns, parts
from etl.reading.sheets.block_month import NO_DAYS
from etl.reading.sheets.sheet import SourceSheet
from etl.reading.sheets.tables import Tables, tables_beside
from etl.sources.declarations import Declaration
from etl.spelling import fold

_NO_DATA = re.compile(r"(?:rekap|ringkasan|legenda|keterangan|catatan|petunjuk|referensi|daftar|kode|master|grafik).*")

WITHOUT_TITLES = ("kolom_wajib_tidak_ada", "judul_tak_dikenal")
OF_SHEET = {
    NO_DAYS: NO_DAYS,
    "bagian_tak_dikenal": "bagian_tak_dikenal",
    "kantor_tak_disebut": "lembar_tanpa_kantor",
    "kantor_bertentangan": "lembar_kantor_lain",
}
"""What is said of one sheet, by the reason that the whole file would have."""
NOT_READ = (*WITHOUT_TITLES, *OF_SHEET)
"""Reasons for which one sheet is not read, at no cost of the others."""
FAULTY_SHOWN = 3
WIDE_AT_LEAST = 4
WIDE_ROWS_AT_LEAST = 5


def read_sheets(records: Records, sheets: Iterable[SourceSheet], declaration: Declaration) -> None:
    """Read all sheets of a file; one without the required columns does not cost the others their rows.

    It is named as ignored when its name says that it only sums up or explains, else held back as one record.
    Raises UnreadableFileError with the sheet's name when no sheet gives rows.
    """
    if records.look:
        for sheet in sheets:
            records.look(sheet.shown, sheet.grid)
        return
    unread: list[tuple[SourceSheet, UnreadableFileError]] = []
    for sheet in sheets if records.contract.layout == "rows" else _apart(records, sheets, declaration):
        try:
            read_sheet(records, sheet, declaration)
        except UnreadableFileError as error:
            if error.reason not in NOT_READ:
                raise _with_faulty_titles(error, sheet) from None
            unread.append((sheet, error))
    if unread and not records.count and not records.not_reported and not records.closed:
        sheet, first = unread[0]
        where = f"lembar '{sheet.label}': " if sheet.label else ""
        raise _with_faulty_titles(UnreadableFileError(first.reason, f"{where}{first.detail}"), sheet)
    for sheet, why in unread:
        if _NO_DATA.fullmatch(fold(sheet.name)) or _is_aside(sheet):
            _ignore(records, sheet)
        else:
            records.add_fault(sheet.label, f"row:{OF_SHEET.get(why.reason, 'lembar_tanpa_kolom')}")


def _apart(records: Records, sheets: Iterable[SourceSheet], declaration: Declaration) -> Iterator[SourceSheet]:
    """The sheets of counts, each of the tables that stand beside each other as one."""
    known = spellings(records.contract, declaration)
    return (part for sheet in sheets for part in tables_beside(sheet, known))


def _with_faulty_titles(error: UnreadableFileError, sheet: SourceSheet) -> UnreadableFileError:
    """What was looked for may stand in cells whose formulas were never computed."""
    faulty = [
        f"{sheet.place(number, position)} ({reasons()[cell.reason].sentence})"
        for number, cells in enumerate(sheet.grid[:SEARCH_ROWS])
        for position, cell in enumerate(cells)
        if isinstance(cell, FaultyCell)
    ]
    if not faulty or error.reason not in (*WITHOUT_TITLES, "bulan_tak_ditemukan"):
        return error
    return UnreadableFileError(error.reason, f"{error.detail}; tanpa nilai: {', '.join(faulty[:FAULTY_SHOWN])}")


def read_sheet(records: Records, sheet: SourceSheet, declaration: Declaration) -> None:
    """Read one sheet. One of notes, where no cell is a title of the contract, is not data and named as ignored."""
    if not any(any(row) for row in sheet.grid):
        return
    width = max(map(len, sheet.grid))
    records.spend(width * len(sheet.grid) - sum(map(len, sheet.grid)))
    sheet = replace(sheet, grid=[[*row, *[None] * (width - len(row))] for row in sheet.grid])
    if records.contract.layout == "days_as_columns" and (
        days_as_columns.read_days_as_columns(records, sheet, declaration)
        or parts.read_parts(records, sheet, declaration)
        or office_columns.read_office_columns(records, sheet, declaration)
    ):
        return
    if _speaks_of(sheet, records, declaration) or _looks_like_data(sheet, records):
        _read_rows(records, sheet, declaration)
    else:
        _ignore(records, sheet)


def _looks_like_data(sheet: SourceSheet, records: Records) -> bool:
    """True for rows as wide as records though no title is known: an export that goes on in a second sheet has none."""
    least = max(sum(column.required for column in records.contract.read_columns), WIDE_AT_LEAST)
    wide = sum(sum(bool(cell) for cell in row) >= least for row in sheet.grid)
    return wide >= WIDE_ROWS_AT_LEAST and not _NO_DATA.fullmatch(fold(sheet.name))


def _is_aside(sheet: SourceSheet) -> bool:
    return any(starts_aside(text) for text in sheet.texts())


def _ignore(records: Records, sheet: SourceSheet) -> None:
    records.not_data += len(sheet.grid)
    records.unread.append(Unread(f"lembar {sheet.label}"))


def _read_rows(records: Records, sheet: SourceSheet, declaration: Declaration) -> None:
    """A long table: one record a row. In one of counts, a bare day belongs to the month of the title."""
    header = find_header(sheet.grid, records.contract, declaration, first=sheet.first)
    header, why = records.with_office(header, sheet.texts(0, header.row), sheet.name, sheet.book)
    part = rows_part(sheet, header)
    records.use(header, replace(part, why=[*part.why, *why]), sheet.first)
    texts = [*sheet.texts(0, header.row), sheet.name, sheet.stem]
    has_month = records.contract.layout == "days_as_columns" and any(months_in(text) for text in texts)
    dated = office_columns.dating(sheet, header)
    tables = Tables(records, declaration, header)
    slipped = _slipped(sheet, header, records)
    for number, cells in enumerate(sheet.grid):
        where, own = sheet.place(number, None), tables.header or header
        if number <= header.row or tables.are_aside(where, cells) or is_not_data(cells, own, records.contract):
            records.not_data += 1
        else:
            place = own.positions.get("date", 0)
            whole = [*cells[:place], dated(cells[place]), *cells[place + 1 :]] if has_month else cells
            records.add(sheet.place(number, records.faulty(cells, own)), whole, own, slipped.get(number))


def _slipped(sheet: SourceSheet, header: Header, records: Records) -> dict[int, str]:
    """What is wrong with rows by their widths and sums; in a workbook without counts the types of cells tell it."""
    count, below = header.positions.get("count"), range(header.row + 1, len(sheet.grid))
    return sheet.width_faults(header.row, below, count) if sheet.widths or count is not None else {}


def rows_part(sheet: SourceSheet, header: Header) -> TableRead:
    """Return what was understood of a long table."""
    rows = f"{header.row + 1}" if header.depth == 1 else f"{header.row} dan {header.row + 1}"
    why = [*sheet.part.why, f"judul di baris {rows}: {len(header.positions)} judul dikenal"]
    columns = understood(header)
    return replace(sheet.part, layout="satu baris satu catatan", header_row=header.row + 1, columns=columns, why=why)


def _speaks_of(sheet: SourceSheet, records: Records, declaration: Declaration) -> bool:
    known = {title for title, name in spellings(records.contract, declaration).items() if name != "guest"}
    return any(fold(cell or "") in known for cells in sheet.grid[:SEARCH_ROWS] for cell in cells)
