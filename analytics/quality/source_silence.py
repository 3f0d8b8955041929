"""Which sources have stopped sending, by the clock: nothing of their own tells that they should have gone on."""

from datetime import date, timedelta

import pandas as pd

from analytics.base import month_span, working_days_between
from core.method import DUE_DAY, SILENT_DAYS
from core.sources import REGULAR

BY_MONTH = "kunjungan"
"""Counts of a month may come together, after its end."""


def silent_sources(
    source_state: pd.DataFrame, calendar: pd.DataFrame, today: date, min_days: int | None = None
) -> pd.DataFrame:
    """Return the regular sources without a row on `min_days` working days or more between their newest and today.

    Without `min_days` they are SILENT_DAYS; walk-in counts are then silent when those of a month have not come by its
    DUE_DAY. A source that never sent anything is not among them. Result: source, newest, silent_days.
    """
    newest = pd.to_datetime(source_state.set_index("source")["newest"]).dropna()
    rows = []
    for source in (source for source in REGULAR if source in newest.index):
        last = newest[source].date()
        days = working_days_between(calendar, last + timedelta(days=1), today - timedelta(days=1))
        is_late = len(days) >= (min_days or SILENT_DAYS)
        if source == BY_MONTH and min_days is None:
            is_late = bool(days) and today > _due_on(days[0])
        if is_late:
            rows.append((source, pd.Timestamp(last), len(days)))
    return pd.DataFrame(rows, columns=["source", "newest", "silent_days"])


def _due_on(day: date) -> date:
    """By when the count of a day is on time: DUE_DAY of the month after."""
    return month_span(day)[1] + timedelta(days=DUE_DAY)
