"""Works out the four headline figures of a period, for the first page and the monthly report alike."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import numpy as np
import pandas as pd

from analytics.assistance import AREA_KIND, HelpChange, assistance_rate, both_cover, help_change, of_offices
from analytics.base import OFFICE_KINDS, Span, period_span, previous_period, since, until
from analytics.city import City
from analytics.period_figures import Gap, Headline, Help, LiveOffices, Share
from analytics.quality import unheard_offices
from analytics.rollout import coverage, first_live, used_by_date, used_rule
from analytics.uptake import digital_share, period_change
from core.method import CHART_START_WEEKS, LATE_DAYS, MIN_CHANGE_DAYS

FigureOfMonths = Callable[[pd.DataFrame, Sequence[str]], pd.DataFrame]


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
