"""The working calendar: package `holidays`, single days replaced by the override rows, digital days by policy."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays
import pyarrow as pa

from etl.sources.reference_columns import Reference, ReferenceRow

CATEGORIES = ("public", "government")


def build_calendar(first: date, last: date, reference: Reference) -> pa.Table:
    """Return one row a day from first to last (columns of the published table `calendar`)."""
    names = _holidays(first.year, last.year)
    overrides = {row["date"]: row for row in reference["calendar"]}
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    digital = _digital_days(first, last, reference["digital_days"])
    return pa.Table.from_pylist([_day(day, names.get(day), overrides.get(day), day in digital) for day in days])


def days_of_work(first: date, last: date, reference: Reference) -> set[date]:
    """Return the days from first to last on which offices work."""
    return {day["date"] for day in build_calendar(first, last, reference).to_pylist() if day["is_working_day"]}


@cache
def _holidays(first_year: int, last_year: int) -> Mapping[date, str]:
    years = range(first_year, last_year + 1)
    return dict(holidays.country_holidays("ID", years=years, categories=CATEGORIES, language="id"))


def _day(day: date, holiday: str | None, override: ReferenceRow | None, is_digital: bool) -> ReferenceRow:
    is_working = day.weekday() < 5 and holiday is None
    if override:
        is_working = override["kind"] == "hari_kerja"
        holiday = None if is_working else override["name_id"]
    return {
        "date": day,
        "month": day.replace(day=1),
        "week": day - timedelta(days=day.weekday()),
        "weekday": day.isoweekday(),
        "is_working_day": is_working,
        "is_digital_day": is_digital,
        "holiday": holiday,
    }


def _digital_days(first: date, last: date, policy: list[ReferenceRow]) -> set[date]:
    found = set()
    for row in policy:
        since, until = max(first, row["valid_from"]), min(last, row["valid_to"] or last)
        days = (since + timedelta(days=offset) for offset in range((until - since).days + 1))
        found |= {day for day in days if day.isoweekday() in row["weekdays"]}
    return found
