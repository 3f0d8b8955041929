"""Waves of the roll-out: the offices it began with, the waves since, and the waves that are planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.rollout.plan_slips import DEFAULT_SLIPS, slips_left
from analytics.rollout.status import LIVE
from core.city import city

SLIP = "slip_"


@dataclass(frozen=True)
class Waves:
    """`seen`: month, size of the waves after the start. `months`: months watched, a running month without
    a wave as its part elapsed; `wave_months`: those with a wave. `start`: the day the last of the first went
    live, None before that; `runs_from`: first day not watched yet."""

    seen: pd.DataFrame
    months: float
    wave_months: int
    start: pd.Timestamp | None
    runs_from: pd.Timestamp


def went_live(roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str = "kelurahan") -> pd.Series:
    """Return the first day live of each office of a kind that went live by the as-of, sorted by day and code."""
    offices = units.loc[units["kind"].eq(kind), "unit_code"]
    is_live = roster["status"].eq(LIVE) & ~roster["is_planned"] & (roster["date"] <= pd.Timestamp(as_of))
    live = roster[is_live & roster["unit_code"].isin(offices)]
    unit, day = live["unit_code"].to_numpy(), live["date"].to_numpy()
    order = np.lexsort((unit, day))
    first = order[np.sort(np.unique(unit[order], return_index=True)[1])]
    return live.iloc[first].set_index("unit_code")["date"]


def first_ten(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> list[str]:
    """Return the codes of the first kelurahan that went live, more where several tie; fewer before."""
    days, first = went_live(roster, units, as_of), city().first("kelurahan")
    if len(days) > first:
        days = days[days <= days.iloc[first - 1]]
    return [str(code) for code in days.index]


def differs_from_above(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Return True for each row that differs from the row above it in one of the columns, the first row included."""
    differs = np.ones(len(columns[0]), bool)
    differs[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return differs


def live_spells(roster: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return unit_code, since, until of every time that a unit was live by the as-of; until is NaT while it lasts."""
    unit, since, status = (roster[name].to_numpy() for name in ("unit_code", "date", "status"))
    happened = np.flatnonzero(~roster["is_planned"].to_numpy(bool) & (since <= pd.Timestamp(as_of).to_datetime64()))
    order = happened[np.lexsort((since[happened], unit[happened]))]
    unit, since, status = unit[order], since[order], status[order]
    is_live = status == LIVE
    turns = differs_from_above(unit, is_live)
    unit, since, is_live = unit[turns], since[turns], is_live[turns]
    until = np.full_like(since, "NaT")
    until[:-1] = np.where(differs_from_above(unit)[1:], until[:-1], since[1:])
    code = pd.Series(unit[is_live], dtype=roster["unit_code"].dtype)
    return pd.DataFrame({"unit_code": code, "since": since[is_live], "until": until[is_live]})


def waves(roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str = "kelurahan") -> Waves:
    """Return the waves of a kind of office after the start, one a calendar month.

    The start is everything up to the end of the month in which the last of the first went live. A month
    still running counts as a whole one if it has had its wave, else as the part that has passed.
    """
    days, now = went_live(roster, units, as_of, kind), pd.Timestamp(as_of)
    tomorrow = now + pd.Timedelta(days=1)
    none = pd.DataFrame({"month": pd.Series(dtype="datetime64[us]"), "size": pd.Series(dtype="int64")})
    if len(days) < city().first(kind):
        return Waves(none, 0.0, 0, None, tomorrow)
    start = days.iloc[city().first(kind) - 1]
    month = days.to_numpy().astype("datetime64[M]")
    since, size = np.unique(month[month > start.to_datetime64()], return_counts=True)
    seen = pd.DataFrame({"month": since.astype("datetime64[us]"), "size": size})
    whole = (tomorrow.year - start.year) * 12 + tomorrow.month - start.month - 1
    running = tomorrow.replace(day=1)
    if whole < 0 or tomorrow == running:
        return Waves(seen, float(max(whole, 0)), len(seen), start, tomorrow)
    if (seen["month"] == running).any():
        return Waves(seen, whole + 1.0, len(seen), start, running + pd.offsets.MonthBegin(1))
    part = (tomorrow - running).days / running.days_in_month
    return Waves(seen, whole + part, len(seen), start, tomorrow)


def open_plans(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.Series:
    """Return the day for which each of the units that is not live is planned to go live, by unit code.

    A plan whose day has passed stands until its office goes live: it is late, not gone. One from before an office
    last stopped is done. Of several the first that lies ahead counts, else the latest.
    """
    now = pd.Timestamp(as_of).to_datetime64()
    is_plan = roster["is_planned"] & roster["status"].eq(LIVE) & roster["unit_code"].isin(units["unit_code"])
    plans, live = roster[is_plan], live_spells(roster, as_of)
    unit, day = plans["unit_code"].to_numpy(), plans["date"].to_numpy()
    # Plans x spells live: a plan stands unless its office is live, or stopped on its day or later.
    is_own = unit[:, None] == live["unit_code"].to_numpy()
    is_over = (is_own & ~(live["until"].to_numpy() < day[:, None])).any(axis=1)
    order = np.flatnonzero(~is_over)
    order = order[np.lexsort((np.abs(day[order] - now), day[order] <= now, unit[order]))]
    order = order[np.unique(unit[order], return_index=True)[1]]
    return plans.iloc[order].set_index("unit_code")["date"]


def planned_waves(
    roster: pd.DataFrame,
    units: pd.DataFrame,
    as_of: date,
    slips: Mapping[int, float] | None = None,
    kind: str = "kelurahan",
) -> pd.DataFrame:
    """Return the planned waves: date, size, slip_<weeks> (chance of so many weeks late; `slips`, else DEFAULT_SLIPS).

    Of the open plans of a kind of office. The chances of a wave whose day has passed are those that are left of `slips`
    after the days it is late already. Every cell may be edited, and further columns slip_<weeks> added.
    """
    days = open_plans(roster, units[units["kind"].eq(kind)], as_of)
    planned, size = np.unique(days.to_numpy(), return_counts=True)
    result = pd.DataFrame({"date": planned, "size": size})
    chances = [slips_left(slips or DEFAULT_SLIPS, (pd.Timestamp(as_of) - day).days) for day in result["date"]]
    weeks = sorted(set(slips or DEFAULT_SLIPS).union(*chances))
    return result.assign(**{f"{SLIP}{week}": [row.get(week, 0.0) for row in chances] for week in weeks})


def slipped(plans: pd.DataFrame, wave: date, weeks: int) -> pd.DataFrame:
    """Return the plans with one wave moved so many weeks later; on top comes the slip it had before.

    Its date stays the planned one, from which its months are its own, so that no other wave takes a place
    left free: moved later, no chance rises. Raises ValueError for no such wave, or for negative weeks.
    """
    chosen = plans["date"].eq(pd.Timestamp(wave))
    if not chosen.any():
        raise ValueError(f"No wave is planned for {wave}.")
    if weeks < 0:
        raise ValueError("A wave is moved later, not earlier.")
    old = {int(str(name).removeprefix(SLIP)): str(name) for name in plans if str(name).startswith(SLIP)}
    moved = {week + weeks: plans[name].where(chosen, 0.0) for week, name in old.items()}
    stays = {week: plans[name].mask(chosen, 0.0) for week, name in old.items()}
    none = pd.Series(0.0, plans.index)
    slips = {f"{SLIP}{week}": stays.get(week, none) + moved.get(week, none) for week in sorted({*old, *moved})}
    return plans.drop(columns=list(old.values())).assign(**slips)
