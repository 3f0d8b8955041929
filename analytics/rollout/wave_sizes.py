"""What the sizes seen say about those to come: their level, whether waves shrink or grow, and how much they scatter.

A wave has one kelurahan and a negative binomial number of others; each wave is so many times the one before. The
parameters lie on a grid, weighed by how well they fit the sizes seen.
"""

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlog1py

from analytics.base import Floats

LEVELS = np.geomspace(1.05, 20, 20)
"""Mean size of the last wave seen."""
TRENDS = ((1.1, 0.13), (1.0, 0.34), (0.95, 0.05), (0.9, 0.13), (0.85, 0.13), (0.8, 0.12), (0.7, 0.1))
"""Mean size of a wave against that of the one before, and the weight before any data."""
SCATTERS = ((50.0, 0.8), (4.0, 0.16), (1.0, 0.04))
"""Dispersion (the smaller, the more waves differ; 50 is nearly Poisson), and the weight before any data."""
SMALLEST = 1.02


@cache
def _grid() -> tuple[Floats, Floats, Floats, Floats]:
    """Level, trend, dispersion and log prior of every combination."""
    rows = [
        (level, trend, scatter, np.log(first * second))
        for level, (trend, first), (scatter, second) in product(LEVELS, TRENDS, SCATTERS)
    ]
    level, trend, scatter, prior = np.array(rows).T
    return level, trend, scatter, prior


def log_chance(count: Floats, size: Floats, chance: Floats) -> Floats:
    """Return the logarithm of the negative binomial chance of a count: of `count` others before `size` hits.

    Written out here: SciPy's package of distributions takes half a second to import, at every start.
    """
    orders = gammaln(size + count) - gammaln(count + 1) - gammaln(size)
    result: Floats = orders + size * np.log(chance) + xlog1py(count, -chance)
    return result


def size_weights(seen: Floats) -> Floats:
    """Return the weight of every combination, from the sizes of the waves seen in order."""
    level, trend, scatter, prior = _grid()
    others = np.maximum(level[:, None] * trend[:, None] ** (np.arange(len(seen)) - len(seen) + 1), SMALLEST) - 1
    size = scatter[:, None]
    fits: Floats = log_chance(seen - 1, size, size / (size + others)).sum(axis=1) + prior
    weight = np.exp(fits - fits.max())
    result: Floats = weight / weight.sum()
    return result


def sizes_of_runs(seen: Floats, comes: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """Return runs x months: the size that a wave has there; the trend goes on with every wave that comes."""
    level, trend, scatter, _ = _grid()
    picked = rng.choice(len(level), len(comes), p=size_weights(seen))
    mean = np.maximum(level[picked, None] * trend[picked, None] ** comes.cumsum(axis=1), SMALLEST)
    size = np.broadcast_to(scatter[picked, None], mean.shape)
    others = rng.poisson(rng.gamma(size, (mean - 1) / size))
    return others.astype(np.float64) + 1.0
