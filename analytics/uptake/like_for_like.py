"""Did the digital share really change: like for like, and how much of the plain change is something else."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import nan

import numpy as np
import pandas as pd

from analytics.base import SUMS, Bools, Estimate, Floats, added, counts, judge
from analytics.uptake.alike import counted_alike, ways_of_counting
from analytics.uptake.change_error import change_interval, office_intervals
from analytics.uptake.standard_week import StandardWeek, standard_week
from core.method import MAX_FALSE_NAMED, MIN_CHANGE_DAYS

UNIT = [
    "unit_code", "role", "weight_before", "weight_after", "share_before", "share_after", "part", "unsplit_part",
    "is_lower_bound",
]  # fmt: skip


@dataclass(frozen=True)
class ShareChange:
    """The change of a share between two periods, like for like, and what else moved the plain share.

    `change` = after - before: shares of the standard week of the offices that have one in both periods, each office
    with the mean of its two weights; unsplit visits scaled alike in both, and the interval reaching as far as each
    period's own scale moves it. plain_after - plain_before = calendar + counting + joined + left + reweighted +
    change.value, exactly; all in share units (0.01 = 1 point). `calendar`: days that did not fall alike, and offices
    that lack a weekday; `counting`: unsplit visits are scaled otherwise than in the period before, and offices that
    began or stopped to count by purpose; `joined`: offices not live when the first period began; `left`: those not live
    when the second ended; `reweighted`: the same offices weigh otherwise. `units`:
    unit_code, role (both, joined, left; incomplete: a weekday is lacking), weight_before, weight_after, share_before,
    share_after, part (of the change but calendar and counting; the parts add up; NaN where incomplete), and how its
    visits were counted: unsplit_part, is_lower_bound (as in shares.digital_share; here of all of them). `clusters`:
    offices, or the weeks of one office in the shorter period. `is_unknown_wide`: so many origins are unknown that the
    interval reaches from none of these digital to all.

    `state` ok, or not_provided with a `reason`: few_days, no_common_office, or the reason why a period has no share
    with _before or _after; then there is no number. Without an interval the reason is few_clusters.
    """

    before: float = nan
    after: float = nan
    change: Estimate = field(default_factory=Estimate)
    plain_before: float = nan
    plain_after: float = nan
    calendar: float = nan
    counting: float = nan
    joined: float = nan
    left: float = nan
    reweighted: float = nan
    offices: int = 0
    clusters: int = 0
    is_unknown_wide: bool = False
    unsplit_part: float = nan
    is_lower_bound: bool = False
    units: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=UNIT), compare=False)
    state: str = "not_provided"
    reason: str = ""

    @property
    def largest_first(self) -> pd.DataFrame:
        """The offices, those with the largest part first, whichever way."""
        return self.units.reindex(self.units["part"].abs().sort_values(ascending=False, kind="stable").index)

    def allowing(self, correction: float) -> "ShareChange":
        """The change where the second period's share will still fall by as much as `correction` (0 or below).

        Late cancellations have come in the first period and not in the second: its interval reaches as far down.
        """
        change = replace(self.change, lower=self.change.lower + min(correction, 0.0))
        return replace(self, change=change)

    @property
    def plain(self) -> float:
        """The change of the plain share."""
        return self.plain_after - self.plain_before

    def part_of(self, codes: Collection[str]) -> tuple[int, float]:
        """How many of the offices in both periods are among `codes`, and their part of `change`; all parts add up."""
        both = self.units[self.units["role"].eq("both").to_numpy()]
        weights = [both[name] / both[name].sum() for name in ("weight_before", "weight_after")]
        parts = (weights[0] + weights[1]) / 2 * (both["share_after"] - both["share_before"])
        own = both["unit_code"].isin(list(codes))
        return int(own.sum()), float(parts[own].sum())


@dataclass(frozen=True)
class TwoPeriods:
    """The facts of two periods; their standard weeks, counted alike, are worked out once, whoever asks for them."""

    before: pd.DataFrame
    after: pd.DataFrame

    @cached_property
    def weeks(self) -> tuple[pd.Index, StandardWeek, StandardWeek]:
        """The offices of either period by code, and the standard weeks of both periods."""
        before, after = counted_alike(self.before, self.after)
        offices = pd.Index(np.unique(np.concatenate([each["unit_code"].to_numpy(object) for each in (before, after)])))
        return offices, standard_week(before, offices), standard_week(after, offices)


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
    least = _value(_all_digital(first), second, both)
    most = _value(first, _all_digital(second), both)
    below, above = change.value - change.lower, change.upper - change.value
    return Estimate(change.value, min(least, change.value) - below, max(most, change.value) + above)


def _scaled_otherwise(change: Estimate, first: StandardWeek, second: StandardWeek, both: Bools) -> Estimate:
    """The interval reaching as far as the change is moved where unsplit visits are scaled by each period's own part.

    Nobody knows whether the part to apply moved at these offices as it did at those that count by purpose.
    """
    moved = _value(_by_own_scale(first), _by_own_scale(second), both) - change.value
    return replace(change, lower=change.lower + min(moved, 0.0), upper=change.upper + max(moved, 0.0))


def _by_own_scale(week: StandardWeek) -> StandardWeek:
    return replace(week, all=week.all_by_own)


def _all_digital(week: StandardWeek) -> StandardWeek:
    """The week with every request of unknown origin taken for a digital one."""
    return replace(week, digital=week.digital + week.unknown, all=week.all + week.unknown)


def _value(first: StandardWeek, second: StandardWeek, both: Bools) -> float:
    (v0, s0), (v1, s1) = (_weights(week, both) for week in (first, second))
    return float(((v0 + v1) / 2 * (s1 - s0)).sum())


def share_changes_by_office(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the like-for-like change of each office with a standard week in both facts frames, as share_change does.

    Result: unit_code, before, after, change, lower, upper (NaN under three weeks in a period), clusters (weeks of the
    shorter period), chance_up, chance_down (of so large a rise or fall where nothing changed; NaN without interval).
    """
    return office_changes_between(TwoPeriods(before, after))


def office_changes_between(days: TwoPeriods) -> pd.DataFrame:
    """Return share_changes_by_office of two periods."""
    offices, first, second = days.weeks
    both = first.is_whole & second.is_whole & (min(first.days, second.days) >= MIN_CHANGE_DAYS)
    shares = [_shares(each) for each in (first, second)]
    change = shares[1] - shares[0]
    columns = {"unit_code": offices, "before": shares[0], "after": shares[1], "change": change}
    columns |= office_intervals(first, second, change, _reach((first, second), change))
    return pd.DataFrame(columns)[both].reset_index(drop=True)


def fallen_offices(changes: pd.DataFrame) -> pd.Series:
    """Return the unit codes of `share_changes_by_office` whose share fell beyond chance, the surest first.

    Many offices are looked at, so that some seem to fall in every month: of those named, on average at most
    MAX_FALSE_NAMED did not (Benjamini and Hochberg 1995).
    """
    ordered = changes.dropna(subset="chance_down").sort_values("chance_down", kind="stable")
    limits = MAX_FALSE_NAMED * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    held = np.flatnonzero(ordered["chance_down"].to_numpy() <= limits)
    codes: pd.Series = ordered["unit_code"].iloc[: held[-1] + 1 if len(held) else 0]
    return codes


def _reach(weeks: tuple[StandardWeek, StandardWeek], change: Floats) -> tuple[Floats, Floats]:
    """How far each office's change could lie below and above for another reason than chance.

    Were its unknown origins digital in one period alone, and its unsplit visits scaled by each period's own part.
    """
    below, above = np.zeros(len(change)), np.zeros(len(change))
    if any(week.is_unknown_wide for week in weeks):
        below, above = (_rise(week) for week in weeks)
    shares = [_shares(_by_own_scale(week)) for week in weeks]
    moved = shares[1] - shares[0] - change
    return below + np.maximum(-moved, 0.0), above + np.maximum(moved, 0.0)


def _rise(week: StandardWeek) -> Floats:
    """By how much the offices' shares rise when all requests of unknown origin are digital."""
    rise: Floats = _shares(_all_digital(week)) - _shares(week)
    return rise


def _shares(week: StandardWeek) -> Floats:
    """The share of each office; 0 without a transaction."""
    shares: Floats = np.divide(week.digital, week.all, out=np.zeros(len(week.all)), where=week.all > 0)
    return shares


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
