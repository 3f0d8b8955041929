"""Uncertainty of a share within a period and of its change between two (docs: definitions)."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.groups import unique
from analytics.quantiles import normal_quantile, t_quantile

CONFIDENCE = 0.95
MIN_CLUSTERS = 4
CELL = ["unit_code", "week", "numerator", "denominator"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; lower and upper are NaN where no interval can be given."""

    value: float = nan
    lower: float = nan
    upper: float = nan


@dataclass(frozen=True)
class Change:
    """Change of a share between two periods, over the offices present in both.

    `state` is ok, or not_provided with a `reason`; without an interval the reason is few_clusters.
    """

    before: float
    after: float
    change: Estimate
    offices: int
    clusters: int
    state: str
    reason: str


def wilson(successes: float, trials: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return Wilson's score interval of successes / trials; NaN without trials (Wilson 1927)."""
    lower, upper = _wilson(np.array([successes], float), np.array([trials], float), confidence)
    return float(lower[0]), float(upper[0])


def _wilson(successes: Floats, trials: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = normal_quantile((1 + confidence) / 2)
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


def within_period(cells: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return share, lower and upper per group: Wilson at the effective size of its weeks.

    `cells`: columns of `by`, unit_code, week, numerator, denominator (several rows a week are added).
    Result: `by`, share, lower, upper, effective_size; a group without transactions has no row.
    v = (1/N^2) Sum_i T_i/(T_i-1) Sum_t (x_it - p_i n_it)^2 over units i and their T_i weeks t; a unit
    with one week adds its binomial variance; n_eff = min(n, p(1-p)/v), n at p = 0 or 1.
    """
    counts, unit_keys = ["numerator", "denominator"], unique([*by, "unit_code"])
    weeks = cells[cells["denominator"] > 0].groupby(unique([*unit_keys, "week"]))[counts].sum().reset_index()
    units = weeks.groupby(unit_keys)
    x, n = (units[name].transform("sum") for name in counts)
    weeks["squares"] = (weeks["numerator"] - x / n * weeks["denominator"]) ** 2
    per_unit = units[[*counts, "squares"]].sum().assign(weeks=units.size()).reset_index()
    x, n, number = per_unit["numerator"], per_unit["denominator"], per_unit["weeks"]
    repeated = number / (number - 1).clip(lower=1) * per_unit["squares"]
    per_unit["variance"] = repeated.where(number > 1, x * (1 - x / n))
    groups = per_unit.groupby(by)[[*counts, "variance"]].sum().reset_index()
    return _with_interval(groups)[[*by, "share", "lower", "upper", "effective_size"]]


def _with_interval(groups: pd.DataFrame) -> pd.DataFrame:
    n, x = groups["denominator"].to_numpy(float), groups["numerator"].to_numpy(float)
    share = x / n
    with np.errstate(invalid="ignore", divide="ignore"):
        size = share * (1 - share) * n**2 / groups["variance"].to_numpy(float)
    size = np.where((share > 0) & (share < 1) & (groups["variance"] > 0), np.minimum(n, size), n)
    lower, upper = _wilson(share * size, size, CONFIDENCE)
    return groups.assign(share=share, lower=lower, upper=upper, effective_size=size)


def paired_change(before: pd.DataFrame, after: pd.DataFrame) -> Change:
    """Return the change of the share over the offices present in both periods.

    Frames: unit_code, week, numerator, denominator. u_i = Sum(x - p n)/N per period,
    d_i = u_i2 - u_i1, variance G/(G-1) Sum d_i^2, t with G-1. Of one office the weeks are the
    clusters; under four clusters there is no interval.
    """
    both = _units(before) & _units(after)
    if not both:
        return Change(nan, nan, Estimate(), 0, 0, "not_provided", "no_common_office")
    first, second = (frame[frame["unit_code"].isin(both)] for frame in (before, after))
    cluster = "unit_code" if len(both) > 1 else "week"
    differences = _influence(second, cluster).sub(_influence(first, cluster), fill_value=0.0)
    size = len(differences)
    shares = [float(frame["numerator"].sum() / frame["denominator"].sum()) for frame in (first, second)]
    value = shares[1] - shares[0]
    if size < MIN_CLUSTERS:
        return Change(shares[0], shares[1], Estimate(value), len(both), size, "ok", "few_clusters")
    error = float(np.sqrt(size / (size - 1) * (differences**2).sum()))
    return Change(shares[0], shares[1], t_interval(value, error, size - 1), len(both), size, "ok", "")


def _units(cells: pd.DataFrame) -> set[str]:
    return set(cells.loc[cells["denominator"] > 0, "unit_code"])


def _influence(cells: pd.DataFrame, cluster: str) -> pd.Series:
    sums = cells[cells["denominator"] > 0].groupby(cluster)[["numerator", "denominator"]].sum()
    total = sums.sum()
    share = total["numerator"] / total["denominator"]
    influence: pd.Series = (sums["numerator"] - share * sums["denominator"]) / total["denominator"]
    return influence
