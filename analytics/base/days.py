"""The rows of a span of days. Of a frame in the order of its days (build.unit_days) nothing is copied."""

from datetime import date

import pandas as pd


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


def first_live_day(facts: pd.DataFrame) -> pd.Series:
    """Return by unit code the first day on which an office is live; NaT where nobody knows when it went live.

    That is so where it was live on the first day of the facts, or its status before is not known. An office that was
    never live is not in it. Columns: unit_code, date, is_live.
    """
    live = facts["is_live"].fillna(False).astype(bool)
    first = facts[live].groupby("unit_code")["date"].min()
    unknown = facts[facts["is_live"].isna()].groupby("unit_code")["date"].min().reindex(first.index)
    is_known = (first > facts["date"].min()) & ~(unknown < first)
    result: pd.Series = first.where(is_known)
    return result
