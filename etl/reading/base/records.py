"""What every reader gives: text records in the contract's column order, batch by batch."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from etl.errors import UnreadableFileError
from etl.reading.base.cells import BLANKS, Cells, Row
from etl.reading.base.closed_days import IsClosed
from etl.reading.base.faulty import FaultyCell, reason_of
from etl.reading.base.headers import Header, is_guest_book
from etl.reading.base.office_of_table import Offices, with_office
from etl.reading.base.table_read import TableRead, Unread, unread_of
from etl.reading.base.uncounted import MOST, MOST_CLOSED, ClosedDay, Uncounted, closed_day, uncounted
from etl.sources.contract import Contract
from etl.spelling import fold

BATCH = 20_000
SHORTEST_DATE = 5
_WHOLE_TYPES = frozenset((str, type(None)))

Keep = Callable[[list[Row]], None]
TakeTable = Callable[[str, Iterable[Cells]], None]
"""Called with the name of a table and all its rows as they stand, instead of reading it."""
Show = Callable[[list[str], Cells], None]
"""Called with the titles and the cells of every data row, as the file holds them."""


@dataclass
class Records:
    """Takes rows of (place, fault, column, column, ...), hands them on in batches, counts what is not data.

    `columns` are those the file has; `unread` its titles and sheets that nobody reads.
    """

    contract: Contract
    keep: Keep
    offices: Offices
    """Tells names of offices from other words, and which one a table is of that has no column for it."""
    show: Show | None = None
    is_closed: IsClosed = field(default=lambda _: False)
    is_silent: IsClosed = field(default=lambda _: False)
    """Tells a word for no report in the place of a count."""
    look: TakeTable | None = None
    columns: set[str] = field(default_factory=set)
    count: int = 0
    not_data: int = 0
    not_reported: int = 0
    closed: int = 0
    """Counts in whose place a word says that the office was closed."""
    uncounted: list[Uncounted] = field(default_factory=list)
    """The first cells of both kinds."""
    closed_days: dict[ClosedDay, None] = field(default_factory=dict)
    """Each day of an office that is called closed, once."""
    unread: list[Unread] = field(default_factory=list)
    parts: list[TableRead] = field(default_factory=list)
    has_guests: set[bool] = field(default_factory=set)
    """Of each table, whether it is a guest book."""
    guests: list[tuple[str, str]] = field(default_factory=list)
    """Of each row of a guest book its place and what tells the guest from others."""
    notes: list[str] = field(default_factory=list)
    """What the account of the file says beside its counts."""
    cells_at_most: int | None = None
    _cells: int = 0
    _is_guests: bool = False
    _rows: list[Row] = field(default_factory=list)

    def with_office(
        self, header: Header, titles: Iterable[str] = (), sheet: str = "", book: tuple[str, ...] = ()
    ) -> tuple[Header, list[str]]:
        """Return the header with the office of its table, where it has no column for it, and why; the account says it.

        Raises UnreadableFileError(kantor_tak_disebut, kantor_bertentangan).
        """
        full, note = with_office(header, self.offices, titles, sheet, book)
        self.notes += [note] if note else []
        return full, [note] if note else []

    def spend(self, cells: int) -> None:
        """Count cells, best before they are made. Raises UnreadableFileError beyond what the file may hold."""
        self._cells += cells
        if self.cells_at_most is not None and self._cells > self.cells_at_most:
            raise UnreadableFileError("batas_sel", f"lebih dari {self.cells_at_most} sel")

    def use(self, header: Header, part: TableRead, first: int = 0) -> None:
        """Note the columns of one more table; `first`: as for unread_of."""
        self.columns |= header.positions.keys() | header.fixed.keys()
        self.unread += unread_of(header, first)
        self._is_guests = is_guest_book(header)
        self.has_guests.add(self._is_guests)
        self.parts.append(part)

    def add(self, place: str, cells: Cells, header: Header, fault: str | None = None) -> None:
        """Take one row of a table. A blank one is not data, and a day without a count was not reported."""
        if not any(cell and cell.strip(BLANKS) for cell in self._values(cells, header)):
            self.not_data += 1
        elif fault is None and self._is_no_report(place, cells, header):
            pass
        else:
            picked = pick(cells, header, self.contract)
            self._put((place, fault or self._faults(picked), *picked))
            if self._is_guests:
                self.guests.append((place, _guest(cells, header)))
            if self.show:
                self.show(header.titles, cells)

    def add_count(self, place: str, record: dict[str, str | None]) -> None:
        """Take one count of a sheet of another layout: `record` by column of the contract."""
        names = [column.name for column in self.contract.read_columns]
        cells = [record.get(name) for name in names]
        self._put((place, self._faults(cells), *cells))
        if self.show:
            self.show(names, cells)

    def is_count(self, text: str | None) -> bool:
        """Return True for what stands in the place of a count: no blank, no word for a closed office or no report."""
        return text is not None and not self.is_closed(text) and not self.is_silent(text)

    def take_count(self, place: str, record: dict[str, str | None], *, is_due: bool = True) -> None:
        """Take what stands in the place of a count: it, a word for a closed office, or nothing, where `is_due`."""
        count = record["count"]
        if self.is_count(count):
            self.add_count(place, record)
        elif self.is_closed(count):
            self.add_closed(place, record)
        elif is_due:
            self.add_silence(place, record)
        elif count is not None:
            self.not_data += 1

    def faulty(self, cells: Cells, header: Header) -> int | None:
        """Return the position of the first cell without a value that is read, or None."""
        if FaultyCell not in map(type, cells):
            return None
        places = [header.positions.get(column.name) for column in self.contract.read_columns if not column.is_person]
        return next((p for p in places if p is not None and isinstance(cells[p], FaultyCell)), None)

    def _values(self, cells: Cells, header: Header) -> Cells:
        """The cells of a row, those without a value left out where nobody reads them."""
        if FaultyCell not in map(type, cells):
            return cells
        return [*pick(cells, header, self.contract), *(cell for cell in cells if not isinstance(cell, FaultyCell))]

    def _faults(self, picked: Cells) -> str | None:
        """The marks of cells without a value. One of a person costs no row: what is read of it is missing."""
        if _WHOLE_TYPES.issuperset(map(type, picked)) and not any(cell and cell[0] == "#" for cell in picked):
            return None
        named = zip(self.contract.read_columns, picked, strict=True)
        found = [(column.name, reason_of(cell)) for column, cell in named if not column.is_person]
        return " ".join(f"{name}:{reason}" for name, reason in found if reason) or None

    def add_fault(self, place: str, fault: str) -> None:
        """Take a record of which nothing can be read."""
        self._put((place, fault, *[None] * len(self.contract.read_columns)))

    def add_silence(self, place: str, record: Mapping[str, str | None]) -> None:
        """Count a day on which an office did not report."""
        self.not_data += 1
        self.not_reported += 1
        self._note_uncounted(place, record, is_closed=False)

    def add_closed(self, place: str, record: Mapping[str, str | None]) -> None:
        """Count a day on which an office was closed: no report, and none due."""
        self.not_data += 1
        self.closed += 1
        if len(self.closed_days) < MOST_CLOSED:
            self.closed_days[closed_day(record)] = None
        self._note_uncounted(place, record, is_closed=True)

    def _note_uncounted(self, place: str, record: Mapping[str, str | None], *, is_closed: bool) -> None:
        if len(self.uncounted) < MOST:
            self.uncounted.append(uncounted(place, record, is_closed=is_closed))

    def _is_no_report(self, place: str, cells: Cells, header: Header) -> bool:
        """Take a day on which an office was closed, or did not report; False for any other row."""
        if self.contract.layout != "days_as_columns":
            return False
        named = dict(zip((c.name for c in self.contract.read_columns), pick(cells, header, self.contract), strict=True))
        count = (named["count"] or "").strip(BLANKS)
        is_silent = not count or self.is_silent(count)
        if self.is_closed(count):
            self.add_closed(place, named)
            return True
        # Fewer signs are no date: a count moved there by a lost separator.
        if len((named["date"] or "").strip(BLANKS)) >= SHORTEST_DATE and named["unit"] and is_silent:
            self.add_silence(place, named)
            return True
        return False

    def _put(self, row: Row) -> None:
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Hand on what is left."""
        if self._rows:
            self.keep(self._rows)
            self._rows = []


def pick(cells: Cells, header: Header, contract: Contract) -> list[str | None]:
    """Return the cells in the contract's order; a column the file does not have is None."""
    places = (header.positions.get(column.name) for column in contract.read_columns)
    picked = [cells[place] if place is not None and place < len(cells) else None for place in places]
    if contract.number is not None and contract.number not in header.positions:
        for position, column in enumerate(contract.read_columns):
            if column.is_rest:
                picked[position] = _rest(cells, header)
    if not header.fixed:
        return picked
    names = (column.name for column in contract.read_columns)
    return [header.fixed.get(name, cell) for name, cell in zip(names, picked, strict=True)]


def _rest(cells: Cells, header: Header) -> str:
    """The cells that nobody reads, as a checksum: they tell two records apart and are not kept."""
    read = set(header.positions.values())
    unread = "\x1f".join((cell or "").strip(BLANKS) for position, cell in enumerate(cells) if position not in read)
    return blake2b(unread.encode(errors="replace"), digest_size=8).hexdigest()


def _guest(cells: Cells, header: Header) -> str:
    """The words of a guest's row, as a checksum: numbers and dates differ by the format of a file, words do not."""
    counted = {place for name, place in header.positions.items() if name != "guest"}
    own = [fold(cell or "") for position, cell in enumerate(cells) if position not in counted]
    words = [text for text in own if any(map(str.isalpha, text))]
    return blake2b("\x1f".join(words or own).encode(errors="replace"), digest_size=16).hexdigest()
