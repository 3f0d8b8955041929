"""How fast offices must go live to reach a target in time, and how fast they do."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.rollout.live_coverage import live_counts
from analytics.rollout.live_waves import open_plans
from core.method import PACE_MONTHS, REACH_DAYS, REACH_TIMES

DAYS_PER_MONTH = 365.25 / 12
TARGET_KINDS = {"kelurahan_live": "kelurahan", "kecamatan_live": "kecamatan"}


@dataclass(frozen=True)
class Pace:
    """How fast units must go live for a target, and how fast they do.

    `state`: open, out_of_reach (31 days left or fewer, and what no plan brings is more than twice the largest gain
    seen in as many days), reached (on or before the due date, and still so), lost (reached in time, but units stopped
    and fewer are live now), missed, no_due_date or not_provided (number of live units not known, now or on a due date
    that passed).
    `missing` is target - live on the as-of, or on the due date when it was missed.
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
    is_reached_day_known: bool = True
    """False where it was reached on that day at the latest: somebody's start is known only so."""

    @property
    def is_nearly_due(self) -> bool:
        """True under a month before the due date: what is missing is then told by days, not as a number a month."""
        return self.months_left is not None and self.months_left < 1

    @property
    def days_left(self) -> int:
        """Days until the due date; 0 without one ahead."""
        return round((self.months_left or 0.0) * DAYS_PER_MONTH)


def pace(roster: pd.DataFrame, units: pd.DataFrame, target: pd.Series, as_of: date) -> Pace:
    """Return required and actual pace for one row of targets (measure, value, due_date).

    Required: (target - live) / months left; actual: units gained a month over the last 3 months.
    A month is 365.25 / 12 days. There is no required pace after the due date, nor out of reach. Raises
    KeyError for a measure that does not count live units.
    """
    now = pd.Timestamp(as_of)
    due = None if pd.isna(target["due_date"]) else pd.Timestamp(target["due_date"])
    # The number of live units changes on the days of events alone.
    asked = [now, now - pd.DateOffset(months=PACE_MONTHS), *([due] if due is not None else [])]
    each = np.unique(np.append(roster["date"].to_numpy("datetime64[us]"), np.array(asked, "datetime64[us]")))
    days, kind = pd.DatetimeIndex(each[each <= now.to_datetime64()]), TARGET_KINDS[target["measure"]]
    live = live_counts(roster, units, days, kind)
    current, value = float(live[now]), float(target["value"])
    gained = current - float(live[now - pd.DateOffset(months=PACE_MONTHS)])
    at_due = float(live[due]) if due is not None and due <= now else current
    hits = live.index[live >= value]
    reached = hits[0] if len(hits) else None
    state = _pace_state(current, at_due, value, reached, due, now)
    if state == "open" and due is not None:
        planned = _planned(roster, units[units["kind"] == kind], now, due)
        state = "out_of_reach" if _is_out_of_reach(live, value - current - planned, due - now) else state
    months = (due - now).days / DAYS_PER_MONTH if due is not None and due > now else None
    required = (value - current) / months if months and state in ("open", "lost") else None
    return Pace(
        state,
        current,
        value,
        max(value - (at_due if state == "missed" else current), 0.0),
        due.date() if due is not None else None,
        months,
        required,
        None if pd.isna(gained) else gained / PACE_MONTHS,
        reached.date() if reached is not None else None,
        reached is None or _is_day_known(live, reached, roster, units[units["kind"] == kind]),
    )


def kelurahan_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of live kelurahan that have a due day."""
    return targets[targets["measure"].eq("kelurahan_live") & targets["due_date"].notna()]


def last_target(targets: pd.DataFrame) -> pd.Series | None:
    """Return the target that all others lead to: most live kelurahan, by the latest day; None without one."""
    dated = kelurahan_targets(targets)
    if dated.empty:
        return None
    row: pd.Series = dated.iloc[np.lexsort((dated["due_date"].to_numpy(), dated["value"].to_numpy(float)))[-1]]
    return row


def lesser_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the other dated targets of live kelurahan, those that are not the last one."""
    last = last_target(targets)
    return targets.iloc[:0] if last is None else kelurahan_targets(targets).drop(index=last.name)


def lesser_paces(roster: pd.DataFrame, units: pd.DataFrame, targets: pd.DataFrame, as_of: date) -> list[Pace]:
    """Return where the lesser targets stand."""
    return [pace(roster, units, row, as_of) for _, row in lesser_targets(targets).iterrows()]


def _is_day_known(live: pd.Series, reached: pd.Timestamp, roster: pd.DataFrame, units: pd.DataFrame) -> bool:
    """False where nobody knows how many were live just before: a start is told as "on or before" that day."""
    before = live[live.index < reached]
    if len(before):
        return bool(pd.notna(before.iloc[-1]))
    events = roster[roster["unit_code"].isin(units["unit_code"]) & ~roster["is_planned"].astype(bool)]
    return bool(events.loc[events["date"] == reached, "is_start_known"].all())


def _pace_state(
    live: float,
    at_due: float,
    value: float,
    reached: pd.Timestamp | None,
    due: pd.Timestamp | None,
    now: pd.Timestamp,
) -> str:
    """`at_due`: live units on the due date, or now before it."""
    if pd.isna(live) or pd.isna(at_due):
        return "not_provided"
    is_past = due is not None and due <= now
    if reached is not None and (due is None or reached <= due) and (at_due >= value or not is_past):
        return "reached" if live >= value else "lost"
    if due is None:
        return "no_due_date"
    return "missed" if is_past else "open"


def _planned(roster: pd.DataFrame, units: pd.DataFrame, now: pd.Timestamp, due: pd.Timestamp) -> int:
    """How many units that are not live are planned to go live by the due date, those whose day has passed too."""
    return int((open_plans(roster, units, now.date()) <= due).sum())


def _is_out_of_reach(live: pd.Series, unplanned: float, span: pd.Timedelta) -> bool:
    """True where what no plan brings is more than twice the largest gain ever seen in as many days.

    A record shorter than those days, or without a gain, says nothing; nor does any with more than 31 days left.
    """
    if span.days > REACH_DAYS or live.index[-1] - live.index[0] < span:
        return False
    before = live.reindex(pd.DatetimeIndex(live.index) - span, method="ffill").fillna(0.0).to_numpy()
    largest = float((live - before).max())
    return largest > 0 and unplanned > REACH_TIMES * largest
