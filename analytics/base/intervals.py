"""Uncertainty of a share within a period (docs: definitions)."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base.groups import Codes, added, distinct, numbered
from analytics.base.quantiles import normal_quantile, t_quantile
from core.method import MIN_CLUSTERS

CONFIDENCE = 0.95
ROUNDING = 1e-9
"""A change as small as this comes from adding up in another order."""
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; lower and upper are NaN where no interval can be given."""

    value: float = nan
    lower: float = nan
    upper: float = nan

    @property
    def direction(self) -> str:
        """What a change may be called: up or down beyond its interval, same within it, open without one."""
        if np.isnan(self.lower) or np.isnan(self.upper):
            return "open"
        return "up" if self.lower > ROUNDING else "down" if self.upper < -ROUNDING else "same"


def wilson(successes: float, trials: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's score interval of successes / trials; NaN without trials (Wilson 1927)."""
    z = np.array([normal_quantile((1 + confidence) / 2)])
    lower, upper = _wilson(np.array([successes], float), np.array([trials], float), z)
    return float(lower[0]), float(upper[0])


def _wilson(successes: Floats, trials: Floats, z: Floats) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        share = successes / trials
        centre = (share + z**2 / (2 * trials)) / (1 + z**2 / trials)
        half = z / (1 + z**2 / trials) * np.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    # At 0 and 1 the bound is exactly the share; rounding may not push it below 0 or above 1.
    lower = np.where(share == 0, 0.0, np.clip(centre - half, 0, 1))
    upper = np.where(share == 1, 1.0, np.clip(centre + half, 0, 1))
    return np.where(trials > 0, lower, nan), np.where(trials > 0, upper, nan)


def t_interval(value: float, error: float, freedom: float) -> Estimate:
    """Return value +- t x standard error; no interval without a degree of freedom."""
    if not freedom > 0:
        return Estimate(value)
    half = float(t_quantile((1 + CONFIDENCE) / 2, freedom)) * error
    return Estimate(value, value - half, value + half)


def clustered_interval(value: float, error: float, clusters: int) -> Estimate:
    """Return value with the t interval of its clusters (offices, or weeks of one); under MIN_CLUSTERS without one."""
    return t_interval(value, error, clusters - 1) if clusters >= MIN_CLUSTERS else Estimate(value)


@dataclass(frozen=True)
class GroupedRows:
    """Of each row the number of its group and of its unit, and how many there are of both."""

    group: Codes
    groups: int
    unit: Codes
    units: int


def weekly_interval(
    place: GroupedRows, weeks: pd.Series, numerator: Floats, denominator: Floats, scaled: Floats | None = None
) -> dict[str, Floats]:
    """Return share, lower, upper (Wilson at the effective size) and effective_size by group; NaN without transactions.

    v = (1/N^2) Sum_i T_i/(T_i-1) Sum_t (x_it - p_i n_it)^2 over units i and their T_i weeks t; a unit
    with one week adds its binomial variance; n_eff = min(n, p(1-p)/v), n at p = 0 or 1. Several rows of
    a unit and week are added. Where the weeks vary more than chance, their variance is an estimate: the quantile is
    Student's t at its degrees of freedom (Satterthwaite 1946; of one unit T - 1), the normal one elsewhere. `scaled`:
    of each group the variance of its denominator, where that is estimated; p^2 times it is added to v.
    """
    counts = denominator > 0
    week, number_of_weeks = numbered(weeks[counts])
    at = (place.group[counts] * place.units + place.unit[counts]) * number_of_weeks + week
    # Sums over numbers: with text keys the same takes several times as long, and every page asks for it.
    cell, at_cell = distinct(at)
    x, n = (added(at_cell, values[counts], len(cell)) for values in (numerator, denominator))
    own, at_own = distinct(cell // number_of_weeks)
    own_x, own_n, number = (added(at_own, values, len(own)) for values in (x, n, np.ones(len(cell))))
    squares = added(at_own, (x - (own_x / own_n)[at_own] * n) ** 2, len(own))
    repeated = number / np.maximum(number - 1, 1) * squares
    variance = np.where(number > 1, repeated, own_x * (1 - own_x / own_n))
    unsure = np.where(number > 1, variance**2 / np.maximum(number - 1, 1), 0.0)
    parts = (own_x, own_n, variance, unsure)
    x, n, variance, unsure = (added(own // place.units, values, place.groups) for values in parts)
    return _at_effective_size(x, n, variance, unsure, np.zeros(place.groups) if scaled is None else scaled)


def _at_effective_size(x: Floats, n: Floats, variance: Floats, unsure: Floats, scaled: Floats) -> dict[str, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        share = x / n
        variance = variance + np.nan_to_num(share) ** 2 * scaled
        size = share * (1 - share) * n**2 / variance
    # Where weeks vary just as chance does, the order of rows decides nothing.
    is_smaller = (share > 0) & (share < 1) & (variance > 0) & (size < n * (1 - ROUNDING))
    size = np.where(is_smaller, size, n)
    freedom = np.divide(variance**2, unsure, out=np.full(len(n), np.inf), where=(unsure > 0) & (size < n))
    lower, upper = _wilson(share * size, size, t_quantile((1 + CONFIDENCE) / 2, freedom))
    return {"share": share, "lower": lower, "upper": upper, "effective_size": size}
