"""What a settled month counts, as a checksum: a month whose counts changed since yesterday has not stood for a day."""

import hashlib

import pandas as pd

from analytics.assistance import help_calls
from analytics.city import City
from core.store.published_builds import DamagedBuildError

DIGITS = 16


def sent_content(city: City, month: pd.Timestamp) -> str:
    """Return a checksum of the requests of a month by office, origin and day, cancelled ones among them.

    What became of them is none of it: letters become ready, and requests are cancelled, on every day.
    """
    try:
        outcomes = city.request_outcomes
    except DamagedBuildError:
        return ""
    sent = outcomes[outcomes["month"] == month]
    return _checksum(
        sent.groupby(["unit_code", "origin", "submitted_on"], observed=True, dropna=False)["requests"].sum()
    )


def open_content(city: City, month: pd.Timestamp) -> str:
    """Return a checksum of what open data count of a month: requests, calls for help by place and topic, and visits by
    office and day, with whether the office was live, out of order, or owed them that day.
    """
    assert city.as_of is not None
    past, helped = city.past, help_calls(city.calls, city.as_of)
    days = past[past["month"] == month].set_index(["unit_code", "date", "is_live", "is_outage", "is_expected"])
    calls = helped[helped["month"] == month].groupby(["unit_code", "topic"], observed=True, dropna=False)["calls"].sum()
    return _digest(sent_content(city, month) + _checksum(days["visits"]) + _checksum(calls))


def _checksum(counts: pd.Series) -> str:
    """Of the counts by their keys, whatever order and type the build keeps them in."""
    keys = [key if isinstance(key, tuple) else (key,) for key in counts.index]
    rows = zip(keys, counts.astype("Float64"), strict=True)
    return _digest("\n".join(sorted(f"{'|'.join(map(str, key))}={count}" for key, count in rows)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
