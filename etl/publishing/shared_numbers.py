"""Office-months in which one phone stands for many citizens, or one NIK has many phones, for mart integrity_month.

Only citizens' own requests count: an RT head sends for the neighbours from one phone. Sorted, rows lie beside those of
the same number, office and month, which tells the few numbers that are worth a closer look.
"""

import duckdb
import numpy as np
import pyarrow as pa

from core.method import OFFICE_CLOSES, OFFICE_OPENS, SHARED_PERSONS
from etl.publishing.citizens import OWN, Citizens, Packed, sender_of
from etl.temporary_tables import make_table
from etl.warehouse.database import sql

Connection = duckdb.DuckDBPyConnection
_NONE_SHARED = pa.schema(
    {
        "unit_code": pa.string(),
        "month": pa.date32(),
        "persons": pa.int64(),
        "in_hours": pa.int64(),
        "first_day": pa.date32(),
        "last_day": pa.date32(),
    }
).empty_table()


def count_often(citizens: Citizens) -> pa.Table:
    """Return the numbers with so many rows at one office in one month as (kind, number): of phone_no and nik_no."""
    own = [requests[sender_of(requests) == OWN] for requests in (citizens.packed, citizens.by_citizen)]
    phone = citizens.phone[sender_of(citizens.packed) == OWN].astype(np.uint64)
    cells = (phone << np.uint64(24)) + (own[0] >> np.uint64(8) & np.uint64(0xFFFFFF))
    cells.sort()
    often = {"phone_no": _often(cells), "nik_no": _often(own[1] >> np.uint64(8))}
    kinds = [kind for kind, numbers in often.items() for _ in range(len(numbers))]
    return pa.table({"kind": pa.array(kinds, pa.string()), "number": np.concatenate(list(often.values()))})


def _often(cells: Packed) -> "np.typing.NDArray[np.uint32]":
    """Of sorted numbers with month and office, which stand above the last 24 bits."""
    last = cells[SHARED_PERSONS - 1 :]
    is_often = last == cells[: len(last)]
    return np.unique(last[is_often] >> np.uint64(24)).astype(np.uint32)


def find_shared_numbers(connection: Connection, often: pa.Table) -> None:
    """Make the temporary table `shared_number` (unit_code, month, persons, in_hours, first_day, last_day).

    A row a number; `in_hours`: its requests in office hours, none of those of which the export tells the day alone.
    """
    if not len(often):
        make_table(connection, "shared_number", _NONE_SHARED)
        return
    make_table(connection, "often_number", often)
    asked = {"least": SHARED_PERSONS, "opens": OFFICE_OPENS, "closes": OFFICE_CLOSES}
    make_table(connection, "shared_number", connection.sql(sql("shared_number"), params=asked).to_arrow_table())
