"""Delimited text row by row: the careful lane, for whatever the field sends."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from etl.errors import UnreadableFileError
from etl.reading.base.headers import SEARCH_ROWS, Header, find_header
from etl.reading.base.not_data import is_not_data
from etl.reading.base.records import Records
from etl.reading.base.row_width import width_fault
from etl.reading.base.table_read import TableRead, understood
from etl.reading.base.text import Dialect, dialect_of, rows_of
from etl.reading.sheets.day_titles import is_for_sheets
from etl.reading.sheets.grids import read_sheets
from etl.reading.sheets.parts import parts_of
from etl.reading.sheets.sheet import SourceSheet
from etl.reading.sheets.slipped_rows import may_add_up, slips
from etl.reading.sheets.tables import Tables
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.titles import letters

Numbered = tuple[int, list[str], bool]
HOLE = "row:bita_nol"
LONGEST_SHEET = 100_000
"""Lines up to which a sheet of counts saved as text is read."""


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read one delimited file, each record with its physical line as place."""
    dialect = dialect_of(path, records.contract, declaration)
    if records.look:
        records.look("", (cells for _, cells, _ in _rows(path, dialect)))
        return
    head = list(islice(_rows(path, dialect), SEARCH_ROWS))
    header = _header(head, records.contract, declaration)
    if header is None:
        _read_as_sheet(path, dialect, records, declaration)
        return
    title_line = head[header.row][0]
    header, why = records.with_office(header, (cell for _, cells, _ in head[: header.row] for cell in cells))
    part = _part(dialect, header, title_line)
    records.use(header, replace(part, why=[*part.why, *why]))
    tables, slipped = Tables(records, declaration, header), _slips(path, dialect, header)
    for number, (line, cells, is_last) in enumerate(_rows(path, dialect)):
        records.spend(len(cells))
        own = tables.header or header
        may_be_cut = is_last and len(cells) < own.width
        is_before = number <= header.row or tables.are_aside(str(line), cells)
        if is_before or is_not_data(cells, own, records.contract, may_be_cut):
            records.not_data += 1
        else:
            has_hole = dialect.has_nuls and any("\0" in cell for cell in cells)
            fault = HOLE if has_hole else width_fault(cells, own, records.contract, dialect.delimiter)
            records.add(str(line), cells, own, fault or slipped.get(number))


def _slips(path: Path, dialect: Dialect, header: Header) -> dict[int, str]:
    """What is wrong with rows, by their number: a spreadsheet saves one that slipped as wide as any other."""
    count = header.positions.get("count")
    if not may_add_up(header.titles, count, header.positions.values()):
        return {}
    rows = islice(enumerate(_rows(path, dialect)), header.row + 1, LONGEST_SHEET)
    return slips([header.titles], {number: cells for number, (_, cells, _) in rows}, count)


def _header(head: list[Numbered], contract: Contract, declaration: Declaration) -> Header | None:
    """The header; None where a file of counts is, or may still be, a sheet of another layout."""
    if contract.layout == "days_as_columns" and is_for_sheets([cells for _, cells, _ in head], contract, declaration):
        return None
    try:
        header = find_header([cells for _, cells, _ in head], contract, declaration, _may_lack(contract))
        return None if contract.layout == "days_as_columns" and parts_of(header, declaration) else header
    except UnreadableFileError:
        if contract.layout == "rows":
            raise
        return None


def _may_lack(contract: Contract) -> frozenset[str]:
    """Counts without a column for their office are a sheet."""
    return frozenset({"unit"}) if contract.layout == "rows" else frozenset()


def _read_as_sheet(path: Path, dialect: Dialect, records: Records, declaration: Declaration) -> None:
    """Counts with days or offices as columns; a record's place is `line:column`."""
    rows = []
    for row in islice(_rows(path, dialect), LONGEST_SHEET + 1):
        records.spend(len(row[1]))
        rows.append(row)
    if len(rows) > LONGEST_SHEET:
        raise UnreadableFileError("berkas_terlalu_besar", f"lebih dari {LONGEST_SHEET} baris")
    lines = [line for line, _, _ in rows]
    sheet = SourceSheet(
        "",
        [[cell.strip() or None for cell in cells] for _, cells, _ in rows],
        lambda row, column: f"{lines[row]}:{letters(column)}" if column is not None else str(lines[row]),
        path.stem,
        TableRead("", "teks berpemisah", "", None, [], dialect.encoding, dialect.delimiter, why=dialect.why),
        widths=[len(cells) for _, cells, _ in rows],
    )
    read_sheets(records, [sheet], declaration)


def _rows(path: Path, dialect: Dialect) -> Iterator[Numbered]:
    return rows_of(path, dialect)


def _part(dialect: Dialect, header: Header, line: int) -> TableRead:
    return TableRead(
        "",
        "teks berpemisah",
        "satu baris satu catatan",
        line,
        understood(header),
        dialect.encoding,
        dialect.delimiter,
        why=[*dialect.why, f"judul di baris {line}: {len(header.positions)} judul dikenal"],
    )
