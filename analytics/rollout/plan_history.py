"""How the city's own plans held: each plan as it was first seen, whether it was kept, and by how much it slipped."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.rollout.live_waves import went_live
from analytics.rollout.plan_slips import DEFAULT_SLIPS, STEP_DAYS
from core.method import KEPT_DAYS, MIN_PLANS_DUE

NEVER_YET_STEPS = 6
"""So many steps after the longest wait seen comes what has not come by then: about half a year."""

NO_HISTORY = pd.DataFrame(
    {"unit_code": pd.Series(dtype="str")}
    | {name: pd.Series(dtype="datetime64[us]") for name in ("planned_date", "first_seen", "changed_to")}
)


@dataclass(frozen=True)
class PlanRecord:
    """`plans`: unit_code, planned_date, first_seen, changed_to, came_on, slip_days (so far, while it has not come),
    state (open, kept, slipped), a row a plan. `slips`: chance of each slip in weeks. `is_own`: they are taken from
    these plans; otherwise they are an assumption (DEFAULT_SLIPS)."""

    plans: pd.DataFrame
    slips: dict[int, float]
    is_own: bool

    @property
    def kept(self) -> int:
        """How many plans that came due were kept."""
        return int(self.plans["state"].eq("kept").sum())

    @property
    def slipped(self) -> int:
        """How many slipped, those that have not come yet among them."""
        return int(self.plans["state"].eq("slipped").sum())

    @property
    def median_slip_days(self) -> float:
        """Median days late of those that slipped, at least so many; NaN without one."""
        return float(self.plans.loc[self.plans["state"].eq("slipped"), "slip_days"].median())


def plan_record(history: pd.DataFrame, roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> PlanRecord:
    """Return how plans held that were made before their day, as of a day.

    `history`: unit_code, planned_date, first_seen, changed_to (NaT: as it was). Every date that was ever planned
    counts by itself, also one that was changed later. Kept: live under KEPT_DAYS after it. From MIN_PLANS_DUE plans
    that came due on, the slips are their own (Kaplan-Meier, as some have not come yet).
    """
    now, days = pd.Timestamp(as_of), went_live(roster, units, as_of)
    kelurahan = units.loc[units["kind"].eq("kelurahan"), "unit_code"]
    plans = history[history["unit_code"].isin(kelurahan) & (history["first_seen"] <= now)].copy()
    plans["came_on"] = days.reindex(plans["unit_code"]).to_numpy("datetime64[us]")
    is_ahead = (plans["first_seen"] < plans["planned_date"]) & ~(plans["came_on"] <= plans["first_seen"])
    plans = plans[is_ahead].sort_values(["planned_date", "unit_code"]).reset_index(drop=True)
    until = plans["came_on"].fillna(now)
    plans["slip_days"] = (until - plans["planned_date"]).dt.days.clip(lower=0)
    is_late, has_come = plans["slip_days"] >= KEPT_DAYS, plans["came_on"].notna()
    plans["state"] = np.select([is_late, has_come], ["slipped", "kept"], "open")
    due = plans[plans["state"] != "open"]
    is_own = len(due) >= MIN_PLANS_DUE
    return PlanRecord(plans, _slips(due) if is_own else dict(DEFAULT_SLIPS), is_own)


def _slips(due: pd.DataFrame) -> dict[int, float]:
    """Chance of each slip in weeks; what never came in the time watched comes half a year after the longest wait."""
    step = ((due["slip_days"] + STEP_DAYS / 2) // STEP_DAYS).to_numpy(int)
    has_come, left, found = due["came_on"].notna().to_numpy(), 1.0, {}
    for now in range(int(step.max()) + 1):
        at_risk = int((step > now).sum() + ((step == now) & has_come).sum())
        part = left * ((step == now) & has_come).sum() / at_risk if at_risk else 0.0
        found[now] = part
        left -= part
    if left > 0:
        found[int(step.max()) + NEVER_YET_STEPS] = left
    return {4 * now: float(part) for now, part in found.items() if part > 0}
