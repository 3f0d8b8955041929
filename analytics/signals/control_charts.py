"""Signal or noise: control charts of a figure over weeks.

XmR chart: Shewhart's chart of individual values (Wheeler, Understanding Variation). p' chart: Laney (2002),
Improved control charts for attributes. Rules: the usual run rules of Nelson (1984), four of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.base import Floats

RANGE_TO_SIGMA = 1.128
XMR_FACTOR = 2.66
MAX_RANGE = 3.267
SIGMAS = 3.0
RUN = 7
FAR = 1e9
RULES = ("outside", "one_side", "trend", "two_of_three")
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class XmrChart:
    """Mean and limits of single values. `hits`: positions with a signal; `rules`: which, by position."""

    mean: float
    lower: float
    upper: float
    moving_range_mean: float
    hits: list[int]
    rules: dict[int, tuple[str, ...]]


@dataclass(frozen=True)
class PPrimeChart:
    """Mean share and a pair of limits a point, as each point has its own size; `sigma_z` is Laney's factor."""

    mean: float
    lower: Floats
    upper: Floats
    moving_range_mean: float
    sigma_z: float
    scores: Floats
    hits: list[int]
    rules: dict[int, tuple[str, ...]]


def xmr(values: ArrayLike, baseline: int | None = None) -> XmrChart:
    """Return the XmR chart of values in order of time; limits from the first `baseline` values (None: all).

    Limits: mean +- 2.66 x mean moving range, after ranges above 3.267 x their mean are left out once.
    Under two values there are no limits and no hits. Raises ValueError for a missing value.
    """
    series = _checked(values)
    basis = series[:baseline]
    if len(basis) < 2:
        mean = float(basis.mean()) if len(basis) else np.nan
        return XmrChart(mean, np.nan, np.nan, np.nan, [], {})
    ranges = np.abs(np.diff(basis))
    moving = float(ranges[ranges <= MAX_RANGE * ranges.mean()].mean())
    mean, reach = float(basis.mean()), XMR_FACTOR * moving
    rules = _rules_by_position(_scaled(series - mean, reach / SIGMAS))
    return XmrChart(mean, mean - reach, mean + reach, moving, list(rules), rules)


def pprime(x: ArrayLike, n: ArrayLike, baseline: int | None = None) -> PPrimeChart:
    """Return Laney's p' chart of shares x/n in order of time; limits from the first `baseline` points.

    p = Sum x / Sum n, sigma_t = sqrt(p(1-p)/n_t), z_t = (x_t/n_t - p)/sigma_t, sigma_z = mean|z_t - z_(t-1)| / 1.128,
    limits p +- 3 sigma_t sigma_z cut to 0..1; rules on z_t/sigma_z (`scores`). Under two points there are no limits.
    Raises ValueError for a missing value, n of 0 or x outside 0..n.
    """
    counts, sizes = _checked(x), _checked(n)
    if len(counts) != len(sizes) or (sizes <= 0).any() or (counts < 0).any() or (counts > sizes).any():
        raise ValueError("A share needs n above 0 and x between 0 and n.")
    first, last = counts[:baseline], sizes[:baseline]
    share = float(first.sum() / last.sum()) if len(last) else np.nan
    if len(first) < 2:
        none = np.full(len(sizes), np.nan)
        return PPrimeChart(share, none, none, np.nan, np.nan, none, [], {})
    sigma = np.sqrt(share * (1 - share) / sizes)
    z = _scaled(counts / sizes - share, sigma)
    moving = float(np.abs(np.diff(z[:baseline])).mean())
    spread = moving / RANGE_TO_SIGMA
    scores = _scaled(z, spread)
    lower, upper = (np.clip(share + sign * SIGMAS * sigma * spread, 0, 1) for sign in (-1, 1))
    rules = _rules_by_position(scores)
    return PPrimeChart(share, lower, upper, moving, spread, scores, list(rules), rules)


def _checked(values: ArrayLike) -> Floats:
    series = np.asarray(values, dtype=float)
    if np.isnan(series).any():
        raise ValueError("A missing value is no point of a chart: leave its week out.")
    return series


def _scaled(distance: Floats, sigma: Floats | float) -> Floats:
    """Distances in sigmas; without any spread a point at the mean is 0 and any other very far."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled: Floats = np.where(distance == 0, 0.0, np.clip(distance / sigma, -FAR, FAR))
    return scaled


def rule_flags(scores: Floats) -> dict[str, Flags]:
    """Return per rule which points complete it; `scores`: distances from the mean in sigmas, time last.

    outside: beyond 3; one_side: the seventh in a row on one side of the mean; trend: the seventh in a row
    rising or falling; two_of_three: beyond 2 as is one of the two points before, on the same side.
    """
    steps = np.sign(np.diff(scores, axis=-1))
    far = np.sign(scores) * (np.abs(scores) > SIGMAS * 2 / 3)
    near = _window_sums(far, 3)
    return {
        "outside": np.abs(scores) > SIGMAS,
        "one_side": np.abs(_window_sums(np.sign(scores), RUN)) == RUN,
        "trend": np.abs(_window_sums(np.concatenate([0 * far[..., :1], steps], axis=-1), RUN - 1)) == RUN - 1,
        "two_of_three": (np.abs(near) >= 2) & (near * far > 0),
    }


def _window_sums(marks: Floats, size: int) -> Floats:
    """Of each point the sum of its whole number and the size - 1 before it; what lies before the first counts as 0."""
    total: Floats = np.cumsum(marks, axis=-1)
    sums = total.copy()
    sums[..., size:] -= total[..., :-size]
    return sums


def _rules_by_position(scores: Floats) -> dict[int, tuple[str, ...]]:
    flags = rule_flags(scores)
    return {
        int(at): tuple(rule for rule in RULES if flags[rule][at])
        for at in np.flatnonzero(np.any(list(flags.values()), axis=0))
    }
