"""The tables of a page as grids of text: each table once, in the order in which they end."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.reading.base.cells import BLANKS, Grid
from etl.reading.formats.html_tags import Tag, tags_of
from etl.spelling import plain

SILENT = ("script", "style", "head", "template")
WIDEST_SPAN = 1000
DEEPEST = 10
"""Tables within tables up to which each is one of its own."""
TITLES_BEFORE = 20
"""Texts before a table that may be its titles."""
LOOKED_AT = 200
"""Cells of a row, and pieces of a cell, among which they are looked for: once for each table in it."""
_SPACES = re.compile(r"\s+")


@dataclass
class _OpenTable:
    """One table at work."""

    titles: list[str]
    spend: Callable[[int], None]
    """Counts cells before they are made."""
    grid: Grid = field(default_factory=list)
    row: list[str | None] = field(default_factory=list)
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)
    reaching: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    """Position -> (rows still to fill, text) of cells that reach downwards."""
    holds_tables: bool = False

    def end_cell(self) -> None:
        """Complete the cell at work. Raises UnreadableFileError where there are too many cells."""
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

    def end_row(self) -> None:
        """Complete the row at work."""
        self.end_cell()
        if self.row:
            self._fill_from_above()
            self.grid.append(self.row)
        self.row = []

    def texts(self) -> list[str]:
        """Return the last texts written so far."""
        rows = [*(row[:LOOKED_AT] for row in self.grid[-TITLES_BEFORE:]), self.row[-LOOKED_AT:]]
        own = _SPACES.sub(" ", "".join((self.cell or [])[-LOOKED_AT:])).strip()
        return [*(cell for row in rows for cell in row if cell), *([own] if own else [])][-TITLES_BEFORE:]

    def is_text(self) -> bool:
        """True for a table of one row and one cell: it only frames a text."""
        return len(self.grid) <= 1 and sum(bool(cell) for row in self.grid for cell in row) <= 1

    def is_frame(self) -> bool:
        """True for a table that only sets others below one another."""
        return self.holds_tables and all(sum(bool(cell) for cell in row) <= 1 for row in self.grid)


class HtmlTables:
    """Collects (texts before the table, cells) of each table; one that frames a text within a cell is that text."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        self.spend = spend
        self.tables: list[tuple[list[str], Grid]] = []
        self.open: list[_OpenTable] = []
        self.deeper = 0
        self.silent = 0
        self.outside: list[str] = []

    def read(self, page: str) -> None:
        """Take a page; tables that were cut off are taken as they stand."""
        for each in tags_of(page):
            if isinstance(each, str):
                self._take_text(each)
            elif each.is_end:
                self._end(each.name)
            else:
                self._begin(each)
                if each.is_whole:
                    self._end(each.name)
        while self.open:
            self._end_table()

    def _begin(self, tag: Tag) -> None:
        if tag.name in ("body", "table"):
            # A head need not be closed.
            self.silent = 0
        if tag.name in SILENT:
            self.silent += 1
        elif tag.name == "table":
            self._begin_table()
        elif self.open and not self.deeper:
            self._begin_in_table(self.open[-1], tag)

    def _begin_table(self) -> None:
        if len(self.open) >= DEEPEST:
            self.deeper += 1
            return
        before = [text for table in self.open for text in table.texts()]
        self.open.append(_OpenTable([*self.outside[-TITLES_BEFORE:], *before], self.spend))

    def _begin_in_table(self, table: _OpenTable, tag: Tag) -> None:
        if tag.name == "tr":
            table.end_row()
        elif tag.name in ("td", "th"):
            table.end_cell()
            table.cell, table.spans = [], _spans(tag.attributes())
        elif tag.name in ("br", "p", "div", "li") and table.cell is not None:
            table.cell.append(" ")

    def _end(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "table" and self.deeper:
            self.deeper -= 1
        elif tag == "table" and self.open:
            self._end_table()
        elif self.open and not self.deeper and tag in ("td", "th"):
            self.open[-1].end_cell()
        elif self.open and not self.deeper and tag == "tr":
            self.open[-1].end_row()

    def _take_text(self, text: str) -> None:
        if self.silent:
            return
        cell = self.open[-1].cell if self.open else None
        if cell is not None:
            cell.append(text)
        elif not self.open and text.strip():
            self.outside.append(_SPACES.sub(" ", text).strip())

    def _end_table(self) -> None:
        table = self.open.pop()
        table.end_row()
        outer = self.open[-1] if self.open else None
        if outer and outer.cell is not None and table.is_text():
            outer.cell += [" ", *(cell for row in table.grid for cell in row if cell), " "]
            return
        if outer:
            outer.holds_tables = True
        if not table.is_frame():
            self.tables.append((table.titles, table.grid))
            self.outside = self.outside if outer else []


def _spans(attributes: dict[str, str]) -> tuple[int, int]:
    def span(name: str) -> int:
        text = attributes.get(name, "")[:6]
        return min(max(int(text), 1), WIDEST_SPAN) if text.isascii() and text.isdigit() else 1

    return span("rowspan"), span("colspan")
