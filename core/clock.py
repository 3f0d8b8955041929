"""The city's clock and calendar."""

import re
from datetime import date, datetime, timedelta

from core.city import city
from core.method import SETTLED_DAYS

WORKDAYS = range(1, 6)
"""ISO numbers of the weekdays on which counters are open."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def now_in_city() -> datetime:
    """Return the present second by the city's clock, without a zone."""
    return datetime.now(city().clock).replace(tzinfo=None, microsecond=0)


def first_of_month(text: str) -> date | None:
    """Return the first day of a month written as `2024-10`; None for any other text."""
    parts = _MONTH.fullmatch(text)
    return date(int(parts[1]), int(parts[2]), 1) if parts else None


def newest_settled(as_of: date) -> date:
    """Return the first day of the newest month that is settled by data up to a day."""
    after = as_of - timedelta(days=SETTLED_DAYS - 1)
    return (after.replace(day=1) - timedelta(days=1)).replace(day=1)
