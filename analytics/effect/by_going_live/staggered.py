"""Effect of going live when offices go live in waves: ATT by cohort and period, with its uncertainty."""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import pandas as pd

from analytics.base import Floats, t_interval
from analytics.effect.by_going_live.staggered_design import NEVER_LIVE, Design, Mask, design

MIN_COHORT = 3
CELL = ["cohort", "period", "att", "se", "lower", "upper", "n_treated", "n_control", "state", "reason"]


@dataclass(frozen=True)
class AttGt:
    """ATT by cohort and period.

    `frame`: cohort, period, att, se (influence function), lower, upper (small-sample), n_treated,
    n_control, state, reason. Without an interval the state is not_provided: small_cohort,
    one_unit_cohort or one_control, where att and se still stand; no_control, no_units, where nothing
    can be estimated. not_applicable: always_treated, comparison_only. `cohorts`: cohort, units, used,
    state, reason. `left_out`: unit, cohort, reason. `influence`, `corrected`: units x rows of `frame`,
    zero for units without part in a cell, NaN for cells without an estimate; `corrected` carries
    sqrt(n/(n-1)) of cohort and control. `last_control_period`: NaN when there never was a control.
    """

    frame: pd.DataFrame
    cohorts: pd.DataFrame
    left_out: pd.DataFrame
    units: pd.Index
    unit_cohort: Floats
    influence: Floats
    corrected: Floats
    control: str
    anticipation: int
    last_control_period: float


@dataclass(frozen=True)
class _Cell:
    """One 2x2 comparison; the influence functions are of all units."""

    att: float
    influence: Floats
    corrected: Floats
    n_treated: int
    n_control: int
    reason: str = ""

    @property
    def row(self) -> tuple[object, ...]:
        """The columns of CELL from att on."""
        se, error = (standard_error(array) for array in (self.influence, self.corrected))
        freedom = 0 if self.reason else min(self.n_treated, self.n_control) - 1
        shown = t_interval(self.att, error, freedom)
        state = _state(self.reason)
        return self.att, se, shown.lower, shown.upper, self.n_treated, self.n_control, state, self.reason


def standard_error(influence: Floats) -> float:
    """Return the standard error of an estimate by its influence function: sqrt(Sum f^2)/n."""
    return sqrt(float((influence**2).sum())) / len(influence) if len(influence) else nan


def att_gt(panel: pd.DataFrame, control: str = "not_yet", anticipation: int = 0) -> AttGt:
    """Return the effect by cohort and period against units never or not yet live.

    `panel`: unit, period (whole numbers one apart), cohort (first period live, 0 = never), outcome.
    `anticipation`: periods before the cohort in which an effect is possible. att = mean change of the
    cohort - mean change of the controls since the base period (varying base, no covariates). `se` is the
    influence-function SE. The interval widens the influence function by sqrt(n/(n-1)) apart for cohort and
    control and takes t with min(n_treated, n_control) - 1; a cohort under 3 units has none.
    Source: Callaway and Sant'Anna (2021), conventions of the R package did 2.5. Raises ValueError for a
    faulty panel or argument.
    """
    plan = design(panel, control, anticipation)
    keys = [(float(g), float(t)) for g in plan.seen.index for t in plan.periods[1:] if _has_cells(plan, g)]
    cells = [_cell(plan, cohort, period) for cohort, period in keys]
    rows = [(*key, *cell.row) for key, cell in zip(keys, cells, strict=True)]
    frame = pd.DataFrame(rows, columns=CELL).astype({"cohort": "int64", "period": "int64"})
    influence, corrected = (
        np.column_stack([getattr(c, name) for c in cells]) if cells else np.empty((len(plan.units), 0))
        for name in ("influence", "corrected")
    )
    with_control = frame.loc[frame["n_control"] > 0, "period"]
    last = float(with_control.max()) if len(with_control) else nan
    return AttGt(
        frame, _cohorts(plan), plan.left_out, plan.units, plan.cohort, influence, corrected, control, anticipation, last
    )


def _has_cells(plan: Design, cohort: float) -> bool:
    """Not for cohorts that go live after the panel: they count as never live."""
    return bool(cohort <= plan.periods[-1] + plan.anticipation)


def _state(reason: str) -> str:
    if reason in ("always_treated", "comparison_only", "after_the_panel"):
        return "not_applicable"
    return "not_provided" if reason else "ok"


def _cell(plan: Design, cohort: float, period: float) -> _Cell:
    treated = plan.cohort == cohort
    size, empty = int(treated.sum()), np.full(len(plan.units), nan)
    reason = _cohort_reason(plan, cohort)
    control = plan.controls(cohort, period) if period in plan.kept else np.zeros_like(treated)
    number = int(control.sum())
    if reason in ("", "small_cohort", "one_unit_cohort"):
        reason = reason or {0: "no_control", 1: "one_control"}.get(number, "")
        if number:
            return _compare(plan, treated, control, cohort, period, reason)
        reason = "no_control"
    return _Cell(nan, empty, empty, size, 0 if reason != "no_units" else number, reason)


def _compare(plan: Design, treated: Mask, control: Mask, cohort: float, period: float, reason: str) -> _Cell:
    position = int(np.searchsorted(plan.kept, period))
    change = plan.outcome[:, position] - plan.outcome[:, plan.base(cohort, position)]
    influence, corrected = np.zeros(len(change)), np.zeros(len(change))
    means = []
    for members, sign in ((treated, 1), (control, -1)):
        number, mean = int(members.sum()), float(change[members].mean())
        influence[members] = sign * len(change) / number * (change[members] - mean)
        widened = sqrt(number / (number - 1)) if number > 1 else nan
        corrected[members] = influence[members] * widened
        means.append(mean)
    return _Cell(means[0] - means[1], influence, corrected, int(treated.sum()), int(control.sum()), reason)


def _cohort_reason(plan: Design, cohort: float) -> str:
    """Return why a cohort has no interval, or no estimate; '' if it has both."""
    if not _has_cells(plan, cohort):
        return "after_the_panel"
    if cohort == plan.comparison:
        return "comparison_only"
    size = int((plan.cohort == cohort).sum())
    if not size:
        reasons = plan.left_out.loc[plan.left_out["cohort"] == cohort, "reason"]
        return "always_treated" if reasons.eq("always_treated").any() else "no_units"
    if size < MIN_COHORT:
        return "one_unit_cohort" if size == 1 else "small_cohort"
    return ""


def _cohorts(plan: Design) -> pd.DataFrame:
    """Return cohort (0: never), units in the panel, units used, state, reason; never has no reason."""
    never = int((plan.cohort == NEVER_LIVE).sum())
    rows: list[tuple[object, ...]] = []
    for cohort, units in zip(plan.seen.index.to_numpy(float), plan.seen.to_numpy(int), strict=True):
        reason = _cohort_reason(plan, cohort) if len(plan.periods) else "no_units"
        used = int((plan.cohort == cohort).sum())
        rows.append((int(cohort), int(units), used, _state(reason), reason))
    rows.insert(0, (NEVER_LIVE, never, never, "ok", ""))
    return pd.DataFrame(rows, columns=["cohort", "units", "used", "state", "reason"])
