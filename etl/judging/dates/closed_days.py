"""The working days of which a file says that an office was closed: nothing is missing, and nothing is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from etl.judging.dates.moments import DAY_FIRST, read_stamp
from etl.reading.base.uncounted import ClosedDay, Uncounted
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.lookups import folded_value, spellings_of
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_from_rows
from etl.warehouse.database import one_row

BY_PURPOSE: Final = "kunjungan"
"""The source whose counts are told apart by purpose."""
COLUMNS = {"unit_code": pa.string(), "date": pa.date32(), "purpose": pa.string()}
UNKNOWN_PURPOSE: Final = ""
FIRST = date(2015, 1, 1)
"""As counts: an earlier day is a slip of the pen."""
AHEAD = timedelta(days=366)
UNKNOWN_OFFICE: Final = "unit_tak_dikenal"
CLOSED_UNKNOWN: Final = "tutup_kantor_tak_dikenal"
"""That reason, of a closed day: it makes no row, so nothing is held back."""
WorkingDays = Callable[[date, date], set[date]]
KnownDays = dict[ClosedDay, tuple[str, date]]
WrittenPlace = tuple[str | None, str | None]


class Lookup(NamedTuple):
    """How the words of a file are read. `order` of day and month: that of its counts, where neither the declaration nor
    a day itself says it; `bare`: what a name without its kind means (Gazetteer.resolve).
    """

    said: Declaration
    reference: Reference
    order: str = DAY_FIRST
    bare: str = "office"


class ClosedMark(NamedTuple):
    """A closed day whose office is not sure: its place, and the column and reason that say why.

    `text`: what stands in that column; None where the day cannot be read either, as the row may have slipped by a cell.
    """

    place: str
    column: str
    reason: str
    text: str | None


class PurposeWords:
    """What the words for purposes mean."""

    def __init__(self, said: Declaration, reference: Reference) -> None:
        self._column = next(column for column in contract(BY_PURPOSE).column if column.name == "purpose")
        self._known = spellings_of(self._column, said, reference)

    def of(self, text: str | None) -> str | None:
        """Return the purpose; None where none is said, or one that nobody knows."""
        return self._known.get(folded_value(self._column, text)) if text else None


def known_days(cells: Iterable[ClosedDay], by: Lookup) -> KnownDays:
    """Return office and day of each cell of which both are known."""
    asked = set(cells)
    offices, days = _offices(asked, by), _days({cell.date for cell in asked if cell.date}, by)
    found: KnownDays = {}
    for cell in asked:
        (code, _), day = offices[cell.unit, cell.kecamatan], days.get(cell.date or "")
        if code and day:
            found[cell] = code, day
    return found


@dataclass(frozen=True)
class ClosedDayRules:
    """By what a file's closed days are judged.

    `working`: the days on which offices are open, from one day to another; `today`: days long after it are slips.
    """

    by: Lookup
    working: WorkingDays
    today: date

    def unsure(self, cells: Iterable[Uncounted]) -> list[ClosedMark]:
        """Return a mark for each working day on which an office is called closed, where it is not sure which one."""
        closed = [cell for cell in cells if cell.is_closed and cell.unit]
        faults = {place: told for place, (code, told) in _offices(closed, self.by).items() if code is None}
        unsure = [cell for cell in closed if (cell.unit, cell.kecamatan) in faults]
        days = _days({cell.date for cell in unsure if cell.date}, self.by)
        due = self._due({*days.values()})
        marks = []
        for cell in unsure:
            day = days.get(cell.date or "")
            if day is None or day in due:
                column, _, reason = faults[cell.unit, cell.kecamatan].split()[0].partition(":")
                text = cell.kecamatan if column == "kecamatan" else cell.unit
                told = CLOSED_UNKNOWN if reason == UNKNOWN_OFFICE else reason
                marks.append(ClosedMark(cell.place, column, told, text if day else None))
        return marks

    def lend(self, connection: duckdb.DuckDBPyConnection, cells: Iterable[ClosedDay]) -> tuple[int, date | None]:
        """Make the temporary table `closed_of_file` (COLUMNS); return its days of offices and the last of these.

        `purpose`: whose counter is called closed; NULL: no purpose is named, UNKNOWN_PURPOSE: one that nobody knows.
        Days on which every office is closed are none of them: a form is given out with the word on them. Nor are days
        of which the file has a row, held back or not.
        """
        known = known_days(cells, self.by)
        due = self._due({day for _, day in known.values()})
        purposes = PurposeWords(self.by.said, self.by.reference)
        rows = {
            (code, day, (purposes.of(cell.purpose) or UNKNOWN_PURPOSE) if cell.purpose else None)
            for cell, (code, day) in known.items()
            if day in due
        }
        make_from_rows(connection, "closed_of_file", COLUMNS, [*rows])
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE closed_of_file AS"
            " FROM closed_of_file ANTI JOIN judged_rows USING (unit_code, date) ORDER BY ALL"
        )
        counted = "SELECT count(DISTINCT (unit_code, date)), max(date) FROM closed_of_file"
        days, last = one_row(connection, counted) or (0, None)
        return int(days), last

    def _due(self, days: set[date]) -> set[date]:
        """Those on which offices are open, not too far away to be meant."""
        meant = {day for day in days if FIRST <= day <= self.today + AHEAD}
        return meant & self.working(min(meant), max(meant)) if meant else set()


def _offices(cells: Iterable[ClosedDay | Uncounted], by: Lookup) -> dict[WrittenPlace, tuple[str | None, str]]:
    """Code and faults of each office and kecamatan as they are written (Gazetteer.resolve)."""
    gazetteer = Gazetteer.from_reference(by.reference)
    return {place: gazetteer.resolve(*place, by.bare) for place in {(cell.unit, cell.kecamatan) for cell in cells}}


def _days(texts: set[str], by: Lookup) -> dict[str, date]:
    """The day of each text that is one."""
    stamps = {text: stamp for text in texts if (stamp := read_stamp(text))}
    proven = (stamp.only_order for stamp in stamps.values() if stamp.only_order)
    order: str = by.said.date_order or next(proven, by.order)
    return {text: day for text, stamp in stamps.items() if (day := stamp.day(order))}
