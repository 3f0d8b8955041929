"""The working days of which a file says that an office was closed: nothing is missing, and nothing is due."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from etl.judging.dates.moments import DAY_FIRST, read_stamp
from etl.reading.base.uncounted import ClosedDay, Uncounted
from etl.sources.declarations import Declaration
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_from_rows
from etl.warehouse.database import one_row

COLUMNS = {"unit_code": pa.string(), "date": pa.date32()}
FIRST = date(2015, 1, 1)
"""As counts: an earlier day is a slip of the pen."""
AHEAD = timedelta(days=366)
WorkingDays = Callable[[date, date], set[date]]
KnownDays = dict[ClosedDay, tuple[str, date]]


def known_days(
    cells: Iterable[ClosedDay], said: Declaration, reference: Reference, order: str = DAY_FIRST
) -> KnownDays:
    """Return office and day of each cell of which both are known.

    `order` of day and month: that of the counts beside them, where neither the declaration nor a day itself says it.
    """
    asked, offices = set(cells), Gazetteer.from_reference(reference)
    stamps = {text: stamp for text in {cell.date for cell in asked if cell.date} if (stamp := read_stamp(text))}
    proven = (stamp.only_order for stamp in stamps.values() if stamp.only_order)
    its_order: str = said.date_order or next(proven, order)
    codes = {place: offices.resolve(*place)[0] for place in {(cell.unit, cell.kecamatan) for cell in asked}}
    found: KnownDays = {}
    for cell in asked:
        code, stamp = codes[cell.unit, cell.kecamatan], stamps.get(cell.date or "")
        day = stamp.day(its_order) if stamp else None
        if code and day:
            found[cell] = code, day
    return found


def of_unknown_offices(cells: Iterable[Uncounted], reference: Reference) -> list[tuple[str, str]]:
    """Return place and office, as it is written, of each closed day of an office that nobody knows."""
    offices = Gazetteer.from_reference(reference)
    closed = [cell for cell in cells if cell.is_closed and cell.unit]
    places = {(cell.unit, cell.kecamatan) for cell in closed}
    unknown = {place for place in places if offices.resolve(*place)[0] is None}
    return [(cell.place, cell.unit) for cell in closed if cell.unit and (cell.unit, cell.kecamatan) in unknown]


def lend_closed(
    connection: duckdb.DuckDBPyConnection, known: KnownDays, working: WorkingDays, now: date
) -> tuple[int, date | None]:
    """Make the temporary table `closed_of_file` (unit_code, date); return its rows and the last of its days.

    Days on which every office is closed are none of them (`working` gives the others from one day to another): a form
    is given out with the word on them. Nor are days of which the file has a row, held back or not.
    """
    days = {found for found in known.values() if FIRST <= found[1] <= now + AHEAD}
    if days:
        dates = [day for _, day in days]
        open_days = working(min(dates), max(dates))
        days = {found for found in days if found[1] in open_days}
    make_from_rows(connection, "closed_of_file", COLUMNS, sorted(days))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE closed_of_file AS"
        " FROM closed_of_file ANTI JOIN judged_rows USING (unit_code, date) ORDER BY ALL"
    )
    rows, last = one_row(connection, "SELECT count(*), max(date) FROM closed_of_file") or (0, None)
    return int(rows), last
