"""The four headline figures of a month, for the first page and the monthly report alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pandas as pd

from analytics.assistance import assistance_rate, both_cover
from analytics.base import Change, since, until
from analytics.city import City
from analytics.effect import DigitalDays, digital_days_until
from analytics.rollout import UsedRule, coverage, used_by_date, used_rule
from analytics.uptake import digital_share, share_change

KINDS = ("kelurahan", "kecamatan")
Span = tuple[date, date]
Figure = Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]


@dataclass(frozen=True)
class LiveOffices:
    """Live offices of one kind on the as-of; `used` of them on `used_on`; `live_before`: a period earlier.

    None: not known. `state` and `reason` as in rollout.coverage.
    """

    live: int | None
    used: int | None
    total: int
    live_before: int | None
    state: str
    reason: str


@dataclass(frozen=True)
class Share:
    """The digital share of the period against its target (None: no target).

    `this` and `before` hold the columns of uptake.digital_share for the period and the one before;
    `change` compares the offices that have both.
    """

    this: pd.Series
    before: pd.Series
    change: Change
    target: float | None


@dataclass(frozen=True)
class Gap:
    """What the digital days did up to the as-of, and up to the end of the period before (`before`); no placebos.

    `state` ok; else `result` is None: not_applicable (no_policy: no digital day known; before_start) or
    not_provided (no_data_since the start). `start` is None without a policy.
    """

    result: DigitalDays | None
    before: DigitalDays | None
    start: date | None
    state: str
    reason: str


@dataclass(frozen=True)
class Help:
    """112 digital-help calls per 100 digital requests: columns of assistance.assistance_rate.

    `days`: first and last day of the period that both logs cover; None where there is none.
    """

    this: pd.Series
    before: pd.Series
    days: Span | None


@dataclass(frozen=True)
class Headline:
    """The four figures; `period` ends with the as-of, `before` is the month ahead of it; `rule`: what used means."""

    period: Span
    before: Span
    used_on: date
    rule: UsedRule
    coverage: dict[str, LiveOffices]
    share: Share
    gap: Gap
    help: Help

    @property
    def as_of(self) -> date:
        """The day of every `now`: the last of the period."""
        return self.period[1]


def month_span(month: date) -> Span:
    """Return the first and the last day of the month that holds a day."""
    period = pd.Period(month, "M")
    return period.start_time.date(), period.end_time.date()


def headline(city: City, month: date) -> Headline:
    """Return the headline figures of the month that holds a day, as far as the city's data reach.

    A part of the city (City.part) has figures of its own. The figures are codes and numbers; what is not known says so
    by its state.
    """
    first, end = month_span(month)
    as_of = min(end, city.as_of or end)
    period, before = (first, as_of), month_span(first - timedelta(days=1))
    past, rule = until(city.facts, as_of), used_rule()
    used_on = min(as_of, past["date"].max().date()) if len(past) else as_of
    both = since(past, before[0])
    return Headline(
        period,
        before,
        used_on,
        rule,
        _coverage(city, past, (as_of, before[1]), used_on, rule),
        _share(city, both, period, before),
        _gap(past, city.digital_start, period, before),
        _help(city, both, period, before),
    )


def _coverage(
    city: City, past: pd.DataFrame, ends: Span, used_on: date, rule: UsedRule
) -> dict[str, LiveOffices]:
    """Live offices by kind there is; the use is taken on the last day with facts, at most the as-of."""
    window = since(past, used_on - timedelta(days=rule.window_days - 1))
    now, earlier = (pd.Timestamp(end) for end in ends)
    in_use = used_by_date(window, pd.DatetimeIndex([pd.Timestamp(used_on)]), rule).assign(date=now)
    ends_of = pd.DatetimeIndex([now, earlier])
    kinds = [kind for kind in KINDS if city.units["kind"].eq(kind).any()]
    rows = {kind: coverage(city.roster, city.units, ends_of, kind, in_use).set_index("date") for kind in kinds}
    return {kind: _live_offices(frame, now, earlier) for kind, frame in rows.items()}


def _live_offices(rows: pd.DataFrame, now: pd.Timestamp, earlier: pd.Timestamp) -> LiveOffices:
    row = rows.to_dict("index")
    live, used, before = (_count(value) for value in (row[now]["live"], row[now]["used"], row[earlier]["live"]))
    return LiveOffices(live, used, row[now]["total"], before, row[now]["state"], row[now]["reason"])


def _count(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _share(city: City, both: pd.DataFrame, period: Span, before: Span) -> Share:
    this, earlier = _known(city.months, period, before) or _months(digital_share, both, period, before)
    goal = city.targets.loc[city.targets["measure"] == "digital_share", "value"]
    change = share_change(*(both[both["month"] == pd.Timestamp(span[0])] for span in (before, period)))
    return Share(this, earlier, change, float(goal.iloc[0]) if len(goal) else None)


def _help(city: City, both: pd.DataFrame, period: Span, before: Span) -> Help:
    days = both.loc[both_cover(both) & both["date"].ge(pd.Timestamp(period[0])), "date"]
    span = (days.min().date(), days.max().date()) if len(days) else None
    rate = partial(assistance_rate, calls=city.calls)
    return Help(*(_known(city.help_months, period, before) or _months(rate, both, period, before)), span)


def _known(months: pd.DataFrame, period: Span, before: Span) -> tuple[pd.Series, pd.Series] | None:
    """The rows of both months, of a frame that has them; None where one of them has none."""
    firsts = {pd.Timestamp(span[0]) for span in (period, before)}
    return _rows(months, period, before) if firsts <= set(months["month"]) else None


def _months(figure: Figure, both: pd.DataFrame, period: Span, before: Span) -> tuple[pd.Series, pd.Series]:
    """The figure's row of either month; of a month without facts, what the figure says of no facts."""
    rows = figure(both, ["month"]).set_index("month")
    missing = {pd.Timestamp(span[0]) for span in (period, before)} - set(rows.index)
    if missing:
        nothing = figure(both.iloc[:0], ()).assign(month=missing.pop())
        nothing = pd.concat([nothing, *(nothing.assign(month=month) for month in missing)])
        rows = pd.concat([rows, nothing.set_index("month")])
    return _rows(rows.reset_index(), period, before)


def _rows(months: pd.DataFrame, period: Span, before: Span) -> tuple[pd.Series, pd.Series]:
    """The rows of both months."""
    firsts = [pd.Timestamp(period[0]), pd.Timestamp(before[0])]
    this, earlier = months.set_index("month").loc[firsts].iterrows()
    return this[1], earlier[1]


def _gap(past: pd.DataFrame, start: date | None, period: Span, before: Span) -> Gap:
    if start is None:
        return Gap(None, None, None, "not_applicable", "no_policy")
    result, earlier = digital_days_until(past, start, (period[1], before[1]))
    if result is not None:
        return Gap(result, earlier, start, "ok", "")
    if start <= period[1]:
        return Gap(None, None, start, "not_provided", "no_data_since")
    return Gap(None, None, start, "not_applicable", "before_start")
