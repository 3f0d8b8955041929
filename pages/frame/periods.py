"""The periods to choose from: weeks, months, quarters and years with data, in the order in which they are listed."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

import pandas as pd

from analytics import Span, period_code, period_span
from core import formats
from core.scope import Scope
from core.texts import translator
from pages.view.cache import Build, read_build
from pages.view.cached import cached
from wording import period_words

LAST_WEEKS = 8
GRAINS_LISTED = ("week", "month", "quarter", "year")
WEEKEND = timedelta(days=2)


def months_with_data(build: Build) -> list[date]:
    """Return the months with data up to the as-of, newest first; the first is the one to open with.

    A month that has only begun comes second, so that nobody opens with three days of data.
    """
    as_of = build.meta["as_of"]
    if as_of is None:
        return []
    months = [month.date() for month in pd.date_range(build.meta["first_day"].replace(day=1), as_of, freq="MS")][::-1]
    due = build.facts.loc[build.facts["month"] == pd.Timestamp(months[0]), "date"]
    is_begun = (pd.Timestamp(as_of) + pd.offsets.MonthEnd(0) - pd.Timestamp(as_of)).days > 3 and len(due) > 0
    return [months[1], months[0], *months[2:]] if is_begun and len(months) > 1 else months


def periods_with_data(build: Build) -> list[tuple[Span, str]]:
    """Return the periods to choose from with their grain: the last weeks, every month, every quarter, every year.

    Each as far as the data reach. A week or month that has only begun comes behind the one before.
    """
    months = months_with_data(build)
    if not months:
        return []
    first, as_of = build.meta["first_day"], build.meta["as_of"]
    last = period_span(as_of, "week")
    weeks = [as_of - timedelta(weeks=back) for back in range(LAST_WEEKS + 1) if as_of - timedelta(weeks=back) >= first]
    weeks = [*weeks[1:2], weeks[0], *weeks[2:]] if as_of < last[1] - WEEKEND else weeks[:LAST_WEEKS]
    days = {"week": weeks, "month": months}
    for grain in ("quarter", "year"):
        starts = {period_span(month, grain)[0]: month for month in sorted(months)}
        days[grain] = [starts[start] for start in sorted(starts, reverse=True)]
    return [
        ((start, min(end, as_of)), grain)
        for grain, held in days.items()
        for start, end in (period_span(day, grain) for day in held)
    ]


@cached(len(formats.LOCALES))
def read_periods(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str], str]:
    """Return by code the periods to choose from with their grain, their names, and the code to open with ('' of none).

    They are the same in every run: one of each grain first, so that none lies behind all of another.
    """
    known = periods_with_data(read_build(scope))
    periods = {period_code(span[0], grain): (span, grain) for span, grain in _newest_first(known)}
    names = {code: _listed_name(period, lang) for code, period in periods.items()}
    return periods, names, next((period_code(span[0], grain) for span, grain in known if grain == "month"), "")


def _newest_first(periods: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The newest of each grain, then the few older quarters and years, then the many months and weeks.

    A week or month that has only begun stands before the one to open with, which is the first of those given.
    """
    held = {grain: [period for period in periods if period[1] == grain] for grain in GRAINS_LISTED}
    dated = {grain: sorted(rows, key=lambda period: period[0], reverse=True) for grain, rows in held.items()}
    newest = {grain: rows.index(held[grain][0]) + 1 if rows else 0 for grain, rows in dated.items()}
    older = [dated[grain][newest[grain] :] for grain in ("quarter", "year", "month", "week")]
    return [*chain.from_iterable(dated[grain][: newest[grain]] for grain in GRAINS_LISTED), *chain.from_iterable(older)]


def _listed_name(period: tuple[Span, str], lang: str) -> str:
    """A quarter is found by either of its words, short enough for a phone: up to when it runs stands on the page."""
    (first, _last), grain = period
    if grain != "quarter":
        return formats.begun(period_words(*period, lang))
    told = formats.begun(period_words(period_span(first, grain), grain, lang))
    if lang == "en":
        return told  # it has one word for it
    return translator(lang)("{period} (kuartal {n})").format(period=told, n=(first.month + 2) // 3)


@cached(len(formats.LOCALES))
def read_older_weeks(scope: Scope, lang: str) -> tuple[dict[str, tuple[Span, str]], dict[str, str]]:
    """Return by code the weeks with data that are too old to be listed, and their names: links to them stay good."""
    build, known = read_build(scope), read_periods(scope, lang)[0]
    first, as_of = build.meta["first_day"], build.meta["as_of"]
    if as_of is None:
        return {}, {}
    days = [first + timedelta(weeks=past) for past in range((as_of - first).days // 7 + 1)]
    weeks = {
        code: (period_span(day, "week"), "week") for day in days if (code := period_code(day, "week")) not in known
    }
    return weeks, {code: formats.begun(period_words(*week, lang)) for code, week in weeks.items()}
