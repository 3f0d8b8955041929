"""Which offices and which days the question `did the digital days work` looks at."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Panel
from core.method import MIN_NOT_LIVE, RAMP_WEEKS

WINDOW = pd.Timedelta(weeks=26)
RAMP = pd.Timedelta(weeks=RAMP_WEEKS)
DAY = pd.Timedelta(days=1)
Span = tuple[pd.Timestamp, pd.Timestamp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Windows:
    """First and last day before and since the start; who is live (L), not live (N), the offices apart."""

    before: Span
    since: Span
    settled: pd.Timestamp
    is_live: Flags
    is_not_live: Flags
    is_apart: Flags

    @property
    def weeks(self) -> tuple[float, float]:
        """Length of both windows in weeks; 0 for one that ends before it starts."""
        first, second = (
            max((last - start + DAY) / pd.Timedelta(weeks=1), 0.0) for start, last in (self.before, self.since)
        )
        return first, second


def windows(days: Panel, start: pd.Timestamp, as_of: pd.Timestamp) -> Windows:
    """Return the windows and offices of a start date, by metrics `Did the digital days work?`.

    L: kelurahan live at least 8 weeks before the start. N: kelurahan not live on any day of the window.
    Before: from the later of start - 26 weeks, the last go-live in L + 8 weeks and the first day of the
    data. Since: to the earliest of start + 26 weeks, the as-of and the last day on which N has 10
    offices (where N never had 10, to the earlier of the other two). `settled`: last go-live in L + 8 weeks.
    """
    is_kelurahan = days.offices["kind"].eq("kelurahan").to_numpy()
    went_live = _went_live(days, start)
    is_early = (went_live <= start - RAMP).to_numpy()
    is_live = is_kelurahan & is_early
    settled = max([*(went_live[is_live] + RAMP), days.dates[0]])
    first = max(start - WINDOW, settled)
    limit = min(start + WINDOW, as_of, days.dates[-1])
    touched = _first_touched(days, first).where(is_kelurahan)
    last = _last_day_with(touched, start, limit)
    return Windows(
        (first, start - DAY), (start, last), settled, is_live, (touched > last).to_numpy(), ~is_kelurahan & is_early
    )


def _went_live(days: Panel, start: pd.Timestamp) -> pd.Series:
    """First day of the live spell that holds the day before the start; NaT when not live then."""
    past = days.live[:, days.dates < start]
    if not past.shape[1]:
        return pd.Series(pd.NaT, index=range(len(past)), dtype="datetime64[us]")
    run = np.argmax(past[:, ::-1] != 1, axis=1)
    run = np.where((past == 1).all(axis=1), past.shape[1], run)
    begin = pd.Series(start - pd.to_timedelta(run, unit="D"))
    return begin.where(run > 0)


def _first_touched(days: Panel, first: pd.Timestamp) -> pd.Series:
    """First day from `first` on which an office is live or its status unknown; far away if there is none."""
    inside = days.live[:, days.dates >= first] != 0
    position = np.where(inside.any(axis=1), np.argmax(inside, axis=1), 10 * len(days.dates))
    return pd.Series(first + pd.to_timedelta(position, unit="D"))


def _last_day_with(touched: pd.Series, start: pd.Timestamp, limit: pd.Timestamp) -> pd.Timestamp:
    """Last day up to the limit on which 10 offices are still untouched."""
    ordered = touched.dropna().sort_values(ascending=False, ignore_index=True)
    if len(ordered) < MIN_NOT_LIVE or ordered[MIN_NOT_LIVE - 1] <= start:
        return limit
    return min(limit, pd.Timestamp(ordered[MIN_NOT_LIVE - 1]) - DAY)
