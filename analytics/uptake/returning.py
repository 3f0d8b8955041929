"""Who comes back: citizens by the month of their first digital request, and which way they took the next time."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.base import wilson
from core.disclosure import is_small
from core.method import RETURN_DAYS

WAYS = ("digital", "counter")
FIGURES = ["month", "citizens", *(f"{way}{end}" for way in WAYS for end in ("_share", "_lower", "_upper"))]


def returning_citizens(months: pd.DataFrame, newest: date | None) -> pd.DataFrame:
    """Return by month of first digital use the share of citizens who came back, digitally and at the counter.

    `months`: table return_month (month, citizens, digital_again, counter_again, both_again: within 90 days); `newest`:
    last day that the request log covers. A citizen may be in both shares. Result: month, citizens, digital_share,
    digital_lower, digital_upper (Wilson), counter_share ... counter_upper, state, reason ('' or not_followed: the 90
    days are not over; small_counts: a count of 1 to 4 would follow from the shares).
    """
    rows = months.sort_values("month", ignore_index=True)
    rows = rows.assign(month=rows["month"].astype("datetime64[us]"))
    if rows.empty:
        return pd.DataFrame(columns=[*FIGURES, "state", "reason"])
    only_digital = rows["digital_again"] - rows["both_again"]
    only_counter = rows["counter_again"] - rows["both_again"]
    neither = rows["citizens"] - only_digital - only_counter - rows["both_again"]
    parts = (only_digital, only_counter, rows["both_again"], neither)
    is_hidden = np.any([[is_small(count) for count in part] for part in parts], axis=0)
    end = rows["month"] + pd.offsets.MonthEnd(0) + pd.Timedelta(days=RETURN_DAYS)
    is_followed = end <= (pd.Timestamp(newest) if newest else pd.Timestamp.min)
    reason = np.select([~is_followed, is_hidden], ["not_followed", "small_counts"], default="")
    shown: dict[str, Any] = {}
    for way in WAYS:
        bounds = [wilson(k, n) for k, n in zip(rows[f"{way}_again"], rows["citizens"], strict=True)]
        shown[f"{way}_share"] = rows[f"{way}_again"] / rows["citizens"]
        shown[f"{way}_lower"], shown[f"{way}_upper"] = ([pair[side] for pair in bounds] for side in (0, 1))
    told = {name: pd.Series(values).where(reason == "") for name, values in shown.items()}
    few = pd.Series([is_small(count) for count in rows["citizens"]], rows.index)
    citizens = rows["citizens"].astype("float64").mask(few)
    state = np.where(reason == "", "ok", "not_provided")
    return rows.assign(**told, citizens=citizens, state=state, reason=reason)[[*FIGURES, "state", "reason"]]
