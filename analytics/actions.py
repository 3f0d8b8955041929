"""What to do now: at most three things, the most pressing first, each with the offices it speaks of."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.base import Bools, since, until
from analytics.city import City
from analytics.quality import owed_span, unheard_offices
from analytics.rollout import first_live, is_new_live, used_rule, used_units
from analytics.uptake import fallen_offices, office_changes_between, previous_period
from core.method import SOON_DAYS

SOON = pd.Timedelta(days=SOON_DAYS)
PLACE = ["unit_code", "name", "kind"]
COUNTED = [*PLACE, "own"]
MOST = 3


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
    is coming, then rows held back. An office is named once: unused, else warned, else fallen.
    """
    rule, past = used_rule(), until(city.facts, as_of)
    month = since(past, owed_span(as_of)[0])
    used = used_units(since(past, as_of - timedelta(days=rule.window_days - 1)), as_of, rule, city.needed_requests)
    roster = city.roster_on(as_of)
    status = city.status_on(as_of)
    is_live = status["status"].eq("aktif").fillna(False).to_numpy(bool)
    is_owed = month["is_expected"].to_numpy(bool) & ~month["is_walkin_complete"].to_numpy(bool)
    owed = Counter(month["unit_code"].to_numpy(object)[is_owed])
    # An office live for less than the window is new, not unused.
    is_new = is_new_live(*first_live(roster, status), np.datetime64(as_of), rule.window_days)
    unused = set(used["unit_code"][~(used["is_used"].to_numpy(bool) | used["is_unsure"].to_numpy(bool))])
    # Of an office of which nothing ever came nobody knows whether it is used.
    unused -= set(unheard_offices(past))
    code = status["unit_code"].to_list()
    is_idle = is_live & ~is_new & _among(code, unused)
    idle = status[is_idle]
    is_ahead = ~is_live & status["planned_status"].eq("aktif").fillna(False).to_numpy(bool)
    ahead = status[is_ahead].sort_values("planned_date")
    ahead = ahead[ahead["planned_date"] <= pd.Timestamp(as_of) + SOON]
    late = _passed(roster, status[~is_live], as_of)
    named = need[need["needs_help"].fillna(False).to_numpy(bool)]
    codes, compared = _fallen(city, as_of)
    is_warned = is_live & ~is_idle & _among(code, set(city.early_warnings(as_of)))
    warned, fallen = status[is_warned], status[_among(code, set(codes)) & ~is_warned]
    held = city.quarantine_reason
    rejected: Counter[str] = Counter()
    is_rejected = held["severity"].eq("tolak").to_numpy(bool)
    for code, rows in zip(held["unit_code"][is_rejected], held["row_count"][is_rejected], strict=True):
        rejected[code] += int(rows)
    next_day = ahead["planned_date"].iloc[0].date() if len(ahead) else None
    live, judged = int(is_live.sum()), int(need["lower"].notna().sum())
    found = [
        Action("overdue", owed.total(), _most_first(status, owed)[COUNTED], among=int(month["is_expected"].sum())),
        Action("late_plan", len(late), late[PLACE], among=len(status) - live),
        Action("unused", len(idle), idle[PLACE], among=live),
        Action("warned", len(warned), warned[PLACE], among=live),
        Action("help", len(named), named[PLACE], among=judged),
        Action("fallen", len(fallen), fallen[PLACE], among=compared),
        Action("prepare", len(ahead), ahead[PLACE], next_day, among=len(status) - live),
        Action("held", rejected.total(), _most_first(status, rejected)[COUNTED]),
    ]
    return [action for action in found if action.count]


def _most_first(status: pd.DataFrame, counts: Counter[str]) -> pd.DataFrame:
    """The offices that have a count (by their code), the largest first, with it as `own`."""
    own = np.array([counts[code] for code in status["unit_code"]], np.int64)
    order = np.argsort(-own, kind="stable")
    order = order[own[order] > 0]
    return status.iloc[order].assign(own=own[order])


def _among(codes: Sequence[str], chosen: Set[str]) -> Bools:
    """Which of the codes are chosen."""
    return np.array([code in chosen for code in codes], bool)


def _passed(roster: pd.DataFrame, not_live: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Offices not live though a plan for them lies behind, and none ahead."""
    plans = roster[roster["is_planned"] & roster["status"].eq("aktif") & (roster["date"] <= pd.Timestamp(as_of))]
    has_none = not_live["planned_date"].isna()
    return not_live[has_none & not_live["unit_code"].isin(plans["unit_code"])]


def _fallen(city: City, as_of: date) -> tuple[pd.Series, int]:
    """Codes of the offices whose share fell since last month beyond chance, and how many can be told."""
    period = (as_of.replace(day=1), as_of)
    changes = office_changes_between(city.two_periods(previous_period(period), period))
    return fallen_offices(changes), int(changes["upper"].notna().sum())
