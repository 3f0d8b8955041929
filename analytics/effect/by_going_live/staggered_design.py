"""Who is compared with whom when offices go live in waves: the checked, balanced panel behind att_gt."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Floats

COLUMNS = ("unit", "period", "cohort", "outcome")
NEVER_LIVE = 0
CONTROLS = ("never", "not_yet")
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Design:
    """The units and periods that can be used; arrays are units x periods.

    `periods`: all of the panel; `kept`: those in which a comparison is possible. `cohort`: one entry a
    unit, 0 for never (also for those that go live after the panel). `comparison`: the last cohort, where
    nobody is never live: it serves as comparison only. `left_out`: unit, cohort, reason (always_treated,
    incomplete). `seen`: cohort and number of units in the input, 0 left out.
    """

    control: str
    anticipation: int
    periods: Floats
    kept: Floats
    units: pd.Index
    cohort: Floats
    outcome: Floats
    comparison: float | None
    left_out: pd.DataFrame
    seen: pd.Series

    def controls(self, cohort: float, period: float) -> Mask:
        """Return the units a cohort is compared with in a period: never live, or not yet (and no member)."""
        never: Mask = self.cohort == NEVER_LIVE
        if self.control == "never":
            return never
        later: Mask = (self.cohort > period + self.anticipation) & (self.cohort != cohort)
        return never | later

    def base(self, cohort: float, position: int) -> int:
        """Return the position of the base period of a cell (varying base).

        From `anticipation` periods before the cohort on: the last period without any effect; before
        that: the period just before.
        """
        if self.kept[position] < cohort - self.anticipation:
            return position - 1
        return int(np.flatnonzero(self.kept + self.anticipation < cohort)[-1])


def design(panel: pd.DataFrame, control: str, anticipation: int) -> Design:
    """Return the design of a panel (unit, period, cohort, outcome; cohort 0: never).

    Left out, as in R did: units live (net of anticipation) in the first period, and units without an
    outcome in every usable period. Where nobody is never live, only periods before the last cohort are
    usable. Raises ValueError for a frame or an argument that makes no sense.
    """
    _check(panel, control, anticipation)
    rows = panel[np.isfinite(panel["outcome"].to_numpy(float))]
    wide = rows.pivot(index="unit", columns="period", values="outcome").sort_index()
    periods: Floats = np.asarray(wide.columns, np.float64)
    own = panel.drop_duplicates("unit").set_index("unit")["cohort"].astype(float).sort_index()
    seen = own[own > NEVER_LIVE].value_counts().sort_index()
    if not len(periods):
        return _empty(control, anticipation, own, seen)
    cohort = own.where(own <= periods[-1] + anticipation, NEVER_LIVE)
    reason = pd.Series("", own.index)
    reason[(cohort > NEVER_LIVE) & (cohort <= periods[0] + anticipation)] = "always_treated"
    kept = periods
    comparison: float | None = None
    while True:
        used = reason.eq("")
        if control == "not_yet" and used.any() and not cohort[used].eq(NEVER_LIVE).any():
            comparison = float(cohort[used].max())
            kept = kept[kept < comparison - anticipation]
        holes = wide.reindex(index=own.index, columns=kept).isna().any(axis=1) & used
        if not holes.any():
            break
        reason[holes] = "incomplete"
    left = pd.DataFrame({"unit": own.index, "cohort": own.to_numpy(), "reason": reason.to_numpy()})
    chosen = reason.index[used]
    outcome = wide.reindex(index=chosen, columns=kept).to_numpy(float)
    cohorts: Floats = np.array(cohort[used], dtype=np.float64)
    left = left[left["reason"].ne("")].reset_index(drop=True)
    return Design(control, anticipation, periods, kept, chosen, cohorts, outcome, comparison, left, seen)


def _check(panel: pd.DataFrame, control: str, anticipation: int) -> None:
    if missing := [name for name in COLUMNS if name not in panel]:
        raise ValueError(f"The panel lacks the column {missing[0]}; it needs {', '.join(COLUMNS)}.")
    if control not in CONTROLS:
        raise ValueError(f"control is {control!r}; it must be one of {', '.join(CONTROLS)}.")
    if anticipation < 0:
        raise ValueError("anticipation counts periods and cannot be negative.")
    if panel["cohort"].isna().any() or (panel["cohort"] < NEVER_LIVE).any():
        raise ValueError("Each unit needs a cohort: its first period live, or 0 for never.")
    if panel.duplicated(["unit", "period"]).any():
        raise ValueError("A unit stands twice in one period.")
    if panel.groupby("unit")["cohort"].nunique().gt(1).any():
        raise ValueError("The cohort of a unit must be the same in all periods.")


def _empty(control: str, anticipation: int, own: pd.Series, seen: pd.Series) -> Design:
    """No outcome at all: every unit is left out."""
    left = pd.DataFrame({"unit": own.index, "cohort": own.to_numpy(), "reason": "incomplete"})
    none = np.empty(0)
    return Design(control, anticipation, none, none, own.index[:0], none, np.empty((0, 0)), None, left, seen)
