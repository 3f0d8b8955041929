"""What reading one file gives: which columns it has, what was not used, what its account says, where its rows lie."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from etl.reading.base.closed_days import Met
from etl.reading.base.table_read import TableRead, Unread
from etl.reading.base.uncounted import ClosedDay, Uncounted
from etl.spelling import fold


@dataclass
class Reading:
    """Which columns a file has, how many records it held beside those in `raw`, what was not used.

    `parts` say what was understood; the fast lane leaves none.
    """

    columns: set[str]
    not_data: int
    not_reported: int = 0
    closed: int = 0
    """Counts in whose place a word says that the office was closed."""
    unread: list[Unread] = field(default_factory=list)
    parts: list[TableRead] = field(default_factory=list)
    unit_titles: set[str] = field(default_factory=set)
    """What the column of offices is called; '' where a table has another way to say it."""
    is_guest_book: bool = False
    """Each row is a guest."""
    saved_at: datetime | None = None
    """When a workbook says it was saved, by the city's clock."""
    guests: list[tuple[str, str]] = field(default_factory=list)
    """Of each row of a guest book its place and a checksum of the guest."""
    notes: list[str] = field(default_factory=list)
    """What the account of the file says beside its counts."""
    titles: set[str] = field(default_factory=set)
    """The titles of the file's tables where no part names them."""
    met: Met = field(default_factory=set)
    """The user's own words in the place of a count that it holds."""
    ignored: list[str] = field(default_factory=list)
    """What is shown of `unread`."""
    sums: int = 0
    """Records that proved to be sums of others, and no data."""
    uncounted: list[Uncounted] = field(default_factory=list)
    """The first cells in the place of a count that hold none."""
    closed_days: list[ClosedDay] = field(default_factory=list)
    """Days of offices that are called closed."""
    bare: str = "office"
    """What a name without its kind means in the column of offices, once that was judged (places.Gazetteer.resolve)."""

    @property
    def written_titles(self) -> set[str]:
        """All titles of the file's tables, as they are written."""
        return self.titles | {title for part in self.parts for title, _ in part.columns}

    @property
    def all_titles(self) -> set[str]:
        """All titles of the file's tables, folded."""
        return {fold(title) for title in self.written_titles}


@dataclass
class Piece:
    """One file, or one member of an archive: its Reading and where its rows lie, or the text that is yet to be read.

    `rows`: an Arrow stream of (place, fault and the contract's columns), as text.
    """

    reading: Reading | None = None
    rows: Path | None = None
    text: Path | None = None
    number: int = 1
    """Of the member, among the data files of an archive."""
    notes: list[str] = field(default_factory=list)
    """What is said of members that are no data."""
