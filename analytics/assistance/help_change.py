"""Did the need for help really change: at equal office age, since offices that are new call more."""

from dataclasses import dataclass, field, replace
from datetime import date
from math import nan

import numpy as np
import pandas as pd

from analytics.assistance.rate import PER, both_cover
from analytics.base import (
    UNKNOWN,
    Bools,
    Codes,
    Estimate,
    Floats,
    WeekScores,
    added,
    are_many_unknown,
    common_weeks,
    digital,
    live_starts,
    numbered,
    requests,
    two_ways,
    week_scores,
    widest,
)
from analytics.base import since as from_day
from core.method import FEW_TRANSACTIONS, MIN_CHANGE_DAYS, MIN_CLUSTERS

AGE_WEEKS = (1, 2, 3, 4, 5, 6, 7, 8, 12)
"""Offices are of one age below these full weeks since they went live; all longer are of one age, too."""


@dataclass(frozen=True)
class HelpChange:
    """The change of the 112 assistance rate at equal office age, and what else moved the plain rate.

    `change` = Sum (v0+v1)/2 (r1-r0) over the ages, r calls per 100 digital requests, v an age's part of the requests.
    Calls with a place only: placed_after - placed_before = change.value + ages, exactly; `ages`: offices grew older,
    younger ones joined. `state` not_provided: not_covered (a period without a day that both logs cover), few_days
    (under five working days), no_requests, no_common_age; then there is no number. Over 5% of unknown origins widen
    the interval from none of these digital to all. Under four offices, or with too few weeks to tell how far a week
    moves them all, there is no interval (few_clusters).
    """

    change: Estimate = field(default_factory=Estimate)
    ages: float = nan
    placed_before: float = nan
    placed_after: float = nan
    offices: int = 0
    state: str = "not_provided"
    reason: str = ""


@dataclass(frozen=True)
class _Counts:
    """Calls and digital requests of one period, arrays ages x offices; `rows`: the same by row, with age and days.

    `unknown`: requests that may be digital as well, where many have no known origin; else 0.
    """

    calls: Floats
    requests: Floats
    unknown: Floats
    rows: pd.DataFrame

    def rates(self) -> Floats:
        """By age; 0 where an age has no request."""
        calls, requests = self.calls.sum(axis=1), self.requests.sum(axis=1)
        rates: Floats = PER * np.divide(calls, requests, out=np.zeros(len(calls)), where=requests > 0)
        return rates

    def weeks(self, own: Floats, rates: Floats) -> WeekScores:
        """What the weeks add to the rate, with these weights a request and rates by age."""
        age = self.rows["age"].to_numpy()
        requests = own[age] * self.rows["requests"].to_numpy()
        apart = PER * own[age] * self.rows["calls"].to_numpy() - rates[age] * requests
        return week_scores(numbered(self.rows["week"])[0], self.rows["weekday"].to_numpy(np.int64), apart, requests)


def help_change(
    past: pd.DataFrame, before: tuple[date, date], since: date, starts: pd.DataFrame | None = None
) -> HelpChange:
    """Return the change of the assistance rate from one period (first, last day) to the days from `since` on.

    `past`: facts up to the as-of, all the way back, so that the age of each office is known; `starts`: live_starts of
    them or of facts that reach further, where they are known already, and then `past` need not reach back beyond the
    first period. An office of which nobody
    knows when it went live (live on the first day of the data, or its status before unknown) is taken for one of the
    oldest. Ages: each of the first eight weeks since go-live, up to 12, and older; an age with under 20 requests in a
    period is not compared. The widest of three intervals counts. Offices as clusters, so that calls of one office are
    not taken for independent: Sum d^2/(1-h), d each office's part of the change and h its part of the requests.
    Counting the calls: quasi-Poisson, as much more than Poisson as offices of one age differ, one call added; both with
    t of G-1. The city's weeks, which move all offices alike: `common_weeks`, with what offices move (`two_ways`).
    """
    start, recent = pd.Timestamp(since), from_day(past, min(before[0], since))
    is_compared = (recent["date"] <= pd.Timestamp(before[1])) | (recent["date"] >= start)
    aged = recent[is_compared & both_cover(recent) & recent["is_live"].to_numpy(bool, na_value=False)]
    is_after = aged["date"].ge(start).to_numpy(bool)
    if not (is_after.any() and (~is_after).any()):
        return HelpChange(reason="not_covered")
    works = aged["is_working_day"].to_numpy(bool)
    if min(aged.loc[works & chosen, "date"].nunique() for chosen in (is_after, ~is_after)) < MIN_CHANGE_DAYS:
        return HelpChange(reason="few_days")
    office, offices = numbered(aged["unit_code"])
    age = _ages(live_starts(past) if starts is None else starts, aged)
    size = (len(AGE_WEEKS) + 1, offices)
    first, second = (_counts(aged, age, office, size, chosen) for chosen in (~is_after, is_after))
    if not (first.requests.sum() and second.requests.sum()):
        return HelpChange(reason="no_requests")
    both = np.minimum(first.requests.sum(axis=1), second.requests.sum(axis=1)) >= FEW_TRANSACTIONS
    return _change(first, second, both) if both.any() else HelpChange(reason="no_common_age")


def _ages(starts: pd.DataFrame, aged: pd.DataFrame) -> Codes:
    """The number of each row's age: 0 below the first limit of AGE_WEEKS, and so on."""
    first = starts["first"].where(starts["is_known"])
    # Older than any limit: nobody knows when they went live.
    oldest = aged["date"].min() - pd.Timedelta(weeks=AGE_WEEKS[-1])
    first = first.reindex(pd.Index(aged["unit_code"].unique())).fillna(oldest)
    weeks = (aged["date"] - aged["unit_code"].map(first)).dt.days // 7
    return np.searchsorted(AGE_WEEKS, weeks.to_numpy(np.int64), side="right").astype(np.int64)


def _counts(aged: pd.DataFrame, age: Codes, office: Codes, size: tuple[int, int], chosen: Bools) -> _Counts:
    cell = np.where(chosen, age * size[1] + office, -1)
    values = (aged["help_calls"].to_numpy(float), digital(aged).to_numpy(float), aged[UNKNOWN].to_numpy(float))
    calls, sent, unknown = (added(cell, each, size[0] * size[1]).reshape(size) for each in values)
    rows = aged[["week", "weekday"]].assign(age=age, calls=values[0], requests=values[1])[chosen]
    is_told = are_many_unknown(unknown.sum(), requests(aged)[chosen].sum())
    return _Counts(calls, sent, unknown if is_told else np.zeros(size), rows)


def _compared(first: _Counts, second: _Counts, both: Bools) -> tuple[float, Floats, list[Floats]]:
    """The change over these ages, the weight of each, and the rates of both periods."""
    rates = [counts.rates() for counts in (first, second)]
    sent = [np.where(both, counts.requests.sum(axis=1), 0.0) for counts in (first, second)]
    weight: Floats = (sent[0] / sent[0].sum() + sent[1] / sent[1].sum()) / 2
    return float((weight * (rates[1] - rates[0])).sum()), weight, rates


def _widened(change: Estimate, first: _Counts, second: _Counts, both: Bools) -> Estimate:
    """The interval from unknown origins being digital in the second period alone to the first alone."""
    most, least = _compared(_all_digital(first), second, both)[0], _compared(first, _all_digital(second), both)[0]
    below, above = min(least - change.value, 0.0), max(most - change.value, 0.0)
    return replace(change, lower=change.lower + below, upper=change.upper + above)


def _all_digital(counts: _Counts) -> _Counts:
    return replace(counts, requests=counts.requests + counts.unknown)


def _change(first: _Counts, second: _Counts, both: Bools) -> HelpChange:
    value, weight, rates = _compared(first, second, both)
    placed = [float(PER * counts.calls.sum() / counts.requests.sum()) for counts in (first, second)]
    offices = int(((first.requests + second.requests).sum(axis=0) > 0).sum())
    change = _interval(value, (first, second), weight, rates) if offices >= MIN_CLUSTERS else Estimate(value)
    return HelpChange(
        _widened(change, first, second, both),
        placed[1] - placed[0] - value,
        placed[0],
        placed[1],
        offices,
        "ok",
        "few_clusters" if np.isnan(change.lower) else "",
    )


def _interval(value: float, periods: tuple[_Counts, _Counts], weight: Floats, rates: list[Floats]) -> Estimate:
    """The change with the widest interval of offices, of the chance of counting, and of the city's weeks."""
    sent = sum(counts.requests.sum(axis=0) for counts in periods)
    apart, chance, weeks = np.zeros(len(sent)), 0.0, []
    for counts, rate, sign in zip(periods, rates, (-1, 1), strict=True):
        every = counts.requests.sum(axis=1)
        own = np.divide(weight, every, out=np.zeros(len(every)), where=every > 0)
        apart += sign * (own[:, None] * (PER * counts.calls - rate[:, None] * counts.requests)).sum(axis=0)
        chance += float((PER**2 * own**2 * (counts.calls.sum(axis=1) + 1)).sum())
        weeks.append(counts.weeks(own, rate))
    # An office with much of the requests draws the rates to itself.
    left = np.maximum(1 - sent / sent.sum(), 1e-12)
    freedom = float((sent > 0).sum()) - 1
    offices = float((apart**2 / left).sum()), freedom
    counting = _dispersion(periods, weight, rates) * chance, freedom
    return widest(value, (offices, counting, two_ways(common_weeks(*weeks), offices, chance)))


def _dispersion(periods: tuple[_Counts, _Counts], weight: Floats, rates: list[Floats]) -> float:
    """Pearson's chi-squared of the offices' calls over its freedom, within each age and period; at least 1."""
    compared, squares, freedom = weight > 0, 0.0, 0
    for counts, rate in zip(periods, rates, strict=True):
        expected = (rate[:, None] / PER * counts.requests)[compared]
        calls, is_seen = counts.calls[compared], expected > 0
        squares += float(((calls - expected)[is_seen] ** 2 / expected[is_seen]).sum())
        freedom += int(is_seen.sum() - is_seen.any(axis=1).sum())
    return max(squares / freedom, 1.0) if freedom else 1.0
