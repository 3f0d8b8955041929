"""Where the visits went: gone from the digital-first weekdays, or only moved to the other ones."""

from math import nan

import numpy as np

from analytics.base import Estimate, Floats, Positions, all_but_one, fieller, jackknife_of, t_interval
from analytics.effect.by_digital_days.trend_line import Course

DIGITAL, OTHER = 0, 1


def displacement(live: Floats, not_live: Floats, trend: Course | None = None) -> tuple[Estimate, Estimate]:
    """Return (Y, d): visits gone from the digital-first weekdays, and the part that appeared elsewhere.

    Arrays offices x period (before, since) x part (digital-first, other): visits per standard week.
    r = Sum_N V(since) / Sum_N V(before) per part, times what the live offices' own trend expects over it (`trend`;
    without it they are taken to move as the others do); Y = Sum_L [r_A V_A(before) - V_A(since)],
    X = Sum_L [V_O(since) - r_O V_O(before)]. Covariance by delete-one-office jackknife over both groups,
    t with |L|-1. d is all NaN unless the interval of Y lies above 0; under two offices in a group
    there is nothing.
    """
    if min(len(live), len(not_live)) < 2:
        return Estimate(), Estimate()
    every = [np.arange(len(group))[None] for group in (live, not_live)]

    def moved(of_live: Positions, of_others: Positions) -> Floats:
        expected = _expected(trend, of_live, of_others)
        return _moved(live[of_live].sum(axis=1), not_live[of_others].sum(axis=1), expected)

    found = moved(every[0], every[1])[0]
    if not np.isfinite(found).all():
        return Estimate(), Estimate()
    covariance = jackknife_of(moved(all_but_one(len(live)), every[1]))
    covariance += jackknife_of(moved(every[0], all_but_one(len(not_live))))
    freedom = len(live) - 1
    gone = t_interval(float(found[1]), float(np.sqrt(covariance[1, 1])), freedom)
    if not gone.lower > 0:
        return gone, Estimate(nan, nan, nan)
    return gone, fieller(float(found[0]), float(found[1]), covariance, freedom)


def _expected(trend: Course | None, live: Positions, not_live: Positions) -> Floats:
    """What the line through the time before expects of the live offices over the others, by choice; 1: no change."""
    if trend is None:
        return np.ones(1)
    ratios = trend.live[live].mean(axis=1) / trend.not_live[not_live].mean(axis=1)
    weights = trend.weights
    return np.array([weights @ ratio[:-1] for ratio in ratios])


def _moved(live: Floats, not_live: Floats, expected: Floats) -> Floats:
    """The pairs (X, Y) of choices of offices, a row each, from their sums: choices x period x part."""
    before, since = not_live[:, 0], not_live[:, 1]
    due, seen = expected[:, None] * since / before * live[:, 0], live[:, 1]
    return np.column_stack([seen[:, OTHER] - due[:, OTHER], due[:, DIGITAL] - seen[:, DIGITAL]])
