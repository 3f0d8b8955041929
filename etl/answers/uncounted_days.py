"""What stands in a file where counts would: days on which an office was closed, purposes left empty on days it counted.

Read as the file writes them, so that who sends it is not asked for what it says already.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
import pyarrow as pa

from etl.judging.dates.moments import DAY_FIRST, read_stamp
from etl.publishing.calendar import build_calendar
from etl.reading.base.uncounted import Uncounted
from etl.sources.contract import contract
from etl.sources.declarations import Declaration
from etl.sources.lookups import folded_value, spellings_of
from etl.sources.places import Gazetteer
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_from_rows

SOURCE = "kunjungan"
"""The one whose counts are told apart by purpose."""
COLUMNS = {"unit_code": pa.string(), "date": pa.date32(), "purpose": pa.string(), "is_closed": pa.bool_()}


def lend_uncounted(
    connection: duckdb.DuckDBPyConnection, cells: Sequence[Uncounted], said: Declaration, reference: Reference
) -> None:
    """Make the temporary table `uncounted_day` (COLUMNS) of the cells whose office and day are known.

    `purpose` is NULL where the cell names none, or one that nobody knows.
    """
    offices, purposes = Gazetteer.from_reference(reference), _Purposes(said, reference)
    texts = {cell.date for cell in cells if cell.date}
    stamps = {text: stamp for text in texts if (stamp := read_stamp(text))}
    proven = (stamp.only_order for stamp in stamps.values() if stamp.only_order)
    order: str = said.date_order or next(proven, DAY_FIRST)
    places = {(cell.unit, cell.kecamatan) for cell in cells}
    codes = {place: offices.resolve(*place)[0] for place in places}
    rows = set()
    for cell in cells:
        code, stamp = codes[cell.unit, cell.kecamatan], stamps.get(cell.date or "")
        day = stamp.day(order) if stamp else None
        if code and day:
            rows.add((code, day, purposes.of(cell.purpose), cell.is_closed))
    make_from_rows(connection, "uncounted_day", COLUMNS, [*rows])


def closed_days(connection: duckdb.DuckDBPyConnection, reference: Reference) -> list[tuple[str, date]]:
    """Return the working days of which a file says that an office was closed, and counts nothing: (code, day).

    Days on which every office is closed are none of them: a form may be given out with the word on them.
    """
    rows: list[tuple[str, date]] = connection.execute(
        "SELECT DISTINCT unit_code, date FROM uncounted_day ANTI JOIN visit USING (unit_code, date) "
        "WHERE is_closed ORDER BY ALL"
    ).fetchall()
    if not rows:
        return []
    days = [day for _, day in rows]
    calendar = build_calendar(min(days), max(days), reference).to_pylist()
    working = {day["date"] for day in calendar if day["is_working_day"]}
    return [(code, day) for code, day in rows if day in working]


def purpose_titles(purposes: Iterable[str]) -> list[str]:
    """Return what purposes are called in the contract, in its order."""
    column = next(column for column in contract(SOURCE).column if column.name == "purpose")
    wanted = {*purposes}
    return [spelled[0] for value, spelled in column.values.items() if value in wanted]


class _Purposes:
    """What the words for purposes mean."""

    def __init__(self, said: Declaration, reference: Reference) -> None:
        self._column = next(column for column in contract(SOURCE).column if column.name == "purpose")
        self._known = spellings_of(self._column, said, reference)

    def of(self, text: str | None) -> str | None:
        return self._known.get(folded_value(self._column, text)) if text else None
