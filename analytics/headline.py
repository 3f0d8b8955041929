"""The four headline figures of a month, for the first page and the monthly report alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import pandas as pd

from analytics.assistance import assistance_rate, both_cover
from analytics.base import Change, since, until
from analytics.effect import DigitalDays, digital_days_until
from analytics.rollout import UsedRule, coverage, used_by_date
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


def digital_start(calendar: pd.DataFrame) -> date | None:
    """Return the first digital-first day in the table calendar, None where the policy has none."""
    first = calendar.loc[calendar["is_digital_day"].astype(bool), "date"].min()
    return None if pd.isna(first) else pd.Timestamp(first).date()


def headline(
    facts: pd.DataFrame,
    events: pd.DataFrame,
    units: pd.DataFrame,
    targets: pd.DataFrame,
    as_of: date,
    start: date | None,
    rule: UsedRule,
    calls: pd.DataFrame | None = None,
    months: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
) -> Headline:
    """Return the headline figures of the month that holds `as_of`, up to that day.

    Frames: facts.unit_days and facts.rollout_events, tables units and targets, facts.calls (adds calls
    without a place: leave it out for a part of the city). `start`: as from digital_start. `rule`: from when
    on an office counts as used (rollout.used_rule). `months`, `rates`: uptake.digital_share and
    assistance.assistance_rate of these facts (and calls) by month, for a reader who has them already.
    The figures are codes and numbers; what is not known says so by its state.
    """
    first = month_span(as_of)[0]
    before = month_span(first - timedelta(days=1))
    period = (first, as_of)
    past = until(facts, as_of)
    used_on = min(as_of, past["date"].max().date()) if len(past) else as_of
    both = since(past, before[0])
    live = _coverage(past, events, units, (as_of, before[1]), used_on, rule)
    shares = _share(both, period, before, targets, months)
    return Headline(
        period,
        before,
        used_on,
        rule,
        live,
        shares,
        _gap(past, start, period, before),
        _help(both, period, before, calls, rates),
    )


def _coverage(
    past: pd.DataFrame, events: pd.DataFrame, units: pd.DataFrame, ends: Span, used_on: date, rule: UsedRule
) -> dict[str, LiveOffices]:
    """Live offices by kind there is; the use is taken on the last day with facts, at most the as-of."""
    window = since(past, used_on - timedelta(days=rule.window_days - 1))
    now, earlier = (pd.Timestamp(end) for end in ends)
    in_use = used_by_date(window, pd.DatetimeIndex([pd.Timestamp(used_on)]), rule).assign(date=now)
    ends_of = pd.DatetimeIndex([now, earlier])
    kinds = [kind for kind in KINDS if units["kind"].eq(kind).any()]
    rows = {kind: coverage(events, units, ends_of, kind, in_use).set_index("date") for kind in kinds}
    return {kind: _live_offices(frame, now, earlier) for kind, frame in rows.items()}


def _live_offices(rows: pd.DataFrame, now: pd.Timestamp, earlier: pd.Timestamp) -> LiveOffices:
    row = rows.to_dict("index")
    live, used, before = (_count(value) for value in (row[now]["live"], row[now]["used"], row[earlier]["live"]))
    return LiveOffices(live, used, row[now]["total"], before, row[now]["state"], row[now]["reason"])


def _count(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _share(both: pd.DataFrame, period: Span, before: Span, targets: pd.DataFrame, months: pd.DataFrame | None) -> Share:
    this, earlier = _known(months, period, before) or _months(digital_share, both, period, before)
    goal = targets.loc[targets["measure"] == "digital_share", "value"]
    change = share_change(*(both[both["month"] == pd.Timestamp(span[0])] for span in (before, period)))
    return Share(this, earlier, change, float(goal.iloc[0]) if len(goal) else None)


def _help(
    both: pd.DataFrame, period: Span, before: Span, calls: pd.DataFrame | None, rates: pd.DataFrame | None
) -> Help:
    days = both.loc[both_cover(both) & both["date"].ge(pd.Timestamp(period[0])), "date"]
    span = (days.min().date(), days.max().date()) if len(days) else None
    rate = partial(assistance_rate, calls=calls)
    return Help(*(_known(rates, period, before) or _months(rate, both, period, before)), span)


def _known(months: pd.DataFrame | None, period: Span, before: Span) -> tuple[pd.Series, pd.Series] | None:
    """The rows of both months, of a frame that has them; None without."""
    firsts = {pd.Timestamp(span[0]) for span in (period, before)}
    return _rows(months, period, before) if months is not None and firsts <= set(months["month"]) else None


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
