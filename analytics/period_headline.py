"""The four headline figures of a period, for the first page and the monthly report alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np
import pandas as pd

from analytics.assistance import AREA_KIND, HelpChange, assistance_rate, both_cover, help_change, of_offices
from analytics.base import OFFICE_KINDS, Estimate, Span, mean, period_span, previous_period, since, until
from analytics.city import City
from analytics.effect import DigitalDays
from analytics.quality import unheard_offices
from analytics.rollout import coverage, first_live, used_by_date, used_rule
from analytics.services import LateCancellations
from analytics.uptake import ShareChange, digital_share, period_change
from core.method import CHART_START_WEEKS, LATE_DAYS, MIN_CHANGE_DAYS, MIN_CLUSTERS

FigureOfMonths = Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]


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


def headline(city: City, day: date, grain: str = "month") -> Headline:
    """Return the headline figures of the month that holds a day, as far as the city's data reach.

    `grain`: week, quarter or year in its place (GRAINS). A part of the city (City.part) has figures of its own. The
    figures are codes and numbers; what is not known says so by its state.
    """
    first, end = period_span(day, grain)
    as_of = min(end, city.as_of or end)
    period, before = (first, as_of), period_span(first - timedelta(days=1), grain)
    past = until(city.facts, as_of)
    used_on = min(as_of, past["date"].max().date()) if len(past) else as_of
    compared = previous_period(period, grain)
    # Figures of whole months are kept; of another period they are worked out.
    share, rate = (_kept(months, period, grain) for months in (city.months, city.help_months))
    return Headline(
        period,
        before,
        used_on,
        _coverage(city, past, (as_of, before[1]), used_on),
        _share(city, past, period, compared, share),
        _gap(city, past, period, before),
        _help(city, past, period, compared, rate),
        grain,
        city.has_shipped_roster,
    )


def _coverage(city: City, past: pd.DataFrame, ends: Span, used_on: date) -> dict[str, LiveOffices]:
    """Live offices by kind there is; the use is taken on the last day with facts, at most the as-of."""
    rule = used_rule()
    window = since(past, used_on - timedelta(days=rule.window_days - 1))
    now, earlier = (pd.Timestamp(end) for end in ends)
    last = pd.DatetimeIndex([pd.Timestamp(used_on)])
    in_use = used_by_date(window, last, rule.window_days, city.needed_requests).assign(date=now)
    ends_of = pd.DatetimeIndex([now, earlier])
    unheard = unheard_offices(past)
    kinds = [kind for kind in OFFICE_KINDS if city.units["kind"].eq(kind).any()]
    rows = {kind: coverage(city.roster, city.units, ends_of, kind, in_use, rule.window_days, unheard) for kind in kinds}
    return {kind: _live_offices(frame.set_index("date"), now, earlier) for kind, frame in rows.items()}


def _live_offices(rows: pd.DataFrame, now: pd.Timestamp, earlier: pd.Timestamp) -> LiveOffices:
    row = rows.to_dict("index")
    live, used, new, unsure, unheard = (_count(row[now][name]) for name in ("live", "used", "new", "unsure", "unheard"))
    before, total = _count(row[earlier]["live"]), row[now]["total"]
    return LiveOffices(live, used, new, unsure, total, before, row[now]["state"], row[now]["reason"], unheard)


def _count(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _kept(months: pd.DataFrame, period: Span, grain: str) -> pd.Series | None:
    """The row of a month among those of all months, None where it has none."""
    rows = months[months["month"] == pd.Timestamp(period[0])] if grain == "month" else months.iloc[:0]
    return rows.iloc[0] if len(rows) else None


def _share(city: City, past: pd.DataFrame, period: Span, compared: Span, kept: pd.Series | None) -> Share:
    goal = city.targets.loc[city.targets["measure"] == "digital_share", "value"]
    this = _of(digital_share, past, period) if kept is None else kept
    target = float(goal.iloc[0]) if len(goal) else None
    is_provisional = ((city.as_of or period[1]) - period[1]).days < LATE_DAYS
    change = period_change(past, compared, period, city.two_periods(compared, period))
    late = city.late_cancellations(period)
    young = change.part_of(_young(city, compared[0]))
    share = Share(this, change, compared, target, late, is_provisional, young)
    return replace(share, change=change.allowing(share.correction))


def _young(city: City, day: date) -> list[str]:
    """Offices that had been live for under CHART_START_WEEKS weeks on a day, or came after it."""
    since, is_known = first_live(city.roster, city.units)
    weeks = np.timedelta64(CHART_START_WEEKS, "W")
    return city.units["unit_code"][is_known & (since > np.datetime64(day) - weeks)].to_list()


def _help(city: City, past: pd.DataFrame, period: Span, compared: Span, kept: pd.Series | None) -> Help:
    now = since(past, period[0])
    days = now.loc[both_cover(now), "date"]
    span = (days.min().date(), days.max().date()) if len(days) else None
    this = _of(partial(assistance_rate, calls=city.calls), past, period) if kept is None else kept
    offices = of_offices(since(past, min(compared[0], period[0])))
    is_area = len(past) > 0 and not past["kind"].ne(AREA_KIND).any()
    change = HelpChange(reason="area_calls") if is_area else help_change(offices, compared, period[0], city.live_starts)
    return Help(this, change, compared, span)


def _of(figure: FigureOfMonths, past: pd.DataFrame, period: Span) -> pd.Series:
    """The figure of the period; of one without facts, what the figure says of no facts."""
    row: pd.Series = figure(since(past, period[0]), ()).iloc[0]
    return row


def _gap(city: City, past: pd.DataFrame, period: Span, before: Span) -> Gap:
    """Of the newest episode that had begun."""
    start = city.digital_start
    if start is None:
        return Gap(None, None, None, "not_applicable", "no_policy")
    begun = [episode for episode in city.episodes if start <= episode.start <= period[1]]
    result = city.digital_days(begun[-1], period[1]) if begun else None
    if result is not None:
        now = since(past, period[0])
        is_early = now.loc[now["is_complete"], "date"].nunique() < MIN_CHANGE_DAYS
        return Gap(result, city.digital_days(begun[-1], before[1]), result.start, "ok", "", is_early)
    if start <= period[1]:
        return Gap(None, None, start, "not_provided", "no_data_since")
    return Gap(None, None, start, "not_applicable", "before_start")
