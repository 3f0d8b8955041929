"""Did the cohorts move apart before anybody went live: the check that att_gt rests on."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from analytics.base import Estimate, chi2_tail, t_quantile, t_tail
from analytics.effect.aggregation import Aggregate, aggregate
from analytics.effect.staggered import AttGt

MIN_P = 0.05
MIN_MONTHS_BEFORE = 2


@dataclass(frozen=True)
class PreTrend:
    """Differences before going live, where no effect can be yet.

    `frame`: the dynamic aggregate's rows before `-anticipation` (key, att, lower, upper, ...). `p_value`:
    of the farthest row, times the number of rows (Bonferroni), with the small-sample t. `wald`, `wald_p`:
    joint chi-square test of all cells by the influence functions, `wald_freedom` cells; with small
    cohorts it rejects far too often and is there for comparison with R did. `wald_reason`: '' or singular
    (more cells than the offices can tell apart), then it is NaN. `state` ok, or not_applicable
    (no_earlier_periods); `has_moved`: p_value under 0.05.
    """

    frame: pd.DataFrame
    p_value: float
    wald: float
    wald_p: float
    wald_freedom: int
    wald_reason: str
    state: str
    reason: str

    @property
    def has_moved(self) -> bool:
        """True where a difference before going live is too large for chance."""
        return self.p_value < MIN_P


def beyond_own_trend(simple: Aggregate, dynamic: pd.DataFrame, pre: PreTrend, anticipation: int) -> Estimate:
    """Return the overall effect less what the offices' own trend from before would have brought, with its interval.

    The rows before going live are differences from month to month (varying base): their mean, by their precision, is
    the trend a month. It goes on from the base month to each month live (rows of `dynamic`, by their offices). The
    trend's uncertainty is in the interval, as if neighbouring months were independent: they lie against each other, so
    that it is rather too wide. With fewer than two months before, no trend can be seen: the effect as it is.
    """
    overall, live = simple.overall, dynamic[dynamic["key"].ge(0) & dynamic["att"].notna()]
    if len(pre.frame) < MIN_MONTHS_BEFORE or live.empty:
        return overall
    precision = 1 / pre.frame["se"].to_numpy(float) ** 2
    monthly = float(np.average(pre.frame["att"], weights=precision))
    months = float(np.average(live["key"], weights=live["n_treated"])) + 1 + anticipation
    own, spread = (overall.upper - overall.lower) / 2, months / np.sqrt(precision.sum())
    half = float(np.hypot(own, t_quantile(0.975, pre.frame["freedom"].min()) * spread))
    value = overall.value - months * monthly
    return Estimate(value, value - half, value + half)


def pre_trend(result: AttGt) -> PreTrend:
    """Return the check of parallel trends before going live.

    W = n a' V^-1 a over the cells before the cohort net of anticipation, V = influence' influence / n;
    NaN where V is singular. Source: Callaway and Sant'Anna (2021), section 4; R did's Wald pre-test.
    """
    rows = aggregate(result, "dynamic").frame
    before = rows[(rows["key"] < -result.anticipation) & rows["state"].eq("ok")].reset_index(drop=True)
    wald, freedom = _wald(result)
    singular = "singular" if freedom and np.isnan(wald) else ""
    if before.empty:
        return PreTrend(before, nan, wald, nan, freedom, singular, "not_applicable", "no_earlier_periods")
    half = (before["upper"] - before["lower"]) / 2
    distance = before["att"].abs() / (half / t_quantile(0.975, before["freedom"]))
    least = float((2 * t_tail(distance, before["freedom"])).min())
    wald_p = chi2_tail(wald, freedom) if np.isfinite(wald) else nan
    return PreTrend(before, min(1.0, least * len(before)), wald, wald_p, freedom, singular, "ok", "")


def _wald(result: AttGt) -> tuple[float, int]:
    cells = result.frame
    early = cells["period"] < cells["cohort"] - result.anticipation
    chosen = np.flatnonzero(early & cells["att"].notna() & cells["se"].gt(0))
    influence, att = result.influence[:, chosen], cells["att"].to_numpy()[chosen]
    number = len(influence)
    if not len(chosen):
        return nan, 0
    covariance = influence.T @ influence / number
    if 1 / np.linalg.cond(covariance, 1) <= np.finfo(float).eps:
        return nan, len(chosen)
    return float(number * att @ np.linalg.solve(covariance, att)), len(chosen)
