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
    parts = [_reason(action) for action in found if action.kind in HELPS]
    rows = pd.concat(parts) if parts else _reason(Action("help", 0, pd.DataFrame({"unit_code": []})))
    rows = rows.assign(order=rows["reason"].map(HELPS.index)).sort_values("order", kind="stable")
    by_office = rows.groupby("unit_code").agg(reasons=("reason", tuple), overdue_days=("days", "sum")).reset_index()
    named = units[["unit_code", "name", "kind", "kecamatan", "population"]].merge(by_office, on="unit_code")
    ranked = named.assign(
        many=named["reasons"].map(len), first=named["reasons"].map(lambda reasons: HELPS.index(reasons[0]))
    ).sort_values(["many", "first", "overdue_days", "population"], ascending=[False, True, False, False], kind="stable")
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


def _reason(action: Action) -> pd.DataFrame:
    """One row an office of an action: unit_code, reason, days owed."""
    offices = action.offices
    days = offices["own"] if action.kind == "overdue" else pd.Series(0, offices.index)
    rows = pd.DataFrame({"unit_code": offices["unit_code"], "reason": action.kind, "days": days})
    return rows[rows["days"] >= OVERDUE_DAYS] if action.kind == "overdue" else rows
