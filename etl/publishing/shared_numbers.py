"""Office-months in which one phone stands for many citizens, or one NIK has many phones, for mart integrity_month.

Only citizens' own requests count: an RT head sends for the neighbours from one phone. All rows, packed into numbers
and sorted, lie beside those of the same number, office and month: millions of groups are never made.
"""

import duckdb
import numpy as np
import pyarrow as pa

from core.method import SHARED_PERSONS
from etl.temporary_tables import make_table

Connection = duckdb.DuckDBPyConnection
PAIRS = (("phone_no", "nik_no"), ("nik_no", "phone_no"))
_CELLS = """
    SELECT ({number}::UBIGINT << 32) + ((year(submitted_at) * 12 + month(submitted_at) - 1)::UBIGINT << 16)
        + place_no::UBIGINT AS cell
    FROM request
    JOIN (SELECT unit_code, row_number() OVER (ORDER BY unit_code) - 1 AS place_no FROM ref_units) USING (unit_code)
    WHERE origin = 'warga' AND status <> 'dibatalkan' AND nik_no IS NOT NULL AND phone_no IS NOT NULL
        AND submitted_at IS NOT NULL
"""
_SHARED = """
    SELECT unit_code, date_trunc('month', submitted_at)::DATE AS month,
        count(DISTINCT {other}) AS persons, min(submitted_at)::DATE AS first_day, max(submitted_at)::DATE AS last_day
    FROM request
    WHERE {number} IN (SELECT number FROM often_number) AND origin = 'warga' AND status <> 'dibatalkan'
        AND submitted_at IS NOT NULL
    GROUP BY unit_code, date_trunc('month', submitted_at), {number} HAVING count(DISTINCT {other}) >= $least
"""


def find_shared_numbers(connection: Connection) -> None:
    """Make the temporary table `shared_number` (unit_code, month, persons, first_day, last_day), a row a number."""
    found = []
    for number, other in PAIRS:
        cells = connection.execute(_CELLS.format(number=number)).fetchnumpy()["cell"]
        often = pa.table({"number": pa.array(_often(np.asarray(cells, "<u8")), pa.uint32())})
        make_table(connection, "often_number", often)
        shared = connection.sql(_SHARED.format(number=number, other=other), params={"least": SHARED_PERSONS})
        found.append(shared.to_arrow_table())
    make_table(connection, "shared_number", pa.concat_tables(found))


def _often(cells: "np.typing.NDArray[np.uint64]") -> "np.typing.NDArray[np.uint32]":
    """The numbers with so many rows at one office in one month; `cells` are sorted in their place."""
    cells.sort()
    last = cells[SHARED_PERSONS - 1 :]
    is_often = last == cells[: len(last)]
    return np.unique(last[is_often] >> np.uint64(32)).astype(np.uint32)
