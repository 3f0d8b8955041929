"""Visits of a standard week against the offices' own trend, and how far a departure from it may reach.

Event study in blocks of about four weeks: visits of the live offices, each against its own time before, divided by
the same of the offices not live. A straight line through the blocks before the start says where this ratio had gone
by itself; the effect is its distance from the line since the start.

The bound takes up the relative-magnitudes idea of Rambachan and Roth (2023), A More Credible Approach to Parallel
Trends, Review of Economic Studies 90, 2555-2591: since the start the ratio may leave the line by as much as the block
did that left it farthest before. Their conditional test is not carried over; the interval is
Welch's, widened on both sides by that departure.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import inf, log, log1p, nan, sqrt

import numpy as np

from analytics.base import WORKING_WEEKDAYS, Estimate, Floats, Panel, weekday_sums, welch
from analytics.effect.by_digital_days.windows import Flags, TimestampSpan

BLOCK_WEEKS = 4
MIN_BLOCKS = 4
BUSY_PART = 0.9
CHANCE = 0.02
"""By so much a group's part of reported days differs between two half years by chance."""


@dataclass(frozen=True)
class Course:
    """Visits of a standard week, each office against its own mean before: offices x (blocks before, whole since).

    `at`: the middle of each, in weeks from the start.
    """

    at: Floats
    live: Floats
    not_live: Floats

    @property
    def ratio(self) -> Floats:
        """Live offices over offices not live; 1 is the mean before."""
        ratio: Floats = self.live.mean(axis=0) / self.not_live.mean(axis=0)
        return ratio

    @property
    def weights(self) -> Floats:
        """What each block before adds to the line's value since the start (least squares)."""
        return _weights(self.at[:-1], self.at[-1])

    @property
    def expected(self) -> float:
        """Where the line stands since the start; 1 is the mean before."""
        return float(self.weights @ self.ratio[:-1])


@dataclass(frozen=True)
class OwnTrend:
    """`log_visits`: ln of the ratio since the start over the line, with Welch's interval.

    `departure`: the farthest that a block before lay from the line, in ln (infinite where there is no line);
    `unreported`: what days no longer reported could hide, had they been busy ones. `expected`: where the line stands,
    1 is the mean before.
    """

    log_visits: Estimate
    departure: float
    unreported: float
    expected: float

    @property
    def bound(self) -> Estimate:
        """The effect with everything that speaks against it."""
        return self.widened(self.log_visits)

    def widened(self, change: Estimate) -> Estimate:
        """Return a change of ln with its interval widened by the departure and by what may be unreported."""
        more = self.departure + self.unreported
        return Estimate(change.value, change.lower - more, change.upper + more)


NO_TREND = OwnTrend(Estimate(), inf, 0.0, nan)


def blocks(span: TimestampSpan) -> list[TimestampSpan]:
    """Return a span of days in blocks of about four weeks, at least four of them."""
    length = (span[1] - span[0]).days + 1
    number = max(MIN_BLOCKS, round(length / (7 * BLOCK_WEEKS)))
    edges = [round(length * at / number) for at in range(number + 1)]
    return [(span[0] + timedelta(first), span[0] + timedelta(last - 1)) for first, last in pairwise(edges)]


def course(days: Panel, before: TimestampSpan, since: TimestampSpan, live: Flags, not_live: Flags) -> Course:
    """Return the course of both groups over the blocks before and the whole time since."""
    spans = [*blocks(before), since]
    # The middle of a span: between its first day and the day after it.
    at = np.array([((first - since[0]).days + (last - since[0]).days + 1) / 2 / 7 for first, last in spans])
    weeks = _standard_weeks(days, spans)
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = weeks / weeks[:, :-1].mean(axis=1, keepdims=True)
    return Course(at, relative[live], relative[not_live])


def _standard_weeks(days: Panel, spans: list[TimestampSpan]) -> Floats:
    """Visits of a standard week, offices x spans; a weekday without a report takes its mean over the blocks before."""
    visits, reported = weekday_sums(days, (days.visits, days.walkin_complete), spans)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = visits[:, :-1].sum(axis=1, keepdims=True) / reported[:, :-1].sum(axis=1, keepdims=True)
        means = np.where(reported > 0, visits / np.maximum(reported, 1.0), usual)
    week: Floats = means.sum(axis=2)
    return week


def _weights(at: Floats, to: float) -> Floats:
    centred = at - at.mean()
    weights: Floats = 1 / len(at) + (to - at.mean()) * centred / (centred**2).sum()
    return weights


def own_trend(seen: Course, unreported: float = 0.0) -> OwnTrend:
    """Return the effect on visits against the line through the blocks before; NO_TREND where there can be none.

    The interval is that of the offices' own contributions, linear around the estimate, so the line's uncertainty is
    in it. `unreported`: see `hidden_by_missing`.
    """
    if min(len(seen.live), len(seen.not_live)) < 2 or not np.isfinite(seen.ratio).all():
        return NO_TREND
    expected, now = seen.expected, float(seen.ratio[-1])
    if not (expected > 0 and now > 0):
        return NO_TREND
    slopes = np.append(-seen.weights / expected, 1 / now)
    mean_live, mean_others = seen.live.mean(axis=0), seen.not_live.mean(axis=0)
    spread = welch(seen.live @ (slopes / mean_others), seen.not_live @ (slopes * mean_live / mean_others**2))
    value = log(now) - log(expected)
    effect = Estimate(value, value + spread.lower - spread.value, value + spread.upper - spread.value)
    return OwnTrend(effect, _departure(seen), unreported, expected)


def _departure(seen: Course) -> float:
    """The farthest a block before lies from the line through them all, in ln.

    The line has bent towards each block: distances are widened by the square root of K / (K - 2) for K blocks.
    """
    at, ratio = seen.at[:-1], seen.ratio[:-1]
    centred = at - at.mean()
    line = ratio.mean() + centred * (centred @ ratio) / (centred @ centred)
    if not ((line > 0) & (ratio > 0)).all():
        return inf
    return float(np.abs(np.log(ratio / line)).max()) * sqrt(len(at) / (len(at) - 2))


def hidden_by_missing(days: Panel, before: TimestampSpan, since: TimestampSpan, live: Flags, not_live: Flags) -> float:
    """Return by how much (ln) visits could only seem to fall because reports are missing.

    Live offices that report a smaller part of their due days than before may leave out the busy ones, and offices
    not live that report a larger part may have left them out before: what is above 2 points of difference counts as
    days as busy as the busiest tenth.
    """
    parts = [_reported_part(days, span) for span in (before, since)]
    fewer = float(np.mean(parts[0][live]) - np.mean(parts[1][live])) if live.any() else 0.0
    more = float(np.mean(parts[1][not_live]) - np.mean(parts[0][not_live])) if not_live.any() else 0.0
    lost, won = (max(part - CHANCE, 0.0) if np.isfinite(part) else 0.0 for part in (fewer, more))
    return log1p((lost + won) * _busyness(days, before, live)) if lost + won > 0 else 0.0


def _reported_part(days: Panel, span: TimestampSpan) -> Floats:
    inside = days.between(*span)
    with np.errstate(invalid="ignore"):
        part: Floats = days.walkin_complete[:, inside].sum(axis=1) / days.expected[:, inside].sum(axis=1)
    return part


def _busyness(days: Panel, before: TimestampSpan, live: Flags) -> float:
    """How far the busiest tenth of the days lies above an office's usual day of that weekday, 0: not at all."""
    inside = days.between(*before)
    weekday, groups = days.weekdays[inside], days.weekday_marks[inside]
    counted, visits = days.walkin_complete[live, inside], days.visits[live, inside]
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = ((visits @ groups) / (counted @ groups))[:, np.minimum(weekday, WORKING_WEEKDAYS - 1)]
        relative = (visits / usual)[(counted > 0) & (usual > 0)]
    if not len(relative):
        return 0.0
    busy = np.sort(relative)[int(BUSY_PART * len(relative)) :]
    return max(float(busy.mean()) - 1.0, 0.0)
