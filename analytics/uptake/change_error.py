"""How far a like-for-like change of a share may be chance: over each office's weeks, the offices, the city's weeks."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.base import (
    CONFIDENCE,
    Bools,
    Codes,
    Estimate,
    Floats,
    WeekScores,
    added,
    common_weeks,
    freedom_of_sum,
    numbered,
    t_interval,
    t_quantile,
    t_tail,
    two_ways,
    week_scores,
    widest,
)
from analytics.uptake.standard_week import StandardWeek
from core.method import MIN_CHANGE_WEEKS, MIN_CLUSTERS

PART = (1 + CONFIDENCE) / 2


@dataclass(frozen=True)
class _Error:
    """Arrays by office: variance of a share or its change over the office's weeks, its degrees of freedom, the weeks.

    An office of one week has the variance of its counts alone, and no freedom to lose (infinite).
    """

    variance: Floats
    freedom: Floats
    weeks: Codes


def change_interval(
    first: StandardWeek, second: StandardWeek, both: Bools, weight: Floats, moved: Floats
) -> tuple[Estimate, int]:
    """Return the change Sum weight x moved over the offices `both` with its interval, and the number of its clusters.

    The widest of three intervals. Over weeks: variance Sum weight^2 v with v of `_over_weeks`, t with the freedom of
    Satterthwaite (1946). Over offices, from four on: d_i = weight_i (moved_i - change), variance
    Sum d_i^2/(1-weight_i), t with G-1. Over the city's weeks, which move all offices alike: `common_weeks`, with what
    offices move by themselves (`two_ways`). Of one office its weeks alone; of two or three there is no interval, nor
    where an office with more than half of the weight has too few weeks, nor where the periods together have too few
    weeks to tell how far a week moves the city.
    """
    value, offices = float((weight * moved).sum()), int(both.sum())
    error = _over_weeks(first, second)
    if offices == 1:
        weeks = int(error.weeks[both][0])
        if weeks < MIN_CHANGE_WEEKS:
            return Estimate(value), weeks
        return t_interval(value, float(np.sqrt(error.variance[both][0])), float(error.freedom[both][0])), weeks
    if offices < MIN_CLUSTERS:
        return Estimate(value), offices
    if (error.weeks[both] < MIN_CHANGE_WEEKS)[weight[both] > 0.5].any():
        return Estimate(value), offices
    own = weight[both] ** 2 * error.variance[both]
    over_weeks = float(own.sum()), float(freedom_of_sum(own, error.freedom[both]))
    over_offices = _over_offices(weight[both], moved[both], value), offices - 1.0
    of_city = common_weeks(*(_city_weeks(period, weight) for period in (first, second)))
    ways = (over_weeks, over_offices, two_ways(of_city, over_offices, over_weeks[0]))
    return widest(value, ways), offices


def _over_offices(weight: Floats, moved: Floats, value: float) -> float:
    """The variance among offices; one with much of the weight draws the mean to itself (Bell, McCaffrey 2002)."""
    apart = weight * (moved - value)
    return float((apart**2 / np.maximum(1 - weight, 1e-12)).sum())


def _city_weeks(period: StandardWeek, weight: Floats) -> WeekScores:
    """What each week adds to the mean of the offices' shares, with these weights."""
    kept = weight[period.office] > 0
    office, week = period.office[kept], numbered(period.week[kept])[0]
    own = weight[office] / period.all[office]
    share = (period.digital / np.maximum(period.all, 1e-300))[office]
    x, n = own * period.x[kept], own * period.n[kept]
    return week_scores(week, period.weekday[kept], x - share * n, n)


def office_intervals(
    first: StandardWeek, second: StandardWeek, change: Floats, reach: tuple[Floats, Floats]
) -> dict[str, Any]:
    """Return lower, upper, clusters, chance_up and chance_down of each office's own change (docs: office_changes).

    `reach`: how far the change could lie below and above for another reason than chance.
    """
    error = _over_weeks(first, second)
    size = np.where(error.weeks >= MIN_CHANGE_WEEKS, np.sqrt(error.variance), np.nan)
    half = t_quantile(PART, error.freedom) * size
    return {
        "lower": change - reach[0] - half,
        "upper": change + reach[1] + half,
        "clusters": error.weeks,
        "chance_up": t_tail((change - reach[0]) / size, error.freedom),
        "chance_down": t_tail(-(change + reach[1]) / size, error.freedom),
    }


def _over_weeks(first: StandardWeek, second: StandardWeek) -> _Error:
    """The two periods' variances added; the freedom is Welch's, the weeks are those of the shorter period."""
    one, two = _of_share(first), _of_share(second)
    each = np.stack([one.variance, two.variance])
    freedom = freedom_of_sum(each, np.stack([one.freedom, two.freedom]))
    return _Error(each.sum(axis=0), freedom, np.minimum(one.weeks, two.weeks))


def _of_share(period: StandardWeek) -> _Error:
    """The variance of each office's share of one period over its weeks.

    Sum u^2/(1-h) with u = (x - p n)/N of each week and h = n/N, its part of the period: weeks that weigh more are
    fitted more closely. The freedom is 1/Sum h^2 - 1, which is T - 1 for T weeks of one size. At least the variance of
    counting, p (1-p) Sum n/days / N^2, p with one transaction more on each side.
    """
    offices = len(period.all)
    codes, weeks = numbered(period.week)
    x, n = (
        added(period.office * weeks + codes, values, offices * weeks).reshape(offices, weeks)
        for values in (period.x, period.n)
    )
    sums = np.maximum(n.sum(axis=1), 1e-300)
    part = n / sums[:, None]
    apart = (x - (x.sum(axis=1) / sums)[:, None] * n) / sums[:, None]
    between = (apart**2 / np.maximum(1 - part, 1e-12)).sum(axis=1)
    chance = _of_counting(period, sums)
    size = (n > 0).sum(axis=1)
    effective = 1 / np.maximum((part**2).sum(axis=1), 1e-300) - 1
    is_counting = (size < 2) | (chance >= between)
    return _Error(
        np.where(size < 2, chance, np.maximum(between, chance)), np.where(is_counting, np.inf, effective), size
    )


def _of_counting(period: StandardWeek, sums: Floats) -> Floats:
    """The binomial variance of each office's share."""
    offices = len(period.all)
    raw_x, raw_n = (added(period.office, values * period.days_alike, offices) for values in (period.x, period.n))
    squares = added(period.office, period.n / period.days_alike, offices)
    share = (raw_x + 1) / (raw_n + 2)
    chance: Floats = np.divide(share * (1 - share) * squares, sums**2, out=np.zeros(offices), where=raw_n > 0)
    return chance
