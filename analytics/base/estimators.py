"""Small-sample estimators over offices: means, jackknife, Welch, sign flips, Fieller's ratio."""

from collections.abc import Callable
from math import inf, nan, sqrt

import numpy as np
from numpy.typing import NDArray

from analytics.base.intervals import CONFIDENCE, Estimate, Floats, t_interval
from analytics.base.quantiles import t_quantile

Positions = NDArray[np.intp]
EXACT_FLIPS = 20
RANDOM_FLIPS = 20_000


def mean(values: Floats) -> Estimate:
    """Return the mean over offices with its t interval; no interval under two offices."""
    if len(values) < 2:
        return Estimate(float(values.mean()) if len(values) else nan)
    return t_interval(float(values.mean()), float(values.std(ddof=1)) / sqrt(len(values)), len(values) - 1)


def welch(first: Floats, second: Floats) -> Estimate:
    """Return mean(first) - mean(second) with Welch's t interval (unequal variances)."""
    if min(len(first), len(second)) < 2:
        return Estimate()
    parts = [float(values.var(ddof=1)) / len(values) for values in (first, second)]
    spread = sum(parts)
    shape = sum(part**2 / (len(values) - 1) for part, values in zip(parts, (first, second), strict=True))
    freedom = spread**2 / shape if shape > 0 else inf
    return t_interval(float(first.mean() - second.mean()), sqrt(spread), freedom)


def jackknife(statistic: Callable[[Positions], Floats], size: int) -> Floats:
    """Return the delete-one covariance of a vector statistic: (n-1)/n Sum (s_(-i) - mean)(...)'.

    `statistic` takes the positions that are kept.
    """
    return jackknife_of(np.array([np.atleast_1d(statistic(kept)) for kept in all_but_one(size)]))


def all_but_one(size: int) -> Positions:
    """Return for each position a row with all the others."""
    others = np.arange(size - 1)
    rows: Positions = others + (others >= np.arange(size)[:, None])
    return rows


def jackknife_of(values: Floats) -> Floats:
    """Return the same covariance from the statistic without each office, a row each."""
    size, centred = len(values), values - values.mean(axis=0)
    covariance: Floats = (size - 1) / size * centred.T @ centred
    return covariance


def sign_flip_p(values: Floats) -> float:
    """Return the share of all sign flips whose mean lies at least as far from 0 as the observed one.

    All 2^n flips up to 20 offices; beyond, 20,000 flips of a fixed seed and the observed one.
    """
    if not len(values):
        return nan
    observed = abs(float(values.sum())) * (1 - 1e-12)
    if len(values) > EXACT_FLIPS:
        signs = np.random.default_rng(0).choice((-1.0, 1.0), (RANDOM_FLIPS, len(values)))
        return float((1 + (np.abs(signs @ values) >= observed).sum()) / (RANDOM_FLIPS + 1))
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums + value, sums - value])
    return float((np.abs(sums) >= observed).mean())


def fieller(numerator: float, denominator: float, covariance: Floats, freedom: float) -> Estimate:
    """Return the ratio with Fieller's interval: all d with (X - d Y)^2 <= t^2 var(X - d Y).

    Bounded only when the denominator's own interval leaves out 0; otherwise no value at all.
    """
    square = float(t_quantile((1 + CONFIDENCE) / 2, freedom)) ** 2
    a = denominator**2 - square * covariance[1, 1]
    if a <= 0:
        return Estimate()
    b = numerator * denominator - square * covariance[0, 1]
    c = numerator**2 - square * covariance[0, 0]
    root = sqrt(max(b**2 - a * c, 0.0))
    return Estimate(numerator / denominator, float((b - root) / a), float((b + root) / a))
