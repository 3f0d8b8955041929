"""Which live offices are used: so many digital requests or more in the window that ends on a day."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import UNKNOWN, Floats, are_many_unknown, digital, requests
from analytics.rollout.status import sorted_days
from core.settings import settings


class UsedRule(NamedTuple):
    """When a live office counts as used: so many digital requests or more in the window that ends on a day.

    `min_requests` are those of an office of median size (needed_requests).
    """

    window_days: int
    min_requests: int


def used_rule() -> UsedRule:
    """Return the rule of this installation (settings used_window_days and used_min_requests)."""
    return UsedRule(settings().used_window_days, settings().used_min_requests)


def needed_requests(units: pd.DataFrame, rule: UsedRule) -> pd.Series:
    """Return by unit code how many requests in the window make an office used: in proportion to whom it serves.

    min_requests for the median population of the offices of its kind (all of the city's), at least 1; an office of
    unknown population needs as many as the median one.
    """
    population = units.set_index("unit_code")["population"].astype(float)
    middle = population.groupby(units.set_index("unit_code")["kind"]).transform("median")
    size = (population / middle).where(population > 0).fillna(1.0)
    return (rule.min_requests * size).round().clip(lower=1.0)


def used_by_date(facts: pd.DataFrame, dates: pd.DatetimeIndex, window_days: int, needed: pd.Series) -> pd.DataFrame:
    """Return which units had enough digital requests in the window that ends on each date.

    `needed`: how many by unit code (needed_requests), of every office of the facts.
    Result: date, unit_code, requests, is_used, is_unsure (not used, but it would be were all its requests of unknown
    origin digital, and these are many: base.are_many_unknown); no row for a date whose window the request log does not
    cover whole. Requests of units not live are in it; callers join it with the status. Raises ValueError for an office
    that stands twice on one day.
    """
    days = (
        sorted_days(facts["date"])
        if facts.empty
        else pd.date_range(facts["date"].min(), facts["date"].max(), unit="us")
    )
    unit, codes = pd.factorize(facts["unit_code"], sort=True)
    day = (facts["date"] - facts["date"].min()).dt.days.to_numpy(np.int64)
    if np.bincount(day * len(codes) + unit).max(initial=0) > 1:
        raise ValueError("The facts have an office twice on one day.")
    tables = [np.full((len(days), len(codes)), np.nan) for _ in range(3)]
    for table, values in zip(tables, (digital(facts), facts[UNKNOWN], requests(facts)), strict=True):
        table[day, unit] = values
    is_covered = _in_window(~np.isnan(tables[0]).all(axis=1, keepdims=True), window_days)[:, 0] == window_days
    wanted = is_covered & days.isin(pd.DatetimeIndex(dates))
    sums, unknown, every = (_in_window(np.nan_to_num(table), window_days)[wanted] for table in tables)
    tidy = pd.DataFrame(
        {
            "date": np.tile(days[wanted], len(codes)),
            "unit_code": np.repeat(codes, int(wanted.sum())),
            "requests": sums.T.ravel(),
        }
    )
    enough = needed.loc[codes].to_numpy(float)
    is_used = sums >= enough
    is_unsure = ~is_used & (sums + unknown >= enough) & are_many_unknown(unknown, every)
    return tidy.assign(is_used=is_used.T.ravel(), is_unsure=is_unsure.T.ravel())


def _in_window(values: NDArray[Any], length: int) -> Floats:
    """Return, for each row, the sum of it and the rows before it: `length` in all, fewer at the start.

    Of 1, 2, 3, 4 and a length of 3: 1, 3, 6, 9.
    """
    total = np.cumsum(values.astype(float), axis=0)
    earlier = np.zeros_like(total)
    earlier[length:] = total[:-length] if len(total) > length else total[:0]
    result: Floats = total - earlier
    return result


def used_units(facts: pd.DataFrame, as_of: date, window_days: int, needed: pd.Series) -> pd.DataFrame:
    """Return unit_code, requests, is_used, is_unsure of the window that ends on the as-of; empty if not covered."""
    frame = used_by_date(facts, pd.DatetimeIndex([pd.Timestamp(as_of)]), window_days, needed)
    return frame.drop(columns="date")
