"""For which month a template is asked."""

from datetime import date, timedelta

from core.method import DUE_DAY


def month_due(today: date) -> date:
    """Return the first day of the month whose counts are due next: until its day the one before, then the present."""
    first = today.replace(day=1)
    return first if today.day > DUE_DAY else (first - timedelta(days=1)).replace(day=1)
