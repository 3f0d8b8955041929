"""The four headline figures of a period as objects: what each holds, and what follows from it."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.assistance import HelpChange
from analytics.base import Estimate, Span, mean
from analytics.effect import DigitalDays
from analytics.services import LateCancellations
from analytics.uptake import ShareChange
from core.method import MIN_CLUSTERS


@dataclass(frozen=True)
class LiveOffices:
    """Live offices of one kind on the as-of; `used` of them on `used_on`, `new`: not used, but live for less than the
    window; `unsure`: neither, as the origin of its requests is not known; `unheard`: live of which nothing ever came;
    `live_before`: a period earlier.

    None: not known. `state` and `reason` as in rollout.coverage.
    """

    live: int | None
    used: int | None
    new: int | None
    unsure: int | None
    total: int
    live_before: int | None
    state: str
    reason: str
    unheard: int | None = 0

    @property
    def idle(self) -> int:
        """Live offices that are not really used, and neither new, unsure nor unheard; of known parts only."""
        return (self.live or 0) - sum(part or 0 for part in (self.used, self.new, self.unsure, self.unheard))

    @property
    def gained(self) -> int | None:
        """By how many more are live than a period earlier; None where either is not known."""
        return None if self.live is None or self.live_before is None else self.live - self.live_before


@dataclass(frozen=True)
class Share:
    """The digital share of the period against its target (None: no target).

    `this` holds the columns of uptake.digital_share for the period; `change` compares it with `compared`, like for
    like. `late`: what is usually cancelled after such a period; `is_provisional`: the data do not reach 31 days beyond
    it, so that this is still to come. `young`: of the offices compared those live for under CHART_START_WEEKS weeks
    when `compared` began, and their part of the change: a share rises by itself in such weeks.
    """

    this: pd.Series
    change: ShareChange
    compared: Span
    target: float | None
    late: LateCancellations
    is_provisional: bool
    young: tuple[int, float] = (0, 0.0)

    @property
    def is_mostly_young(self) -> bool:
        """True where more than half of the change is that of offices in their first weeks."""
        return self._young_part > 1 / 2

    @property
    def is_only_young(self) -> bool:
        """True where the other offices together did not move the same way."""
        return self._young_part >= 1

    @property
    def _young_part(self) -> float:
        return self.young[1] / self.change.change.value if self.change.change.value else 0.0

    @property
    def correction(self) -> float:
        """By how much the share is still expected to change, 0 or below; 0 where that is not known or not to come."""
        return self.usual_correction if self.is_provisional and self.usual_correction < 0 else 0.0

    @property
    def is_beyond_target(self) -> bool:
        """True where the whole interval lies above the target, late cancellations allowed for."""
        return self.target is not None and bool(self.this["lower"] + self.correction > self.target)

    @property
    def usual_correction(self) -> float:
        """By how much late cancellations usually change the share, 0 or below; NaN where that is not known."""
        return self.late.of_share(float(self.this["numerator"]), float(self.this["denominator"]))


@dataclass(frozen=True)
class Gap:
    """What the newest digital days did up to the as-of, and up to the end of the period before (`before`).

    `state` ok; else `result` is None: not_applicable (no_policy: no digital day known; before_start) or
    not_provided (no_data_since the start). `start` is None without a policy. `is_early`: under five working days of
    the period are complete, so that no change is stated.
    """

    result: DigitalDays | None
    before: DigitalDays | None
    start: date | None
    state: str
    reason: str
    is_early: bool = False

    @property
    def is_closed(self) -> bool:
        """True where no day since `before` is looked at any more: the window was full, or the policy over, by then."""
        return self.result is not None and self.before is not None and self.result.since == self.before.since

    @property
    def change(self) -> Estimate:
        """Mean change of the gap since `before` at the offices compared both times; NaN without any of them, early, or
        closed. No interval under MIN_CLUSTERS offices.
        """
        if self.result is None or self.before is None or self.is_early or self.is_closed:
            return Estimate()
        now, earlier = (_by_office(answer) for answer in (self.result, self.before))
        moved = (now - earlier).dropna().to_numpy(float)
        found = mean(moved)
        return found if len(moved) >= MIN_CLUSTERS else Estimate(found.value)


def _by_office(answer: DigitalDays) -> pd.Series:
    """By unit code the gaps of the offices that the verdict rests on."""
    compared = answer.offices[answer.offices["role"] == "live"]
    return compared.set_index("unit_code")["gap"]


@dataclass(frozen=True)
class Help:
    """112 digital-help calls per 100 digital requests: columns of assistance.assistance_rate.

    `change` compares it with `compared` at equal office age; `days`: first and last day of the period that both logs
    cover; None where there is none.
    """

    this: pd.Series
    change: HelpChange
    compared: Span
    days: Span | None


@dataclass(frozen=True)
class Headline:
    """The four figures; `period` ends with the as-of, `before` is the whole one before.

    `grain`: what the period is, a key of GRAINS. `is_shipped_roster`: who is live is told by the shipped list alone.
    """

    period: Span
    before: Span
    used_on: date
    coverage: dict[str, LiveOffices]
    share: Share
    gap: Gap
    help: Help
    grain: str = "month"
    is_shipped_roster: bool = False

    @property
    def as_of(self) -> date:
        """The day of every `now`: the last of the period."""
        return self.period[1]
