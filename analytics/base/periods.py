"""The periods that figures are told of: a week, a month, a quarter or a year, and the period to compare one with."""

import re
from collections.abc import Collection
from datetime import date, timedelta

import pandas as pd

from core.clock import first_of_month
from core.method import SETTLED_DAYS

Span = tuple[date, date]
"""First and last day, both included."""
GRAINS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
"""Kinds of periods, by the letter pandas has for each; a week begins on Monday."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}
_QUARTER_OR_YEAR = re.compile(r"(20\d\d)(?:-Q([1-4]))?")


def period_span(day: date, grain: str = "month") -> Span:
    """Return the first and the last day of the week, month, quarter or year that holds a day."""
    if grain == "week":
        first = date(day.year, day.month, day.day) - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    months = MONTHS[grain]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def month_span(month: date) -> Span:
    """Return the first and the last day of the month that holds a day."""
    return period_span(month)


def period_code(day: date, grain: str = "month") -> str:
    """Return how the period that holds a day is named in addresses and files: 2024-W46, 2024-11, 2024-Q4, 2024."""
    at, week = pd.Timestamp(day), day.isocalendar()
    codes = {"week": f"{week.year}-W{week.week:02}", "month": f"{at:%Y-%m}", "quarter": f"{at.year}-Q{at.quarter}"}
    return codes.get(grain, str(at.year))


def read_period_code(code: str) -> tuple[date, str] | None:
    """Return the first day and the grain of a month, quarter or year by its code; None for any other text."""
    if month := first_of_month(code):
        return month, "month"
    found = _QUARTER_OR_YEAR.fullmatch(code)
    if found is None:
        return None
    year, quarter = int(found[1]), found[2]
    return date(year, 3 * int(quarter or 1) - 2, 1), "quarter" if quarter else "year"


def month_beside(period: Span, grain: str = "month", working_days: Collection[date] = ()) -> date:
    """Return the first day of the month that stands beside a period where figures are told by month alone.

    Of a week that lies in two months the one that holds most of its `working_days` (days outside it do not count), the
    later one of as many; of other periods the month of the last day.
    """
    first, last = period
    if grain == "week" and first.month != last.month:
        inside = [day for day in working_days if first <= day <= last]
        if 2 * sum(day.month == first.month for day in inside) > len(inside):
            return first.replace(day=1)
    return last.replace(day=1)


def settled_on(month: date) -> date:
    """Return the as-of from which the month that holds a day is settled."""
    return month_span(month)[1] + timedelta(days=SETTLED_DAYS)


def last_settled(period: Span, as_of: date | None) -> Span | None:
    """Return the last settled month that begins within a period or holds its first day; None where none is settled.

    Tables that hide small counts are told of settled months alone: two of one that still grows, a day apart, differ by
    the few transactions of that day, and so tell what each of them hides.
    """
    months = pd.period_range(period[0], period[1], freq="M")
    ended = [month_span(month.start_time.date()) for month in months]
    settled = [span for span in ended if as_of is not None and settled_on(span[0]) <= as_of]
    return settled[-1] if settled else None


def previous_period(period: Span, grain: str = "month") -> Span:
    """Return the period before, as long: of a week the same weekdays of the week before.

    Else whole months before whole months; the same days of the month, quarter or year before of one that has begun;
    as many days directly before where the period begins within a month.
    """
    first, last = (pd.Timestamp(day) for day in period)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if grain != "week" and first.day == 1:
        if last.is_month_end and months % MONTHS[grain] == 0:
            return (first - pd.DateOffset(months=months)).date(), (first - pd.Timedelta(days=1)).date()
        if months <= MONTHS[grain]:
            back = pd.DateOffset(months=MONTHS[grain])
            until = last - back + pd.offsets.MonthEnd(0) if last.is_month_end else last - back
            return (first - back).date(), until.date()
    length = pd.Timedelta(days=7 if grain == "week" else (last - first).days + 1)
    return (first - length).date(), (last - length).date()


def year_before(period: Span, grain: str = "month") -> Span:
    """Return the same days a year earlier, of a week the same weekdays; whole months stay whole months."""
    if grain == "week":
        return period[0] - timedelta(weeks=52), period[1] - timedelta(weeks=52)
    begin, end = (pd.Timestamp(day) - pd.DateOffset(years=1) for day in period)
    is_whole = pd.Timestamp(period[1]).is_month_end
    return begin.date(), (end + pd.offsets.MonthEnd(0)).date() if is_whole else end.date()
