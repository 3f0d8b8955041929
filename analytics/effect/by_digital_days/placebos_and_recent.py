"""What is asked beside the verdict: the same at dates before the start, and the last 8 weeks."""

from dataclasses import dataclass
from math import expm1

import numpy as np
import pandas as pd

from analytics.base import Estimate, Floats, Panel, mean, period_sums, welch
from analytics.effect.by_digital_days.office_changes import WeekParts, gaps, log_changes, usable
from analytics.effect.by_digital_days.trend_line import OwnTrend, course, hidden_by_missing, own_trend
from analytics.effect.by_digital_days.verdict_rules import NARROW, is_near_nothing
from analytics.effect.by_digital_days.windows import DAY, SETTLING, Flags, TimestampSpan, Windows
from core.method import MIN_NOT_LIVE, RECENT_WEEKS

PLACEBO_STEP = pd.Timedelta(weeks=2)
PLACEBO = [
    "date", "offices", "gap", "gap_lower", "gap_upper", "visits_change", "visits_lower", "visits_upper", "is_effect",
]  # fmt: skip
RECENT = pd.Timedelta(weeks=RECENT_WEEKS)


@dataclass(frozen=True)
class Between:
    """What changed between two spans of days: gap, visits against the own trend and against offices not live alone."""

    offices: int
    gap: Estimate
    trend: OwnTrend
    plain: Estimate


def relative(log_change: Estimate) -> Estimate:
    """Return a change of ln as a relative change."""
    return Estimate(*(expm1(bound) for bound in (log_change.value, log_change.lower, log_change.upper)))


def between(
    days: Panel, before: TimestampSpan, since: TimestampSpan, parts: WeekParts, groups: tuple[Flags, Flags]
) -> Between:
    """Return what changed between two spans at live offices, against those not live (`groups`, as far as usable)."""
    sums = period_sums(days, before, since)
    whole, walked = usable(sums)
    live, not_live = groups[0] & whole, groups[1] & walked
    change = log_changes(sums)
    unreported = hidden_by_missing(days, before, since, live, not_live)
    return Between(
        int(live.sum()),
        mean(gaps(sums, parts)[live]),
        own_trend(course(days, before, since, live, not_live), unreported),
        welch(change[live], change[not_live]),
    )


def placebos(days: Panel, window: Windows, parts: WeekParts, groups: tuple[Flags, Flags], gap: float) -> pd.DataFrame:
    """Return the same figures at pseudo-dates in the time before the start, 8 weeks or more from either end.

    Columns: date, offices, gap, gap_lower, gap_upper, visits_change, visits_lower, visits_upper (against the own
    trend, with its bound) and is_effect: there visits fell as the verdict asks for it, or a gap stands that is not
    near nothing, of at least half of `gap` and 5 points.
    """
    turn = window.before[1] + DAY
    dates, day = [], turn - SETTLING
    while day - window.before[0] >= SETTLING:
        dates.append(day)
        day -= PLACEBO_STEP
    rows = [_placebo(days, window.before[0], turn, pseudo, parts, groups, gap) for pseudo in reversed(dates)]
    return pd.DataFrame(rows, columns=PLACEBO)


def _placebo(
    days: Panel,
    first: pd.Timestamp,
    turn: pd.Timestamp,
    pseudo: pd.Timestamp,
    parts: WeekParts,
    groups: tuple[Flags, Flags],
    gap: float,
) -> tuple[object, ...]:
    before, since = (first, pseudo - DAY), (pseudo, turn - DAY)
    seen = between(days, before, since, parts, groups)
    visits = relative(Estimate(seen.trend.log_visits.value, seen.trend.bound.lower, seen.trend.bound.upper))
    fell = seen.trend.bound.upper < 0 and seen.trend.widened(seen.plain).upper < 0
    gained = seen.gap.lower > 0 and not is_near_nothing(seen.gap) and seen.gap.value >= max(gap / 2, NARROW)
    figures = (seen.gap.value, seen.gap.lower, seen.gap.upper, visits.value, visits.lower, visits.upper)
    return (pseudo, seen.offices, *figures, bool(fell or gained))


@dataclass(frozen=True)
class Recent:
    """The last 8 weeks against the time before: first and last day; state still, no_longer, cannot_tell.

    '' where nothing is asked: the episode is over, younger than 16 weeks, or has no verdict. `gap` as in the verdict,
    `visits_change` against offices not live alone: eight weeks far from the start are too few to carry a trend there.
    """

    state: str
    span: TimestampSpan
    gap: Estimate
    visits_change: Estimate


def recent(
    days: Panel, window: Windows, parts: WeekParts, last: pd.Timestamp, verdict: str, whole: tuple[Estimate, Estimate]
) -> Recent:
    """Return whether the last 8 weeks up to `last` still show what the verdict says (`whole`: gap, plain visits)."""
    span = (last - RECENT + DAY, last)
    if verdict == "cannot_tell" or span[0] - window.since[0] < RECENT:
        return Recent("", span, Estimate(), Estimate())
    inside = days.between(window.before[0], last)
    not_live = window.is_not_live & (days.live[:, inside] == 0).all(axis=1)
    sums = period_sums(days, window.before, span)
    own, others = usable(sums)
    live = window.is_live & own
    gap = mean(gaps(sums, parts)[live])
    visits = _visits(log_changes(sums), live, not_live & others)
    return Recent(_state(verdict, gap, visits, whole), span, gap, relative(visits))


def _visits(change: Floats, live: Flags, not_live: Flags) -> Estimate:
    if int(not_live.sum()) < MIN_NOT_LIVE:
        return Estimate()
    return welch(change[live], change[not_live])


def _state(verdict: str, gap: Estimate, visits: Estimate, whole: tuple[Estimate, Estimate]) -> str:
    """Judged by what the verdict says: of the gap and of the visits, and these against those since the start."""
    is_gap_near, is_gap_clear = is_near_nothing(gap), gap.lower > 0 or gap.upper < 0
    fell, is_back = visits.upper < 0, visits.lower > whole[1].value / 2
    is_lower = visits.upper < min(whole[1].value, 0.0)
    is_higher = visits.lower > max(whole[1].value, 0.0)
    if verdict == "no_effect":
        if not is_gap_near:
            return "no_longer" if is_gap_clear else "cannot_tell"
        return "still" if np.isfinite(visits.value) and not (is_lower or is_higher) else "cannot_tell"
    if verdict == "all_week":
        if is_back:
            return "no_longer"
        return "still" if fell and (is_gap_near or not is_gap_clear) else "cannot_tell"
    return _by_share(verdict, gap, whole[0]) or _by_visits(verdict, fell=fell, is_back=is_back, is_lower=is_lower)


def _by_share(verdict: str, gap: Estimate, whole: Estimate) -> str:
    """What the gap alone tells of a verdict that rests on it; '' where it still stands."""
    sign = -1.0 if verdict == "opposite" else 1.0
    low, high = sorted((sign * gap.lower, sign * gap.upper)) if np.isfinite(gap.lower) else (np.nan, np.nan)
    if low <= 0 and high < abs(whole.value) / 2:
        return "no_longer"
    return "" if low > 0 and not is_near_nothing(gap) else "cannot_tell"


def _by_visits(verdict: str, *, fell: bool, is_back: bool, is_lower: bool) -> str:
    """Where the gap still stands: are visits still what the verdict says of them?"""
    if verdict == "worked":
        return "no_longer" if is_back else "still" if fell else "cannot_tell"
    return "cannot_tell" if is_lower and verdict in ("only_moved", "shifted") else "still"
