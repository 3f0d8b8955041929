"""Requests that are still open: how old they are, and which offices hold the oldest; small counts hidden."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.services.outcomes import OPEN, READY
from core.disclosure import SMALL, WITHHELD, Counts, Line, is_small, suppress
from core.method import OPEN_DAYS, SMALLEST_SHOWN

WHOLE = "semua"
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


def shown_ages(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame | None:
    """Return open_ages of the city with the counts hidden that are small, or would tell one beside the months' own.

    How many of a month are open is told too, so that the classes tell how many are so of a part of a month: its days
    in one class. None where a month has few that are open, or few that are ready: the others would tell them.
    """
    sent = outcomes[outcomes["outcome"].isin([OPEN, READY])]
    by_month = sent.groupby(["month", "outcome"])["requests"].sum().unstack("outcome", fill_value=0)
    if is_small(by_month).to_numpy().any():
        return None
    ages = open_ages(outcomes, as_of)
    codes = [f"{first:03d}" for first in ages["from_days"]]
    counts, lines = _parts_of_months(outcomes, as_of)
    names = {cell[1] for cell in counts}
    classes: Counts = {(WHOLE, name): sum(counts[cell] for cell in counts if cell[1] == name) for name in names}
    for name in names:
        lines.append(Line(tuple(cell for cell in counts if cell[1] == name), (WHOLE, name)))
    marks = suppress(counts | classes, lines) if counts else {}
    shown = [
        (SMALL if is_small(count) else WITHHELD) if (WHOLE, code) in marks else count
        for code, count in zip(codes, ages["requests"], strict=True)
    ]
    return ages.assign(requests=shown)


def _parts_of_months(outcomes: pd.DataFrame, as_of: date) -> tuple[Counts, list[Line]]:
    """Open requests of each month that lies in several classes, by (month, class): its sum is told elsewhere."""
    rows = outcomes[outcomes["outcome"] == OPEN]
    counts: Counts = {}
    lines = []
    for first in sorted(rows["month"].unique()):
        own, last = rows[rows["month"] == first], first + pd.offsets.MonthEnd(0)
        newest, oldest = (max(0, (pd.Timestamp(as_of) - day).days) for day in (last, first))
        ends = (*AGES[1:], oldest + 1)
        inside = [start for start, end in zip(AGES, ends, strict=True) if start <= oldest and newest < end]
        if len(inside) > 1:
            found = open_ages(own, as_of).set_index("from_days")["requests"]
            parts: Counts = {(f"{first:%Y-%m}", f"{start:03d}"): int(found[start]) for start in inside}
            counts |= parts
            lines.append(Line(tuple(parts), shown_total=sum(parts.values())))
    return counts, lines


def long_open_offices(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the offices with five or more requests open for over 30 days: unit_code, oldest_days; oldest first.

    How many they are is not told: less those of the months that are told it would give the others.
    """
    found = open_by_office(outcomes, as_of)
    enough = found[found["open_long"] >= SMALLEST_SHOWN]
    return enough.sort_values(["oldest_days", "unit_code"], ascending=[False, True], ignore_index=True)[
        ["unit_code", "oldest_days"]
    ]


def open_by_office(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return offices with open requests: unit_code, requests, open_long (over 30 days), oldest_days; oldest first."""
    rows = _open(outcomes, as_of)
    long = rows.assign(open_long=rows["requests"].where(rows["age"] > OPEN_DAYS, 0))
    found = long.groupby("unit_code").agg(
        requests=("requests", "sum"), open_long=("open_long", "sum"), oldest_days=("age", "max")
    )
    return found.reset_index().sort_values(["open_long", "oldest_days"], ascending=False, ignore_index=True)
