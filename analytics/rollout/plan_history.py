"""How the city's own plans held: each plan as it was first seen, whether it was kept, and by how much it slipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Floats, Positions
from analytics.rollout.live_waves import LiveSpells, codes_of_kind, differs_from_above, is_one_of, live_spells
from analytics.rollout.plan_slips import DEFAULT_SLIPS, STEP_DAYS, STEP_WEEKS
from core.method import CORRECTED_DAYS, KEPT_DAYS, MIN_PLANS_DUE, PRIOR_WAVES

NEVER_YET_STEPS = 6
"""So many steps after the longest wait seen comes what has not come by then: about half a year."""
DAY = np.timedelta64(1, "D")
NEVER = np.datetime64("NaT", "us")
FAR = np.datetime64("9999-12-31", "us")
DAYS = ("planned_date", "first_seen", "changed_on", "changed_to", "withdrawn_on")
Moments = NDArray[np.datetime64]
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
    state = plans["state"].to_numpy(object)
    is_due = (state == "kept") | (state == "slipped")
    is_own = int(plans["is_first"].to_numpy(bool)[is_due].sum()) >= MIN_PLANS_DUE
    number = len(np.unique(plans["wave"].to_numpy()[is_due]))
    before = dict(assumed or DEFAULT_SLIPS)
    slips = _mixed(_slips(plans[is_due]), number, before) if is_own else before
    return PlanRecord(plans, slips, number, is_own, assumed is not None)


def _plans(history: pd.DataFrame, roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Every plan of a kelurahan that was not live when it was first seen, with what became of it."""
    now, unit = pd.Timestamp(as_of).to_datetime64(), history["unit_code"].to_numpy(object)
    planned, seen, changed, withdrawn = (
        history[name].to_numpy() for name in ("planned_date", "first_seen", "changed_on", "withdrawn_on")
    )
    is_asked = is_one_of(unit, codes_of_kind(units, "kelurahan")) & (seen <= now) & (seen < planned)
    came, live_then = _arrivals(unit, seen, live_spells(roster, as_of))
    late = np.maximum((np.where(np.isnat(came), now, came) - planned) // DAY, 0)
    is_corrected = (changed - seen < (CORRECTED_DAYS + 1) * DAY) & (changed <= now)
    is_gone = (withdrawn <= now) & ~(came <= withdrawn)
    states = ["corrected", "withdrawn", "slipped", "kept"]
    state = np.select([is_corrected, is_gone, late >= KEPT_DAYS, ~np.isnat(came)], states, "open")
    at = np.flatnonzero(is_asked & ~live_then)
    at = at[np.lexsort((planned[at], seen[at], unit[at]))]
    counts = ~(is_corrected | is_gone)
    is_first, wave = _waves(unit, planned, came, at[counts[at]])
    at = at[np.lexsort((unit[at], planned[at]))]
    added = {"came_on": came, "slip_days": late, "state": state, "wave": wave, "is_first": is_first}
    plans = history.iloc[at].reset_index(drop=True)
    return plans.assign(**{name: values[at] for name, values in added.items()})


def _arrivals(unit: NDArray[np.object_], seen: Moments, live: LiveSpells) -> tuple[Moments, NDArray[np.bool_]]:
    """Of each plan the first start of its office after it was first seen, and whether the office was live then."""
    # Plans x spells live: which are of one office, and which of those began before the plan was first seen.
    is_own, is_before = unit[:, None] == live.unit, live.since <= seen[:, None]
    live_then: NDArray[np.bool_] = (is_own & is_before & ~(live.until <= seen[:, None])).any(axis=1)
    came = np.minimum.reduce(np.where(is_own & ~is_before, live.since, FAR), axis=1, initial=FAR)
    return np.where(came < FAR, came, NEVER), live_then


def _waves(
    unit: NDArray[np.object_], planned: Moments, came: Moments, at: Positions
) -> tuple[NDArray[np.bool_], Moments]:
    """Of each plan whether it is the first, and its wave: plans of one office for one start are one.

    `at`: the plans that count, by office and in the order in which they were made.
    """
    is_first, wave = np.zeros(len(unit), bool), np.full(len(unit), NEVER)
    is_new = differs_from_above(unit[at], np.where(np.isnat(came), FAR, came)[at])
    is_first[at], wave[at] = is_new, planned[at[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]]
    return is_first, wave


def _slips(due: pd.DataFrame) -> dict[int, float]:
    """Chance of each slip in weeks; what never came in the time watched comes half a year after the longest wait.

    A wave counts once, however many offices it has and however often it was planned anew.
    """
    step = ((due["slip_days"] + STEP_DAYS / 2) // STEP_DAYS).to_numpy(int)
    _, wave, sizes = np.unique(due["wave"].to_numpy(), return_inverse=True, return_counts=True)
    weight: Floats = 1 / sizes[wave]
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
