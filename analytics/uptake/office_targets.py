"""One office against the target that it was given."""

from dataclasses import dataclass
from datetime import date
from math import nan

import pandas as pd

from core.method import MOSTLY_UNSPLIT


@dataclass(frozen=True)
class OfficeTarget:
    """The target that counts on a day, and where the office stands: reached, below, open (cannot be told), unknown.

    `share`: that of the month looked at, or of the month of the due day where that is past (`is_due`); `missing`:
    target minus share, NaN without a share. `now`: the share of the month looked at. `is_estimated`, `is_lower_bound`:
    of one of these shares most visits were not counted by purpose, or nothing tells how many of them came to apply.
    """

    value: float
    due_date: date
    share: float
    missing: float
    standing: str
    is_due: bool
    now: float
    is_estimated: bool = False
    is_lower_bound: bool = False


def office_target(
    share: pd.Series, targets: pd.DataFrame, day: date, months: pd.DataFrame | None = None
) -> OfficeTarget | None:
    """Return how an office stands to its next target, or to its last one where none is to come; None without any.

    `share`: its row of uptake.digital_share; `targets`: its rows of the table office_targets; `months`: its shares by
    month (column month). A target whose day is past is judged on the share of its month, unknown without one. Reached
    or below only where the whole interval is.
    """
    if targets.empty:
        return None
    dated = targets.assign(due=pd.to_datetime(targets["due_date"])).sort_values("due")
    ahead = dated[dated["due"] >= pd.Timestamp(day)]
    row = ahead.iloc[0] if len(ahead) else dated.iloc[-1]
    goal, is_due = float(row["value"]), len(ahead) == 0
    judged = _of_month(months, row["due"]) if is_due else share
    reached = float(judged["share"])
    standing, rows = _standing(judged, goal), (judged, share)
    return OfficeTarget(
        goal,
        row["due"].date(),
        reached,
        goal - reached,
        standing,
        is_due,
        float(share["share"]),
        any(each.get("unsplit_part", nan) > MOSTLY_UNSPLIT for each in rows),
        any(bool(each.get("is_lower_bound", False)) for each in rows),
    )


def _of_month(months: pd.DataFrame | None, due: pd.Timestamp) -> pd.Series:
    if months is not None and len(found := months[months["month"] == due.to_period("M").start_time]):
        return found.iloc[0]
    return pd.Series({"share": nan, "state": "not_provided"})


def _standing(share: pd.Series, goal: float) -> str:
    if share["state"] != "ok":
        return "unknown"
    return "reached" if share["lower"] >= goal else "below" if share["upper"] < goal else "open"
