"""What the months seen say about when waves come: steadily, with stalls, or more often at year's end.

A roll-out is on or stalled. While it is on, a month has a wave with a chance that may be higher in the last months of
the year; it may stall, and come back. The parameters lie on a grid of such models; how well each foretold the months
seen, one after the other, is its weight.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from analytics.base import Floats

CHANCES = (np.arange(12) + 0.5) / 12
"""Chance of a wave in a month; Jeffreys' prior."""
STALLS = (
    (0.0, 0.0, 0.64),
    (0.05, 0.05, 0.06),
    (0.05, 0.15, 0.07),
    (0.1, 0.1, 0.07),
    (0.1, 0.25, 0.06),
    (0.2, 0.15, 0.06),
    (0.2, 0.3, 0.04),
)
"""Chance a month that a roll-out stalls, that a stalled one goes on, and the weight before any data."""
SURGES = ((1.0, 13, 0.6), *((odds, month, 0.4 / 6) for odds in (4.0, 15.0) for month in (10, 11, 12)))
"""Odds of a wave at year's end against those of other months, the month in which that begins, and the weight before."""


@dataclass(frozen=True)
class Timing:
    """Every combination: the chance of a wave by calendar month (12 x models), of a stall, of going on, log prior."""

    wave: Floats
    stalls: Floats
    goes_on: Floats
    log_prior: Floats


@cache
def timing() -> Timing:
    """Return the models with their weights before any data."""
    jeffreys = CHANCES**-0.5 * (1 - CHANCES) ** -0.5
    jeffreys /= jeffreys.sum()
    parts = list(product(zip(CHANCES, jeffreys, strict=True), STALLS, SURGES))
    chance = np.array([chance for (chance, _), _, _ in parts])
    odds = np.array([surge for _, _, (surge, _, _) in parts]) * chance / (1 - chance)
    since = np.array([month for _, _, (_, month, _) in parts])
    is_busy = np.arange(1, 13)[:, None] >= since
    return Timing(
        np.where(is_busy, odds / (1 + odds), chance),
        np.array([stalls for _, (stalls, _, _), _ in parts]),
        np.array([goes_on for _, (_, goes_on, _), _ in parts]),
        np.log([first * second * third for (_, first), (_, _, second), (_, _, third) in parts]),
    )


def weights(months: NDArray[np.int64], has_wave: NDArray[np.bool_], parts: Floats) -> tuple[Floats, Floats]:
    """Return each model's weight, and its chance that the roll-out is on after the months seen.

    `months`: calendar months (1 to 12) in order; `parts`: how much of each has passed. Each month multiplies a
    model's weight by the chance that it gave to what came.
    """
    models = timing()
    is_on, told = np.ones(len(models.stalls)), models.log_prior.copy()
    for month, came, part in zip(months, has_wave, parts, strict=True):
        wave = models.wave[month - 1] * part
        seen = is_on * (wave if came else 1 - wave)
        total = np.maximum(seen + (0.0 if came else 1 - is_on), np.finfo(float).tiny)
        told += np.log(total)
        still = seen / total
        is_on = still * (1 - models.stalls) + (1 - still) * models.goes_on
    weight = np.exp(told - told.max())
    return weight / weight.sum(), is_on


def waves_of_runs(
    weight: Floats,
    is_on: Floats,
    months: NDArray[np.int64],
    parts: Floats,
    runs: int,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Return runs x months: True where a wave comes; each run follows one model. `parts`: the months' open parts."""
    models = timing()
    picked = rng.choice(len(weight), runs, p=weight)
    on = rng.random(runs) < is_on[picked]
    stalls, goes_on = models.stalls[picked], models.goes_on[picked]
    result = np.zeros((runs, len(months)), bool)
    draws = rng.random((2, len(months), runs))
    for at, (month, part) in enumerate(zip(months, parts, strict=True)):
        result[:, at] = on & (draws[0, at] < models.wave[month - 1][picked] * part)
        on = np.where(on, draws[1, at] >= stalls, draws[1, at] < goes_on)
    return result
