"""The working calendar and the digital days of a stretch of time."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sample.world.parameters import Bools, Floats, Ints
from sample.world.reference import CityTables, reference

WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Days:
    """Arrays of one entry a day: date, ISO weekday, working day, digital-first working day."""

    dates: Dates
    weekday: Ints
    is_working: Bools
    is_digital: Bools

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def week(self) -> Dates:
        """Monday of each day's week."""
        mondays: Dates = self.dates - (self.weekday - 1).astype("timedelta64[D]")
        return mondays

    @property
    def month(self) -> Dates:
        """Each day's month (numpy unit M)."""
        return self.dates.astype("datetime64[M]")

    def first(self, count: int) -> "Days":
        """Return the first `count` days."""
        return Days(self.dates[:count], self.weekday[:count], self.is_working[:count], self.is_digital[:count])

    def index_of(self, day: date) -> int:
        """Return the position of a date, also beyond the stretch (negative or past the end)."""
        return int((np.datetime64(day, "D") - self.dates[0]) / np.timedelta64(1, "D"))


def within_week(moved: Floats, days: Days, to: Bools, weight: Floats) -> Floats:
    """Return what moved, on the days of the same week that it goes to, by their weight; it stays where there is none.

    Matrices are offices x days.
    """
    _, week = np.unique(days.week, return_inverse=True)
    first = np.flatnonzero(np.diff(week, prepend=-1))
    total = np.add.reduceat(moved, first, axis=1)[:, week]
    chosen = weight * to
    whole = np.add.reduceat(chosen, first, axis=1)[:, week]
    return np.where(whole > 0, total * chosen / np.maximum(whole, 1e-9), moved)


def working_days(dates: Dates, tables: CityTables) -> Bools:
    """Return True for Mon-Fri that are no holiday, no cuti bersama, after the override rows."""
    stamps = pd.DatetimeIndex(dates)
    years = range(stamps[0].year, stamps[-1].year + 1)
    known = holidays.country_holidays("ID", years=years, categories=("public", "government"))
    off = {np.datetime64(day) for day in known}
    for row in tables.calendar.itertuples():
        (off.discard if row.kind == "hari_kerja" else off.add)(np.datetime64(str(row.date)))
    free = np.isin(dates, np.array(sorted(off), "datetime64[D]"))
    open_days: Bools = np.asarray(stamps.day_of_week < 5, bool) & ~free
    return open_days


def policy_days(dates: Dates, weekday: Ints, tables: CityTables) -> Bools:
    """Return True where a dated row of the digital-day policy holds."""
    found = np.zeros(len(dates), bool)
    for row in tables.digital_days.itertuples():
        last = np.datetime64(str(row.valid_to) or "9999-12-31")
        valid = (dates >= np.datetime64(str(row.valid_from))) & (dates <= last)
        chosen = [WEEKDAYS.index(name) + 1 for name in str(row.weekdays).split("|")]
        found |= valid & np.isin(weekday, chosen)
    return found


def policy_start(tables: CityTables) -> tuple[np.datetime64, list[int]]:
    """Return the first day of the policy and its weekdays (ISO numbers)."""
    row = tables.digital_days.sort_values("valid_from").iloc[0]
    names = str(row["weekdays"]).split("|")
    return np.datetime64(row["valid_from"], "D"), [WEEKDAYS.index(name) + 1 for name in names]


@lru_cache(maxsize=8)
def stretch(first: date, last: date) -> Days:
    """Return the days from first to last, both included, after the shipped tables; callers do not change them."""
    tables = reference()
    dates = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    weekday = np.asarray(pd.DatetimeIndex(dates).day_of_week + 1, np.int64)
    is_working = working_days(dates, tables)
    return Days(dates, weekday, is_working, policy_days(dates, weekday, tables) & is_working)
