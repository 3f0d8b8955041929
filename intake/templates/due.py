"""For which months a template is asked."""

from datetime import date, timedelta
from typing import Final

from core.method import DUE_DAY
from etl import read_reference

MONTHS_AT_MOST: Final = 120
"""A first day that somebody mistyped by centuries makes no list that nobody can read."""


def month_due(today: date) -> date:
    """Return the first day of the month whose counts are due next: until its day the one before, then the present."""
    first = today.replace(day=1)
    return first if today.day > DUE_DAY else month_before(first)


def template_months(today: date, first_day: date | None) -> list[date]:
    """Return the first days of the months that a template may be for, the last one first: from the first of the data,
    or of digital days where that is earlier, to the present one, MONTHS_AT_MOST of them. `first_day`: of the data; None
    while there are none.
    """
    known = [day["valid_from"] for day in read_reference()["digital_days"]]
    known += [first_day] if first_day else []
    month, found = today.replace(day=1), [today.replace(day=1)]
    due = month_due(today)
    while month > min([due, *known]).replace(day=1) and len(found) < MONTHS_AT_MOST:
        month = month_before(month)
        found.append(month)
    return found


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)
