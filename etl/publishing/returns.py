"""Citizens by month of their first digital request, and how they came back within 90 days, for mart return_month.

Nobody is in it: only counts leave. A citizen's part follows from that citizen's requests alone.
"""

import duckdb
import numpy as np
import pyarrow as pa

from core.method import RETURN_DAYS
from etl.publishing.citizens import BY_OFFICER, Citizens, Marks, Numbers, Packed, sender_of, starts
from etl.temporary_tables import make_table

_NEVER = np.iinfo(np.int32).max - RETURN_DAYS
_MONTHS_TO_1970 = 1970 * 12


def count_returns(citizens: Citizens) -> pa.Table:
    """Return (month_no since year 0, citizens, digital_again, counter_again, both_again).

    Counted from the day after the first digital request on: several letters on one day are one visit. Requests of
    unknown origin tell nothing.
    """
    requests = citizens.by_citizen
    sender, day = sender_of(requests), _days(requests)
    persons = np.flatnonzero(starts(requests.view("<u4")[1::2]))
    if not len(persons):
        return _counted(np.zeros(0, np.int32), [])
    began = np.minimum.reduceat(np.where(sender < BY_OFFICER, day, _NEVER), persons)
    since = day - began.repeat(np.diff(np.append(persons, len(requests))))
    is_back = (since > 0) & (since <= RETURN_DAYS)
    is_digital = began < _NEVER
    again = [
        np.logical_or.reduceat(is_back & by, persons)[is_digital] for by in (sender < BY_OFFICER, sender == BY_OFFICER)
    ]
    return _counted(began[is_digital], again)


def keep_returns(connection: duckdb.DuckDBPyConnection, counted: pa.Table) -> None:
    """Make the temporary table `returns` of what was counted."""
    make_table(connection, "returns", counted)


def _days(requests: Packed) -> Numbers:
    """Since 1970."""
    month, day = requests.view("<u2")[1::4], (requests.view("<u1")[0::8] >> 2).astype(np.int32)
    first = int(month.min()) if len(month) else 0
    months = np.arange(first, int(month.max()) + 1 if len(month) else 0) - _MONTHS_TO_1970
    begin = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    return begin[month - np.uint16(first)] + day - 1


def _counted(began: Numbers, again: list[Marks]) -> pa.Table:
    """The citizens by month of their first day; `again`: who came back in one way and in the other."""
    month = began.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    start, end = (int(month.min()), int(month.max()) + 1) if len(month) else (0, 0)
    flags = [np.ones(len(month), bool), *again, again[0] & again[1]] if again else [np.ones(0, bool)] * 4
    counts = [np.bincount(month[flag] - start, minlength=end - start) for flag in flags]
    found = np.flatnonzero(counts[0])
    names = ("citizens", "digital_again", "counter_again", "both_again")
    columns = {name: count[found] for name, count in zip(names, counts, strict=True)}
    return pa.table({"month_no": _MONTHS_TO_1970 + start + found, **columns})
