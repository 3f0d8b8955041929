"""When a month's report is due: on the first working day of the next month, and on every day after it until it is made.

So a machine that was off on that day makes the report when it is on again, and months that were missed, or refused
while their data were incomplete, are made too.
"""

from datetime import date, datetime, timedelta

import pandas as pd

from analytics import working_days_between
from core.city import city
from core.clock import first_of_month
from core.settings import settings
from report.archive.read import unsure_records
from report.record.record import Record, place_of

MONTHS_BACK = 12


def today() -> date:
    """Return the day in the city; the only place of the report that asks the clock."""
    return datetime.now(city().clock).date()


def due_months(calendar: pd.DataFrame, day: date) -> list[date]:
    """Return the first days of the months whose Indonesian city report is due on a day and not archived, oldest first.

    From the first archived one on, a year back at most; without an archive only the month before. `calendar`: table
    of the build; a day beyond it counts as working from Monday to Friday.
    """
    months, archived = recent_months(day), archived_months()
    if day < first_working_day(calendar, day):
        months = _back_from(_before(months[-1]))
    since = [month for month in months if month >= min(archived, default=months[-1])]
    return [month for month in since if month not in archived]


def recent_months(day: date) -> list[date]:
    """Return the first days of the months that are over on a day and not forgotten yet, oldest first."""
    return _back_from(_before(day.replace(day=1)))


def _back_from(last: date) -> list[date]:
    return [month.date() for month in pd.date_range(end=last, periods=MONTHS_BACK, freq="MS")]


def archived_months(place: str = "") -> set[date]:
    """Return the first days of the months whose Indonesian report is archived, of a kecamatan, or '' of the city.

    Raises DamagedRecordError (report.archive.read).
    """
    known = (kept for kept in unsure_records(settings().reports_dir) if _counts(kept, place))
    return {month for kept in known if (month := first_of_month(kept["month"]))}


def _counts(record: Record, place: str) -> bool:
    return record["lang"] == "id" and not record["is_sample"] and place_of(record) == place


def first_working_day(calendar: pd.DataFrame, day: date) -> date:
    """Return the first working day of the month that holds a day: no weekend, holiday or cuti bersama."""
    return working_days_between(calendar, day.replace(day=1), day.replace(day=28))[0]


def _before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
