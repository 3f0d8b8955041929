"""From effects by cohort and period to one number: simple, by cohort, by time live, by period."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Estimate, Floats, t_interval
from analytics.effect.by_going_live.staggered import MIN_COHORT, AttGt, standard_error
from core.method import MIN_UNITS

KINDS = ("simple", "group", "dynamic", "calendar")
ROW = ["key", "att", "se", "lower", "upper", "freedom", "n_treated", "n_control", "state", "reason"]
Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Aggregate:
    """Averages of ATT(cohort, period).

    `frame`: key, att, se, lower, upper, freedom, n_treated, n_control (least of its cells), state, reason
    (small_cohort, one_control: no interval). `overall` = overall_att with its small-sample interval.
    `state` is not_provided without any cell after going live (no_cells) or without an interval; `reason`
    few_treated or few_control says that, under 8 units, no conclusion may be drawn. `left_out`: cohorts of
    one unit, which are in no average. `influence`: of the overall, one entry a unit.
    """

    by: str
    frame: pd.DataFrame
    overall_att: float
    overall_se: float
    overall: Estimate
    n_treated: int
    n_control: int
    state: str
    reason: str
    left_out: list[int]
    influence: Floats


@dataclass(frozen=True)
class _Average:
    """A weighted mean with both influence functions and the cells it rests on."""

    att: float
    influence: Floats
    corrected: Floats
    cells: Positions


def aggregate(result: AttGt, by: str = "simple") -> Aggregate:
    """Return the effects averaged over all cells since going live (simple), by cohort, time or period.

    Weights are cohort sizes, their own influence included; the overall of group averages cohorts, that of
    dynamic all times since going live (before it they are the pre-trend), that of calendar all periods.
    `se`: influence-function SE; interval: corrected influence function, t with treated units - cohorts.
    Source: Callaway and Sant'Anna (2021), section 3; conventions of R did's aggte. Raises ValueError for
    an unknown `by`.
    """
    if by not in KINDS:
        raise ValueError(f"by is {by!r}; it must be one of {', '.join(KINDS)}.")
    cells = result.frame
    used = (cells["att"].notna() & (cells["n_treated"] > 1)).to_numpy()
    since = used & (cells["period"] >= cells["cohort"]).to_numpy()
    keys = _keys(cells, by)
    chosen = used if by == "dynamic" else since
    rows = {key: _average(result, np.flatnonzero(chosen & (keys == key))) for key in np.unique(keys[chosen])}
    alone = cells.loc[cells["reason"].eq("one_unit_cohort"), "cohort"].unique()
    frame = pd.DataFrame([(_name(by, key), *_row(result, average)) for key, average in rows.items()], columns=ROW)
    overall = _overall(result, by, {k: a for k, a in rows.items() if by != "dynamic" or k >= 0}, since)
    if overall is None:
        none = np.full(len(result.units), nan)
        return Aggregate(by, frame, nan, nan, Estimate(), 0, 0, "not_provided", "no_cells", list(alone), none)
    _, se, lower, upper, _, treated, control, state, reason = _row(result, overall)
    few = "few_treated" if treated < MIN_UNITS else "few_control" if control < MIN_UNITS else ""
    shown = Estimate(overall.att, lower, upper)
    return Aggregate(
        by, frame, overall.att, se, shown, treated, control, state, reason or few, list(alone), overall.influence
    )


def _keys(cells: pd.DataFrame, by: str) -> Floats:
    columns = {"group": cells["cohort"], "dynamic": cells["period"] - cells["cohort"], "calendar": cells["period"]}
    keys: Floats = columns[by].to_numpy() if by in columns else np.zeros(len(cells))
    return keys


def _name(by: str, key: float) -> object:
    return "simple" if by == "simple" else int(key)


def _average(result: AttGt, cells: Positions) -> _Average:
    """Mean of some cells by cohort size; the weights are estimates too."""
    cohort, att = (result.frame[name].to_numpy()[cells] for name in ("cohort", "att"))
    size = result.frame["n_treated"].to_numpy(float)[cells]
    weight = size / size.sum()
    of_weights = _weight_influence(result, cohort, size) @ att
    influence, corrected = (m[:, cells] @ weight + of_weights for m in (result.influence, result.corrected))
    return _Average(float(weight @ att), influence, corrected, cells)


def _weight_influence(result: AttGt, cohort: Floats, size: Floats) -> Floats:
    """Influence of the cohort shares p_g/Sum p: units x cells. Units outside these cohorts have none."""
    member = (result.unit_cohort[:, None] == cohort).astype(float)
    total = size.sum() / len(result.units)
    influence: Floats = (member - np.outer(member.sum(axis=1), size / size.sum())) / total
    return influence


def _overall(result: AttGt, by: str, rows: dict[float, _Average], since: NDArray[np.bool_]) -> _Average | None:
    if not rows:
        return None
    if by == "simple":
        return rows[0]
    averages, cells = list(rows.values()), np.flatnonzero(since)
    att = np.array([average.att for average in averages])
    weight, of_weights = np.full(len(att), 1 / len(att)), np.zeros(len(result.units))
    if by == "group":
        cohort = np.array(list(rows))
        size = np.array([(result.unit_cohort == g).sum() for g in cohort], float)
        weight, of_weights = size / size.sum(), _weight_influence(result, cohort, size) @ att
    influence, corrected = (
        np.column_stack([getattr(average, name) for average in averages]) @ weight + of_weights
        for name in ("influence", "corrected")
    )
    return _Average(float(weight @ att), influence, corrected, cells)


def _row(result: AttGt, average: _Average) -> tuple[float, float, float, float, int, int, int, str, str]:
    """att, se, lower, upper, freedom, n_treated, n_control, state, reason."""
    cohort, treated, control = (
        result.frame[name].to_numpy()[average.cells] for name in ("cohort", "n_treated", "n_control")
    )
    units = int(treated[np.unique(cohort, return_index=True)[1]].sum())
    freedom = units - len(np.unique(cohort))
    se, error = (standard_error(array) for array in (average.influence, average.corrected))
    reason = "small_cohort" if units < MIN_COHORT else "" if np.isfinite(error) else "one_control"
    shown = Estimate(average.att) if reason else t_interval(average.att, error, freedom)
    state = "not_provided" if reason else "ok"
    return average.att, se, shown.lower, shown.upper, freedom, units, int(control.min()), state, reason
