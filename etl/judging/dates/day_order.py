"""Whether a file writes the day or the month first: decided from all rows of a column, never row by row.

Where its sheets, or the members of an archive, contradict each other, each of these parts is decided by itself.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise

from etl.judging.dates.moments import DAY_FIRST, MONTH_FIRST, Stamp

STEPS_AT_LEAST = 5
DAYS_AT_LEAST = 3
MOSTLY, HARDLY = 0.95, 0.8
SWAPPED_AT_LEAST = 10
NAMES = {DAY_FIRST: "hari/bulan", MONTH_FIRST: "bulan/hari"}
AS_OTHERS = "seperti kolom lain di berkas itu"
ReadTwoWays = tuple[date | None, date | None]


@dataclass(frozen=True)
class Decision:
    """The order of one column and why; `is_sure` is False where both orders fit."""

    order: str
    why: str
    is_sure: bool = True


@dataclass
class Signs:
    """What the rows of one column say: how many are days in one order only, by the day's number or by its weekday.

    `is_open`: there are rows that mean two different days. `places`: of each order, where a first such row stands.
    """

    proofs: Counter[str] = field(default_factory=Counter)
    weekdays: Counter[str] = field(default_factory=Counter)
    is_open: bool = False

    def add(self, stamp: Stamp, rows: int) -> None:
        """Take what one text says, which stands in so many rows."""
        if stamp.only_order:
            self.proofs[stamp.only_order] += rows
        elif stamp.is_ordered and stamp.day_first != stamp.month_first:
            self.is_open = True
            if stamp.weekdays_order:
                self.weekdays[stamp.weekdays_order] += rows

    @property
    def is_mixed(self) -> bool:
        """True where rows contradict each other."""
        return len(self.proofs) > 1 or (not self.proofs and len(self.weekdays) > 1)

    def proven(self) -> Decision | None:
        """Return the order that rows prove."""
        for found, why in ((self.proofs, "ada hari di atas 12"), (self.weekdays, "menurut nama harinya")):
            if len(found) == 1:
                return Decision(next(iter(found)), why)
        return None


SignsOfParts = Mapping[str, Mapping[str, Signs]]
"""What the rows of each part say of each column."""


def are_at_odds(parts: SignsOfParts) -> bool:
    """Return True where not only parts differ: rows of one contradict each other, or its columns differ in order."""
    return any(
        any(signs.is_mixed for signs in columns.values()) or len(_proven_orders(columns)) > 1
        for columns in parts.values()
    )


def in_parts(
    parts: SignsOfParts, rows: Callable[[str, str], Sequence[ReadTwoWays]], latest: datetime
) -> dict[str, dict[str, Decision]]:
    """Return the order of each column (the first key) in each part whose rows need one.

    What is not proven follows the other columns of its part, else it is decided by its `rows` (of part and column)
    and never sure, for the parts of this file do differ.
    """
    found: dict[str, dict[str, Decision]] = {}
    for part, columns in parts.items():
        others = _proven_orders(columns)
        for name, signs in columns.items():
            decision = signs.proven()
            if decision is None and signs.is_open:
                inherited = Decision(next(iter(others)), AS_OTHERS) if others else None
                decision = inherited or replace(from_rows(rows(part, name), latest), is_sure=False)
            if decision:
                found.setdefault(name, {})[part] = decision
    return found


def _proven_orders(columns: Mapping[str, Signs]) -> set[str]:
    return {found.order for signs in columns.values() if (found := signs.proven())}


def from_rows(rows: Sequence[ReadTwoWays], latest: datetime) -> Decision:
    """Return the order of rows that are days in both, in the file's own order, none of which is later than `latest`.

    Where nothing tells them apart: the Indonesian order, unsure if it is more than a day or two.
    """
    days = {order: [row[place] for row in rows] for place, order in enumerate((DAY_FIRST, MONTH_FIRST))}
    late = {order: sum(day is not None and day > latest.date() for day in found) for order, found in days.items()}
    # Most rows after the last day: it is none, so it tells nothing.
    if late[DAY_FIRST] > max(1, len(rows) // 10) and not late[MONTH_FIRST] and 2 * late[DAY_FIRST] < len(rows):
        return Decision(MONTH_FIRST, "hari/bulan memberi hari sesudah ekspor", is_sure=False)
    if late[MONTH_FIRST] and not late[DAY_FIRST]:
        return Decision(DAY_FIRST, "bulan/hari memberi hari sesudah ekspor")
    steady = {order: _steadiness(found) for order, found in days.items()}
    if steady[DAY_FIRST] >= MOSTLY and steady[MONTH_FIRST] <= HARDLY:
        return Decision(DAY_FIRST, "harinya naik bersama nomor baris")
    if steady[MONTH_FIRST] >= MOSTLY and steady[DAY_FIRST] <= HARDLY:
        return Decision(MONTH_FIRST, "harinya naik bersama nomor baris", is_sure=False)
    told_apart = {row for row in rows if row[0] != row[1]}
    why = "kedua urutan mungkin; dibaca menurut kebiasaan Indonesia"
    return Decision(DAY_FIRST, why, is_sure=len(told_apart) < DAYS_AT_LEAST)


def _steadiness(days: Sequence[date | None]) -> float:
    """The part of the steps from day to day that go the same way; 0 where there are too few."""
    steps = [before < after for before, after in pairwise(day for day in days if day) if before != after]
    return max(sum(steps), len(steps) - sum(steps)) / len(steps) if len(steps) >= STEPS_AT_LEAST else 0.0


def was_swapped(iso: Sequence[date], numbers: Sequence[date]) -> bool:
    """Return True for whole dates that fit the others of their column only with day and month the other way round.

    A spreadsheet that takes 03/09 for 9 March makes a date of it, and leaves 27/08 as the text it is. Over a whole
    year both ways fit: then it shows in that no whole date, of many, has a day above 12, and every other has one.
    """
    if min(len(iso), len(numbers)) < 2 or any(day.day > 12 for day in iso) or any(day.day <= 12 for day in numbers):
        return False
    first, last = min(numbers).toordinal() - 31, max(numbers).toordinal() + 31
    swapped = [day.replace(month=day.day, day=day.month) for day in iso]
    fits_so, fits_swapped = (all(first <= day.toordinal() <= last for day in days) for days in (iso, swapped))
    is_beyond_chance = min(len(set(iso)), len(set(numbers))) >= SWAPPED_AT_LEAST
    return fits_swapped and (is_beyond_chance or not fits_so)
