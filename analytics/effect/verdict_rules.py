"""The verdict on the digital days: the first rule that fits decides."""

from dataclasses import dataclass
from math import nan

import numpy as np

from analytics.base import Estimate, Floats, fieller, jackknife, t_interval
from core.method import MIN_COMPLETENESS, MIN_LIVE, MIN_NOT_LIVE, MIN_WEEKS

DIGITAL, OTHER = 0, 1


def displacement(live: Floats, not_live: Floats) -> tuple[Estimate, Estimate]:
    """Return (Y, d): visits gone from the digital-first weekdays, and the part that appeared elsewhere.

    Arrays offices x period (before, since) x part (digital-first, other): visits per standard week.
    r = Sum_N V(since) / Sum_N V(before) per part; Y = Sum_L [r_A V_A(before) - V_A(since)],
    X = Sum_L [V_O(since) - r_O V_O(before)]. Covariance by delete-one-office jackknife over both groups,
    t with |L|-1. d is all NaN unless the interval of Y lies above 0; under two offices in a group
    there is nothing.
    """
    if min(len(live), len(not_live)) < 2:
        return Estimate(), Estimate()
    moved = _moved(live, not_live)
    covariance = jackknife(lambda kept: _moved(live[kept], not_live), len(live))
    covariance += jackknife(lambda kept: _moved(live, not_live[kept]), len(not_live))
    freedom = len(live) - 1
    gone = t_interval(float(moved[1]), float(np.sqrt(covariance[1, 1])), freedom)
    if not gone.lower > 0:
        return gone, Estimate(nan, nan, nan)
    return gone, fieller(float(moved[0]), float(moved[1]), covariance, freedom)


def _moved(live: Floats, not_live: Floats) -> Floats:
    """The pair (X, Y)."""
    before, since = not_live.sum(axis=0)
    ratio = since / before
    expected, seen = ratio * live[:, 0].sum(axis=0), live[:, 1].sum(axis=0)
    return np.array([seen[OTHER] - expected[OTHER], expected[DIGITAL] - seen[DIGITAL]])


NARROW = 0.05
MOSTLY_MOVED = 0.5


@dataclass(frozen=True)
class Evidence:
    """What the verdict rests on: sizes, weeks before and since, completeness, and three estimates."""

    live_offices: int
    not_live_offices: int
    weeks: tuple[float, float]
    completeness: float
    gap: Estimate
    log_visits: Estimate
    displacement: Estimate


def verdict(seen: Evidence) -> tuple[str, str]:
    """Return (verdict, reason), both codes.

    cannot_tell (few_live, few_not_live, short_before, short_since, low_completeness or wide_gap),
    no_effect (gap_near_zero), opposite (gap_below_zero), worked (gap_and_visits), only_moved
    (mostly_displaced) or shifted (visits_not_shown). An estimate without interval supports no rule.
    """
    weak = _weakness(seen)
    if weak:
        return "cannot_tell", weak
    gap = seen.gap
    if gap.lower <= 0 <= gap.upper:
        near = gap.lower >= -NARROW and gap.upper <= NARROW
        return ("no_effect", "gap_near_zero") if near else ("cannot_tell", "wide_gap")
    if gap.upper < 0:
        return "opposite", "gap_below_zero"
    if seen.log_visits.upper < 0:
        return "worked", "gap_and_visits"
    if seen.displacement.lower > MOSTLY_MOVED:
        return "only_moved", "mostly_displaced"
    return "shifted", "visits_not_shown"


def _weakness(seen: Evidence) -> str:
    """The first reason why the data cannot tell, '' where they can."""
    rules = (
        (seen.live_offices < MIN_LIVE, "few_live"),
        (seen.not_live_offices < MIN_NOT_LIVE, "few_not_live"),
        (seen.weeks[0] < MIN_WEEKS, "short_before"),
        (seen.weeks[1] < MIN_WEEKS, "short_since"),
        (not seen.completeness >= MIN_COMPLETENESS, "low_completeness"),
    )
    return next((reason for is_weak, reason in rules if is_weak), "")
