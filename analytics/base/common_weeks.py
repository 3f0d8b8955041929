"""How far a change between two periods may come from weeks that move all offices alike: rain, payday, a slow server."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from analytics.base.groups import Codes, added
from analytics.base.intervals import Estimate, Floats, t_interval


@dataclass(frozen=True)
class WeekScores:
    """Of each week of one period what all offices together add to its figure (they add up to 0), and its part of it."""

    score: Floats
    part: Floats


def week_scores(week: Codes, weekday: Codes, apart: Floats, part: Floats) -> WeekScores:
    """Return the weeks of rows that are each so far apart from their own office's level and weigh so much.

    What a weekday has alike in all weeks is taken out: a week of Mondays alone is no other week for that.
    """
    size = int(week.max()) + 1
    shape = (size, int(weekday.max()) + 1)
    cells, parts = (added(week * shape[1] + weekday, each, size * shape[1]).reshape(shape) for each in (apart, part))
    of_weekday = parts.sum(axis=0)
    usual = np.divide(cells.sum(axis=0), of_weekday, out=np.zeros(shape[1]), where=of_weekday > 0)
    own = parts.sum(axis=1)
    kept = own > 0
    return WeekScores((cells - usual * parts).sum(axis=1)[kept], own[kept] / own.sum())


def common_weeks(first: WeekScores, second: WeekScores) -> tuple[float, float]:
    """Return the variance of the difference of two periods whose weeks are the clusters, and its degrees of freedom.

    As in a t-test of two samples with one variance: s^2 = Sum T Sum u^2/h / Sum (T-1), variance s^2 (1/T_0 + 1/T_1),
    over the periods, with u the scores, h the parts, and T = 1/Sum h^2 weeks of one size. NaN below one degree.
    """
    weeks = [float(1 / (period.part**2).sum()) for period in (first, second)]
    freedom = sum(weeks) - 2
    if freedom < 1:
        return nan, 0.0
    squares = sum(t * float((p.score**2 / p.part).sum()) for t, p in zip(weeks, (first, second), strict=True))
    return squares / freedom * (1 / weeks[0] + 1 / weeks[1]), freedom


def two_ways(weeks: tuple[float, float], offices: tuple[float, float], chance: float) -> tuple[float, float]:
    """Return variance and freedom where weeks move all offices and offices move by themselves (variance, freedom each).

    `chance`: the variance of office-weeks by themselves, which both hold, is taken off once (Cameron, Gelbach and
    Miller 2011), but never more than the offices add.
    """
    parts = np.array([weeks[0], max(offices[0] - chance, 0.0)])
    return float(parts.sum()), float(freedom_of_sum(parts, np.array([weeks[1], offices[1]])))


def freedom_of_sum(variances: Floats | Sequence[float], freedoms: Floats | Sequence[float]) -> Any:
    """Return the degrees of freedom of a sum of variances along the first axis (Satterthwaite 1946)."""
    each, free = np.asarray(variances, float), np.asarray(freedoms, float)
    unsure = (each**2 / free).sum(axis=0)
    squared = each.sum(axis=0) ** 2
    return np.divide(squared, unsure, out=np.full(np.shape(squared), np.inf), where=unsure > 0)


def widest(value: float, ways: Sequence[tuple[float, float]]) -> Estimate:
    """Return the widest of some t intervals (variance, freedom); none where one of them cannot be told (NaN)."""
    if any(np.isnan(variance) for variance, _ in ways):
        return Estimate(value)
    intervals = [t_interval(value, float(np.sqrt(variance)), freedom) for variance, freedom in ways]
    return max(intervals, key=lambda each: each.upper - each.lower)
