"""What one part of a file shows of how its dates are read, and whether the parts read them as the whole would."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.judging.dates.day_order import DAYS_AT_LEAST
from etl.judging.dates.moments import DAY_FIRST, MONTH_FIRST


@dataclass
class ColumnShown:
    """What the rows of a part show of the dates in one column."""

    seems: list[str] = field(default_factory=list)
    """How its first texts seem to be written."""
    is_order_declared: bool = False
    order: str = ""
    """As it is read in the end."""
    why: str = ""
    """By what that was decided."""
    is_days: bool = False
    proven: list[str] = field(default_factory=list)
    """Orders that the numbers of days prove."""
    is_open: bool = False
    """Rows mean two days."""
    is_by_first_rows: bool = False
    """The order was decided by the days of the first rows, as nothing proves it."""
    has_month_first: bool = False
    """A number above 12 stands second."""
    has_whole: bool = False
    """Dates stand with the year first."""
    has_numbers: bool = False
    """Others stand as numbers in an order."""
    is_unswapped: bool = False
    """Rows show that no spreadsheet turned dates round."""
    odd: int = 0
    """Texts with the day before the month behind the year."""
    has_clocks: bool = False
    """A row has another clock than midnight's."""
    midnights: int = 0
    """Rows where none has, counted up to a few."""


@dataclass
class LateShown:
    """What the rows of a part show of days later than the one that the name of the file says."""

    period_from: str = ""
    """The column by which that day proves to be the first of a period."""
    held: list[str] = field(default_factory=list)
    """Columns with rows that are held for it."""
    is_mostly: bool = False
    """Of one of them most rows are."""

    def add(self, name: str, *, are_mostly: bool, is_first: bool) -> None:
        """Take what the late rows of a column are: most, and hardly any before that day."""
        if are_mostly and is_first:
            self.period_from = name
            return
        self.held.append(name)
        self.is_mostly = self.is_mostly or are_mostly


@dataclass
class DatesShown:
    """What the rows of a part show of its dates."""

    columns: dict[str, ColumnShown] = field(default_factory=dict)
    emptied: list[str] = field(default_factory=list)
    """Columns in whose cells words for none stand."""
    late: LateShown = field(default_factory=LateShown)


def are_dates_alike(parts: Sequence[DatesShown]) -> bool:
    """Return True where each part reads its dates as the whole file would."""
    first = parts[0]
    return (
        all(sorted(part.emptied) == sorted(first.emptied) for part in parts)
        and all(_is_alike([part.columns[name] for part in parts]) for name in first.columns)
        and _is_late_alike([part.late for part in parts])
    )


def _is_alike(parts: Sequence[ColumnShown]) -> bool:
    first = parts[0]
    if any((part.seems, part.order, part.is_days) != (first.seems, first.order, first.is_days) for part in parts):
        return False
    is_of_both = any(part.has_whole for part in parts) and any(part.has_numbers for part in parts)
    is_swapped = is_of_both and not any(part.is_unswapped for part in parts)
    is_mixed = sum(part.odd for part in parts) > 1
    return not (is_swapped or is_mixed) and _is_order_alike(parts) and _are_days_alike(parts)


def _is_order_alike(parts: Sequence[ColumnShown]) -> bool:
    """A part of a log in the order of its days may hold none above 12: what others prove, and it takes, is the order.

    How the month came to stand first is told, so that must be the same in each part.
    """
    first = parts[0]
    proven = {order for part in parts for order in part.proven}
    if first.is_order_declared:
        return not proven or first.order in proven or not any(part.is_open for part in parts)
    if first.order == DAY_FIRST and proven == {DAY_FIRST}:
        return True
    is_month_first = first.order == MONTH_FIRST and not any(part.has_month_first for part in parts)
    is_guessed = any(part.is_by_first_rows for part in parts)
    return not is_month_first and not is_guessed and all(part.why == first.why for part in parts)


def _are_days_alike(parts: Sequence[ColumnShown]) -> bool:
    """A part with a few rows may find no days where all rows would."""
    if parts[0].is_days or any(part.has_clocks for part in parts):
        return True
    return sum(part.midnights for part in parts) < DAYS_AT_LEAST


def _is_late_alike(parts: Sequence[LateShown]) -> bool:
    if any(part.period_from for part in parts):
        return len({part.period_from for part in parts}) == 1 and not any(part.held for part in parts)
    return not any(part.is_mostly for part in parts)
