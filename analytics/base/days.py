"""The rows of a span of days. Of a frame in the order of its days (build.unit_days) nothing is copied."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.clock import WORKDAYS

FAR = np.datetime64("9999-12-31", "us")
"""Later than any day."""


def within(frame: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the rows of a frame (with a column date) from a first to a last day, both included."""
    return since(until(frame, last), first)


def until(frame: pd.DataFrame, last: date) -> pd.DataFrame:
    """Return the rows of a frame (with a column date) up to a day, that day included."""
    days, end = frame["date"], pd.Timestamp(last)
    if days.is_monotonic_increasing:
        return frame.iloc[: days.searchsorted(end, side="right")]
    return frame[days <= end]


def since(frame: pd.DataFrame, first: date) -> pd.DataFrame:
    """Return the rows of a frame (with a column date) from a day on, that day included."""
    days, start = frame["date"], pd.Timestamp(first)
    if days.is_monotonic_increasing:
        return frame.iloc[days.searchsorted(start, side="left") :]
    return frame[days >= start]


def working_days_between(calendar: pd.DataFrame, first: date, last: date) -> list[date]:
    """Return the days from first to last, both included, that are no weekend, holiday or cuti bersama.

    `calendar`: table of a build; a day beyond it counts as working from Monday to Friday.
    """
    known = dict(zip(pd.to_datetime(calendar["date"]).dt.date, calendar["is_working_day"].astype(bool), strict=True))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if known.get(day, day.isoweekday() in WORKDAYS)]


def live_starts(facts: pd.DataFrame) -> pd.DataFrame:
    """Return by unit code the first day on which an office is live (`first`), and whether it went live then (is_known).

    It is not known where it was live on the first day of the facts, or where its status before is not known. An office
    that was never live is not in it. What facts up to an earlier day tell are the rows up to it. Columns of `facts`:
    unit_code, date, is_live.
    """
    codes, units = pd.factorize(facts["unit_code"], sort=True)
    days, is_live = facts["date"].to_numpy("datetime64[us]"), facts["is_live"]
    first, unknown = (
        _first_days(days, codes, chosen, len(units))
        for chosen in (is_live.to_numpy(bool, na_value=False), is_live.isna().to_numpy())
    )
    is_known = (first > (days.min() if len(days) else FAR)) & ~(unknown < first)
    index = pd.Index(units, name="unit_code")
    return pd.DataFrame({"first": first, "is_known": is_known}, index)[first < FAR]


def _first_days(
    days: NDArray[np.datetime64], codes: NDArray[np.intp], chosen: NDArray[np.bool_], size: int
) -> NDArray[np.datetime64]:
    """The first of the chosen days by code; FAR without one."""
    first = np.full(size, FAR)
    np.minimum.at(first, codes[chosen], days[chosen])
    return first
