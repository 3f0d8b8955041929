"""What stands in a file where counts would: days on which an office was closed, purposes left empty on days it counted.

Read as the file writes them, so that who sends it is not asked for what it says already.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import duckdb
import pyarrow as pa

from etl.judging.dates.closed_days import BY_PURPOSE, Lookup, PurposeWords, known_days
from etl.reading.base.uncounted import ClosedDay, Uncounted
from etl.sources.contract import contract
from etl.temporary_tables import make_from_rows

COLUMNS = {"unit_code": pa.string(), "date": pa.date32(), "purpose": pa.string(), "is_closed": pa.bool_()}


def lend_uncounted(connection: duckdb.DuckDBPyConnection, cells: Sequence[Uncounted], by: Lookup) -> None:
    """Make the temporary table `uncounted_day` (COLUMNS) of the cells whose office and day are known.

    `purpose` is NULL where the cell names none, or one that nobody knows.
    """
    purposes = PurposeWords(by.said, by.reference)
    days = {cell: ClosedDay(cell.unit, cell.kecamatan, cell.date, cell.purpose) for cell in cells}
    known = known_days(days.values(), by)
    found = ((known.get(day), cell) for cell, day in days.items())
    rows = {(*place, purposes.of(cell.purpose), cell.is_closed) for place, cell in found if place}
    make_from_rows(connection, "uncounted_day", COLUMNS, [*rows])


def closed_days(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, date]]:
    """Return the working days of which a store of one file knows that an office was closed: (code, day)."""
    rows: list[tuple[str, date]] = connection.execute(
        "SELECT DISTINCT unit_code, date FROM closed_said ORDER BY ALL"
    ).fetchall()
    return rows


def purpose_titles(purposes: Iterable[str]) -> list[str]:
    """Return what purposes are called in the contract, in its order."""
    column = next(column for column in contract(BY_PURPOSE).column if column.name == "purpose")
    wanted = {*purposes}
    return [spelled[0] for value, spelled in column.values.items() if value in wanted]
