"""Citizens by month of their first digital request, and how they came back within 90 days, for mart return_month.

Nobody is in it: only counts leave. As for people_month, all requests, packed into numbers and sorted, are told apart by
their neighbours; a citizen's part follows from that citizen's requests alone.
"""

import duckdb
import numpy as np
import pyarrow as pa

from core.method import RETURN_DAYS
from etl.publishing.people import Marks, Numbers, starts
from etl.temporary_tables import make_table

Connection = duckdb.DuckDBPyConnection
_DIGITAL, _OFFICER = 0, 1
_REQUESTS = f"""
    SELECT (nik_no::UBIGINT << 32) + (date_diff('day', DATE '1970-01-01', submitted_at::DATE)::UBIGINT << 16)
        + (CASE origin WHEN 'petugas' THEN {_OFFICER} ELSE {_DIGITAL} END)::UBIGINT AS request
    FROM request
    WHERE status <> 'dibatalkan' AND nik_no IS NOT NULL AND submitted_at IS NOT NULL
        AND origin IN ('warga', 'rt', 'petugas')
"""
"""A citizen's number, a day since 1970 and who sent it, in one; those of unknown origin tell nothing."""
_MONTHS_TO_1970 = 1970 * 12


def count_returns(connection: Connection) -> None:
    """Make the temporary table `returns` of `request`.

    Columns: month_no (since year 0), citizens, digital_again, counter_again, both_again. Counted from the day after
    the first digital request on: several letters on one day are one visit.
    """
    packed = np.asarray(connection.execute(_REQUESTS).fetchnumpy()["request"], "<u8")
    packed.sort()
    who, day = packed.view("<u2")[0::4], packed.view("<u2")[1::4].astype(np.int32)
    person = np.cumsum(starts(packed.view("<u4")[1::2]), dtype=np.int32) - 1
    digital = np.flatnonzero(who == _DIGITAL)
    first = digital[starts(person[digital])]
    began = np.full(int(person[-1]) + 1 if len(person) else 0, np.iinfo(np.int32).max - RETURN_DAYS, np.int32)
    began[person[first]] = day[first]
    since = day - began[person]
    is_back = (since > 0) & (since <= RETURN_DAYS)
    again = [_persons(person, is_back & (who == sender), len(began))[person[first]] for sender in (_DIGITAL, _OFFICER)]
    month = day[first].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    start = int(month.min()) if len(month) else 0
    flags = [np.ones(len(month), bool), *again, again[0] & again[1]]
    length = int(month.max()) - start + 1 if len(month) else 0
    counts = [np.bincount(month[flag] - start, minlength=length) for flag in flags]
    found = np.flatnonzero(counts[0])
    names = ("citizens", "digital_again", "counter_again", "both_again")
    columns = {name: count[found] for name, count in zip(names, counts, strict=True)}
    make_table(connection, "returns", pa.table({"month_no": _MONTHS_TO_1970 + start + found, **columns}))


def _persons(person: Numbers, chosen: Marks, size: int) -> Marks:
    """True for those of whom one row at least is chosen."""
    marks = np.zeros(size, np.bool_)
    marks[person[chosen]] = True
    return marks
