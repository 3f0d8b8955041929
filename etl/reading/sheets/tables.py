"""More than one table in a sheet: one below the other, or beside it. A row of titles begins a table of its own."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from etl.reading.base.cells import Cells
from etl.reading.base.headers import SEARCH_ROWS, Header, best_header, missing_columns, spellings
from etl.reading.base.not_data import starts_aside
from etl.reading.base.records import Records
from etl.reading.base.table_read import Unread
from etl.reading.sheets.sheet import SourceSheet
from etl.sources.declarations import Declaration
from etl.sources.titles import letters
from etl.spelling import fold

TITLES_AT_LEAST = 2
_MARKS = " \t:.*"


@dataclass
class Tables:
    """The header in force while the rows of a long table go by; None below titles that lack a required column."""

    records: Records
    declaration: Declaration
    first: Header
    header: Header | None = field(init=False)

    def __post_init__(self) -> None:
        written = (title for column in self.records.contract.column for title in column.headers)
        self.header = self.first
        self.titles = {title.lower() for title in written} | spellings(self.records.contract, self.declaration).keys()

    def are_aside(self, place: str, cells: Cells) -> bool:
        """Return True for a row of titles, which begins a table, and for each row below titles that lack a column."""
        if self._are_titles(cells):
            self._begin(place, cells)
            return True
        return self.header is None

    def _are_titles(self, cells: Cells) -> bool:
        found = 0
        for cell in cells:
            if cell and cell.strip(_MARKS).lower() in self.titles:
                found += 1
        if found == 1:
            found += sum(starts_aside(cell) for cell in cells if cell)
        return found >= TITLES_AT_LEAST and not any(sign.isdigit() for cell in cells if cell for sign in cell)

    def _begin(self, place: str, cells: Cells) -> None:
        header = best_header([cells], self.records.contract, self.declaration)
        if len(header.positions) < TITLES_AT_LEAST and not any(starts_aside(cell) for cell in cells if cell):
            return
        if set(missing_columns(header, self.records.contract)) <= set(
            missing_columns(self.first, self.records.contract)
        ):
            self.header = replace(header, row=self.first.row)
            self.records.columns |= header.positions.keys()
            return
        self.header = None
        note_aside(self.records, place, [cell for cell in cells if cell])


def note_aside(records: Records, place: str, titles: Sequence[str]) -> None:
    """Name a table that lacks a column: targets and the like are no counts; anything else is held back."""
    if any(starts_aside(title) for title in titles):
        shown = ", ".join(map(records.offices.names.words, titles))
        records.unread.append(Unread(f"tabel di {place} ({shown})"))
    else:
        records.add_fault(place, "row:lembar_tanpa_kolom")


def tables_beside(sheet: SourceSheet, known: Mapping[str, str]) -> list[SourceSheet]:
    """Return a sheet as one for each of the tables that stand beside each other in it: their titles are repeated.

    Each holds its own cells, whose places are called as they stand in the sheet.
    """
    cuts = [0, *cuts_of(sheet.grid, known), max(map(len, sheet.grid), default=0)]
    if len(cuts) == 2:
        return [sheet]
    return [_table(sheet, first, last) for first, last in itertools.pairwise(cuts)]


def _table(sheet: SourceSheet, first: int, last: int) -> SourceSheet:
    def place(row: int, column: int | None) -> str:
        return sheet.place(row, None if column is None else first + column)

    beside = f"kolom {letters(first)}-{letters(last - 1)}"
    return replace(sheet, beside=beside, place=place, first=first, grid=[row[first:last] for row in sheet.grid])


def cuts_of(rows: Sequence[Cells], known: Mapping[str, str]) -> list[int]:
    """Return the positions at which the titles begin anew; none where one table is all."""
    for cells in rows[:SEARCH_ROWS]:
        titles = [fold(cell or "") for cell in cells]
        places: dict[str, list[int]] = {}
        for place, title in enumerate(titles):
            if title:
                places.setdefault(title, []).append(place)
        again = [found for title, found in places.items() if known.get(title) in ("unit", "date") and len(found) > 1]
        if again:
            tables = min(len(found) for found in again)
            repeated = [found for found in places.values() if len(found) >= tables]
            return [min(found[number] for found in repeated) for number in range(1, tables)]
    return []
