"""Which settled months are complete enough to be released: nothing that is half loaded is released for good."""

import pandas as pd

from analytics.city import City
from analytics.quality import completeness
from core.settings import settings


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
