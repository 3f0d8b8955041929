"""The tables of a page as grids of text: each table once, in the order in which they end."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from etl.readers.records import BLANKS, Grid
from etl.words import plain

SILENT = ("script", "style", "head", "template")
WIDEST_SPAN = 1000
DEEPEST = 10
"""Tables within tables up to which each is one of its own."""
TITLES_BEFORE = 20
"""Texts before a table that may be its titles."""
_SPACES = re.compile(r"\s+")


@dataclass
class _Table:
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
        rows = [*self.grid[-TITLES_BEFORE:], self.row]
        own = _SPACES.sub(" ", "".join(self.cell or [])).strip()
        return [*(cell for row in rows for cell in row if cell), *([own] if own else [])][-TITLES_BEFORE:]

    def is_text(self) -> bool:
        """True for a table of one row and one cell: it only frames a text."""
        return len(self.grid) <= 1 and sum(bool(cell) for row in self.grid for cell in row) <= 1

    def is_frame(self) -> bool:
        """True for a table that only sets others below one another."""
        return self.holds_tables and all(sum(bool(cell) for cell in row) <= 1 for row in self.grid)


class Tables(HTMLParser):
    """Collects (texts before the table, cells) of each table; one that frames a text within a cell is that text."""

    def __init__(self, spend: Callable[[int], None]) -> None:
        super().__init__(convert_charrefs=True)
        self.spend = spend
        self.tables: list[tuple[list[str], Grid]] = []
        self.open: list[_Table] = []
        self.deeper = 0
        self.silent = 0
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the beginning of an element."""
        if tag in ("body", "table"):
            # A head need not be closed.
            self.silent = 0
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self._begin_table()
        elif self.open and not self.deeper:
            self._begin_in_table(self.open[-1], tag, attrs)

    def _begin_table(self) -> None:
        if len(self.open) >= DEEPEST:
            self.deeper += 1
            return
        before = [text for table in self.open for text in table.texts()]
        self.open.append(_Table([*self.outside[-TITLES_BEFORE:], *before], self.spend))

    def _begin_in_table(self, table: _Table, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            table.end_row()
        elif tag in ("td", "th"):
            table.end_cell()
            table.cell, table.spans = [], _spans(dict(attrs))
        elif tag in ("br", "p", "div", "li") and table.cell is not None:
            table.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Take the end of an element."""
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

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if self.silent:
            return
        cell = self.open[-1].cell if self.open else None
        if cell is not None:
            cell.append(data)
        elif not self.open and data.strip():
            self.outside.append(_SPACES.sub(" ", data).strip())

    def close(self) -> None:
        """Take tables that were cut off as they stand."""
        super().close()
        while self.open:
            self._end_table()

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


def _spans(attributes: dict[str, str | None]) -> tuple[int, int]:
    def span(name: str) -> int:
        text = (attributes.get(name) or "")[:6]
        return min(max(int(text), 1), WIDEST_SPAN) if text.isascii() and text.isdigit() else 1

    return span("rowspan"), span("colspan")
