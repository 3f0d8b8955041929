"""One sheet of cells, whatever file it comes from, and what it says of itself beside its table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from etl.errors import UnreadableFileError
from etl.reading.base.cells import Grid
from etl.reading.base.headers import SEARCH_ROWS
from etl.reading.base.not_data import starts_total
from etl.reading.base.office_of_table import Offices, Said
from etl.reading.base.row_width import MISFIT, MISHEADED
from etl.reading.base.table_read import TableRead
from etl.reading.sheets.slipped_rows import slips
from etl.sources.titles import letters
from etl.spelling import masked

PlaceOfCell = Callable[[int, int | None], str]
"""The place of a row (0-based), or of one cell of it."""
ROWS_OF_TITLES = 3


@dataclass(frozen=True)
class SourceSheet:
    """Its name, its cells, how its places are called, the file's stem, what is known of it so far.

    `name` is its own, for what it says; `shown` is what it may be called. `titles` are texts that stand beside the
    table.
    """

    name: str
    grid: Grid
    place: PlaceOfCell
    stem: str
    part: TableRead
    titles: list[str] = field(default_factory=list)
    beside: str = ""
    """The columns of one of several tables beside each other."""
    first: int = 0
    """The sheet's column with which such a table begins."""
    shown: str = ""
    book: tuple[str, ...] = ()
    """The names of all sheets of its workbook."""
    widths: Sequence[int] = ()
    """Cells of each row where the sheet was saved as text; a workbook's cells stand where they stand."""

    @property
    def label(self) -> str:
        """What the sheet is called where it is not read."""
        return f"{self.shown} {self.beside}".strip()

    @property
    def where(self) -> str:
        """What an error calls the sheet."""
        return f"lembar '{self.shown}'" if self.shown else "tabel"

    def width_faults(self, titles: int, rows: Iterable[int], count: int | None = None) -> dict[int, str]:
        """Return what is wrong with rows below the row of titles, by their widths: nothing for those left out.

        One with more or fewer cells than the titles is a MISFIT: nobody can say under which each stands. Where most
        of the rows with a number are such, the titles are wrong, and no row stands right by its width; but for blank
        cells at the end of every row, or of the titles, when all rows have their sum under its own title. Whatever
        the widths, a row may have slipped, as slips() tells; `count`: the column of counts.
        """
        rows = [*rows]
        heads = self.grid[max(0, titles + 1 - ROWS_OF_TITLES) : titles + 1]
        slipped = slips(heads, {row: self.grid[row] for row in rows}, count)
        return slipped | self._other_widths(titles, rows)

    def _other_widths(self, titles: int, rows: Sequence[int]) -> dict[int, str]:
        if not self.widths:
            return {}
        counting = [row for row in rows if any(cell and cell.isdigit() for cell in self.grid[row])]
        width = self._width_of_all(titles, counting) or self.widths[titles]
        found = dict.fromkeys((row for row in rows if self.widths[row] != width), MISFIT)
        if 2 * sum(row in found for row in counting) > len(counting):
            return dict.fromkeys(rows, MISHEADED)
        return found

    def _width_of_all(self, titles: int, rows: Sequence[int]) -> int | None:
        """The width of all rows, where they end in their sums as the titles do; None where they differ."""
        widths = {self.widths[row] for row in rows}
        last = max((place for place, cell in enumerate(self.grid[titles]) if cell), default=-1)
        if len(widths) != 1 or last < 0 or not starts_total(self.grid[titles][last] or ""):
            return None
        ends = all((self.grid[row][last] or "").isdigit() and not any(self.grid[row][last + 1 :]) for row in rows)
        return widths.pop() if ends else None

    def texts(self, first: int = 0, last: int = SEARCH_ROWS) -> list[str]:
        """Return what is written in the rows from first to before last, and beside the table."""
        return [*self.titles, *(cell for row in self.grid[first:last] for cell in row if cell)]


def office_of(sheet: SourceSheet, offices: Offices, first: int, last: int) -> Said | None:
    """Return the office of a sheet without a column for it, by its rows from first to before last; None: not said.

    Raises UnreadableFileError(kantor_bertentangan) where what is said differs.
    """
    return offices.of_table(sheet.texts(first, last), sheet.name, sheet.book)


def refuse_counts(sheet: SourceSheet, number: int, columns: Sequence[int]) -> None:
    """Raise UnreadableFileError where a row holds a count in one of these columns: nobody can say of what it is."""
    cells = sheet.grid[number]
    for position in columns:
        if position < len(cells) and (cells[position] or "").isdigit():
            place = sheet.place(number, position)
            raise UnreadableFileError("kolom_tanpa_hari", f"sel {place}: {masked(cells[position] or '')}")


def position_of(name: bytes) -> int:
    """Return the position of a column by its name: A is 0, AA is 26."""
    position = 0
    for letter in name:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def cell_places(name: str) -> PlaceOfCell:
    """Return how places in a sheet are called: `sheet!D5`, a whole row `sheet!5`."""
    return lambda row, column: f"{name}!{'' if column is None else letters(column)}{row + 1}"
