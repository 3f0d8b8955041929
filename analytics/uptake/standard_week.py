"""Transactions of each office in a week of five equal working days, so that no calendar decides a comparison."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.base import DIGITAL, WORKING_WEEKDAYS, Bools, Codes, Floats, added, digital


@dataclass(frozen=True)
class StandardWeek:
    """One period of some offices: arrays by office, 0 and False where an office has no complete day.

    `digital` and `all`: transactions of a standard week, which is the sum over Mon..Fri of the mean a complete
    unit-day of that weekday; only where `is_whole`: every weekday was complete once. `share`: that of all complete
    days as they fell. `days`: working days on which any office was complete. Of each complete row: `office`, `week`,
    and its `x` and `n` over the number of its office's days of that weekday, so that they add up to a standard week.
    """

    digital: Floats
    all: Floats
    is_whole: Bools
    share: float
    days: int
    office: Codes
    week: pd.Series
    x: Floats
    n: Floats


def standard_week(facts: pd.DataFrame, offices: pd.Index) -> StandardWeek:
    """Return the standard weeks of the facts' complete unit-days, in the order of `offices` (unit codes)."""
    complete = facts.loc[facts["is_complete"], ["unit_code", "date", "week", "weekday", "visits", *DIGITAL]]
    office = offices.get_indexer(pd.Index(complete["unit_code"])).astype(np.int64)
    sent = digital(complete).to_numpy(float)
    every = sent + complete["visits"].to_numpy(float)
    cell = office * WORKING_WEEKDAYS + complete["weekday"].to_numpy(np.int64) - 1
    size = len(offices) * WORKING_WEEKDAYS
    days = added(cell, np.ones(len(cell)), size)
    x, n = (values / days[cell] for values in (sent, every))
    whole = (days.reshape(-1, WORKING_WEEKDAYS) > 0).all(axis=1)
    total = every.sum()
    sums = [np.where(whole, added(office, values, len(offices)), 0.0) for values in (x, n)]
    return StandardWeek(
        sums[0],
        sums[1],
        is_whole=whole & (added(office, n, len(offices)) > 0),
        share=float(sent.sum() / total) if total else float("nan"),
        days=int(complete["date"].nunique()),
        office=office,
        week=complete["week"],
        x=x,
        n=n,
    )
