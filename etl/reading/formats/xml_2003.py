"""Workbooks as one XML text (SpreadsheetML 2003), which many programs save under the name .xls."""

from pathlib import Path

from etl.reading.base.cells import BLANKS, Grid, cell_text
from etl.reading.base.faulty import FaultyCell, error, formula
from etl.reading.base.records import Records
from etl.reading.base.table_read import TableRead
from etl.reading.sheets.grids import read_sheets
from etl.reading.sheets.sheet import SourceSheet, cell_places
from etl.reading.stored.stored import Stored
from etl.reading.stored.xml_scan import Attributes, Scan, local, local_attributes
from etl.sources.declarations import Declaration
from etl.spelling import plain

_NO_DAYS = ("1899-12-30", "1899-12-31", "1900-01-00")
"""A clock without a day."""
_YES_NO = {"1": "ya", "0": "tidak"}


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all sheets; a record's place is `sheet!cell`, or `sheet!row` for long tables."""
    scan = _Sheets()
    with path.open("rb") as file:
        scan.scan.read(file)
    sheets, names = [], tuple(name for name, *_ in scan.found)
    for number, (name, cells, stored) in enumerate(scan.found, 1):
        stored.refuse_stray_cells()
        shown = records.offices.names.name(name, number)
        part = TableRead(shown, "buku kerja XML 2003", "", None, [], why=[f"lembar '{shown}'"])
        records.spend(stored.rows * stored.columns + sum(min(more, stored.rows) for *_, more in cells))
        sheets.append(
            SourceSheet(name, _grid(cells, stored), cell_places(shown), path.stem, part, shown=shown, book=names)
        )
    read_sheets(records, sheets, declaration)


Placed = list[tuple[int, int, str, int]]
"""Row, column, text and how many more rows a cell takes, from 0."""


def _grid(cells: Placed, stored: Stored) -> Grid:
    grid: Grid = [[None] * stored.columns for _ in range(stored.rows)]
    for row, column, text, more in cells:
        for number in range(row, min(row + more + 1, stored.rows)):
            grid[number][column] = grid[number][column] or text
    return grid


def _number(attributes: Attributes, name: str) -> int | None:
    text = attributes.get(name, "")
    return int(text[:9]) if text.isdecimal() else None


class _Sheets:
    """Goes through the cells; rows and cells without an index stand behind the one before."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Placed, Stored]] = []
        self.row = self.column = -1
        self.next_row = 0
        self.cell: Attributes | None = None
        self.kind: str | None = None
        self.text: list[str] = []
        self.scan = Scan(self.start, self.end, self.text.append)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of one element."""
        tag = local(name)
        own = local_attributes(attributes) if tag in ("Worksheet", "Row", "Cell", "Data") else {}
        if tag == "Worksheet":
            self.found.append((own.get("Name", ""), [], Stored()))
            self.next_row = 0
        elif tag == "Row":
            self.row = (_number(own, "Index") or self.next_row + 1) - 1
            self.next_row = self.row + 1 + (_number(own, "Span") or 0)
            self.column = -1
        elif tag == "Cell":
            self.column = (_number(own, "Index") or self.column + 2) - 1
            self.cell, self.kind = own, None
            self.text.clear()
        elif tag == "Data" and self.cell is not None:
            self.kind = own.get("Type", "String")
            self.scan.listen(True)

    def end(self, name: str) -> None:
        """Take the end of one element."""
        tag = local(name)
        if tag == "Data":
            self.scan.listen(False)
        elif tag == "Cell" and self.cell is not None and self.found:
            self._keep(self.cell, "".join(self.text))
            self.column += _number(self.cell, "MergeAcross") or 0
            self.cell = None

    def _keep(self, attributes: Attributes, text: str) -> None:
        _, cells, stored = self.found[-1]
        value = self._value(attributes, text)
        if value is not None:
            stored.reach(self.row, self.column)
            cells.append((self.row, self.column, value, _number(attributes, "MergeDown") or 0))

    def _value(self, attributes: Attributes, text: str) -> str | FaultyCell | None:
        if self.kind == "Error":
            return error(text.strip())
        if "Formula" in attributes and self.kind != "String" and not text.strip():
            return formula()
        if self.kind == "DateTime":
            day, _, clock = text.strip().partition("T")
            if day in _NO_DAYS:
                return clock[:8]
            return day if clock.startswith("00:00:00") else f"{day} {clock[:8]}"
        if self.kind == "Boolean":
            return _YES_NO.get(text.strip(), text)
        if self.kind == "Number":
            return _plain_number(text.strip())
        return plain(text).strip(BLANKS) or None


def _plain_number(text: str) -> str | None:
    """A number as the other workbooks give it: whole ones without a decimal."""
    try:
        return cell_text(float(text))
    except ValueError:
        return text or None
