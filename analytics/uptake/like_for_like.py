"""Did the digital share really change: like for like, and how much of the plain change is something else."""

from dataclasses import dataclass, replace
from math import nan

import numpy as np
import pandas as pd

from analytics.base import SUMS, Bools, Estimate, Floats, added, counts, judge
from analytics.uptake.alike import ways_of_counting
from analytics.uptake.change_error import change_interval
from analytics.uptake.share_change import ShareChange
from analytics.uptake.standard_week import StandardWeek, TwoPeriods
from core.method import MIN_CHANGE_DAYS


@dataclass(frozen=True)
class _Roles:
    """Of each office: a standard week in both periods, or in one because it was not live in the other."""

    both: Bools
    joined: Bools
    left: Bools

    @property
    def before(self) -> Bools:
        return self.both | self.left

    @property
    def after(self) -> Bools:
        return self.both | self.joined


def share_change(before: pd.DataFrame, after: pd.DataFrame) -> ShareChange:
    """Return the like-for-like change of the headline share between two facts frames, and its other parts.

    With weights v of the standard weeks of the offices in both periods: change = Sum (v0+v1)/2 (s1-s0), reweighted =
    Sum (s0+s1)/2 (v1-v0) (Kitagawa 1955). Its interval: `change_error.change_interval`. Under five complete working
    days in a period: few_days.
    """
    return change_between(TwoPeriods(before, after))


def change_between(days: TwoPeriods) -> ShareChange:
    """Return share_change of two periods."""
    before, after = days.before, days.after
    (reason_before, plain_before), (reason_after, plain_after) = (_published(frame) for frame in (before, after))
    for name, reason in (("before", reason_before), ("after", reason_after)):
        if reason:
            return ShareChange(reason=f"{reason}_{name}")
    offices, first, second = days.weeks
    if min(first.days, second.days) < MIN_CHANGE_DAYS:
        return ShareChange(reason="few_days")
    roles = _roles(first, second)
    if not roles.both.any():
        return ShareChange(reason="no_common_office")
    change = _in_parts(first, second, roles, offices)
    change = replace(change, change=_scaled_otherwise(change.change, first, second, roles.both))
    counting = (plain_after - change.plain_after) - (plain_before - change.plain_before)
    change = replace(change, plain_before=plain_before, plain_after=plain_after, counting=counting)
    return _marked(change, ways_of_counting(before, after))


def _marked(change: ShareChange, ways: pd.DataFrame) -> ShareChange:
    """With how the visits behind the levels were counted, those of the offices in both periods and of each office."""
    own = ways.reindex(change.units["unit_code"])
    part, is_bound = (own["unsplit"] / own["visits"]).to_numpy(), own["is_lower_bound"].eq(True).to_numpy()
    both = own[change.units["role"].eq("both").to_numpy()]
    units = change.units.assign(unsplit_part=part, is_lower_bound=is_bound)
    whole = float(both["unsplit"].sum() / both["visits"].sum()) if both["visits"].sum() > 0 else nan
    return replace(change, units=units, unsplit_part=whole, is_lower_bound=bool(both["is_lower_bound"].any()))


def _published(facts: pd.DataFrame) -> tuple[str, float]:
    """Why the facts have no headline share ('' where they have one), and the share of all complete days."""
    days, all_rows = counts(facts), np.zeros(len(facts), np.int64)
    sums = {name: added(all_rows, np.nan_to_num(days[name]), 1) for name in SUMS}
    weekday = facts["weekday"].to_numpy(np.int64)
    due, complete = (np.bincount(weekday, days[name], 8) for name in ("due_days", "complete_days"))
    sums["weekday_missing"] = np.array([((due > 0) & (complete == 0)).any()])
    judge(sums, ())
    every = float(sums["denominator"][0])
    return str(sums["reason"][0]), float(sums["numerator"][0]) / every if every > 0 else nan


def _roles(first: StandardWeek, second: StandardWeek) -> _Roles:
    was, now = first.is_whole, second.is_whole
    return _Roles(was & now, now & ~was & ~first.live_first, was & ~now & ~second.live_last)


def _in_parts(first: StandardWeek, second: StandardWeek, roles: _Roles, offices: pd.Index) -> ShareChange:
    (v0, s0), (v1, s1) = (_weights(week, roles.both) for week in (first, second))
    weight = (v0 + v1) / 2
    levels = [float((weight * share).sum()) for share in (s0, s1)]
    change, clusters = change_interval(first, second, roles.both, weight, s1 - s0)
    common = [float((v0 * s0).sum()), float((v1 * s1).sum())]
    every = [_level(first, roles.before), _level(second, roles.after)]
    is_wide = first.is_unknown_wide or second.is_unknown_wide
    return ShareChange(
        levels[0],
        levels[1],
        _widened(change, first, second, roles.both) if is_wide else change,
        first.share,
        second.share,
        calendar=(second.share - every[1]) - (first.share - every[0]),
        joined=every[1] - common[1],
        left=common[0] - every[0],
        reweighted=common[1] - common[0] - change.value,
        offices=int(roles.both.sum()),
        clusters=clusters,
        is_unknown_wide=is_wide,
        units=_units(first, second, roles, (common[0], common[1]), offices),
        state="ok",
        reason="few_clusters" if np.isnan(change.lower) else "",
    )


def _level(week: StandardWeek, kept: Bools) -> float:
    return float(week.digital[kept].sum() / week.all[kept].sum())


def _weights(week: StandardWeek, kept: Bools) -> tuple[Floats, Floats]:
    """Of each office its part of the transactions of the offices kept, and its share; 0 for the others."""
    every = np.where(kept, week.all, 0.0)
    return every / every.sum(), np.divide(week.digital, week.all, out=np.zeros(len(every)), where=every > 0)


def _widened(change: Estimate, first: StandardWeek, second: StandardWeek, both: Bools) -> Estimate:
    """The interval from unknown origins being digital in the first period alone to the second alone."""
    least = _value(first.all_digital, second, both)
    most = _value(first, second.all_digital, both)
    below, above = change.value - change.lower, change.upper - change.value
    return Estimate(change.value, min(least, change.value) - below, max(most, change.value) + above)


def _scaled_otherwise(change: Estimate, first: StandardWeek, second: StandardWeek, both: Bools) -> Estimate:
    """The interval reaching as far as the change is moved where unsplit visits are scaled by each period's own part.

    Nobody knows whether the part to apply moved at these offices as it did at those that count by purpose.
    """
    moved = _value(first.by_own_scale, second.by_own_scale, both) - change.value
    return replace(change, lower=change.lower + min(moved, 0.0), upper=change.upper + max(moved, 0.0))


def _value(first: StandardWeek, second: StandardWeek, both: Bools) -> float:
    (v0, s0), (v1, s1) = (_weights(week, both) for week in (first, second))
    return float(((v0 + v1) / 2 * (s1 - s0)).sum())


def _units(
    first: StandardWeek, second: StandardWeek, roles: _Roles, common: tuple[float, float], offices: pd.Index
) -> pd.DataFrame:
    """One row an office with a standard week: its weights among all of them, its shares, its part of the change."""
    (w0, s0), (w1, s1) = _weights(first, roles.before), _weights(second, roles.after)
    (v0, _), (v1, _) = (_weights(week, roles.both) for week in (first, second))
    stayed = (v0 + v1) / 2 * (s1 - s0) + ((s0 + s1) / 2 - sum(common) / 2) * (v1 - v0)
    parts = [stayed, w1 * (s1 - common[1]), -w0 * (s0 - common[0])]
    chosen = [roles.both, roles.joined, roles.left]
    frame = pd.DataFrame(
        {
            "unit_code": offices,
            "role": np.select(chosen, ["both", "joined", "left"], "incomplete").astype(object),
            "weight_before": np.where(roles.before, w0, np.nan),
            "weight_after": np.where(roles.after, w1, np.nan),
            "share_before": np.where(roles.before, s0, np.nan),
            "share_after": np.where(roles.after, s1, np.nan),
            "part": np.select(chosen, parts, np.nan),
        }
    )
    return frame[first.is_whole | second.is_whole].reset_index(drop=True)
