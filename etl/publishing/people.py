"""Distinct citizens a month with a request that is not cancelled, by office, kecamatan and city, for mart people_month.

New are those first seen in that month anywhere in the city. Counts of persons are never added up.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from etl.publishing.citizens import NO_PLACE, Citizens, Marks, Numbers, Packed, starts
from etl.temporary_tables import make_table


def count_people(citizens: Citizens) -> pa.Table:
    """Return (scope, unit_code, month_no, seen, new); months since year 0."""
    visits = _Visits.of(citizens.by_citizen)
    areas = sorted({area for _, area in citizens.places})
    area_of = np.array([areas.index(area) for _, area in citizens.places], np.int32)
    counted = [
        visits.counted("kantor", [unit for unit, _ in citizens.places], visits.place),
        visits.counted("wilayah", areas, area_of[visits.place]),
        visits.counted("kota", [""], np.zeros_like(visits.place)),
    ]
    return pa.concat_tables(counted)


def keep_people(connection: duckdb.DuckDBPyConnection, counted: pa.Table) -> None:
    """Make the temporary table `people` of what was counted."""
    make_table(connection, "people", counted)


@dataclass(frozen=True)
class _Visits:
    """Citizens at offices in months, each once, sorted by citizen, month and office."""

    month: Numbers
    """Since the first one."""
    place: Numbers
    first_month: int
    is_person: Marks
    """The first of a citizen."""
    is_new: Marks
    """In the citizen's first month."""

    @classmethod
    def of(cls, requests: Packed) -> "_Visits":
        """Of sorted requests."""
        visits = requests[starts(requests >> np.uint64(8))]
        visits = visits[visits.view("<u1")[1::8] != NO_PLACE]
        place, month = (part.astype(np.int32) for part in (visits.view("<u1")[1::8], visits.view("<u2")[1::4]))
        first_month = int(month.min()) if len(month) else 0
        month -= first_month
        is_person = starts(visits.view("<u4")[1::2])
        counts = np.diff(np.append(np.flatnonzero(is_person), len(month)))
        return cls(month, place, first_month, is_person, month == month[is_person].repeat(counts))

    def counted(self, scope: str, codes: list[str], code: Numbers) -> pa.Table:
        """Return the citizens of each month and code; `code`: of each visit a place in `codes`, rising like offices."""
        cell = self.month * len(codes) + code
        is_first = self.is_person | starts(cell)
        seen = np.bincount(cell[is_first])
        new = np.bincount(cell[is_first & self.is_new], minlength=len(seen))
        found = np.flatnonzero(seen)
        return pa.table(
            {
                "scope": pa.array([scope] * len(found), pa.string()),
                "unit_code": pa.array([codes[place] for place in found % len(codes)], pa.string()),
                "month_no": self.first_month + found // len(codes),
                "seen": seen[found],
                "new": new[found],
            }
        )
