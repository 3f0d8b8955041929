"""Which offices and which days the question `did the digital days work` looks at: one episode of the policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Panel
from core.method import DIGITAL_DAYS_SETTLED_WEEKS, MIN_NOT_LIVE

WINDOW = pd.Timedelta(weeks=26)
SETTLING = pd.Timedelta(weeks=DIGITAL_DAYS_SETTLED_WEEKS)
DAY = pd.Timedelta(days=1)
TimestampSpan = tuple[pd.Timestamp, pd.Timestamp]
Flags = NDArray[np.bool_]
Moments = NDArray[np.datetime64]
ONE_DAY = DAY.to_timedelta64()
NEVER = np.datetime64("NaT", "us")


@dataclass(frozen=True)
class Episode:
    """One row of the policy: the same digital-first weekdays (1 Monday) from `start` to `end` (None: still in force).

    `free`: first and last day before it on which no digital-first day was declared, the time it is held against;
    its first is None where nothing was declared earlier.
    """

    start: date
    end: date | None
    weekdays: tuple[int, ...]
    free: tuple[date | None, date]


def episodes(policy: pd.DataFrame) -> list[Episode]:
    """Return the episodes of the published table digital_days, by start.

    A pause between two rows that is shorter than 8 weeks is no time to compare with: what comes after it is
    held against the time before the earlier row.
    """
    rows = policy.sort_values("first_day")
    starts = [pd.Timestamp(value).date() for value in rows["first_day"]]
    ends = [None if pd.isna(value) else pd.Timestamp(value).date() for value in rows["last_day"]]
    found = []
    for at, (start, end, words) in enumerate(zip(starts, ends, rows["weekdays"], strict=True)):
        weekdays = tuple(sorted(int(number) for number in str(words).split("|")))
        found.append(Episode(start, end, weekdays, _free(start, starts[:at], ends[:at])))
    return found


def _free(start: date, starts: Sequence[date], ends: Sequence[date | None]) -> tuple[date | None, date]:
    """The last stretch of 8 weeks or more before a start without any earlier row in force; else before them all."""
    begin = pd.Timestamp(start)
    for position in reversed(range(len(starts))):
        last = max((pd.Timestamp(end or start) for end in ends[: position + 1]), default=begin)
        if begin - last > SETTLING:
            return (last + DAY).date(), (begin - DAY).date()
        begin = min(begin, pd.Timestamp(starts[position]))
    return None, (begin - DAY).date()


def episode_of(facts: pd.DataFrame, start: date) -> Episode | None:
    """Return the episode that begins on a day, as the facts tell it; None where no digital-first day follows.

    Its weekdays are those of its first four weeks; it is over on the last day before a working day that no longer
    follows them.
    """
    asked = ("date", "weekday", "is_digital_day", "is_working_day", "is_outage")
    begin = pd.Timestamp(start).to_datetime64()
    day, weekday, digital, works, outage = (facts[name].to_numpy() for name in asked)
    is_since = day >= begin
    early = weekday[is_since & digital & (day < begin + (SETTLING / 2).to_timedelta64())]
    weekdays = np.unique(early if len(early) else weekday[is_since & digital]).tolist()
    if not weekdays:
        return None
    other = day[is_since & (digital != np.isin(weekday, weekdays)) & works & ~outage]
    end = None if not len(other) else (pd.Timestamp(other.min()) - DAY).date()
    return Episode(start, end, tuple(weekdays), (None, (pd.Timestamp(start) - DAY).date()))


@dataclass(frozen=True)
class Windows:
    """First and last day before and since the start; who is live (L), not live (N), the offices apart."""

    before: TimestampSpan
    since: TimestampSpan
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


def windows(days: Panel, episode: Episode, as_of: pd.Timestamp) -> Windows:
    """Return the windows and offices of an episode, by metrics `Did the digital days work?`.

    L: kelurahan live at least 8 weeks before the time without digital days ends. N: kelurahan not live on any day
    of the window. Before: the last 26 weeks of that time, from the last go-live in L + 8 weeks and the first day of
    the data on. Since: to the earliest of start + 26 weeks, the episode's end, the as-of and the last day on which N
    has 10 offices (where N never had 10, to the earlier of the others).
    """
    start, turn = pd.Timestamp(episode.start), pd.Timestamp(episode.free[1]) + DAY
    is_kelurahan = days.is_kelurahan
    went_live = _went_live(days, turn)
    is_early = went_live <= (turn - SETTLING).to_datetime64()
    is_live = is_kelurahan & is_early
    begin = [] if episode.free[0] is None else [pd.Timestamp(episode.free[0])]
    latest = [pd.Timestamp(went_live[is_live].max()) + SETTLING] if is_live.any() else []
    settled = max([*latest, *begin, days.first_day])
    first = max(turn - WINDOW, settled)
    over = [] if episode.end is None else [pd.Timestamp(episode.end)]
    limit = min([start + WINDOW, as_of, pd.Timestamp(days.dates[-1]), *over])
    touched = _first_touched(days, first)
    last = _last_day_with(touched[is_kelurahan], start, limit)
    is_not_live = is_kelurahan & (touched > last.to_datetime64())
    return Windows((first, turn - DAY), (start, last), is_live, is_not_live, ~is_kelurahan & is_early)


def _went_live(days: Panel, start: pd.Timestamp) -> Moments:
    """First day of the live spell that holds the day before the start; NaT when not live then.

    Who is live on every day since the data begin went live before them: at least its ramp earlier is taken for it. A
    ramp that reaches into the data all the same makes the line fall more steeply, and an effect harder to show.
    """
    past = days.live[:, days.dates < start]
    if not past.shape[1]:
        return np.full(len(past), NEVER)
    run = np.argmax(past[:, ::-1] != 1, axis=1)
    run = np.where((past == 1).all(axis=1), past.shape[1], run)
    begin: Moments = start.to_datetime64() - run * ONE_DAY
    begin[run == past.shape[1]] = (days.first_day - SETTLING).to_datetime64()
    begin[run == 0] = NEVER
    return begin


def _first_touched(days: Panel, first: pd.Timestamp) -> Moments:
    """First day from `first` on which an office is live or its status unknown; far away if there is none."""
    inside = days.live[:, days.dates >= first] != 0
    position = np.where(inside.any(axis=1), np.argmax(inside, axis=1), 10 * len(days.dates))
    touched: Moments = first.to_datetime64() + position * ONE_DAY
    return touched


def _last_day_with(touched: Moments, start: pd.Timestamp, limit: pd.Timestamp) -> pd.Timestamp:
    """Last day up to the limit on which 10 offices are still untouched."""
    ordered = np.sort(touched)[::-1]
    if len(ordered) < MIN_NOT_LIVE or ordered[MIN_NOT_LIVE - 1] <= start.to_datetime64():
        return limit
    return min(limit, pd.Timestamp(ordered[MIN_NOT_LIVE - 1]) - DAY)
