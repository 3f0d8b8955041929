"""Waves of the roll-out: the offices it began with, the waves since, and the waves that are planned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

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
    unit, day = _first_days(roster, units, as_of, kind)
    return _by_unit(unit, day)


def _by_unit(unit: NDArray[np.object_], day: NDArray[np.datetime64]) -> pd.Series:
    return pd.Series(day, pd.Index(unit, dtype="str", name="unit_code"), name="date")


def _first_days(
    roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str
) -> tuple[NDArray[np.object_], NDArray[np.datetime64]]:
    unit, day = roster["unit_code"].to_numpy(object), roster["date"].to_numpy()
    is_live = (roster["status"].to_numpy(object) == LIVE) & ~roster["is_planned"].to_numpy(bool)
    is_live &= day <= pd.Timestamp(as_of).to_datetime64()
    chosen = np.flatnonzero(is_live & is_one_of(unit, codes_of_kind(units, kind)))
    order = chosen[np.lexsort((unit[chosen], day[chosen]))]
    first = order[np.sort(np.unique(unit[order], return_index=True)[1])]
    return unit[first], day[first]


def codes_of_kind(units: pd.DataFrame, kind: str) -> frozenset[str]:
    """Return the codes of the offices of a kind."""
    return frozenset(units["unit_code"].to_numpy(object)[units["kind"].to_numpy(object) == kind])


def is_one_of(values: NDArray[np.object_], chosen: Collection[str]) -> NDArray[np.bool_]:
    """Return which values are among those chosen: of a few hundred rows in far less time than a frame takes."""
    return np.fromiter((value in chosen for value in values), bool, len(values))


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


class LiveSpells(NamedTuple):
    """Every time that a unit was live: its code, the first day, and the first day after it (NaT while it lasts)."""

    unit: NDArray[np.object_]
    since: NDArray[np.datetime64]
    until: NDArray[np.datetime64]


def live_spells(roster: pd.DataFrame, as_of: date) -> LiveSpells:
    """Return every time that a unit was live by the as-of."""
    unit, status = (roster[name].to_numpy(object) for name in ("unit_code", "status"))
    since = roster["date"].to_numpy()
    happened = np.flatnonzero(~roster["is_planned"].to_numpy(bool) & (since <= pd.Timestamp(as_of).to_datetime64()))
    order = happened[np.lexsort((since[happened], unit[happened]))]
    unit, since, status = unit[order], since[order], status[order]
    is_live = status == LIVE
    turns = differs_from_above(unit, is_live)
    unit, since, is_live = unit[turns], since[turns], is_live[turns]
    until = np.full_like(since, "NaT")
    until[:-1] = np.where(differs_from_above(unit)[1:], until[:-1], since[1:])
    return LiveSpells(unit[is_live], since[is_live], until[is_live])


def waves(roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str = "kelurahan") -> Waves:
    """Return the waves of a kind of office after the start, one a calendar month.

    The start is everything up to the end of the month in which the last of the first went live. A month
    still running counts as a whole one if it has had its wave, else as the part that has passed.
    """
    (_, days), now = _first_days(roster, units, as_of, kind), pd.Timestamp(as_of)
    tomorrow = now + pd.Timedelta(days=1)
    none = pd.DataFrame({"month": pd.Series(dtype="datetime64[us]"), "size": pd.Series(dtype="int64")})
    if len(days) < city().first(kind):
        return Waves(none, 0.0, 0, None, tomorrow)
    start = pd.Timestamp(days[city().first(kind) - 1])
    month = days.astype("datetime64[M]")
    since, size = np.unique(month[month > start.to_datetime64()], return_counts=True)
    seen = pd.DataFrame({"month": since.astype("datetime64[us]"), "size": size})
    whole = (tomorrow.year - start.year) * 12 + tomorrow.month - start.month - 1
    running = tomorrow.replace(day=1)
    if whole < 0 or tomorrow == running:
        return Waves(seen, float(max(whole, 0)), len(seen), start, tomorrow)
    if (since == running.to_datetime64()).any():
        return Waves(seen, whole + 1.0, len(seen), start, running + pd.offsets.MonthBegin(1))
    part = (tomorrow - running).days / running.days_in_month
    return Waves(seen, whole + part, len(seen), start, tomorrow)


def open_plans(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.Series:
    """Return the day for which each of the units that is not live is planned to go live, by unit code.

    A plan whose day has passed stands until its office goes live: it is late, not gone. One from before an office
    last stopped is done. Of several the first that lies ahead counts, else the latest.
    """
    unit, day = _open_plans(roster, frozenset(units["unit_code"]), as_of)
    return _by_unit(unit, day)


def _open_plans(
    roster: pd.DataFrame, offices: Collection[str], as_of: date
) -> tuple[NDArray[np.object_], NDArray[np.datetime64]]:
    now, live = pd.Timestamp(as_of).to_datetime64(), live_spells(roster, as_of)
    unit, day = roster["unit_code"].to_numpy(object), roster["date"].to_numpy()
    is_plan = roster["is_planned"].to_numpy(bool) & (roster["status"].to_numpy(object) == LIVE)
    is_plan &= is_one_of(unit, offices)
    unit, day = unit[is_plan], day[is_plan]
    # Plans x spells live: a plan stands unless its office is live, or stopped on its day or later.
    is_own = unit[:, None] == live.unit
    is_over = (is_own & ~(live.until < day[:, None])).any(axis=1)
    order = np.flatnonzero(~is_over)
    order = order[np.lexsort((np.abs(day[order] - now), day[order] <= now, unit[order]))]
    order = order[np.unique(unit[order], return_index=True)[1]]
    return unit[order], day[order]


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
    _, days = _open_plans(roster, codes_of_kind(units, kind), as_of)
    planned, size = np.unique(days, return_counts=True)
    late = (np.datetime64(as_of, "D") - planned.astype("datetime64[D]")).astype(int).tolist()
    chances = [slips_left(slips or DEFAULT_SLIPS, days_late) for days_late in late]
    weeks = sorted(set(slips or DEFAULT_SLIPS).union(*chances))
    parts = {f"{SLIP}{week}": [row.get(week, 0.0) for row in chances] for week in weeks}
    return pd.DataFrame({"date": planned, "size": size} | parts)


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
