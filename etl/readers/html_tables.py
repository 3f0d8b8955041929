"""HTML, as many programs save it under the name .xls: its text only, nothing is fetched or run."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.readers.grids import read_sheets
from etl.readers.records import BLANKS, Grid, Part, Records
from etl.readers.sheet import Sheet, cell_places
from etl.readers.text import encoding_of
from etl.words import plain

SILENT = ("script", "style", "head", "template")
WIDEST_SPAN = 1000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all tables, outer ones only; a record's place is `table!row`, or `table!cell`."""
    encoding, why = _encoding(path)
    parser = _Tables(records.spend)
    parser.feed(path.read_text(encoding, errors="replace"))
    parser.close()
    if not parser.tables:
        raise UnreadableFileError("berkas_tak_terbaca", "HTML tanpa tabel")
    sheets = []
    for number, (titles, grid) in enumerate(parser.tables, 1):
        name = f"tabel {number}"
        part = Part(name, "HTML", "", None, [], encoding, why=[why, f"tabel ke-{number} di halaman HTML"])
        sheets.append(Sheet(name, grid, cell_places(name), path.stem, part, titles))
    read_sheets(records, sheets, declaration)


def _encoding(path: Path) -> tuple[str, str]:
    """The page's own word on its encoding counts only where the bytes do not say it."""
    encoding, why = encoding_of(path)
    declared = _CHARSET.search(path.open("rb").read(4096))
    if encoding == "cp1252" and declared:
        name = declared[1].decode("ascii", "replace")
        try:
            "".encode(name)
        except LookupError:
            return encoding, why
        return name, f"pengodean {name} menurut halamannya"
    return encoding, why


class _Tables(HTMLParser):
    """Collects (texts before the table, cells) of each outer table."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        super().__init__(convert_charrefs=True)
        self.spend = spend
        self.tables: list[tuple[list[str], Grid]] = []
        self.depth = 0
        self.silent = 0
        self.outside: list[str] = []
        self.grid: Grid = []
        self.row: list[str | None] = []
        self.cell: list[str] | None = None
        self.spans = (1, 1)
        self.reaching: dict[int, tuple[int, str | None]] = {}
        """Position -> (rows still to fill, text) of cells that reach downwards."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("body", "table"):
            # A head need not be closed.
            self.silent = 0
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.grid, self.reaching = [], {}
        elif self.depth == 1 and tag == "tr":
            self._end_row()
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self.cell, self.spans = [], _spans(dict(attrs))
        elif tag in ("br", "p", "div", "li") and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._end_table()
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self.depth == 1 and tag == "tr":
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.cell is not None:
            self.cell.append(data)
        elif not self.depth and data.strip():
            self.outside.append(_SPACES.sub(" ", data).strip())

    def close(self) -> None:
        """Take a table that was cut off as it stands."""
        super().close()
        if self.depth:
            self._end_table()

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        text = _SPACES.sub(" ", plain("".join(self.cell))).strip(BLANKS) or None
        rows, columns = self.spans
        self.spend(columns)
        self._fill_from_above()
        if rows > 1:
            self.reaching[len(self.row)] = (rows - 1, text)
        self.row += [text, *[None] * (columns - 1)]
        self.cell = None

    def _fill_from_above(self) -> None:
        while left := self.reaching.get(len(self.row)):
            rows, text = left
            self.spend(1)
            if rows > 1:
                self.reaching[len(self.row)] = (rows - 1, text)
            else:
                del self.reaching[len(self.row)]
            self.row.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        if self.row:
            self._fill_from_above()
            self.grid.append(self.row)
        self.row = []

    def _end_table(self) -> None:
        self._end_row()
        self.tables.append((self.outside, self.grid))
        self.outside = []


def _spans(attributes: dict[str, str | None]) -> tuple[int, int]:
    def span(name: str) -> int:
        text = attributes.get(name) or ""
        return min(max(int(text), 1), WIDEST_SPAN) if text.isascii() and text.isdigit() else 1

    return span("rowspan"), span("colspan")
