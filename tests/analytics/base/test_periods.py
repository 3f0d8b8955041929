"""Weeks, months, quarters and years, and the period that each is compared with."""

from datetime import date

import pytest

from analytics.base import period_span, previous_period, year_before


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
