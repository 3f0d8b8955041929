"""Office-days as dense arrays, and their sums by office, period and weekday."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base.counting import own_visits
from analytics.base.intervals import Bools, Floats
from analytics.base.origins import digital, requests
from core.clock import WORKDAYS
from core.tables.origins import UNKNOWN

WORKING_WEEKDAYS = len(WORKDAYS)


@dataclass(frozen=True)
class Panel:
    """Arrays of offices x days. `live` is 1, 0 or NaN (not known); the counts are 0 where not complete.

    `everybody`: 1 where the visits hold every visitor, 0 where only those who came to apply.
    """

    offices: pd.DataFrame
    dates: pd.DatetimeIndex
    live: Floats
    expected: Floats
    walkin_complete: Floats
    complete: Floats
    visits: Floats
    digital: Floats
    total: Floats
    unknown: Floats
    requests: Floats
    everybody: Floats

    def between(self, first: pd.Timestamp, last: pd.Timestamp) -> slice:
        """Return the positions of the days from first to last, as far as there are such days."""
        begin, end = ((day - self.first_day).days for day in (first, last))
        return slice(max(begin, 0), max(end + 1, 0))

    @cached_property
    def first_day(self) -> pd.Timestamp:
        """The first of the dates."""
        return pd.Timestamp(self.dates[0])

    @cached_property
    def weekdays(self) -> NDArray[np.int64]:
        """Of each day 0 Monday .. 6 Sunday."""
        return self.dates.day_of_week.to_numpy(np.int64)

    @cached_property
    def weekday_marks(self) -> Floats:
        """Days x Monday to Friday: 1 where a day is that weekday."""
        marks: Floats = (self.weekdays[:, None] == np.arange(WORKING_WEEKDAYS)).astype(np.float64)
        return marks

    @cached_property
    def is_kelurahan(self) -> Bools:
        """Which offices are no kecamatan's."""
        return self.offices["kind"].eq("kelurahan").to_numpy(bool)

    def until(self, last: pd.Timestamp) -> "Panel":
        """Return the days up to one, that day included; at least the first."""
        kept = max(int((self.dates <= last).sum()), 1)
        if kept == len(self.dates):
            return self
        arrays: dict[str, Any] = {name: getattr(self, name)[:, :kept] for name in ARRAYS}
        return replace(self, dates=self.dates[:kept], **arrays)

    def only(self, kept: Floats) -> "Panel":
        """Return the panel without the counts of office-days that are not kept (1 kept, 0 not): they are incomplete."""
        counted = ("walkin_complete", "complete", "visits", "digital", "total", "unknown", "requests", "everybody")
        return replace(self, **{name: getattr(self, name) * kept for name in counted})

    def counted_by_part(self, first: pd.Timestamp, last: pd.Timestamp) -> Floats:
        """Return 1 for days on which an office counted those who came to apply alone, and everybody on other days.

        Asked of the days from first to last: two ways of counting are no change of visits.
        """
        inside = self.between(first, last)
        part = self.walkin_complete * (1.0 - self.everybody)
        is_mixed = (self.everybody[:, inside].sum(axis=1) > 0) & (part[:, inside].sum(axis=1) > 0)
        found: Floats = part * is_mixed[:, None]
        return found


@dataclass(frozen=True)
class PeriodSums:
    """Sums by office, period (0 before, 1 since) and weekday (0 Monday .. 4): arrays offices x 2 x 5."""

    expected: Floats
    walkin_days: Floats
    complete_days: Floats
    visits: Floats
    digital: Floats
    total: Floats
    unknown: Floats
    requests: Floats

    def share(self, weekdays: list[int], *, unknown_is_digital: bool = False) -> Floats:
        """Return digital / (digital + walk-in) by office and period over some weekdays; NaN without any."""
        digital, total = (array[:, :, weekdays].sum(axis=2) for array in (self.digital, self.total))
        more = self.unknown[:, :, weekdays].sum(axis=2) if unknown_is_digital else 0.0
        with np.errstate(invalid="ignore"):
            share: Floats = (digital + more) / (total + more)
        return share

    def standard_week(self, weekdays: list[int]) -> Floats:
        """Return by office and period the sum over weekdays of mean visits a walk-in-complete unit-day."""
        with np.errstate(invalid="ignore"):
            means = self.visits[:, :, weekdays] / self.walkin_days[:, :, weekdays]
        week: Floats = means.sum(axis=2)
        return week


ARRAYS = tuple(each.name for each in fields(Panel) if each.name not in ("offices", "dates"))


def panel(facts: pd.DataFrame) -> Panel:
    """Return the facts frame as arrays, offices sorted by code, every day from the first to the last."""
    rows, codes = pd.factorize(facts["unit_code"], sort=True)
    first = np.empty(len(codes), np.intp)
    # Of several rows the last that is written stands: the first of each office.
    first[rows[::-1]] = np.arange(len(rows))[::-1]
    offices = facts[["unit_code", "name", "kind"]].iloc[first].reset_index(drop=True)
    dates = pd.date_range(facts["date"].min(), facts["date"].max())
    days = facts["date"].to_numpy("datetime64[D]").astype(np.int64)
    cells = rows * len(dates) + days - days.min()
    sent, every = (each.to_numpy(float) for each in (digital(facts), requests(facts)))
    visits, everybody = own_visits(facts, rows)
    walkin, complete = (facts[name].to_numpy(bool) for name in ("is_walkin_complete", "is_complete"))

    def dense(values: NDArray[Any], missing: float = 0.0) -> Floats:
        array = np.full(len(codes) * len(dates), missing)
        array[cells] = values
        return array.reshape(len(codes), len(dates))

    return Panel(
        offices,
        dates,
        dense(facts["is_live"].to_numpy(float, na_value=np.nan), np.nan),
        dense(facts["is_expected"].to_numpy(float)),
        dense(walkin),
        dense(complete),
        dense(np.where(walkin, visits, 0.0)),
        dense(np.where(complete, sent, 0.0)),
        dense(np.where(complete, sent + visits, 0.0)),
        dense(np.where(complete, facts[UNKNOWN].to_numpy(float), 0.0)),
        dense(np.where(complete, every, 0.0)),
        dense(walkin & everybody),
    )


def period_sums(
    days: Panel, before: tuple[pd.Timestamp, pd.Timestamp], since: tuple[pd.Timestamp, pd.Timestamp]
) -> PeriodSums:
    """Return the sums of two periods (first and last day, both included)."""
    walked, done = days.walkin_complete, days.complete
    sources = (days.expected, walked, done, days.visits, days.digital, days.total, days.unknown, days.requests)
    return PeriodSums(*weekday_sums(days, sources, [before, since]))


def weekday_sums(
    days: Panel, sources: Sequence[Floats], spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]]
) -> list[Floats]:
    """Return for each array of offices x days its sums by span of days and weekday: offices x spans x 5."""
    marks, insides = days.weekday_marks, [days.between(first, last) for first, last in spans]
    shape = (len(spans), len(days.offices), WORKING_WEEKDAYS)
    sums = [np.array([source[:, inside] @ marks[inside] for inside in insides]).reshape(shape) for source in sources]
    return [each.swapaxes(0, 1) for each in sums]
