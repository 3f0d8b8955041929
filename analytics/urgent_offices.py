"""Which offices need somebody this week: the things to do, by office, the office with the most consequence first."""

from collections.abc import Sequence

import pandas as pd

from analytics.actions import Action
from core.method import OVERDUE_DAYS

HELPS = ("help", "unused", "warned", "fallen", "late_plan", "overdue")
"""What somebody can help an office with, in the order in which a row names it."""


def urgent_offices(found: Sequence[Action], units: pd.DataFrame) -> pd.DataFrame:
    """Return the offices that something is to be done about: most reasons first, then by the first of them in the order
    of HELPS, then most days owed, then most residents.

    `found`: actions.actions. Reports owed count from OVERDUE_DAYS days on. Result: unit_code, name, kind,
    kecamatan, population, reasons (tuple of HELPS, in that order), overdue_days (0 where none count).
    """
    reasons: dict[str, list[str]] = {}
    days: dict[str, int] = {}
    for action in sorted((each for each in found if each.kind in HELPS), key=lambda each: HELPS.index(each.kind)):
        for code, own in _asked(action):
            reasons.setdefault(code, []).append(action.kind)
            days[code] = days.get(code, 0) + own
    named = units.loc[units["unit_code"].isin(list(reasons)), ["unit_code", "name", "kind", "kecamatan", "population"]]
    why = [tuple(reasons[code]) for code in named["unit_code"]]
    named = named.assign(
        reasons=pd.Series(why, named.index, dtype=object),
        overdue_days=pd.Series([days[code] for code in named["unit_code"]], named.index, dtype="int64"),
        many=[len(each) for each in why],
        first=[HELPS.index(each[0]) for each in why],
    )
    ranked = named.sort_values(
        ["many", "first", "overdue_days", "population"], ascending=[False, True, False, False], kind="stable"
    )
    return ranked.drop(columns=["many", "first"]).reset_index(drop=True)


def task_lines(reasons: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return which offices are told of in one line: each alone, but all that only owe reports together.

    `reasons`: of offices in the order of urgent_offices. Result: their places, in that order; a line stands where its
    first office does.
    """
    owing = [at for at, each in enumerate(reasons) if owes_only(each)]
    return [owing if [at] == owing[:1] else [at] for at in range(len(reasons)) if at not in owing[1:]]


def owes_only(reasons: Sequence[str]) -> bool:
    """Return True where reports owed are all that an office needs somebody for."""
    return tuple(reasons) == ("overdue",)


def _asked(action: Action) -> list[tuple[str, int]]:
    """The offices that an action is about, each with the days it owes."""
    codes = action.offices["unit_code"].to_list()
    if action.kind != "overdue":
        return [(code, 0) for code in codes]
    return [(code, int(days)) for code, days in zip(codes, action.offices["own"], strict=True) if days >= OVERDUE_DAYS]
