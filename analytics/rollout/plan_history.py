"""How the city's own plans held: each plan as it was first seen, whether it was kept, and by how much it slipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Floats
from analytics.rollout.live_waves import differs_from_above, live_spells
from analytics.rollout.plan_slips import DEFAULT_SLIPS, STEP_DAYS, STEP_WEEKS
from core.method import CORRECTED_DAYS, KEPT_DAYS, MIN_PLANS_DUE, PRIOR_WAVES

NEVER_YET_STEPS = 6
"""So many steps after the longest wait seen comes what has not come by then: about half a year."""
DAY = np.timedelta64(1, "D")
NEVER = np.datetime64("NaT", "us")
FAR = np.datetime64("9999-12-31", "us")
DAYS = ("planned_date", "first_seen", "changed_on", "changed_to", "withdrawn_on")
NO_HISTORY = pd.DataFrame(
    {"unit_code": pd.Series(dtype="str")} | {name: pd.Series(dtype="datetime64[us]") for name in DAYS}
)


@dataclass(frozen=True)
class PlanRecord:
    """`plans`: unit_code, planned_date, first_seen, came_on, wave (the day that its office was first planned for),
    is_first (that plan), slip_days (so far, while it has not come), state (open, kept, slipped, corrected, withdrawn),
    a row a plan. `slips`: chance of each slip in weeks. `waves`: how many of these plans' waves came due. `is_own`:
    the slips are taken from them, too; otherwise they are an assumption. `is_typed`: this is the city's own, else
    DEFAULT_SLIPS."""

    plans: pd.DataFrame
    slips: dict[int, float]
    waves: int
    is_own: bool
    is_typed: bool = False

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


def plan_record(
    history: pd.DataFrame,
    roster: pd.DataFrame,
    units: pd.DataFrame,
    as_of: date,
    assumed: Mapping[int, float] | None = None,
) -> PlanRecord:
    """Return how plans held that were made before their day, as of a day.

    `history`: unit_code, planned_date, first_seen, changed_on, changed_to, withdrawn_on (NaT: as it was). An office
    counts once, by the day first planned: kept is live under KEPT_DAYS after it. A plan corrected within
    CORRECTED_DAYS, or withdrawn before it came, is none. From MIN_PLANS_DUE offices whose plan came due on, the slips
    are those of their waves (Kaplan-Meier, as some have not come yet), with the assumption (`assumed`, else
    DEFAULT_SLIPS) as of PRIOR_WAVES more.
    """
    plans = _plans(history, roster, units, as_of)
    due = plans[plans["state"].isin(["kept", "slipped"])]
    is_own = int(due["is_first"].sum()) >= MIN_PLANS_DUE
    number = due["wave"].nunique()
    before = dict(assumed or DEFAULT_SLIPS)
    slips = _mixed(_slips(due), number, before) if is_own else before
    return PlanRecord(plans, slips, number, is_own, assumed is not None)


def _plans(history: pd.DataFrame, roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every plan of a kelurahan that was not live when it was first seen, with what became of it."""
    now = pd.Timestamp(as_of).to_datetime64()
    kelurahan = units.loc[units["kind"].eq("kelurahan"), "unit_code"]
    first_seen, planned = history["first_seen"].to_numpy(), history["planned_date"].to_numpy()
    is_asked = history["unit_code"].isin(kelurahan).to_numpy() & (first_seen <= now) & (first_seen < planned)
    plans = _with_arrival(history[is_asked], live_spells(roster, as_of))
    planned, came, changed, withdrawn = (
        plans[name].to_numpy() for name in ("planned_date", "came_on", "changed_on", "withdrawn_on")
    )
    late = np.maximum((np.where(np.isnat(came), now, came) - planned) // DAY, 0)
    is_corrected = (changed - plans["first_seen"].to_numpy() < (CORRECTED_DAYS + 1) * DAY) & (changed <= now)
    is_gone = (withdrawn <= now) & ~(came <= withdrawn)
    states = ["corrected", "withdrawn", "slipped", "kept"]
    state = np.select([is_corrected, is_gone, late >= KEPT_DAYS, ~np.isnat(came)], states, "open")
    return _with_wave(plans.assign(slip_days=late, state=state))


def _with_arrival(plans: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    """Add came_on, the first start after a plan was first seen; without plans of offices that were live then."""
    seen, since, until = (
        frame[name].to_numpy() for frame, name in ((plans, "first_seen"), (live, "since"), (live, "until"))
    )
    # Plans x spells live: which are of one office, and which of those began before the plan was first seen.
    is_own = plans["unit_code"].to_numpy()[:, None] == live["unit_code"].to_numpy()
    is_before = since <= seen[:, None]
    live_then = (is_own & is_before & ~(until <= seen[:, None])).any(axis=1)
    later = np.where(is_own & ~is_before, since, FAR)
    came_on = np.minimum.reduce(later, axis=1, initial=FAR)
    kept: pd.DataFrame = plans.assign(came_on=np.where(came_on < FAR, came_on, NEVER))[~live_then]
    return kept


def _with_wave(plans: pd.DataFrame) -> pd.DataFrame:
    """Add wave and is_first: plans of one office for one start are one, made when the first of them was."""
    keys = [plans[name].to_numpy() for name in ("planned_date", "first_seen", "unit_code")]
    plans = plans.iloc[np.lexsort(keys)]
    counts = np.flatnonzero(~plans["state"].isin(["corrected", "withdrawn"]))
    unit, planned, start = (plans[name].to_numpy()[counts] for name in ("unit_code", "planned_date", "came_on"))
    start = np.where(np.isnat(start), FAR, start)
    is_new = differs_from_above(unit, start)
    is_first, wave = np.zeros(len(plans), bool), np.full(len(plans), NEVER)
    is_first[counts], wave[counts] = is_new, planned[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]
    plans = plans.assign(wave=wave, is_first=is_first)
    order = np.lexsort([plans[name].to_numpy() for name in ("unit_code", "planned_date")])
    return plans.iloc[order].reset_index(drop=True)


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


def _mixed(own: dict[int, float], number: int, assumed: dict[int, float]) -> dict[int, float]:
    """The slips of so many waves, with the assumption counted as PRIOR_WAVES more."""
    weeks = sorted({*own, *assumed})
    both = {week: PRIOR_WAVES * assumed.get(week, 0.0) + number * own.get(week, 0.0) for week in weeks}
    return {week: part / (PRIOR_WAVES + number) for week, part in both.items()}
