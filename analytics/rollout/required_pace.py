"""How fast offices must go live to reach a target in time, and how fast they do."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.rollout.status import live_counts
from core.method import PACE_MONTHS

DAYS_PER_MONTH = 365.25 / 12
TARGET_KINDS = {"kelurahan_live": "kelurahan", "kecamatan_live": "kecamatan"}


@dataclass(frozen=True)
class Pace:
    """How fast units must go live for a target, and how fast they do.

    `state`: open, reached (on or before the due date), missed, no_due_date or not_provided (number of
    live units not known). `missing` is target - live on the as-of, or on the due date when it passed.
    """

    state: str
    live: float
    target: float
    missing: float
    due_date: date | None
    months_left: float | None
    required_per_month: float | None
    actual_per_month: float | None
    reached_on: date | None


def pace(roster: pd.DataFrame, units: pd.DataFrame, target: pd.Series, as_of: date) -> Pace:
    """Return required and actual pace for one row of targets (measure, value, due_date).

    Required: (target - live) / months left; actual: units gained a month over the last 3 months.
    A month is 365.25 / 12 days. After the due date there is no required pace. Raises KeyError for a
    measure that does not count live units.
    """
    now = pd.Timestamp(as_of)
    due = None if pd.isna(target["due_date"]) else pd.Timestamp(target["due_date"])
    # The number of live units changes on the days of events alone.
    asked = [now, now - pd.DateOffset(months=PACE_MONTHS), *([due] if due is not None else [])]
    days = pd.DatetimeIndex(pd.to_datetime(roster["date"])).union(pd.DatetimeIndex(asked)).unique()
    days = days[days <= now]
    live = live_counts(roster, units, days, TARGET_KINDS[target["measure"]])
    current, value = float(live[now]), float(target["value"])
    gained = current - float(live[now - pd.DateOffset(months=PACE_MONTHS)])
    at_due = live[due] if due is not None and due <= now else current
    hits = live.index[live >= value]
    reached = hits[0] if len(hits) else None
    state = _pace_state(current, reached, due, now)
    months = (due - now).days / DAYS_PER_MONTH if due is not None and due > now else None
    required = max(value - current, 0.0) / months if months and state in ("open", "reached") else None
    return Pace(
        state,
        current,
        value,
        max(value - float(at_due), 0.0),
        due.date() if due is not None else None,
        months,
        required,
        None if pd.isna(gained) else gained / PACE_MONTHS,
        reached.date() if reached is not None else None,
    )


def _pace_state(live: float, reached: pd.Timestamp | None, due: pd.Timestamp | None, now: pd.Timestamp) -> str:
    if pd.isna(live):
        return "not_provided"
    if reached is not None and (due is None or reached <= due):
        return "reached"
    if due is None:
        return "no_due_date"
    return "missed" if due <= now else "open"
