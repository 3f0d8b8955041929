"""The verdict on the digital days: the first rule that fits decides."""

from dataclasses import dataclass

from analytics.base import Estimate
from core.method import MIN_COMPLETENESS, MIN_LIVE, MIN_NOT_LIVE, MIN_WEEKS

NARROW = 0.05
"""A gap within so many points either side is near nothing."""
NEAR_VISITS = 0.125
"""So is a change of the week's visits within so much of ln either side: less than one visit in eight."""
MOSTLY_MOVED = 0.5
OWN_PART = 0.5
"""Of a fall against the others: so much of it at least must be the live offices' own, else it is the others' rise."""


@dataclass(frozen=True)
class Evidence:
    """What the verdict rests on.

    Sizes, weeks before and since, completeness. `gap`: with its interval, widened where many origins are unknown.
    `visits`: against the offices' own trend; `bound`: the same, widened by the farthest departure seen before and by
    what missing reports could hide; `plain`: against offices not live alone, widened alike; `own`: of the live offices
    by themselves, against nobody. `obstacle`: a reason known
    beforehand. `placebo_works`: the rules would have seen an effect at a date before the start. `is_origin_unknown`:
    too many origins are unknown; `is_report_missing`: without missing reports the bound would lie below 0.
    """

    live_offices: int
    not_live_offices: int
    weeks: tuple[float, float]
    completeness: float
    gap: Estimate
    visits: Estimate
    bound: Estimate
    plain: Estimate
    own: Estimate
    displacement: Estimate
    obstacle: str = ""
    placebo_works: bool = False
    is_origin_unknown: bool = False
    is_report_missing: bool = False

    @property
    def has_fallen(self) -> bool:
        """True where visits fell beyond the trend and beyond any departure seen, against the others and by themselves.

        Without the last, visits that rise elsewhere alone would be told as a fall that nobody sees at a live counter.
        """
        return self.bound.upper < 0 and self.plain.upper < 0 and self.is_own

    @property
    def is_own(self) -> bool:
        """True where visits at the live offices fell by themselves, by half of the fall against the others or more."""
        return self.own.upper < 0 and self.own.value <= OWN_PART * self.plain.value


def is_near_nothing(gap: Estimate) -> bool:
    """Return True where the whole interval of a gap lies within 5 points of 0."""
    return gap.lower >= -NARROW and gap.upper <= NARROW


def verdict(seen: Evidence) -> tuple[str, str]:
    """Return (verdict, reason), both codes.

    worked (gap_and_visits), only_moved (mostly_displaced), all_week (visits_alike), shifted (visits_not_shown),
    no_effect (near_zero), opposite (gap_below_zero) or cannot_tell. Its reasons: those of `_weakness`, wide_gap,
    unknown_origin, wide_visits, not_below_others, others_rose, departed_before, walkin_missing or placebo_works. An
    estimate without interval supports no rule.
    """
    weak = _weakness(seen)
    if weak:
        return "cannot_tell", weak
    gap = seen.gap
    if is_near_nothing(gap):
        return _without_gap(seen)
    if not (gap.lower > 0 or gap.upper < 0):
        return "cannot_tell", "unknown_origin" if seen.is_origin_unknown else "wide_gap"
    return ("opposite", "gap_below_zero") if gap.upper < 0 else _with_gap(seen)


def _without_gap(seen: Evidence) -> tuple[str, str]:
    """Both groups of weekdays moved alike: all of them fell, none did, or it cannot be told."""
    if seen.has_fallen:
        return ("cannot_tell", "placebo_works") if seen.placebo_works else ("all_week", "visits_alike")
    if seen.visits.lower > -NEAR_VISITS and seen.visits.upper < NEAR_VISITS:
        return "no_effect", "near_zero"
    return "cannot_tell", _why_not(seen)


def _with_gap(seen: Evidence) -> tuple[str, str]:
    """The digital-first weekdays gained: by visits moved to other days, by fewer visits, or by requests that wait."""
    if seen.displacement.lower > MOSTLY_MOVED:
        return "only_moved", "mostly_displaced"
    if seen.has_fallen:
        return ("cannot_tell", "placebo_works") if seen.placebo_works else ("worked", "gap_and_visits")
    if seen.visits.lower > -NEAR_VISITS:
        return "shifted", "visits_not_shown"
    return "cannot_tell", _why_not(seen)


def _why_not(seen: Evidence) -> str:
    """Why the week's visits do not say whether they fell."""
    if not seen.visits.upper < 0:
        return "wide_visits"
    if not seen.plain.upper < 0:
        return "not_below_others"
    if seen.bound.upper < 0:
        return "others_rose"
    return "walkin_missing" if seen.is_report_missing else "departed_before"


def _weakness(seen: Evidence) -> str:
    """The first reason why the data cannot tell, '' where they can."""
    rules = (
        (bool(seen.obstacle), seen.obstacle),
        (seen.live_offices < MIN_LIVE, "few_live"),
        (seen.not_live_offices < MIN_NOT_LIVE, "few_not_live"),
        (seen.weeks[0] < MIN_WEEKS, "short_before"),
        (seen.weeks[1] < MIN_WEEKS, "short_since"),
        (not seen.completeness >= MIN_COMPLETENESS, "low_completeness"),
    )
    return next((reason for is_weak, reason in rules if is_weak), "")
