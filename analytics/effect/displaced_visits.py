"""Where the visits went: gone from the digital-first weekdays, or only moved to the other ones."""

from math import nan

import numpy as np

from analytics.base import Estimate, Floats, Positions, fieller, jackknife, t_interval
from analytics.effect.trend_line import Course

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
    every = [np.arange(len(group)) for group in (live, not_live)]

    def moved(of_live: Positions, of_others: Positions) -> Floats:
        return _moved(live[of_live], not_live[of_others], _expected(trend, of_live, of_others))

    found = moved(every[0], every[1])
    if not np.isfinite(found).all():
        return Estimate(), Estimate()
    covariance = jackknife(lambda kept: moved(kept, every[1]), len(live))
    covariance += jackknife(lambda kept: moved(every[0], kept), len(not_live))
    freedom = len(live) - 1
    gone = t_interval(float(found[1]), float(np.sqrt(covariance[1, 1])), freedom)
    if not gone.lower > 0:
        return gone, Estimate(nan, nan, nan)
    return gone, fieller(float(found[0]), float(found[1]), covariance, freedom)


def _expected(trend: Course | None, live: Positions, not_live: Positions) -> float:
    """What the line through the time before expects of the live offices over the others; 1: no change."""
    return 1.0 if trend is None else Course(trend.at, trend.live[live], trend.not_live[not_live]).expected


def _moved(live: Floats, not_live: Floats, expected: float) -> Floats:
    """The pair (X, Y)."""
    before, since = not_live.sum(axis=0)
    ratio = expected * since / before
    due, seen = ratio * live[:, 0].sum(axis=0), live[:, 1].sum(axis=0)
    return np.array([seen[OTHER] - due[OTHER], due[DIGITAL] - seen[DIGITAL]])
