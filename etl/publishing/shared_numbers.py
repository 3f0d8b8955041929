"""Office-months in which one phone stands for many citizens, or one NIK has many phones, for mart integrity_month.

Only citizens' own requests count: an RT head sends for the neighbours from one phone. Sorted, rows lie beside those of
the same number, office and month, which tells the few numbers that are worth a closer look.
"""

import duckdb
import numpy as np
import pyarrow as pa

from core.method import SHARED_PERSONS
from etl.publishing.citizens import OWN, Citizens, Packed, sender_of
from etl.temporary_tables import make_table

Connection = duckdb.DuckDBPyConnection
_OTHER = {"phone_no": "nik_no", "nik_no": "phone_no"}
_NONE_SHARED = pa.schema(
    {
        "unit_code": pa.string(),
        "month": pa.date32(),
        "persons": pa.int64(),
        "first_day": pa.date32(),
        "last_day": pa.date32(),
    }
).empty_table()
_SHARED = """
    SELECT unit_code, date_trunc('month', submitted_at)::DATE AS month,
        count(DISTINCT {other}) AS persons, min(submitted_at)::DATE AS first_day, max(submitted_at)::DATE AS last_day
    FROM request
    WHERE {number} IN (SELECT number FROM often_number) AND origin = 'warga' AND is_counted_status(status)
        AND submitted_at IS NOT NULL
    GROUP BY unit_code, date_trunc('month', submitted_at), {number} HAVING count(DISTINCT {other}) >= $least
"""


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
    """Make the temporary table `shared_number` (unit_code, month, persons, first_day, last_day), a row a number."""
    found = [_NONE_SHARED]
    for number, other in _OTHER.items():
        numbers = often.filter(pa.compute.equal(often["kind"], number))
        if not len(numbers):
            continue
        make_table(connection, "often_number", numbers)
        shared = connection.sql(_SHARED.format(number=number, other=other), params={"least": SHARED_PERSONS})
        found.append(shared.to_arrow_table())
    make_table(connection, "shared_number", pa.concat_tables(found))
