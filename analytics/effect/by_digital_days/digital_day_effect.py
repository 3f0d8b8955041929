"""Did the digital days work: weekday gap, visits against the own trend, displacement, checks, verdict."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from math import expm1
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics.base import (
    Estimate,
    Floats,
    Panel,
    PeriodSums,
    are_many_unknown,
    mean,
    panel,
    period_sums,
    sign_flip_p,
    welch,
)
from analytics.effect.by_digital_days.answer import DigitalDays
from analytics.effect.by_digital_days.displaced_visits import displacement
from analytics.effect.by_digital_days.implausible_zeros import false_zeros
from analytics.effect.by_digital_days.office_changes import (
    WeekParts,
    changes_by_office,
    least_completeness,
    moved_shares,
    obstacle,
    offices_left_out,
    parts_of_week,
    silent_offices,
    weighted_gap,
    with_roles,
)
from analytics.effect.by_digital_days.placebos_and_recent import placebos, recent, relative
from analytics.effect.by_digital_days.trend_line import Course, OwnTrend, course, hidden_by_missing, own_trend
from analytics.effect.by_digital_days.verdict_rules import Evidence, verdict
from analytics.effect.by_digital_days.windows import Episode, Flags, TimestampSpan, Windows, episode_of, windows


def digital_days(
    facts: pd.DataFrame, start: date, as_of: date | None = None, *, episode: Episode | None = None
) -> DigitalDays:
    """Return the effect of the digital-first weekdays declared from `start` on (docs: definitions).

    `as_of`: last day that both sources cover; without it the last day on which counts were due. `episode`: the row
    of the policy that starts then; without it, what the facts tell of it.
    Raises ValueError when no day from the start on is a digital-first day.
    """
    declared = episode or episode_of(facts, start)
    if declared is None:
        raise ValueError("No digital-first day on or after the start: the policy rows do not reach it.")
    last = pd.Timestamp(as_of) if as_of else facts.loc[facts["is_expected"], "date"].max()
    return _answer(panel(facts), declared, last)


def digital_days_until(
    facts: pd.DataFrame, start: date, ends: Sequence[date], *, episode: Episode | None = None
) -> list[DigitalDays | None]:
    """Return what `digital_days` says as of each end; None without a day of facts since the start.

    The facts become arrays once; what comes after an end plays no part in its answer.
    """
    first = facts.loc[facts["date"] >= pd.Timestamp(start), "date"].min()
    declared = None if pd.isna(first) else episode or episode_of(facts, start)
    if declared is None:
        return [None for _ in ends]
    days = panel(facts)
    return [_answer(days, declared, end) if first <= end else None for end in map(pd.Timestamp, ends)]


class DigitalDayAnswers:
    """What `digital_days_until` says of the same facts again and again: they become arrays once, an answer is kept."""

    def __init__(self, facts: pd.DataFrame) -> None:
        self._facts = facts
        self._kept: dict[tuple[Episode, date], DigitalDays | None] = {}
        self._gaps: dict[tuple[Episode, date], Estimate] = {}

    @cached_property
    def _days(self) -> Panel:
        return panel(self._facts)

    def until(self, episode: Episode, end: date) -> DigitalDays | None:
        """Return what the digital days of an episode did up to a day; None without a day of facts since the start."""
        asked = (episode, end)
        if asked not in self._kept:
            self._kept[asked] = self._answer(episode, pd.Timestamp(end)) if len(self._facts) else None
        return self._kept[asked]

    def gap_until(self, episode: Episode, end: date) -> Estimate:
        """Return `gap` of that answer alone, a third of its work; NaN without a day of facts since the start."""
        asked = (episode, end)
        if whole := self._kept.get(asked):
            return whole.gap
        if asked not in self._gaps:
            has_days = len(self._facts) > 0 and self._has_begun(episode, pd.Timestamp(end))
            self._gaps[asked] = _gap(self._days, episode, pd.Timestamp(end)) if has_days else Estimate()
        return self._gaps[asked]

    def _has_begun(self, episode: Episode, end: pd.Timestamp) -> bool:
        since = self._days.dates[self._days.dates >= pd.Timestamp(episode.start)]
        return bool(len(since) and since[0] <= end)

    def _answer(self, episode: Episode, end: pd.Timestamp) -> DigitalDays | None:
        return _answer(self._days, episode, end) if self._has_begun(episode, end) else None


class _Compared(NamedTuple):
    """The days up to one, with and without false zeros, both windows, and how each office changed between them."""

    parts: WeekParts
    every: Panel
    days: Panel
    zeros: Floats
    window: Windows
    sums: PeriodSums
    changes: pd.DataFrame
    live: Flags


def _compared(whole: Panel, episode: Episode, last: pd.Timestamp) -> _Compared:
    parts = WeekParts.of(list(episode.weekdays))
    every = whole.until(last)
    zeros = false_zeros(every)
    window = windows(every, episode, last)
    part = every.counted_by_part(window.before[0], last)
    is_recounted: Flags = np.asarray(part.any(axis=1))
    days = every.only((1.0 - zeros) * (1.0 - part)) if zeros.any() or part.any() else every
    sums = period_sums(days, window.before, window.since)
    changes = changes_by_office(days, sums, parts, silent_offices(every, window), is_recounted)
    return _Compared(parts, every, days, zeros, window, sums, changes, _used(window.is_live, changes))


def _gap(whole: Panel, episode: Episode, last: pd.Timestamp) -> Estimate:
    found = _compared(whole, episode, last)
    return _moved(found.sums, found.parts, found.live)[0][2]


def _answer(whole: Panel, episode: Episode, last: pd.Timestamp) -> DigitalDays:
    parts, every, days, zeros, window, sums, changes, live = _compared(whole, episode, last)
    not_live = _used(window.is_not_live, changes, "walkin_reason")
    groups = live, not_live
    office_gaps = changes.loc[live, "gap"].to_numpy()
    (digital_change, other_change, gap), is_unknown = _moved(sums, parts, live)
    plain = welch(*(changes.loc[chosen, "log_change"].to_numpy() for chosen in groups))
    path = course(days, window.before, window.since, live, not_live)
    trend = own_trend(path, hidden_by_missing(days, window.before, window.since, live, not_live))
    gone, moved = _displacement(sums, parts, groups, path, trend)
    least = least_completeness(sums, live, not_live)
    found = placebos(days, window, parts, groups, gap.value)
    evidence = Evidence(
        int(live.sum()),
        int(not_live.sum()),
        window.weeks,
        least,
        gap,
        trend.log_visits,
        trend.bound,
        trend.widened(plain),
        mean(changes.loc[live, "log_change"].to_numpy()),
        moved,
        obstacle(every, window, changes, parts),
        bool(found["is_effect"].any()),
        is_unknown,
        trend.bound.upper - trend.unreported < 0 <= trend.bound.upper,
    )
    code, reason = verdict(evidence)
    is_over = episode.end is not None and pd.Timestamp(episode.end) <= last
    latest = recent(days, window, parts, last, "cannot_tell" if is_over else code, (gap, plain))
    inside = days.between(window.before[0], window.since[1])
    return DigitalDays(
        code,
        reason,
        episode.start,
        episode.end if is_over else None,
        _days(window.before),
        _days(window.since),
        episode.weekdays,
        evidence.live_offices,
        evidence.not_live_offices,
        least,
        gap,
        digital_change,
        other_change,
        weighted_gap(sums, parts, live),
        sign_flip_p(office_gaps),
        trend.log_visits,
        relative(trend.log_visits),
        relative(trend.bound),
        relative(plain),
        expm1(trend.departure),
        _tolerated(trend),
        mean(changes.loc[live, "share_change"].to_numpy()),
        gone,
        moved,
        int(zeros[:, inside].sum()),
        with_roles(changes, live, not_live, _used(window.is_apart, changes)),
        offices_left_out(days, changes, window),
        found,
        latest,
    )


def _used(chosen: Flags, changes: pd.DataFrame, reason: str = "reason") -> Flags:
    """The chosen offices for which everything could be computed."""
    return chosen & changes[reason].eq("").to_numpy()


def _days(span: TimestampSpan) -> tuple[date, date]:
    return span[0].date(), span[1].date()


def _moved(sums: PeriodSums, parts: WeekParts, live: Flags) -> tuple[list[Estimate], bool]:
    """The means of `moved_shares`; where over 5% of requests have no origin, from none of them digital to all."""
    told = [mean(moved) for moved in moved_shares(sums, parts)[live].T]
    unknown, requests = (array[live].sum(axis=(0, 2)) for array in (sums.unknown, sums.requests))
    if not are_many_unknown(unknown, requests).any():
        return told, False
    most = [mean(moved) for moved in moved_shares(sums, parts, unknown_is_digital=True)[live].T]
    both = zip(told, most, strict=True)
    return [Estimate(a.value, min(a.lower, b.lower), max(a.upper, b.upper)) for a, b in both], True


def _displacement(
    sums: PeriodSums, parts: WeekParts, groups: tuple[Flags, Flags], path: Course, trend: OwnTrend
) -> tuple[Estimate, Estimate]:
    if not (parts.digital and parts.other):
        return Estimate(), Estimate()
    live, not_live = (parts_of_week(sums, parts, chosen) for chosen in groups)
    return displacement(live, not_live, path if np.isfinite(trend.expected) else None)


def _tolerated(trend: OwnTrend) -> float:
    """So many times the farthest departure before could be added, and visits would still have fallen."""
    rest = -(trend.log_visits.upper + trend.unreported)
    if not (rest > 0 and np.isfinite(trend.departure)):
        return 0.0
    return rest / trend.departure if trend.departure > 0 else np.inf
