"""The verdict on one file: small, without a row of it, and the same on both sides of the process."""

from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from etl import FileEffect


@dataclass(frozen=True)
class RowCounts:
    """The load's own account: read = accepted + held + double + not data; `silent`: cells left empty, of not data."""

    read: int
    accepted: int
    held: int
    double: int
    not_data: int
    silent: int


@dataclass(frozen=True)
class ReasonCount:
    """How many marks there are for one reason; `is_held`: their rows are held back, else only flagged."""

    reason: str
    is_held: bool
    rows: int


@dataclass(frozen=True)
class MarkedCell:
    """A cell held back or flagged: where it stands (sheet!cell, or the line), what may be shown of it (None: empty)."""

    place: str
    column: str
    reason: str
    is_held: bool
    value: str | None
    office: str
    """Name of the office of its row; '' where that is not sure."""
    rows: int = 1
    """How many rows have this value there."""


@dataclass(frozen=True)
class Warned:
    """Something to look at before sending: a code, the offices (codes) and days it speaks of, two counts, words.

    another_office, several_offices: beside those codes of a `Doubt`; nothing_new, macros, totals.
    """

    code: str
    offices: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    number: int = 0
    whole: int = 0
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FoundColumn:
    """A title of the file, the column it is read as (None: nobody reads it), and a known title it looks like."""

    title: str
    column: str | None = None
    alike: str | None = None


@dataclass(frozen=True)
class FoundTable:
    """A table of the file with the row of its titles (from 1; None: it has none), and how it was understood."""

    name: str
    header_row: int | None
    columns: list[FoundColumn]
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FileVerdict:
    """What a file would do. Where `refusal` is set nothing could be read, and only what was said of it is filled in."""

    original_name: str
    source: str | None = None
    """None: it fits no source."""
    because: str = ""
    """Why this source: said, titles (so many of its titles are known), or name (its label or code stands in
    the file's)."""
    sender: str = ""
    """The folder below the source's under which it was judged: the code of an office, or `kota`."""
    name: str = ""
    """The name under which it was judged; see `sent_name`."""
    offices: list[str] = field(default_factory=list)
    """Codes of the offices of its accepted rows; of a file that says nothing else, of those that were closed."""
    days: int = 0
    first_day: date | None = None
    last_day: date | None = None
    closed: list[tuple[str, date]] = field(default_factory=list)
    """Working days of which it says that an office was closed: its code, the day."""
    months: list[str] = field(default_factory=list)
    """The months of its accepted rows, as 2024-12."""
    counts: RowCounts | None = None
    reasons: list[ReasonCount] = field(default_factory=list)
    marked: list[MarkedCell] = field(default_factory=list)
    """Values held back, then those flagged, each in the first of its places."""
    effect: FileEffect | None = None
    """None: nothing is known of its effect (a source that no build tells of, or a file that is not used)."""
    warnings: list[Warned] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    """What must be said first: source, columns, zone, office, month, date_order."""
    tables: list[FoundTable] = field(default_factory=list)
    """How its tables were understood; of a large text nothing is kept."""
    unread: list[str] = field(default_factory=list)
    """What may be shown of its titles that nobody reads."""
    notes: list[str] = field(default_factory=list)
    """What else the load's account says of the file (Indonesian)."""
    reason: str | None = None
    """Why the whole file cannot be used: a code of core/reasons.toml, or of `words.REFUSALS`."""
    detail: str = ""
    """What is known of that beside the code."""
    refusal: str | None = None
    """The sentence that says so, and what to do (Indonesian; `verdict_words` has it in both languages)."""

    @property
    def spoken_of(self) -> list[str]:
        """Codes of all offices of which it says anything: that they counted, or that they were closed."""
        return sorted({*self.offices, *(code for code, _ in self.closed)})

    @property
    def has_closed_days_alone(self) -> bool:
        """True for a file that says when an office was closed, and counts nothing."""
        return bool(self.closed) and not self.days

    @property
    def may_be_sent(self) -> bool:
        """True where something of the file would be accepted, or it says when an office was closed."""
        return self.refusal is None and self.counts is not None and bool(self.counts.accepted or self.closed)


_ADAPTER = TypeAdapter(FileVerdict)


def to_json(verdict: FileVerdict) -> bytes:
    """Return the verdict as JSON."""
    return _ADAPTER.dump_json(verdict)


def from_json(content: bytes | str) -> FileVerdict:
    """Return the verdict that JSON holds. Raises pydantic.ValidationError."""
    return _ADAPTER.validate_json(content)
