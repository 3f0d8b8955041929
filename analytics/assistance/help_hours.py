"""When people call 112 for digital help: by weekday and hour."""

from datetime import date

import pandas as pd

from analytics.assistance.rate import HELP
from analytics.base import CONFIDENCE, normal_quantile
from core.method import FEW_TRANSACTIONS


def help_by_hour(calls: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return digital-help calls by weekday and hour of the days from first to last, both covered by the 112 log.

    A call whose hour is not known is in none. Result, 7 x 24 rows: weekday (1 Monday), hour, calls (0 where none came),
    days (such weekdays there were), calls_per_day (NaN without such a day), state, reason ('' or no_such_day).
    """
    days = pd.date_range(first, last)
    chosen = _help_between(calls, first, last)
    counts = chosen.assign(weekday=chosen["date"].dt.day_of_week + 1).groupby(["weekday", "hour"])["calls"].sum()
    grid = pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"])
    result = counts.reindex(grid, fill_value=0).reset_index()
    number = pd.Series(days.day_of_week + 1).value_counts()
    result["days"] = result["weekday"].map(number).fillna(0).astype(int)
    result["calls_per_day"] = result["calls"] / result["days"].where(result["days"] > 0)
    has_day = result["days"] > 0
    result["state"] = has_day.map({True: "ok", False: "not_applicable"})
    return result.assign(reason=has_day.map({True: "", False: "no_such_day"}))


def help_without_hour(calls: pd.DataFrame, first: date, last: date) -> int:
    """Return the digital-help calls of the days from first to last whose hour is not known: they are in no hour."""
    chosen = _help_between(calls, first, last)
    return int(chosen.loc[chosen["hour"].isna(), "calls"].sum())


def busiest_hour(hours: pd.DataFrame) -> pd.Series | None:
    """Return the row of help_by_hour with most calls a day; None with few calls, or where chance may tell.

    The interval of its calls must lie above that of every other hour: the root of a Poisson count has a standard error
    of a half (Anscombe 1948).
    """
    known = hours[hours["calls_per_day"].notna()].sort_values("calls_per_day", ascending=False)
    if hours["calls"].sum() < FEW_TRANSACTIONS or len(known) < 2:
        return None
    busiest, others, half = known.iloc[0], known.iloc[1:], normal_quantile((1 + CONFIDENCE) / 2) / 2
    lowest = max(float(busiest["calls"]) ** 0.5 - half, 0.0) ** 2 / busiest["days"]
    highest = ((others["calls"] + 1) ** 0.5 + half) ** 2 / others["days"]
    return busiest if lowest > highest.max() else None


def _help_between(calls: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    is_within = calls["date"].between(pd.Timestamp(first), pd.Timestamp(last))
    chosen: pd.DataFrame = calls[calls["category"].eq(HELP) & is_within]
    return chosen
