"""Did the digital days work: weekday gap, visits against offices not live, displacement, verdict.

What going live did (att_gt, aggregate, pre_trend, going_live) comes from its own modules by this name too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import expm1, nan

import numpy as np
import pandas as pd

from analytics.base import (
    Cells,
    Estimate,
    Floats,
    Panel,
    Positions,
    cells,
    jackknife,
    mean,
    panel,
    sign_flip_p,
    t_interval,
    welch,
)
from analytics.effect.office_changes import Parts, left_out, office_changes
from analytics.effect.verdict_rules import Evidence, displacement, verdict
from analytics.effect.windows import DAY, RAMP, WINDOW, Flags, Span, Windows, windows
from analytics.uptake import digital_weekdays

PLACEBO_STEP = pd.Timedelta(weeks=2)
PLACEBO = ["date", "offices", "gap", "gap_lower", "gap_upper", "visits_change", "visits_lower", "visits_upper"]


@dataclass(frozen=True)
class DigitalDays:
    """The answer with everything it rests on; `verdict` and `reason` are codes of `analytics.effect.verdict_rules`.

    `before`, `since`: first and last day of both windows. `visits_change` is exp(E) - 1, `log_visits` E;
    `visits_gone` is Y, `displacement` d (all NaN where it is not shown). `completeness`: the least of
    both groups in both windows. `offices` (frame of `office_changes`, with role live, not_live or apart:
    kecamatan offices, no part of the verdict). `left_out`: unit_code, name, reason. `placebos`: date,
    offices, gap, gap_lower, gap_upper, visits_change, visits_lower, visits_upper at dates before the start.
    """

    verdict: str
    reason: str
    start: date
    before: tuple[date, date]
    since: tuple[date, date]
    weekdays: tuple[int, ...]
    live_offices: int
    not_live_offices: int
    completeness: float
    gap: Estimate
    weighted_gap: Estimate
    sign_flip_p: float
    log_visits: Estimate
    visits_change: Estimate
    share_change: Estimate
    visits_gone: Estimate
    displacement: Estimate
    offices: pd.DataFrame
    left_out: pd.DataFrame
    placebos: pd.DataFrame


def digital_days(
    facts: pd.DataFrame, start: date, as_of: date | None = None, *, with_placebos: bool = True
) -> DigitalDays:
    """Return the effect of the digital-first weekdays declared from `start` on (docs: definitions).

    `as_of`: last day that both sources cover; without it the last day on which counts were due.
    `with_placebos`: False leaves their frame empty, for a reader who does not show them and waits.
    The weekdays are those of the policy in the facts. Raises ValueError when no day from the start on
    is a digital-first day.
    """
    weekdays = digital_weekdays(facts, start)
    if not weekdays:
        raise ValueError("No digital-first day on or after the start: the policy rows do not reach it.")
    last = pd.Timestamp(as_of) if as_of else facts.loc[facts["is_expected"], "date"].max()
    return _digital_days(panel(facts), weekdays, start, last, with_placebos)


def digital_days_until(facts: pd.DataFrame, start: date, ends: Sequence[date]) -> list[DigitalDays | None]:
    """Return what `digital_days` says as of each end, without placebos; None without a day of facts since the start.

    The facts become arrays once; what comes after an end plays no part in its answer.
    """
    first = facts.loc[facts["date"] >= pd.Timestamp(start), "date"].min()
    if pd.isna(first):
        return [None for _ in ends]
    days, found = panel(facts), []
    for end in map(pd.Timestamp, ends):
        weekdays = digital_weekdays(facts[facts["date"] <= end], start)
        is_begun = first <= end and bool(weekdays)
        found.append(_digital_days(days, weekdays, start, end, with_placebos=False) if is_begun else None)
    return found


def _digital_days(
    days: Panel, weekdays: list[int], start: date, last: pd.Timestamp, with_placebos: bool
) -> DigitalDays:
    parts = Parts.of(weekdays)
    window = windows(days, pd.Timestamp(start), last)
    sums = cells(days, window.before, window.since)
    changes = office_changes(days, sums, parts)
    live = _used(window.is_live, changes)
    not_live = _used(window.is_not_live, changes, "walkin_reason")
    gaps = changes.loc[live, "gap"].to_numpy()
    gap, log_visits = mean(gaps), _log_visits(changes, live, not_live)
    gone, moved = displacement(*(_parts_of_week(sums, parts, chosen) for chosen in (live, not_live)))
    completeness = _completeness(sums, live, not_live)
    code, reason = verdict(
        Evidence(int(live.sum()), int(not_live.sum()), window.weeks, completeness, gap, log_visits, moved)
    )
    return DigitalDays(
        code,
        reason,
        start,
        _days(window.before),
        _days(window.since),
        tuple(weekdays),
        int(live.sum()),
        int(not_live.sum()),
        completeness,
        gap,
        _weighted_gap(sums, parts, live),
        sign_flip_p(gaps),
        log_visits,
        _relative(log_visits),
        mean(changes.loc[live, "share_change"].to_numpy()),
        gone,
        moved,
        _roles(changes, live, not_live, _used(window.is_apart, changes)),
        left_out(days, changes, window),
        _placebos(days, window, parts, live, not_live) if with_placebos else pd.DataFrame(columns=PLACEBO),
    )


def _used(chosen: Flags, changes: pd.DataFrame, reason: str = "reason") -> Flags:
    """The chosen offices for which everything could be computed."""
    return chosen & changes[reason].eq("").to_numpy()


def _days(span: Span) -> tuple[date, date]:
    return span[0].date(), span[1].date()


def _relative(log_change: Estimate) -> Estimate:
    return Estimate(expm1(log_change.value), expm1(log_change.lower), expm1(log_change.upper))


def _log_visits(changes: pd.DataFrame, live: Flags, not_live: Flags) -> Estimate:
    return welch(*(changes.loc[chosen, "log_change"].to_numpy() for chosen in (live, not_live)))


def _parts_of_week(sums: Cells, parts: Parts, chosen: Flags) -> Floats:
    """Visits per standard week: offices x period x (digital-first, other)."""
    return np.stack([sums.standard_week(part)[chosen] for part in (parts.digital, parts.other)], axis=2)


def _weighted_gap(sums: Cells, parts: Parts, live: Flags) -> Estimate:
    """The gap of the offices' summed counts, with its jackknife interval."""
    counts = np.stack(
        [
            np.stack([array[live][:, :, part].sum(axis=2) for part in (parts.digital, parts.other)], axis=2)
            for array in (sums.digital, sums.total)
        ]
    )
    if counts.shape[1] < 2:
        return Estimate()

    def gap(kept: Positions) -> Floats:
        digital, total = counts[:, kept].sum(axis=1)
        change = np.diff(digital / total, axis=0)[0]
        return np.array([change[0] - change[1]])

    size = counts.shape[1]
    error = float(np.sqrt(jackknife(gap, size)[0, 0]))
    return t_interval(float(gap(np.arange(size))[0]), error, size - 1)


def _completeness(sums: Cells, live: Flags, not_live: Flags) -> float:
    """The least share of due unit-days that were complete, over both groups and both windows."""
    pairs = ((sums.complete_days[live], sums.expected[live]), (sums.walkin_days[not_live], sums.expected[not_live]))
    done, due = (np.concatenate([pair[k].sum(axis=(0, 2)) for pair in pairs]) for k in (0, 1))
    return float((done / due).min()) if (due > 0).all() else nan


def _roles(changes: pd.DataFrame, live: Flags, not_live: Flags, apart: Flags) -> pd.DataFrame:
    role = np.select([live, not_live, apart], ["live", "not_live", "apart"], default="")
    frame = changes.assign(role=role).drop(columns=["reason", "walkin_reason"])
    return frame[frame["role"] != ""].sort_values(["role", "unit_code"], ignore_index=True)


def _placebos(days: Panel, window: Windows, parts: Parts, live: Flags, not_live: Flags) -> pd.DataFrame:
    """The same figures at pseudo-dates before the start, 8 weeks or more from either end."""
    start = window.since[0]
    dates, day = [], start - RAMP
    while day - window.settled >= RAMP:
        dates.append(day)
        day -= PLACEBO_STEP
    rows = [_placebo(days, window, parts, live, not_live, pseudo) for pseudo in reversed(dates)]
    return pd.DataFrame(rows, columns=PLACEBO)


def _placebo(
    days: Panel, window: Windows, parts: Parts, live: Flags, not_live: Flags, pseudo: pd.Timestamp
) -> tuple[object, ...]:
    before = (max(pseudo - WINDOW, window.settled), pseudo - DAY)
    since = (pseudo, min(pseudo + WINDOW, window.since[0] - DAY))
    changes = office_changes(days, cells(days, before, since), parts)
    first = _used(live, changes)
    second = _used(not_live, changes, "walkin_reason")
    gap = mean(changes.loc[first, "gap"].to_numpy())
    visits = _relative(_log_visits(changes, first, second))
    return (pseudo, int(first.sum()), gap.value, gap.lower, gap.upper, visits.value, visits.lower, visits.upper)
