"""Waves of the roll-out: the offices it began with, the waves since, and the waves that are planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.rollout.plan_slips import DEFAULT_SLIPS, slips_left
from analytics.rollout.status import LIVE

FIRST = {"kelurahan": 10, "kecamatan": 1}
"""With how many offices of a kind it began, as announced on 27 August 2024."""
SLIP = "slip_"


@dataclass(frozen=True)
class Waves:
    """`seen`: month, size of the waves after the start. `months`: months watched, a running month without
    a wave as its part elapsed; `wave_months`: those with a wave. `start`: the day the last of FIRST went
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
    days = roster[is_live & roster["unit_code"].isin(offices)].groupby("unit_code")["date"].min()
    return days.sort_index().sort_values(kind="stable")


def first_ten(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> list[str]:
    """Return the codes of the first ten kelurahan that went live, more where several tie; fewer before."""
    days, first = went_live(roster, units, as_of), FIRST["kelurahan"]
    if len(days) > first:
        days = days[days <= days.iloc[first - 1]]
    return [str(code) for code in days.index]


def live_spells(roster: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return unit_code, since, until of every time that a unit was live by the as-of; until is NaT while it lasts."""
    happened = roster[~roster["is_planned"] & (roster["date"] <= pd.Timestamp(as_of))]
    happened = happened.sort_values(["unit_code", "date"], kind="stable")
    is_live, unit = happened["status"].eq(LIVE), happened["unit_code"]
    happened = happened[is_live.ne(is_live.shift()) | unit.ne(unit.shift())]
    is_followed = happened["unit_code"].eq(happened["unit_code"].shift(-1))
    until = happened["date"].shift(-1).where(is_followed)
    spells = happened.assign(until=until).rename(columns={"date": "since"})
    return spells.loc[happened["status"].eq(LIVE), ["unit_code", "since", "until"]].reset_index(drop=True)


def waves(roster: pd.DataFrame, units: pd.DataFrame, as_of: date, kind: str = "kelurahan") -> Waves:
    """Return the waves of a kind of office after the start, one a calendar month.

    The start is everything up to the end of the month in which the last of FIRST went live. A month
    still running counts as a whole one if it has had its wave, else as the part that has passed.
    """
    days, now = went_live(roster, units, as_of, kind), pd.Timestamp(as_of)
    tomorrow = now + pd.Timedelta(days=1)
    none = pd.DataFrame({"month": pd.Series(dtype="datetime64[us]"), "size": pd.Series(dtype="int64")})
    if len(days) < FIRST[kind]:
        return Waves(none, 0.0, 0, None, tomorrow)
    start = days.iloc[FIRST[kind] - 1]
    month = days.dt.to_period("M").dt.to_timestamp()
    since = month[month > start]
    seen = since.groupby(since).size().rename("size").rename_axis("month").reset_index()
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
    now = pd.Timestamp(as_of)
    is_plan = roster["is_planned"] & roster["status"].eq(LIVE) & roster["unit_code"].isin(units["unit_code"])
    live = live_spells(roster, as_of)
    stopped = live.groupby("unit_code")["until"].max()
    is_live = roster["unit_code"].isin(live.loc[live["until"].isna(), "unit_code"])
    is_done = roster["date"] <= stopped.reindex(roster["unit_code"]).to_numpy()
    plans = roster.loc[is_plan & ~is_live & ~is_done, ["unit_code", "date"]].sort_values("date")
    ahead = plans[plans["date"] > now].groupby("unit_code")["date"].min()
    late = plans[plans["date"] <= now].groupby("unit_code")["date"].max()
    return ahead.combine_first(late)


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
    result = days.groupby(days).size().rename("size").rename_axis("date").reset_index()
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
