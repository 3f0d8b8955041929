"""What became of requests: ready, still open or cancelled; and how many of a month are cancelled after its end."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import DIGITAL_ORIGINS, ORIGINS, added, coded, digital, keys_of
from core.disclosure import is_small
from core.method import LATE_DAYS, LATE_MONTHS, MIN_LATE_MONTHS, OPEN_DAYS

READY, OPEN, CANCELLED = "selesai", "terbuka", "dibatalkan"
OUTCOME_PARTS = ["ready", "open", "open_long", "cancelled"]
EVERY, TOGETHER = "semua", "lain"
"""Beside the origins: all of them, and those too few to be told by themselves."""


def completion(outcomes: pd.DataFrame, as_of: date, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return what became of requests as known now, per group of `by` (unit_code, month, origin; none: one row).

    `outcomes`: build.request_outcomes; `as_of`: the day of which the age of open ones is taken. Result: `by`, requests
    (cancelled ones included), ready (or collected), open (up to 30 days), open_long (longer), cancelled, and of each
    its part: ready_share ... cancelled_share (NaN without requests).
    """
    codes, groups = coded(outcomes, keys_of(by))
    age = (pd.Timestamp(as_of) - outcomes["submitted_on"]).dt.days.to_numpy(float)
    is_open = outcomes["outcome"].eq(OPEN).to_numpy()
    chosen = {
        "ready": outcomes["outcome"].eq(READY).to_numpy(),
        "open": is_open & (age <= OPEN_DAYS),
        "open_long": is_open & (age > OPEN_DAYS),
        "cancelled": outcomes["outcome"].eq(CANCELLED).to_numpy(),
    }
    count = outcomes["requests"].to_numpy(float)
    sums = {
        name: added(codes, np.where(flag, count, 0.0), len(groups)).astype(np.int64) for name, flag in chosen.items()
    }
    every = np.asarray(sum(sums.values()))
    return with_shares({name: groups[name].array for name in by}, {"requests": every, **sums})


def with_shares(keys: Mapping[str, Any], counts: Mapping[str, NDArray[np.int64]]) -> pd.DataFrame:
    """Return a frame of keys and counts, with the part of each outcome; NaN without requests."""
    every = counts["requests"]
    shares = {
        f"{name}_share": np.divide(counts[name], every, out=np.full(len(every), np.nan), where=every > 0)
        for name in OUTCOME_PARTS
    }
    return pd.DataFrame({**keys, **counts, **shares})


def tells_few(row: Mapping[Hashable, Any] | pd.Series) -> bool:
    """Return True where a count of a row of completion is small: its shares beside all requests would tell it."""
    return any(is_small(row[name]) for name in OUTCOME_PARTS)


def completion_by_origin(outcomes: pd.DataFrame, as_of: date, kept: Collection[str] | None = None) -> pd.DataFrame:
    """Return completion by origin in the order of ORIGINS, one more row for all (EVERY), the fewest put together.

    Columns as of completion. No rows without a request, and where even of all of them a count is small. `kept`: as in
    large_enough.
    """
    whole = completion(outcomes, as_of).assign(origin=EVERY)
    if not whole["requests"].iloc[0] or tells_few(whole.iloc[0]):
        return whole.iloc[:0]
    by_origin = large_enough(completion(outcomes, as_of, ["origin"]), kept=kept)
    order = {origin: at for at, origin in enumerate(ORIGINS)}
    origins = by_origin["origin"].to_list()
    places = sorted(range(len(origins)), key=lambda at: order.get(origins[at], len(order)))
    return pd.concat([by_origin.iloc[places], whole], ignore_index=True)


def large_enough(rows: pd.DataFrame, key: str = "origin", kept: Collection[str] | None = None) -> pd.DataFrame:
    """Return completion by a key, the fewest requests put together (TOGETHER) until no count of a row is small.

    No rows where even all together have a small count: the whole beside them would tell it. `kept`: the only ones that
    may stand alone, as the others were put together before (None: all may).
    """
    may_stand = rows[key].isin(rows[key] if kept is None else list(kept))
    rows = rows.assign(first=may_stand).sort_values(["first", "requests"], ascending=False, kind="stable")
    names, counts = rows[key].to_list(), rows[["requests", *OUTCOME_PARTS]].to_numpy(np.int64)
    for alone in range(int(may_stand.sum()), -1, -1):
        if alone == len(rows) - 1:
            continue  # one row put together is still itself
        few = counts[alone:].sum(axis=0, keepdims=True)[: len(rows) - alone]
        shown = np.vstack([counts[:alone], few])
        if alone and not is_small(shown[:, 1:]).any():
            keys = [*names[:alone], *[TOGETHER] * len(few)]
            return with_shares({key: keys}, dict(zip(("requests", *OUTCOME_PARTS), shown.T, strict=True)))
    return rows.iloc[:0].drop(columns="first")


@dataclass(frozen=True)
class LateCancellations:
    """How many digital requests of a period are usually cancelled within 31 days after it: a part of those standing.

    `part`: the median of `months` earlier periods, `least` and `most` of them. `state` not_provided: few_months (fewer
    than three are over for 31 days), cancel_day_unknown (the exports do not tell when); then there is no number.
    """

    part: float = nan
    least: float = nan
    most: float = nan
    months: int = 0
    state: str = "not_provided"
    reason: str = ""

    def of_share(self, numerator: float, denominator: float) -> float:
        """Return by how much a share usually changes by them (0 or below); NaN where nothing is known."""
        gone = numerator * self.part
        return (numerator - gone) / (denominator - gone) - numerator / denominator if denominator > gone else nan


@dataclass(frozen=True)
class CancelledDays:
    """What late cancellations are told by, arrays: cancelled digital requests by the days they were submitted and
    cancelled on, and the digital requests of all offices by day.
    """

    submitted: NDArray[np.datetime64]
    cancelled: NDArray[np.datetime64]
    requests: NDArray[np.float64]
    days: NDArray[np.datetime64]
    sent: NDArray[np.float64]

    @staticmethod
    def of(facts: pd.DataFrame, outcomes: pd.DataFrame) -> "CancelledDays":
        """`facts`: of the same offices as `outcomes` (build.request_outcomes)."""
        gone = outcomes.loc[outcomes["outcome"].eq(CANCELLED).to_numpy(bool) & outcomes["origin"].isin(DIGITAL_ORIGINS)]
        day, days = pd.factorize(facts["date"].to_numpy("datetime64[D]"), sort=True)
        return CancelledDays(
            gone["submitted_on"].to_numpy("datetime64[D]"),
            gone["cancelled_on"].to_numpy("datetime64[D]"),
            gone["requests"].to_numpy(float),
            np.asarray(days),
            added(day.astype(np.int64), np.nan_to_num(digital(facts).to_numpy(float)), len(days)),
        )


def late_cancellations(facts: pd.DataFrame, outcomes: pd.DataFrame, period: tuple[date, date]) -> LateCancellations:
    """Return what earlier months tell of the cancellations still to come after a period.

    `facts`: of the same offices as `outcomes` (build.request_outcomes). Of each of the last months that began with the
    data or later and was over 31 days before the period ended: digital requests cancelled within 31 days after
    the same day of the month, over those standing at its end. A part of a month is held against parts as long.
    """
    return usually_cancelled_late(CancelledDays.of(facts, outcomes), period)


def usually_cancelled_late(known: CancelledDays, period: tuple[date, date]) -> LateCancellations:
    """Return late_cancellations of a period."""
    found, is_told = [], True
    for span in _earlier(period, known.days):
        part = _late_part(known, span)
        is_told = is_told and part is not None
        found += [part] if part is not None else []
    if len(found) < MIN_LATE_MONTHS:
        return LateCancellations(months=len(found), reason="few_months" if is_told else "cancel_day_unknown")
    return LateCancellations(float(np.median(found)), min(found), max(found), len(found), "ok")


def _earlier(period: tuple[date, date], days: NDArray[np.datetime64]) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The period moved back by months, the latest first: as many as are asked for and long enough over."""
    first, last = (pd.Timestamp(day) for day in period)
    is_whole, spans = first.day == 1 and last.is_month_end, []
    for back in range(1, LATE_MONTHS + 2):
        start = first - pd.DateOffset(months=back)
        moved = last - pd.DateOffset(months=back)
        end = moved + pd.offsets.MonthEnd(0) if is_whole else moved if first.day == 1 else start + (last - first)
        if end + pd.Timedelta(days=LATE_DAYS) <= last and len(days) and start >= pd.Timestamp(days[0]):
            spans.append((start, end))
    return spans[:LATE_MONTHS]


def _late_part(known: CancelledDays, span: tuple[pd.Timestamp, pd.Timestamp]) -> float | None:
    """None where the day of a cancellation is not told; NaN never: a period without requests has no late part."""
    first, last = (day.to_datetime64().astype("datetime64[D]") for day in span)
    inside = (known.submitted >= first) & (known.submitted <= last)
    cancelled = known.cancelled[inside]
    if np.isnat(cancelled).any():
        return None
    after, requests = (cancelled - last).astype(np.int64), known.requests[inside]
    late, later = (float(requests[chosen].sum()) for chosen in ((after >= 1) & (after <= LATE_DAYS), after > 0))
    standing = float(known.sent[(known.days >= first) & (known.days <= last)].sum()) + later
    return late / standing if standing else 0.0
