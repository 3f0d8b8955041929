"""Did the digital share really change: like for like, and how much of the plain change is something else."""

from dataclasses import dataclass, field
from math import nan

import numpy as np
import pandas as pd

from analytics.base import (
    CONFIDENCE,
    SUMS,
    Bools,
    Codes,
    Estimate,
    Floats,
    added,
    clustered_interval,
    counts,
    judge,
    numbered,
    t_quantile,
)
from analytics.uptake.share_sums import share_sums
from analytics.uptake.standard_week import StandardWeek, standard_week
from core.method import MIN_CHANGE_DAYS, MIN_CLUSTERS

UNIT = ["unit_code", "role", "weight_before", "weight_after", "share_before", "share_after", "part"]


@dataclass(frozen=True)
class ShareChange:
    """The change of a share between two periods, like for like, and what else moved the plain share.

    `change` = after - before: shares of the standard week of the offices that have one in both periods, each office
    with the mean of its two weights. plain_after - plain_before = calendar + joined + left + reweighted +
    change.value, exactly; all in share units (0.01 = 1 point). `calendar`: days that did not fall alike, and offices
    that lack a weekday; `joined`, `left`: offices of one period only; `reweighted`: the same offices weigh otherwise.
    `units`: unit_code, role (both, joined, left), weight_before, weight_after, share_before, share_after, part (of
    the change but the calendar; the parts add up). `clusters`: offices, or the weeks of one office.

    `state` ok, or not_provided with a `reason`: few_days, no_common_office, or the reason why a period has no share
    with _before or _after; then there is no number. Without an interval the reason is few_clusters.
    """

    before: float = nan
    after: float = nan
    change: Estimate = field(default_factory=Estimate)
    plain_before: float = nan
    plain_after: float = nan
    calendar: float = nan
    joined: float = nan
    left: float = nan
    reweighted: float = nan
    offices: int = 0
    clusters: int = 0
    units: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=UNIT), compare=False)
    state: str = "not_provided"
    reason: str = ""

    @property
    def largest_first(self) -> pd.DataFrame:
        """The offices, those with the largest part first, whichever way."""
        return self.units.reindex(self.units["part"].abs().sort_values(ascending=False, kind="stable").index)

    @property
    def plain(self) -> float:
        """The change of the plain share."""
        return self.plain_after - self.plain_before


def share_change(before: pd.DataFrame, after: pd.DataFrame) -> ShareChange:
    """Return the like-for-like change of the headline share between two facts frames, and its other parts.

    With weights v of the standard weeks of the offices in both periods: change = Sum (v0+v1)/2 (s1-s0), reweighted =
    Sum (s0+s1)/2 (v1-v0) (Kitagawa 1955). Its interval: d_i = (v0+v1)/2 (s1-s0 - change), variance G/(G-1) Sum d_i^2,
    t with G-1; of one office the weeks are the clusters. Under five complete working days in a period: few_days.
    """
    for name, frame in (("before", before), ("after", after)):
        if reason := _reason(frame):
            return ShareChange(reason=f"{reason}_{name}")
    offices, first, second = _weeks_of(before, after)
    if min(first.days, second.days) < MIN_CHANGE_DAYS:
        return ShareChange(reason="few_days")
    both = first.is_whole & second.is_whole
    if not both.any():
        return ShareChange(reason="no_common_office")
    return _in_parts(first, second, both, offices)


def _reason(facts: pd.DataFrame) -> str:
    """Why the facts have no headline share; '' where they have one."""
    _, sums = share_sums(facts, counts(facts), (), SUMS)
    judge(sums, ())
    return str(sums["reason"][0])


def _in_parts(first: StandardWeek, second: StandardWeek, both: Bools, offices: pd.Index) -> ShareChange:
    (v0, s0), (v1, s1) = (_weights(week, both) for week in (first, second))
    weight = (v0 + v1) / 2
    levels = [float((weight * share).sum()) for share in (s0, s1)]
    change, clusters = _estimate(first, second, both, weight, s1 - s0)
    common = [float((v0 * s0).sum()), float((v1 * s1).sum())]
    every = [float(week.digital[week.is_whole].sum() / week.all[week.is_whole].sum()) for week in (first, second)]
    return ShareChange(
        levels[0],
        levels[1],
        change,
        first.share,
        second.share,
        calendar=(second.share - every[1]) - (first.share - every[0]),
        joined=every[1] - common[1],
        left=common[0] - every[0],
        reweighted=common[1] - common[0] - change.value,
        offices=int(both.sum()),
        clusters=clusters,
        units=_units(first, second, (common[0], common[1]), offices),
        state="ok",
        reason="" if clusters >= MIN_CLUSTERS else "few_clusters",
    )


def _weights(week: StandardWeek, kept: Bools) -> tuple[Floats, Floats]:
    """Of each office its part of the transactions of the offices kept, and its share; 0 for the others."""
    every = np.where(kept, week.all, 0.0)
    return every / every.sum(), np.divide(week.digital, week.all, out=np.zeros(len(every)), where=every > 0)


def _estimate(
    first: StandardWeek, second: StandardWeek, both: Bools, weight: Floats, moved: Floats
) -> tuple[Estimate, int]:
    """The change with its interval, and the number of its clusters."""
    value, offices = float((weight * moved).sum()), int(both.sum())
    if offices > 1:
        error = float(np.sqrt(offices / (offices - 1) * ((weight * (moved - value))[both] ** 2).sum()))
        return clustered_interval(value, error, offices), offices
    errors, weeks = (each[both] for each in _by_week(first, second))
    return clustered_interval(value, float(errors[0]), int(weeks[0])), int(weeks[0])


def office_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the like-for-like change of each office with a standard week in both facts frames, as share_change does.

    Result: unit_code, before, after, change, lower, upper (NaN under four weeks), clusters (weeks).
    """
    offices, first, second = _weeks_of(before, after)
    errors, clusters = _by_week(first, second)
    both = first.is_whole & second.is_whole & (min(first.days, second.days) >= MIN_CHANGE_DAYS)
    shares = [np.divide(each.digital, each.all, out=np.zeros(len(both)), where=both) for each in (first, second)]
    half = t_quantile((1 + CONFIDENCE) / 2, np.maximum(clusters - 1, 1)) * errors
    half = np.where(clusters >= MIN_CLUSTERS, half, np.nan)
    change = shares[1] - shares[0]
    columns = {"unit_code": offices, "before": shares[0], "after": shares[1], "change": change}
    columns |= {"lower": change - half, "upper": change + half, "clusters": clusters}
    return pd.DataFrame(columns)[both].reset_index(drop=True)


def _weeks_of(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.Index, StandardWeek, StandardWeek]:
    offices = pd.Index(pd.unique(pd.concat([before["unit_code"], after["unit_code"]]))).sort_values()
    return offices, standard_week(before, offices), standard_week(after, offices)


def _by_week(first: StandardWeek, second: StandardWeek) -> tuple[Floats, Codes]:
    """Of each office the standard error of its change over its weeks, and how many weeks those are.

    u = Sum(x - p n)/N of each week and period; error^2 = T/(T-1) Sum u^2 over the T weeks.
    """
    codes, weeks = numbered(pd.concat([first.week, second.week]))
    parts, offices = np.split(codes, [len(first.week)]), len(first.all)
    apart, is_week = np.zeros((offices, weeks)), np.zeros((offices, weeks), bool)
    for each, at, sign in ((first, parts[0], -1), (second, parts[1], 1)):
        x, n = (
            added(each.office * weeks + at, values, offices * weeks).reshape(offices, weeks)
            for values in (each.x, each.n)
        )
        every = np.maximum(n.sum(axis=1, keepdims=True), 1e-300)
        apart += sign * (x - x.sum(axis=1, keepdims=True) / every * n) / every
        is_week |= n > 0
    size = is_week.sum(axis=1)
    return np.sqrt(size / np.maximum(size - 1, 1) * (apart**2).sum(axis=1)), size


def _units(first: StandardWeek, second: StandardWeek, common: tuple[float, float], offices: pd.Index) -> pd.DataFrame:
    """One row an office with a standard week: its weights among all of them, its shares, its part of the change."""
    was, now = first.is_whole, second.is_whole
    (w0, s0), (w1, s1) = (_weights(week, week.is_whole) for week in (first, second))
    (v0, _), (v1, _) = (_weights(week, was & now) for week in (first, second))
    stayed = (v0 + v1) / 2 * (s1 - s0) + ((s0 + s1) / 2 - sum(common) / 2) * (v1 - v0)
    frame = pd.DataFrame(
        {
            "unit_code": offices,
            "role": np.select([was & now, now], ["both", "joined"], "left").astype(object),
            "weight_before": np.where(was, w0, np.nan),
            "weight_after": np.where(now, w1, np.nan),
            "share_before": np.where(was, s0, np.nan),
            "share_after": np.where(now, s1, np.nan),
            "part": np.select([was & now, now], [stayed, w1 * (s1 - common[1])], -w0 * (s0 - common[0])),
        }
    )
    return frame[was | now].reset_index(drop=True)
