"""Weeks, months, quarters and years, and the period that each is compared with."""

from datetime import date

import pytest

from analytics.base import month_beside, period_span, previous_period, year_before


@pytest.mark.parametrize(
    ("day", "grain", "first", "last"),
    [
        ("2024-11-20", "week", "2024-11-18", "2024-11-24"),
        ("2024-12-30", "week", "2024-12-30", "2025-01-05"),
        ("2024-02-29", "month", "2024-02-01", "2024-02-29"),
        ("2024-11-20", "quarter", "2024-10-01", "2024-12-31"),
        ("2024-11-20", "year", "2024-01-01", "2024-12-31"),
    ],
)
def test_the_period_that_holds_a_day(day: str, grain: str, first: str, last: str) -> None:
    assert [each.isoformat() for each in period_span(date.fromisoformat(day), grain)] == [first, last]


@pytest.mark.parametrize(
    ("grain", "period", "before"),
    [
        ("week", ("2024-11-18", "2024-11-24"), ("2024-11-11", "2024-11-17")),
        ("week", ("2024-11-18", "2024-11-20"), ("2024-11-11", "2024-11-13")),
        ("week", ("2024-12-01", "2024-12-01"), ("2024-11-24", "2024-11-24")),
        ("quarter", ("2024-10-01", "2024-12-31"), ("2024-07-01", "2024-09-30")),
        ("quarter", ("2024-10-01", "2024-11-20"), ("2024-07-01", "2024-08-20")),
        ("quarter", ("2024-10-01", "2024-11-30"), ("2024-07-01", "2024-08-31")),
        ("quarter", ("2024-10-01", "2024-10-20"), ("2024-07-01", "2024-07-20")),
        ("year", ("2024-01-01", "2024-12-31"), ("2023-01-01", "2023-12-31")),
        ("year", ("2024-01-01", "2024-02-29"), ("2023-01-01", "2023-02-28")),
        ("year", ("2024-01-01", "2024-11-29"), ("2023-01-01", "2023-11-29")),
    ],
)
def test_the_period_before_is_as_long_and_begins_alike(
    grain: str, period: tuple[str, str], before: tuple[str, str]
) -> None:
    span = (date.fromisoformat(period[0]), date.fromisoformat(period[1]))
    assert tuple(day.isoformat() for day in previous_period(span, grain)) == before


@pytest.mark.parametrize(("first", "last"), [("2024-11-11", "2024-11-17"), ("2025-02-24", "2025-02-28")])
def test_a_week_of_the_year_before_has_the_same_weekdays(first: str, last: str) -> None:
    period = (date.fromisoformat(first), date.fromisoformat(last))
    before = year_before(period, "week")
    assert [day.weekday() for day in before] == [day.weekday() for day in period]
    assert (period[0] - before[0]).days == 364


WORKING = [date(2024, 10, day) for day in (28, 29, 30, 31)] + [date(2024, 11, day) for day in (1, 4, 5)]


@pytest.mark.parametrize(
    ("first", "last", "working", "month"),
    [
        ("2024-10-28", "2024-11-03", WORKING, "2024-10-01"),
        # As far as the data reach.
        ("2024-10-28", "2024-10-30", WORKING, "2024-10-01"),
        # Holidays count for neither month: two of as many, then only the later one.
        ("2024-10-28", "2024-11-03", [date(2024, 10, 31), date(2024, 11, 1)], "2024-11-01"),
        ("2024-10-28", "2024-11-03", [date(2024, 11, 1)], "2024-11-01"),
        # Days of other weeks count for nothing; a week without working days is told with its end.
        ("2024-09-30", "2024-10-06", [date(2024, 9, 27), date(2024, 9, 26), date(2024, 10, 1)], "2024-10-01"),
        ("2024-09-30", "2024-10-06", [], "2024-10-01"),
        ("2024-12-30", "2025-01-05", [date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 3)], "2024-12-01"),
    ],
)
def test_a_week_is_told_with_the_month_of_most_of_its_working_days(
    first: str, last: str, working: list[date], month: str
) -> None:
    period = (date.fromisoformat(first), date.fromisoformat(last))
    assert month_beside(period, "week", working).isoformat() == month


@pytest.mark.parametrize("grain", ["month", "quarter", "year"])
def test_other_periods_are_told_with_the_month_of_their_last_day(grain: str) -> None:
    assert month_beside((date(2024, 10, 1), date(2024, 11, 29)), grain, WORKING[:4]) == date(2024, 11, 1)
