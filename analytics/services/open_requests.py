"""Requests that are still open: how old they are, and which offices hold the oldest."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.services.outcomes import OPEN
from core.method import OPEN_DAYS

AGES = (0, 8, 15, OPEN_DAYS + 1, 91)
"""First day of each class of age; the last one has no end."""


def _open(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Open requests with their age in days, counted from the day they were submitted; never below 0."""
    rows = outcomes[outcomes["outcome"] == OPEN]
    age = (pd.Timestamp(as_of) - rows["submitted_on"]).dt.days.clip(lower=0)
    return rows.assign(age=age)[["unit_code", "age", "requests"]]


def open_ages(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the open requests by age: from_days, to_days (NaN: no end), requests; one row a class, oldest first.

    `outcomes`: build.request_outcomes; `as_of`: the day of which the age is taken.
    """
    rows = _open(outcomes, as_of)
    classes = np.searchsorted(AGES, rows["age"].to_numpy(), side="right") - 1
    counts = np.bincount(classes, rows["requests"].to_numpy(float), len(AGES)).astype(np.int64)
    ends = [*(first - 1 for first in AGES[1:]), np.nan]
    result = pd.DataFrame({"from_days": AGES, "to_days": ends, "requests": counts})
    return result.iloc[::-1].reset_index(drop=True)


def open_by_office(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return offices with open requests: unit_code, requests, open_long (over 30 days), oldest_days; oldest first."""
    rows = _open(outcomes, as_of)
    long = rows.assign(open_long=rows["requests"].where(rows["age"] > OPEN_DAYS, 0))
    found = long.groupby("unit_code").agg(
        requests=("requests", "sum"), open_long=("open_long", "sum"), oldest_days=("age", "max")
    )
    return found.reset_index().sort_values(["open_long", "oldest_days"], ascending=False, ignore_index=True)
