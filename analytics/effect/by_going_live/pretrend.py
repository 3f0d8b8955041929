"""How offices moved apart before they went live: the check that att_gt rests on, and what lies beyond that trend."""

from dataclasses import dataclass
from math import inf, nan

import numpy as np
import pandas as pd

from analytics.base import Bools, Codes, Estimate, Floats, chi2_tail, t_interval, t_quantile, t_tail
from analytics.effect.by_going_live.aggregation import aggregate
from analytics.effect.by_going_live.staggered import MIN_COHORT, AttGt
from analytics.effect.by_going_live.staggered_design import NEVER_LIVE
from core.method import MIN_MONTHS_BEFORE, MIN_UNITS

MIN_P = 0.05
ROUNDS, CLOSE = 50, 1e-12


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


@dataclass(frozen=True)
class BeyondTrend:
    """Visits since going live against those that the offices' own trend from before would have brought.

    `log_change`: ln(all visits made / all visits expected), so that an office weighs by its visits; `monthly`: the
    trend, ln a month against the offices never live. `by_months`, `by_cohort`: key, att, lower, upper, n_treated,
    n_control, state, reason (small_cohort); keys as in `aggregate`, before going live the distance from the line.
    All NaN and empty where fewer than 8 offices have MIN_MONTHS_BEFORE months before (`is_known`).
    """

    is_known: bool
    log_change: Estimate
    monthly: Estimate
    by_months: pd.DataFrame
    by_cohort: pd.DataFrame


def beyond_trend(panel: pd.DataFrame, cells: AttGt) -> BeyondTrend:
    """Return what happened to visits beyond the trend that the offices had before going live.

    Visits of an office and month are Poisson with mean exp(a_i + b_t + s t), s of the offices that go live only; a
    cohort's months before `anticipation` and the offices never live give a, b and s, and these the months since
    (imputation by quasi-likelihood: sums of visits are fitted exactly, and the totals of the cohorts are all that is
    needed). Uncertainty, the trend's included: the whole is done again without each office, the variance is that of
    the jackknife, of live and other offices apart. Source: Wooldridge (2023), Econometrics Journal 26(3); Borusyak,
    Jaravel and Spiess (2024). `panel`: the frame that `cells` are of.
    """
    logs = panel.pivot(index="unit", columns="period", values="outcome").reindex(cells.units)
    cohorts, sizes = np.unique(cells.unit_cohort[cells.unit_cohort != NEVER_LIVE], return_counts=True)
    months = np.asarray(logs.columns, np.float64)
    is_before = months < cohorts[:, None] - cells.anticipation
    is_known = sizes[is_before.sum(axis=1) >= MIN_MONTHS_BEFORE].sum() >= MIN_UNITS
    if not is_known or (cells.unit_cohort == NEVER_LIVE).sum() < 2:
        none = pd.DataFrame(columns=["key", "att", "lower", "upper", "n_treated", "n_control", "state", "reason"])
        return BeyondTrend(bool(is_known), Estimate(), Estimate(), none, none)
    group = np.where(cells.unit_cohort == NEVER_LIVE, 0, np.searchsorted(cohorts, cells.unit_cohort) + 1)
    totals = _totals(np.exp(logs.to_numpy(float)), group)
    monthly, expected = _continued(totals, is_before, months - months.mean())
    elapsed = months - cohorts[:, None]
    is_used = np.broadcast_to(sizes[:, None] > 1, elapsed.shape)
    since = is_used & (elapsed >= 0)
    found = _Ratios(totals[:, 1:], expected, group == 0, sizes)
    trend = _jackknifed(monthly, group == 0)
    return BeyondTrend(
        True, found.of(since), trend, found.by(elapsed, is_used), found.by(elapsed * 0 + cohorts[:, None], since)
    )


def _totals(visits: Floats, group: Codes) -> Floats:
    """Visits by group and month: of all offices, then without each of them. Copies x groups x months."""
    whole = np.zeros((group.max() + 1, visits.shape[1]))
    np.add.at(whole, group, visits)
    copies = np.repeat(whole[None], len(visits) + 1, axis=0)
    copies[np.arange(len(visits)) + 1, group] -= visits
    return copies


def _continued(totals: Floats, is_before: Bools, months: Floats) -> tuple[Floats, Floats]:
    """The trend a month of every copy, and the visits that each cohort would have had in every month."""
    others, own = totals[:, :1], totals[:, 1:] * is_before
    made, moment, slope = own.sum(axis=2), (own * months).sum(axis=2), np.zeros(len(totals))
    for _ in range(ROUNDS):
        weight = others * is_before * np.exp(slope[:, None, None] * months)
        whole = weight.sum(axis=2)
        middle = (weight * months).sum(axis=2) / whole
        spread = (weight * months**2).sum(axis=2) / whole - middle**2
        step = (moment - made * middle).sum(axis=1) / (made * spread).sum(axis=1)
        slope = slope + step
        if np.abs(step).max() < CLOSE:
            break
    line = others * np.exp(slope[:, None, None] * months)
    return slope, made[:, :, None] / (line * is_before).sum(axis=2)[:, :, None] * line


@dataclass(frozen=True)
class _Ratios:
    """Visits made and expected, copies x cohorts x months, and the offices of each cohort."""

    made: Floats
    expected: Floats
    is_other: Bools
    sizes: Codes

    def of(self, chosen: Bools) -> Estimate:
        """ln of the ratio over some cohorts and months."""
        made, expected = ((array * chosen).sum(axis=(1, 2)) for array in (self.made, self.expected))
        with np.errstate(divide="ignore", invalid="ignore"):
            return _jackknifed(np.log(made / expected), self.is_other)

    def by(self, keys: Floats, chosen: Bools) -> pd.DataFrame:
        rows = [self._row(key, chosen & (keys == key)) for key in np.unique(keys[chosen])]
        names = ["key", "att", "lower", "upper", "n_treated", "n_control", "state", "reason"]
        return pd.DataFrame(rows, columns=names).astype({"key": "int64"})

    def _row(self, key: float, chosen: Bools) -> tuple[object, ...]:
        offices, others = int(self.sizes[chosen.any(axis=1)].sum()), int(self.is_other.sum())
        if offices < MIN_COHORT:
            return key, nan, nan, nan, offices, others, "not_provided", "small_cohort"
        found = self.of(chosen)
        return key, found.value, found.lower, found.upper, offices, others, "ok", ""


def _jackknifed(values: Floats, is_other: Bools) -> Estimate:
    """The first value with the interval of the others, each without one office; live and other offices apart.

    Degrees of freedom by Satterthwaite; where few offices carry nearly all of a part, it has as many as these.
    """
    parts, shape = 0.0, 0.0
    for chosen in (is_other, ~is_other):
        moved, number = values[1:][chosen] - values[1:][chosen].mean(), int(chosen.sum())
        if not (moved**2).sum() > 0:
            continue
        carried = 3 * (moved**2).sum() ** 2 / (moved**4).sum()
        part = (number - 1) / number * float((moved**2).sum())
        parts, shape = parts + part, shape + part**2 / max(2.0, min(number, carried) - 1)
    return t_interval(float(values[0]), float(np.sqrt(parts)), parts**2 / shape if shape > 0 else inf)
