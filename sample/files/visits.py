"""The walk-in workbooks: one a month, a sheet a kecamatan, days as columns, filled in by hand."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
from babel.dates import format_date
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.spreadsheets import workbook_bytes
from sample.files.account import WriterNotes
from sample.world.defects import LATE, MISNAMED, NOT_SENT, REPORTED, TEXT
from sample.world.draw import Draw
from sample.world.parameters import Ints

SOURCE = "kunjungan"
PURPOSES = {"permohonan": "Permohonan", "ambil_berkas": "Ambil Berkas", "informasi": "Informasi", "tamu": "Tamu"}
WHOLE = "Semua"
SAVED = datetime(2024, 1, 1)
"""When its workbooks say that they were made."""
MAIN = (WHOLE, PURPOSES["permohonan"])
TEXT_CELL = "rusak"
MISNAMED_AS = "Sempaja"
HEADER_ROW = 6
FIRST_DAY_COLUMN = 4
NOTES = ("Keterangan: - = tidak ada kunjungan; kosong = belum dilaporkan", "Dicetak oleh petugas loket (data contoh)")
WrittenCell = int | str | None


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet: an office, a purpose, and a cell a day with the state behind it."""

    label: str
    purpose: str
    cells: list[WrittenCell]
    states: list[int]


def _label(drawn: Draw, unit: int, is_misnamed: bool) -> str:
    if is_misnamed:
        return MISNAMED_AS
    name = str(drawn.tables.units["name"].iloc[unit])
    if drawn.tables.units["kind"].iloc[unit] == "kecamatan":
        return f"KANTOR KECAMATAN {name.upper()}"
    return f"Kel. {name}" if unit % 3 else f"Kelurahan {name}"


def _cell(count: int, state: int, wanted: tuple[int, ...], is_main: bool) -> WrittenCell:
    if state not in wanted:
        return None
    if state == TEXT and is_main:
        return TEXT_CELL
    return count if count else "-"


def _unit_lines(drawn: Draw, unit: int, days: Ints, wanted: tuple[int, ...]) -> list[SheetRow]:
    """Return the rows of one office: one for all visitors, or one a purpose."""
    states = drawn.defects.walkin[unit, days].tolist()
    counts = {"permohonan": drawn.counts.visits, **drawn.counts.others}
    chosen = {WHOLE: drawn.walkin_true}
    if drawn.offices.is_split[unit]:
        chosen = {PURPOSES[name]: counts[name] for name in PURPOSES}
    label, lines = _label(drawn, unit, MISNAMED in states), []
    for purpose, matrix in chosen.items():
        pairs = zip(matrix[unit, days].tolist(), states, strict=True)
        cells = [_cell(count, state, wanted, purpose in MAIN) for count, state in pairs]
        lines.append(SheetRow(label, purpose, cells, states))
    return lines


def _letterhead(sheet: Worksheet, kecamatan: str, month: str, width: int) -> None:
    for row, text in enumerate(("PEMERINTAH KOTA SAMARINDA", f"KECAMATAN {kecamatan.upper()}"), start=1):
        sheet.cell(row, 1, text).font = Font(bold=True)
    sheet.cell(4, 1, f"REKAPITULASI KUNJUNGAN LOKET BULAN {month.upper()}").alignment = Alignment(horizontal="center")
    for row in (1, 2, 4):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)


def _total(cells: list[WrittenCell]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))


def _fill(sheet: Worksheet, lines: list[SheetRow], kecamatan: str, month: str) -> None:
    """Write letterhead, header, one row a line, totals and notes."""
    length = len(lines[0].cells)
    _letterhead(sheet, kecamatan, month, length + FIRST_DAY_COLUMN)
    sheet.append([])
    header = ["No", "Unit Layanan", "Keperluan", *range(1, length + 1), "JUMLAH"]
    _put(sheet, HEADER_ROW, header)
    for number, line in enumerate(lines, start=1):
        _put(sheet, HEADER_ROW + number, [number, line.label, line.purpose, *line.cells, _total(line.cells)])
    sums = [_total([line.cells[day] for line in lines]) for day in range(length)]
    last = HEADER_ROW + len(lines) + 1
    _put(sheet, last, [None, "TOTAL", None, *sums, sum(sums)])
    for offset, note in enumerate(NOTES, start=2):
        sheet.cell(last + offset, 1, note)


def _put(sheet: Worksheet, row: int, values: list[WrittenCell]) -> None:
    for column, value in enumerate(values, start=1):
        if value is not None:
            sheet.cell(row, column, value)


def _note_cells(lines: list[SheetRow], sheet: str, path: str, account: WriterNotes) -> None:
    """Note every unreadable and misnamed cell, and the main cells of days not reported or reported late."""
    for row, line in enumerate(lines, start=HEADER_ROW + 1):
        for column, (cell, state) in enumerate(zip(line.cells, line.states, strict=True), start=FIRST_DAY_COLUMN):
            place = f"{sheet}!{get_column_letter(column)}{row}"
            if state == MISNAMED and cell is not None:
                account.note("bad", path, [place], ["unit_rancu"])
            elif cell == TEXT_CELL:
                account.note("bad", path, [place], ["jumlah_tak_terbaca"])
            elif line.purpose in MAIN and state == NOT_SENT:
                account.note("missing", path, [place], ["tidak_dilaporkan"])
            elif line.purpose in MAIN and state == LATE:
                account.note("late", path, [place], ["terlambat"])


def _write_book(
    drawn: Draw,
    month: np.datetime64,
    days: Ints,
    wanted: tuple[int, ...],
    units: list[int],
    path: Path,
    account: WriterNotes,
) -> None:
    book = Workbook()
    book.remove(book["Sheet"])
    title = format_date(month.astype("datetime64[D]").astype(object), "MMMM y", locale="id_ID")
    names = drawn.tables.units["kecamatan"]
    records = 0
    for kecamatan in dict.fromkeys(names.iloc[units]):
        inside = [unit for unit in units if names.iloc[unit] == kecamatan]
        lines = [line for unit in inside for line in _unit_lines(drawn, unit, days, wanted)]
        lines = [_whole_month(line, month) for line in lines]
        _fill(book.create_sheet(kecamatan), lines, kecamatan, title)
        records += sum(len(line.cells) for line in lines)
        if REPORTED in wanted:
            _note_cells(lines, kecamatan, f"{SOURCE}/{path.name}", account)
    path.write_bytes(workbook_bytes(book, "contoh", SAVED))
    account.files[f"{SOURCE}/{path.name}"] = {"records": records, "sheets": len(book.sheetnames)}


def _whole_month(line: SheetRow, month: np.datetime64) -> SheetRow:
    """Return the line with empty cells up to the month's last day (the data may end before it)."""
    length = int(((month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(int))
    gap = length - len(line.cells)
    return SheetRow(line.label, line.purpose, line.cells + [None] * gap, line.states + [REPORTED] * gap)


def write_visits(drawn: Draw, folder: Path, account: WriterNotes) -> None:
    """Write a workbook a month, and one of late reports where some came late."""
    for month in pd.unique(drawn.days.month):
        days = np.flatnonzero(drawn.days.month == month)
        name = f"rekap_kunjungan_{np.datetime_as_string(month, 'M')}"
        in_time = (REPORTED, TEXT, MISNAMED)
        _write_book(drawn, month, days, in_time, list(range(len(drawn.codes))), folder / f"{name}.xlsx", account)
        late = np.flatnonzero((drawn.defects.walkin[:, days] == LATE).any(axis=1)).tolist()
        if late:
            _write_book(drawn, month, days, (LATE,), late, folder / f"{name}_susulan.xlsx", account)
