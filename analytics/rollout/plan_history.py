"""How the city's own plans held: each plan as it was first seen, whether it was kept, and by how much it slipped."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Floats
from analytics.rollout.live_waves import live_spells
from analytics.rollout.plan_slips import DEFAULT_SLIPS, STEP_DAYS, STEP_WEEKS
from core.method import CORRECTED_DAYS, KEPT_DAYS, MIN_PLANS_DUE, PRIOR_WAVES

NEVER_YET_STEPS = 6
"""So many steps after the longest wait seen comes what has not come by then: about half a year."""
DAYS = ("planned_date", "first_seen", "changed_on", "changed_to", "withdrawn_on")
NO_HISTORY = pd.DataFrame(
    {"unit_code": pd.Series(dtype="str")} | {name: pd.Series(dtype="datetime64[us]") for name in DAYS}
)


@dataclass(frozen=True)
class PlanRecord:
    """`plans`: unit_code, planned_date, first_seen, came_on, wave (the day that its office was first planned for),
    is_first (that plan), slip_days (so far, while it has not come), state (open, kept, slipped, corrected, withdrawn),
    a row a plan. `slips`: chance of each slip in weeks. `waves`: how many of these plans' waves came due. `is_own`:
    the slips are taken from them, too; otherwise they are an assumption (DEFAULT_SLIPS)."""

    plans: pd.DataFrame
    slips: dict[int, float]
    waves: int
    is_own: bool

    @property
    def kept(self) -> int:
        """How many offices went live as first planned, of those whose plan came due."""
        return int(self._first.eq("kept").sum())

    @property
    def slipped(self) -> int:
        """How many slipped, those that have not come yet among them."""
        return int(self._first.eq("slipped").sum())

    @property
    def median_slip_days(self) -> float:
        """Median days late of those that slipped, at least so many; NaN without one."""
        return float(self.plans.loc[self.plans["is_first"] & self.plans["state"].eq("slipped"), "slip_days"].median())

    @property
    def _first(self) -> pd.Series:
        states: pd.Series = self.plans.loc[self.plans["is_first"], "state"]
        return states


def plan_record(history: pd.DataFrame, roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> PlanRecord:
    """Return how plans held that were made before their day, as of a day.

    `history`: unit_code, planned_date, first_seen, changed_on, changed_to, withdrawn_on (NaT: as it was). An office
    counts once, by the day first planned: kept is live under KEPT_DAYS after it. A plan corrected within
    CORRECTED_DAYS, or withdrawn before it came, is none. From MIN_PLANS_DUE offices whose plan came due on, the slips
    are those of their waves (Kaplan-Meier, as some have not come yet), with DEFAULT_SLIPS as of PRIOR_WAVES more.
    """
    plans = _plans(history, roster, units, as_of)
    due = plans[plans["state"].isin(["kept", "slipped"])]
    is_own = int(due["is_first"].sum()) >= MIN_PLANS_DUE
    number = due["wave"].nunique()
    return PlanRecord(plans, _mixed(_slips(due), number) if is_own else dict(DEFAULT_SLIPS), number, is_own)


def _plans(history: pd.DataFrame, roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every plan of a kelurahan that was not live when it was first seen, with what became of it."""
    now = pd.Timestamp(as_of)
    kelurahan = units.loc[units["kind"].eq("kelurahan"), "unit_code"]
    plans = history[history["unit_code"].isin(kelurahan) & (history["first_seen"] <= now)]
    plans = plans[plans["first_seen"] < plans["planned_date"]]
    plans = _with_arrival(plans.reset_index(drop=True), live_spells(roster, as_of))
    until = plans["came_on"].fillna(now)
    plans["slip_days"] = (until - plans["planned_date"]).dt.days.clip(lower=0)
    is_late, has_come = plans["slip_days"] >= KEPT_DAYS, plans["came_on"].notna()
    is_corrected = (plans["changed_on"] - plans["first_seen"]).dt.days <= CORRECTED_DAYS
    is_gone = (plans["withdrawn_on"] <= now) & ~(plans["came_on"] <= plans["withdrawn_on"])
    states = ["corrected", "withdrawn", "slipped", "kept"]
    plans["state"] = np.select(
        [is_corrected & (plans["changed_on"] <= now), is_gone, is_late, has_come], states, "open"
    )
    return _with_wave(plans)


def _with_arrival(plans: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    """Add came_on, the first start after a plan was first seen; without plans of offices that were live then."""
    pairs = plans[["unit_code", "first_seen"]].reset_index().merge(live, on="unit_code")
    is_before = pairs["since"] <= pairs["first_seen"]
    live_then = pairs.loc[is_before & ~(pairs["until"] <= pairs["first_seen"]), "index"]
    came_on = pairs[~is_before].groupby("index")["since"].min()
    return plans.assign(came_on=came_on.reindex(plans.index).astype("datetime64[us]")).drop(
        index=list(live_then.unique())
    )


def _with_wave(plans: pd.DataFrame) -> pd.DataFrame:
    """Add wave and is_first: plans of one office for one start are one, made when the first of them was."""
    plans = plans.sort_values(["unit_code", "first_seen", "planned_date"])
    counts = plans[~plans["state"].isin(["corrected", "withdrawn"])]
    start = counts[["unit_code", "came_on"]].fillna({"came_on": pd.Timestamp.max.as_unit("us")})
    is_first = start.ne(start.shift()).any(axis=1)
    wave = counts["planned_date"].where(is_first).ffill()
    plans = plans.assign(wave=wave, is_first=is_first.reindex(plans.index, fill_value=False))
    return plans.sort_values(["planned_date", "unit_code"]).reset_index(drop=True)


def _slips(due: pd.DataFrame) -> dict[int, float]:
    """Chance of each slip in weeks; what never came in the time watched comes half a year after the longest wait.

    A wave counts once, however many offices it has and however often it was planned anew.
    """
    step = ((due["slip_days"] + STEP_DAYS / 2) // STEP_DAYS).to_numpy(int)
    weight: Floats = (1 / due.groupby("wave")["wave"].transform("size")).to_numpy(float)
    has_come, left, found = due["came_on"].notna().to_numpy(), 1.0, {}
    for now in range(int(step.max(initial=0)) + 1):
        comes = weight[(step == now) & has_come].sum()
        at_risk = weight[step > now].sum() + comes
        part = left * comes / at_risk if at_risk else 0.0
        found[now] = float(part)
        left -= part
    if left > 1e-9:
        found[max(found) + NEVER_YET_STEPS] = float(left)
    return {STEP_WEEKS * now: part for now, part in found.items() if part > 0}


def _mixed(own: dict[int, float], number: int) -> dict[int, float]:
    """The slips of so many waves, with the assumption counted as PRIOR_WAVES more."""
    weeks = sorted({*own, *DEFAULT_SLIPS})
    both = {week: PRIOR_WAVES * DEFAULT_SLIPS.get(week, 0.0) + number * own.get(week, 0.0) for week in weeks}
    return {week: part / (PRIOR_WAVES + number) for week, part in both.items()}
