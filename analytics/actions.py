"""What to do now: at most three things, the most pressing first, each with the offices it speaks of."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.base import Bools, since, until
from analytics.city import City
from analytics.quality import owed_span, unheard_offices
from analytics.rollout import unused_offices, used_rule, used_units
from analytics.uptake import fallen_offices, office_changes_between, previous_period
from core.method import SOON_DAYS
from core.reasons import HELD

SOON = pd.Timedelta(days=SOON_DAYS)
NAMED = ["unit_code", "name", "kind"]
COUNTED = [*NAMED, "own"]
MOST_ACTIONS = 3


@dataclass(frozen=True)
class Action:
    """`kind`: overdue (reports to ask for), late_plan (its planned day has passed, not live), unused (live, hardly
    used), warned (below what is expected of an office like it, weeks on end), help (needs help beyond chance), fallen
    (share below the month before, like for like and beyond its interval), prepare (planned to go live soon) or held
    (rows held back). `count`: days for overdue, rows for held, else offices. `offices`: unit_code, name, kind, most
    pressing first; of overdue and held also `own`, its part of `count`. `due`: the next planned day, for prepare.
    `among`: the days or offices looked at for it; None for held."""

    kind: str
    count: int
    offices: pd.DataFrame
    due: date | None = None
    among: int | None = None


def actions(city: City, as_of: date, need: pd.DataFrame) -> list[Action]:
    """Return everything there is to do as of a day, the most pressing first.

    `city`: the place looked at, whole or a part; `need`: assistance.help_by_age of its offices, measured against
    all. Order: what makes every figure uncertain (reports
    owed, plans passed) before what helps people (unused offices, early warnings, help needed, shares fallen), then what
    is coming, then rows held back. Of unused, warned and fallen an office is named for the first alone.
    """
    day = _Day(city, as_of)
    found = [
        _overdue(day),
        _late_plan(day),
        _unused(day),
        _warned(day),
        _help(need),
        _fallen(day),
        _prepare(day),
        _held(day),
    ]
    return [action for action in found if action.count]


class _Day:
    """The offices of a city as they stand on a day, a row an office in every array."""

    def __init__(self, city: City, as_of: date) -> None:
        self.city, self.as_of = city, as_of
        self.past = until(city.facts, as_of)
        self.roster, self.status = city.roster_on(as_of), city.status_on(as_of)
        self.is_live: Bools = self.status["status"].eq("aktif").fillna(False).to_numpy(bool)

    def among(self, codes: Collection[str]) -> Bools:
        """Which offices are among these codes."""
        return self.status["unit_code"].isin(list(codes)).to_numpy(bool)

    @cached_property
    def is_unused(self) -> Bools:
        """Live and not used, as far as that is known."""
        rule = used_rule()
        window = since(self.past, self.as_of - timedelta(days=rule.window_days - 1))
        used = used_units(window, self.as_of, rule.window_days, self.city.needed_requests)
        unheard = unheard_offices(self.past)
        return unused_offices(self.roster, self.status, used, self.as_of, rule.window_days, unheard)

    @cached_property
    def is_warned(self) -> Bools:
        """Live, and below what is expected of it weeks on end; an unused one is asked for that."""
        return self.is_live & ~self.is_unused & self.among(self.city.early_warnings(self.as_of))


def _overdue(day: _Day) -> Action:
    month = since(day.past, owed_span(day.as_of)[0])
    is_owed = month["is_expected"].to_numpy(bool) & ~month["is_walkin_complete"].to_numpy(bool)
    owed = Counter(month["unit_code"].to_numpy(object)[is_owed])
    offices = _most_first(day.status, owed)[COUNTED]
    return Action("overdue", owed.total(), offices, among=int(month["is_expected"].sum()))


def _late_plan(day: _Day) -> Action:
    """Offices not live though a plan for them lies behind, and none ahead."""
    roster, not_live = day.roster, day.status[~day.is_live]
    plans = roster[roster["is_planned"] & roster["status"].eq("aktif") & (roster["date"] <= pd.Timestamp(day.as_of))]
    late = not_live[not_live["planned_date"].isna() & not_live["unit_code"].isin(plans["unit_code"])]
    return Action("late_plan", len(late), late[NAMED], among=len(not_live))


def _unused(day: _Day) -> Action:
    idle = day.status[day.is_unused]
    return Action("unused", len(idle), idle[NAMED], among=int(day.is_live.sum()))


def _warned(day: _Day) -> Action:
    warned = day.status[day.is_warned]
    return Action("warned", len(warned), warned[NAMED], among=int(day.is_live.sum()))


def _help(need: pd.DataFrame) -> Action:
    named = need[need["needs_help"].fillna(False).to_numpy(bool)]
    return Action("help", len(named), named[NAMED], among=int(need["lower"].notna().sum()))


def _fallen(day: _Day) -> Action:
    """Offices whose share fell since last month beyond chance, among those of which that can be told."""
    period = (day.as_of.replace(day=1), day.as_of)
    changes = office_changes_between(day.city.two_periods(previous_period(period), period))
    is_fallen = day.among(set(fallen_offices(changes))) & ~day.is_unused & ~day.is_warned
    fallen = day.status[is_fallen]
    return Action("fallen", len(fallen), fallen[NAMED], among=int(changes["upper"].notna().sum()))


def _prepare(day: _Day) -> Action:
    planned = day.status["planned_status"].eq("aktif").fillna(False).to_numpy(bool)
    ahead = day.status[~day.is_live & planned].sort_values("planned_date")
    ahead = ahead[ahead["planned_date"] <= pd.Timestamp(day.as_of) + SOON]
    next_day = ahead["planned_date"].iloc[0].date() if len(ahead) else None
    return Action("prepare", len(ahead), ahead[NAMED], next_day, among=int((~day.is_live).sum()))


def _held(day: _Day) -> Action:
    reasons = day.city.quarantine_reason
    held = reasons[reasons["severity"].eq(HELD).to_numpy(bool)]
    rows: Counter[str] = Counter()
    for code, count in zip(held["unit_code"], held["row_count"], strict=True):
        rows[code] += int(count)
    return Action("held", rows.total(), _most_first(day.status, rows)[COUNTED])


def _most_first(status: pd.DataFrame, counts: Counter[str]) -> pd.DataFrame:
    """The offices that have a count (by their code), the largest first, with it as `own`."""
    own = np.array([counts[code] for code in status["unit_code"]], np.int64)
    order = np.argsort(-own, kind="stable")
    order = order[own[order] > 0]
    return status.iloc[order].assign(own=own[order])
