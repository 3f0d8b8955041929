"""Waves of the roll-out: the first ten kelurahan, the waves since, and the waves that are planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.rollout.status import LIVE

FIRST = 10
SLIP = "slip_"
DEFAULT_SLIPS = {0: 0.5, 4: 0.25, 8: 0.15, 12: 0.1}
"""Chance of each slip in weeks. An assumption, not a finding: shown, and the user's to change."""


@dataclass(frozen=True)
class Waves:
    """`seen`: month, size of the waves after the start. `months`: months watched, a running month without
    a wave as its part elapsed; `wave_months`: those with a wave. `start`: the day the tenth kelurahan went
    live, None before that; `runs_from`: first day not watched yet."""

    seen: pd.DataFrame
    months: float
    wave_months: int
    start: pd.Timestamp | None
    runs_from: pd.Timestamp


def went_live(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> pd.Series:
    """Return the first day live of each kelurahan that went live by the as-of, sorted by day and code."""
    kelurahan = units.loc[units["kind"].eq("kelurahan"), "unit_code"]
    is_live = roster["status"].eq(LIVE) & ~roster["is_planned"] & (roster["date"] <= pd.Timestamp(as_of))
    days = roster[is_live & roster["unit_code"].isin(kelurahan)].groupby("unit_code")["date"].min()
    return days.sort_index().sort_values(kind="stable")


def first_ten(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> list[str]:
    """Return the codes of the first ten kelurahan that went live, more where several tie; fewer before."""
    days = went_live(roster, units, as_of)
    if len(days) > FIRST:
        days = days[days <= days.iloc[FIRST - 1]]
    return [str(code) for code in days.index]


def waves(roster: pd.DataFrame, units: pd.DataFrame, as_of: date) -> Waves:
    """Return the waves after the start, one a calendar month.

    The start is everything up to the end of the month in which the tenth kelurahan went live. A month
    still running counts as a whole one if it has had its wave, else as the part that has passed.
    """
    days, now = went_live(roster, units, as_of), pd.Timestamp(as_of)
    tomorrow = now + pd.Timedelta(days=1)
    none = pd.DataFrame({"month": pd.Series(dtype="datetime64[us]"), "size": pd.Series(dtype="int64")})
    if len(days) < FIRST:
        return Waves(none, 0.0, 0, None, tomorrow)
    start = days.iloc[FIRST - 1]
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


def planned_waves(
    roster: pd.DataFrame, units: pd.DataFrame, as_of: date, slips: Mapping[int, float] | None = None
) -> pd.DataFrame:
    """Return the planned waves: date, size, slip_<weeks> (chance of so many weeks late; `slips`, else DEFAULT_SLIPS).

    Kelurahan not live on the as-of with a plan after it, by planned date; a unit planned twice counts at
    its first. Every cell may be edited, and further columns slip_<weeks> added.
    """
    live = went_live(roster, units, as_of).index
    kelurahan = units.loc[units["kind"].eq("kelurahan"), "unit_code"]
    is_plan = roster["is_planned"] & roster["status"].eq(LIVE) & (roster["date"] > pd.Timestamp(as_of))
    plans = roster[is_plan & roster["unit_code"].isin(kelurahan) & ~roster["unit_code"].isin(live)]
    first = plans.groupby("unit_code")["date"].min()
    result = first.groupby(first).size().rename("size").rename_axis("date").reset_index()
    return result.assign(**{f"{SLIP}{weeks}": chance for weeks, chance in (slips or DEFAULT_SLIPS).items()})


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
