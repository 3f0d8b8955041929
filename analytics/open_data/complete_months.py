"""Which settled months may be released: nothing that is half loaded is released for good."""

from typing import Final

import pandas as pd

from analytics.city import City
from analytics.quality import completeness
from core.settings import settings

TOPICS_PART: Final = "topik"
OUTCOMES_PART: Final = "hasil"
"""Parts of a month that are released apart: the open data with the topics of help, and what became of requests."""


def may_be_released(city: City, month: pd.Timestamp, part: str, *, in_export: bool = False) -> bool:
    """Return True where a part of a settled month that is not released yet may be, whoever asks for it.

    It is complete enough for a report, and topics have their 112 log. An export, which somebody asked for, spares a
    city that has no such log at all: its other tables are open data as well.
    """
    has_log = part != TOPICS_PART or has_calls(city, month) or (in_export and city.calls.empty)
    return has_log and is_complete_enough(city, month)


def is_complete_enough(city: City, month: pd.Timestamp) -> bool:
    """Return True for a month that a report would not refuse."""
    past = city.past
    shares = completeness(past[past["month"].eq(month)])["completeness"].dropna()
    return len(shares) > 0 and bool(shares.min() >= settings().report_min_completeness)


def has_calls(city: City, month: pd.Timestamp) -> bool:
    """Return True where the 112 log of a month is there."""
    return bool((pd.to_datetime(city.calls["date"]).dt.to_period("M") == month.to_period("M")).any())


def lacks_calls(city: City, month: pd.Timestamp) -> bool:
    """Return True where the 112 log of a month has not come, in a city that has one."""
    return not city.calls.empty and not has_calls(city, month)
