"""Transactions of each office in a week of five equal working days, so that no calendar decides a comparison."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.base import (
    DIGITAL_ORIGINS,
    OFFICER,
    UNKNOWN,
    WORKING_WEEKDAYS,
    Bools,
    Codes,
    Floats,
    added,
    are_many_unknown,
    transactions,
    within,
)
from analytics.uptake.alike import counted_alike


@dataclass(frozen=True)
class StandardWeek:
    """One period of some offices: arrays by office, 0 and False where an office has no complete day.

    `digital`, `unknown` (requests of unknown origin) and `all` (digital and visits): transactions of a standard week
    (`all_by_own`: with visits scaled by the column own_part, where the facts have one), which is the sum over Mon..Fri
    of the mean a complete unit-day of that weekday; only where `is_whole`: every one of these weekdays was complete
    once. A Saturday that was declared a working day is in no standard week. `share`: that of all complete days as they
    fell. `days`: working days on which any office was complete. `live_first`, `live_last`: known to be live, or not
    known, on the period's first and last day. `is_unknown_wide`: so many origins are unknown that they must be told. Of
    each complete row in the week: `office`, `week`, `weekday` (0 Monday), `days_alike` (complete days of its office on
    its weekday), and its `x` and `n` over these, so that they add up to a standard week.
    """

    digital: Floats
    all: Floats
    all_by_own: Floats
    unknown: Floats
    is_whole: Bools
    share: float
    days: int
    live_first: Bools
    live_last: Bools
    is_unknown_wide: bool
    office: Codes
    week: pd.Series
    weekday: Codes
    days_alike: Floats
    x: Floats
    n: Floats

    @property
    def office_shares(self) -> Floats:
        """The share of each office; 0 without a transaction."""
        return np.divide(self.digital, self.all, out=np.zeros(len(self.all)), where=self.all > 0)

    @property
    def by_own_scale(self) -> "StandardWeek":
        """The week with unsplit visits scaled by the period's own part."""
        return replace(self, all=self.all_by_own)

    @property
    def all_digital(self) -> "StandardWeek":
        """The week with every request of unknown origin taken for a digital one."""
        return replace(self, digital=self.digital + self.unknown, all=self.all + self.unknown)


@dataclass(frozen=True)
class TwoPeriods:
    """The facts of two periods; their standard weeks, counted alike, are worked out once, whoever asks for them."""

    before: pd.DataFrame
    after: pd.DataFrame

    @cached_property
    def weeks(self) -> tuple[pd.Index, StandardWeek, StandardWeek]:
        """The offices of either period by code, and the standard weeks of both periods."""
        before, after = counted_alike(self.before, self.after)
        offices = pd.Index(np.unique(np.concatenate([each["unit_code"].to_numpy(object) for each in (before, after)])))
        return offices, standard_week(before, offices), standard_week(after, offices)


def standard_week(facts: pd.DataFrame, offices: pd.Index) -> StandardWeek:
    """Return the standard weeks of the facts' complete unit-days, in the order of `offices` (unit codes)."""
    own = ["own_part"] if "own_part" in facts else []
    columns = ["unit_code", "date", "week", "weekday", "visits", "apply_part", *own, *DIGITAL_ORIGINS, OFFICER, UNKNOWN]
    complete = facts.loc[facts["is_complete"], columns]
    sent, every = transactions(complete)
    total = every.sum()
    in_week = (complete["weekday"] <= WORKING_WEEKDAYS).to_numpy()
    work, size = complete[in_week], len(offices)
    office = offices.get_indexer(pd.Index(work["unit_code"])).astype(np.int64)
    weekday = work["weekday"].to_numpy(np.int64) - 1
    cell = office * WORKING_WEEKDAYS + weekday
    days = added(cell, np.ones(len(cell)), size * WORKING_WEEKDAYS)
    whole = (days.reshape(-1, WORKING_WEEKDAYS) > 0).all(axis=1)
    by_own = sent + complete["visits"].to_numpy(float) * complete["own_part"].to_numpy(float) if own else every
    counted = (sent[in_week], every[in_week], work[UNKNOWN].to_numpy(float), by_own[in_week])
    x, n, unknown, n_by_own = (values / days[cell] for values in counted)
    sums = [np.where(whole, added(office, values, size), 0.0) for values in (x, n, unknown, n_by_own)]
    return StandardWeek(
        sums[0],
        sums[1],
        sums[3],
        sums[2],
        is_whole=whole & (sums[1] > 0),
        share=float(sent.sum() / total) if total else float("nan"),
        days=int(complete["date"].nunique()),
        live_first=_maybe_live(facts, offices, facts["date"].min()),
        live_last=_maybe_live(facts, offices, facts["date"].max()),
        is_unknown_wide=_is_unknown_wide(complete),
        office=office,
        week=work["week"],
        weekday=weekday,
        days_alike=days[cell],
        x=x,
        n=n,
    )


def _maybe_live(facts: pd.DataFrame, offices: pd.Index, day: pd.Timestamp) -> Bools:
    """Of each office whether it was live on a day, or nobody knows; False without a row."""
    at = within(facts, day, day)
    found: Bools = offices.isin(at["unit_code"].to_numpy(object)[at["is_live"].to_numpy(bool, na_value=True)])
    return found


def _is_unknown_wide(complete: pd.DataFrame) -> bool:
    sums = {name: float(complete[name].sum()) for name in (*DIGITAL_ORIGINS, OFFICER, UNKNOWN)}
    return bool(are_many_unknown(sums[UNKNOWN], sum(sums.values())))
