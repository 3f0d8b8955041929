"""What was understood of one table of a file: its titles, their columns, and what nobody reads."""

from dataclasses import dataclass, field
from datetime import date

from etl.reading.base.headers import Header


@dataclass(frozen=True)
class TableRead:
    """What was understood of one table of a file, for those who ask before they load.

    `columns`: (title in the file, column of the contract or None) by position; `why` are sentences.
    """

    name: str
    kind: str
    layout: str
    header_row: int | None
    columns: list[tuple[str, str | None]]
    encoding: str | None = None
    delimiter: str | None = None
    month: date | None = None
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Unread:
    """What nobody reads: a title as it stands, at its position, or (None) what a sheet, a list or a table is called."""

    text: str
    place: int | None = None


def unread_of(header: Header, first: int = 0) -> list[Unread]:
    """Return the titles that nobody reads; `first`: the column with which their table begins."""
    return [Unread(title, first + place) for title, place in header.unread]


def understood(header: Header) -> list[tuple[str, str | None]]:
    """Return (title, column or None) by position, for a Part."""
    names = {position: name for name, position in header.positions.items()}
    return [(title, names.get(position)) for position, title in enumerate(header.titles)]
