"""One office against the target that it was given."""

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class OfficeTarget:
    """The target that counts on a day, and where the office stands: reached, below, open (cannot be told), unknown.

    `missing`: target minus share, NaN without a share. `is_due`: its day has come.
    """

    value: float
    due_date: date
    share: float
    missing: float
    standing: str
    is_due: bool


def office_target(share: pd.Series, targets: pd.DataFrame, day: date) -> OfficeTarget | None:
    """Return how an office stands to its next target, or to its last one where none is to come; None without any.

    `share`: its row of uptake.digital_share; `targets`: its rows of the table office_targets. Reached or below only
    where the whole interval is.
    """
    if targets.empty:
        return None
    dated = targets.assign(due=pd.to_datetime(targets["due_date"])).sort_values("due")
    ahead = dated[dated["due"] >= pd.Timestamp(day)]
    row = ahead.iloc[0] if len(ahead) else dated.iloc[-1]
    goal, now = float(row["value"]), float(share["share"])
    standing = "unknown" if share["state"] != "ok" else "open"
    if standing == "open" and (share["lower"] >= goal or share["upper"] < goal):
        standing = "reached" if share["lower"] >= goal else "below"
    return OfficeTarget(goal, row["due"].date(), now, goal - now, standing, len(ahead) == 0)
