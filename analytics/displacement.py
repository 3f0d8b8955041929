"""Did visits only move from the digital-first weekdays to the others: the ratio d = X / Y."""

from math import nan

import numpy as np

from analytics.estimators import fieller, jackknife
from analytics.intervals import Estimate, Floats, t_interval

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
