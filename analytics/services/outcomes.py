"""What became of requests: ready, still open or cancelled; and how many of a month are cancelled after its end."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import DIGITAL, ORIGINS, added, coded, digital, keys_of, within
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
    result = groups.assign(requests=sum(sums.values()), **sums)
    whole = result["requests"].where(result["requests"] > 0)
    shares = {f"{name}_share": result[name] / whole for name in OUTCOME_PARTS}
    return result.assign(**shares)[[*by, "requests", *OUTCOME_PARTS, *shares]]


def tells_few(row: Mapping[Hashable, Any] | pd.Series) -> bool:
    """Return True where a count of a row of completion is small: its shares beside all requests would tell it."""
    return any(is_small(row[name]) for name in OUTCOME_PARTS)


def completion_by_origin(outcomes: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return completion by origin in the order of ORIGINS, one more row for all (EVERY), the fewest put together.

    Columns as of completion. No rows without a request, and where even of all of them a count is small.
    """
    whole = completion(outcomes, as_of).assign(origin=EVERY)
    if not whole["requests"].iloc[0] or tells_few(whole.iloc[0]):
        return whole.iloc[:0]
    by_origin = large_enough(completion(outcomes, as_of, ["origin"]))
    order = {origin: at for at, origin in enumerate(ORIGINS)}
    by_origin = by_origin.sort_values("origin", key=lambda origins: origins.map(order))
    return pd.concat([by_origin, whole], ignore_index=True)


def large_enough(by_origin: pd.DataFrame) -> pd.DataFrame:
    """Return completion by origin, the fewest requests put together (origin TOGETHER) until no count of a row is small.

    No rows where even all together have a small count: the whole beside them would tell it.
    """
    rows = by_origin.sort_values("requests", ascending=False, kind="stable").reset_index(drop=True)
    counts = rows[["requests", *OUTCOME_PARTS]].to_numpy(np.int64)
    for kept in range(len(rows), -1, -1):
        if kept == len(rows) - 1:
            continue  # one row put together is still itself
        few = counts[kept:].sum(axis=0, keepdims=True)[: len(rows) - kept]
        shown = np.vstack([counts[:kept], few])
        if kept and not is_small(shown[:, 1:]).any():
            parts = {f"{name}_share": shown[:, at] / shown[:, 0] for at, name in enumerate(OUTCOME_PARTS, 1)}
            named = dict(zip(("requests", *OUTCOME_PARTS), shown.T, strict=True))
            return pd.DataFrame({"origin": [*rows["origin"][:kept], *[TOGETHER] * len(few)], **named, **parts})
    return rows.iloc[:0]


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


def late_cancellations(facts: pd.DataFrame, outcomes: pd.DataFrame, period: tuple[date, date]) -> LateCancellations:
    """Return what earlier months tell of the cancellations still to come after a period.

    `facts`: of the same offices as `outcomes` (build.request_outcomes). Of each of the last months that began with the
    data or later and was over 31 days before the period ended: digital requests cancelled within 31 days after
    the same day of the month, over those standing at its end. A part of a month is held against parts as long.
    """
    gone, found, is_told = _gone(outcomes), [], True
    for span in _earlier(period, facts):
        part = _late_part(facts, gone, span)
        is_told = is_told and part is not None
        found += [part] if part is not None else []
    if len(found) < MIN_LATE_MONTHS:
        return LateCancellations(months=len(found), reason="few_months" if is_told else "cancel_day_unknown")
    return LateCancellations(float(np.median(found)), min(found), max(found), len(found), "ok")


def _earlier(period: tuple[date, date], facts: pd.DataFrame) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The period moved back by months, the latest first: as many as are asked for and long enough over."""
    first, last = (pd.Timestamp(day) for day in period)
    is_whole, spans = first.day == 1 and last.is_month_end, []
    for back in range(1, LATE_MONTHS + 2):
        start = first - pd.DateOffset(months=back)
        moved = last - pd.DateOffset(months=back)
        end = moved + pd.offsets.MonthEnd(0) if is_whole else moved if first.day == 1 else start + (last - first)
        if end + pd.Timedelta(days=LATE_DAYS) <= last and len(facts) and start >= facts["date"].min():
            spans.append((start, end))
    return spans[:LATE_MONTHS]


def _gone(outcomes: pd.DataFrame) -> dict[str, NDArray[Any]]:
    """The cancelled digital requests: columns as arrays."""
    chosen = outcomes["outcome"].eq(CANCELLED).to_numpy(bool)
    gone = outcomes.loc[chosen, ["origin", "submitted_on", "cancelled_on", "requests"]]
    gone = gone[gone["origin"].isin(DIGITAL)]
    days = {name: gone[name].to_numpy("datetime64[D]") for name in ("submitted_on", "cancelled_on")}
    return days | {"requests": gone["requests"].to_numpy(float)}


def _late_part(
    facts: pd.DataFrame, gone: dict[str, NDArray[Any]], span: tuple[pd.Timestamp, pd.Timestamp]
) -> float | None:
    """None where the day of a cancellation is not told; NaN never: a period without requests has no late part."""
    first, last = (day.to_datetime64().astype("datetime64[D]") for day in span)
    inside = (gone["submitted_on"] >= first) & (gone["submitted_on"] <= last)
    cancelled = gone["cancelled_on"][inside]
    if np.isnat(cancelled).any():
        return None
    after, requests = (cancelled - last).astype(np.int64), gone["requests"][inside]
    late, later = (float(requests[chosen].sum()) for chosen in ((after >= 1) & (after <= LATE_DAYS), after > 0))
    standing = float(digital(within(facts, *span)).sum()) + later
    return late / standing if standing else 0.0
