"""Who comes back: citizens by the month of their first digital request, and which way they took the next time."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import is_logged, wilson
from core.disclosure import is_small
from core.method import RETURN_DAYS, RETURN_GAP_DAYS

WAYS = ("digital", "counter")
FIGURES = ["month", "citizens", *(f"{way}{end}" for way in WAYS for end in ("_share", "_lower", "_upper"))]


def logged_days(facts: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the days of the facts that the request log covers, each once."""
    return pd.DatetimeIndex(facts.loc[is_logged(facts), "date"].unique())


def returning_citizens(months: pd.DataFrame, logged: pd.DatetimeIndex) -> pd.DataFrame:
    """Return by month of first digital use the share of citizens who came back, digitally and at the counter.

    `months`: table return_month (month, citizens, digital_again, counter_again, both_again: within 90 days); `logged`:
    the days that the request log covers. A citizen may be in both shares. Result: month, citizens, digital_share,
    digital_lower, digital_upper (Wilson), counter_share ... counter_upper, state, reason ('' or seen_too_short: of the
    90 days before the month more than RETURN_GAP_DAYS are not in the log, so that those who come every other month look
    new, and they are not counted; not_followed: the 90 days are not over; log_gap: so many of the month and of the 90
    days after it are not in the log; small_counts: a count of 1 to 4 would follow from the shares).
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
    reasons = {**_not_seen(rows["month"], logged), "small_counts": is_hidden}
    reason = np.select(list(reasons.values()), list(reasons), default="")
    shown: dict[str, Any] = {}
    for way in WAYS:
        bounds = [wilson(k, n) for k, n in zip(rows[f"{way}_again"], rows["citizens"], strict=True)]
        shown[f"{way}_share"] = rows[f"{way}_again"] / rows["citizens"]
        shown[f"{way}_lower"], shown[f"{way}_upper"] = ([pair[side] for pair in bounds] for side in (0, 1))
    told = {name: pd.Series(values).where(reason == "") for name, values in shown.items()}
    few = pd.Series([is_small(count) for count in rows["citizens"]], rows.index)
    citizens = rows["citizens"].astype("float64").mask(few | (reason == "seen_too_short"))
    state = np.where(reason == "", "ok", "not_provided")
    return rows.assign(**told, citizens=citizens, state=state, reason=reason)[[*FIGURES, "state", "reason"]]


def _not_seen(months: pd.Series, logged: pd.DatetimeIndex) -> dict[str, NDArray[np.bool_]]:
    """Why of each month nobody knows who was new in it, or who came back."""
    days = np.sort(logged.to_numpy("datetime64[D]"))
    first = months.to_numpy("datetime64[D]")
    last = (months + pd.offsets.MonthEnd(0)).to_numpy("datetime64[D]")
    until = last + RETURN_DAYS
    newest = days[-1] if len(days) else np.datetime64("NaT")

    def missing(begin: NDArray[np.datetime64], end: NDArray[np.datetime64]) -> NDArray[np.int64]:
        """The days from begin to end, the latter included, that are not in the log."""
        seen = np.searchsorted(days, end, "right") - np.searchsorted(days, begin)
        return (end - begin).astype(np.int64) + 1 - seen

    return {
        "seen_too_short": missing(first - RETURN_DAYS, first - 1) > RETURN_GAP_DAYS,
        "not_followed": ~(until <= newest),
        "log_gap": missing(first, until) > RETURN_GAP_DAYS,
    }
