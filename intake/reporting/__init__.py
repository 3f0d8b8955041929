"""Who has reported: by office and month the days that came, are owed or closed, what was sent, and what is complete."""

from intake.reporting.calendar import DayState, OfficeMonth, due_day, months_of_offices, reported_line
from intake.reporting.owing import Owing, owing_now

__all__ = [
    "DayState",
    "OfficeMonth",
    "Owing",
    "due_day",
    "months_of_offices",
    "owing_now",
    "reported_line",
]
