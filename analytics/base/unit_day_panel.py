"""Office-days as dense arrays, and their sums by office, period and weekday."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analytics.base.counting import holds_everybody, own_visits
from analytics.base.intervals import Floats
from analytics.base.origins import UNKNOWN, digital, requests
from core.clock import WORKDAYS

WORKING_WEEKDAYS = len(WORKDAYS)
AXES = ("offices", "dates")


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

    def until(self, last: pd.Timestamp) -> "Panel":
        """Return the days up to one, that day included; at least the first."""
        kept = max(int((self.dates <= last).sum()), 1)
        if kept == len(self.dates):
            return self
        arrays: dict[str, Any] = {name: array[:, :kept] for name, array in vars(self).items() if name not in AXES}
        return replace(self, dates=self.dates[:kept], **arrays)

    def only(self, kept: Floats) -> "Panel":
        """Return the panel without the counts of office-days that are not kept (1 kept, 0 not): they are incomplete."""
        counted = ("walkin_complete", "complete", "visits", "digital", "total", "unknown", "requests", "everybody")
        return replace(self, **{name: getattr(self, name) * kept for name in counted})

    def counted_by_part(self, first: pd.Timestamp, last: pd.Timestamp) -> Floats:
        """Return 1 for days on which an office counted those who came to apply alone, and everybody on other days.

        Asked of the days from first to last: two ways of counting are no change of visits.
        """
        inside = ((self.dates >= first) & (self.dates <= last)).astype(np.float64)
        part = self.walkin_complete * (1.0 - self.everybody)
        is_mixed = ((self.everybody * inside).sum(axis=1) > 0) & ((part * inside).sum(axis=1) > 0)
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


def panel(facts: pd.DataFrame) -> Panel:
    """Return the facts frame as arrays, offices sorted by code, every day from the first to the last."""
    offices = facts[["unit_code", "name", "kind"]].drop_duplicates("unit_code").sort_values("unit_code")
    offices = offices.reset_index(drop=True)
    dates = pd.date_range(facts["date"].min(), facts["date"].max())
    rows = pd.Index(offices["unit_code"]).get_indexer(pd.Index(facts["unit_code"]))
    columns = (facts["date"] - dates[0]).dt.days.to_numpy()
    sent = digital(facts)
    visits = own_visits(facts)
    total = sent + visits
    walkin, complete = facts["is_walkin_complete"], facts["is_complete"]

    def dense(values: pd.Series, missing: float = 0.0) -> Floats:
        array = np.full((len(offices), len(dates)), missing)
        array[rows, columns] = values.to_numpy(dtype=float, na_value=np.nan)
        return array

    return Panel(
        offices,
        dates,
        dense(facts["is_live"], np.nan),
        dense(facts["is_expected"]),
        dense(walkin),
        dense(complete),
        dense(visits.where(walkin, 0.0)),
        dense(sent.where(complete, 0.0)),
        dense(total.where(complete, 0.0)),
        dense(facts[UNKNOWN].where(complete, 0.0)),
        dense(requests(facts).where(complete, 0.0)),
        dense(holds_everybody(facts) & walkin),
    )


def period_sums(
    days: Panel, before: tuple[pd.Timestamp, pd.Timestamp], since: tuple[pd.Timestamp, pd.Timestamp]
) -> PeriodSums:
    """Return the sums of two periods (first and last day, both included)."""
    marks = np.zeros((len(days.dates), 2, WORKING_WEEKDAYS))
    weekdays = days.dates.day_of_week.to_numpy()
    for period, (first, last) in enumerate((before, since)):
        inside = (days.dates >= first) & (days.dates <= last) & (weekdays < WORKING_WEEKDAYS)
        marks[np.flatnonzero(inside), period, weekdays[inside]] = 1.0
    flat = marks.reshape(len(days.dates), -1)
    walked, done = days.walkin_complete, days.complete
    sources = (days.expected, walked, done, days.visits, days.digital, days.total, days.unknown, days.requests)
    return PeriodSums(*((source @ flat).reshape(-1, 2, WORKING_WEEKDAYS) for source in sources))
