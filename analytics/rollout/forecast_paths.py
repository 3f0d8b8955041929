"""Random paths of the roll-out: when waves come and how large they are."""

from collections.abc import Hashable
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Floats
from analytics.rollout.live_waves import SLIP, Waves
from analytics.rollout.wave_models import waves_of_runs, weights
from analytics.rollout.wave_sizes import sizes_of_runs


def slip_columns(plans: pd.DataFrame) -> dict[Hashable, int]:
    """Return the columns slip_<weeks> of the plans with their weeks, the shortest first.

    In this order one draw gives a longer slip whenever a wave is moved later.
    """
    weeks = {name: int(str(name).removeprefix(SLIP)) for name in plans if str(name).startswith(SLIP)}
    return dict(sorted(weeks.items(), key=lambda column: column[1]))


def planned_waves_of_runs(
    plans: pd.DataFrame, as_of: date, runs: int, rng: np.random.Generator
) -> tuple[Floats, Floats, Floats]:
    """Return the planned day (days after the as-of), slip in days (runs x plans), size."""
    columns = slip_columns(plans)
    weeks = np.array(list(columns.values()), np.float64)
    border = plans[list(columns)].to_numpy(float).cumsum(axis=1)[:, :-1]
    picked = (rng.random((runs, len(plans)))[:, :, None] >= border).sum(axis=2)
    day = _day(pd.DatetimeIndex(plans["date"]), as_of)
    slips: Floats = 7.0 * weeks[picked]
    return day, slips, plans["size"].to_numpy(np.float64)


def process(
    found: Waves, as_of: date, ends: pd.DatetimeIndex, runs: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return arrivals (days after the as-of, inf: none) and sizes of the unplanned waves, runs x months."""
    first, last = _day(ends.to_period("M").to_timestamp(), as_of), _day(ends, as_of)
    start = np.clip(_day(pd.DatetimeIndex([found.runs_from]), as_of), first, last + 1)
    open_part = (last + 1 - start) / (last + 1 - first)
    weight, is_on = weights(*_watched(found))
    comes = waves_of_runs(weight, is_on, ends.month.to_numpy(np.int64), open_part, runs, rng)
    day = start + np.floor(rng.random((runs, len(ends))) * (last + 1 - start))
    sizes = sizes_of_runs(found.seen["size"].to_numpy(np.float64), comes, rng)
    return np.where(comes, day, np.inf), sizes


def _watched(found: Waves) -> tuple[NDArray[np.int64], NDArray[np.bool_], Floats]:
    """The calendar months watched, which of them had a wave, and how much of each has passed."""
    number = int(np.ceil(found.months))
    assert found.start is not None, "waves exist only once there is a start"
    months = pd.period_range(found.start.to_period("M") + 1, periods=number, freq="M")
    parts = np.minimum(found.months - np.arange(number), 1.0)
    return months.month.to_numpy(np.int64), months.isin(found.seen["month"].dt.to_period("M")), parts


def _day(days: pd.DatetimeIndex, as_of: date) -> Floats:
    number: Floats = (days - pd.Timestamp(as_of)).days.to_numpy(np.float64)
    return number


def in_planned_months(drawn: Floats, planned: Floats, arrivals: Floats, as_of: date) -> Floats:
    """Return, for waves drawn, where their month lies from a wave's planned month to the one in which it comes.

    Of a wave that is late already, from the running month on.
    """
    month = _month_index(drawn, as_of)
    covered = np.zeros(drawn.shape, bool)
    for position, day in enumerate(np.maximum(planned, 1)):
        last = _month_index(arrivals[:, position], as_of)
        covered |= (month >= _month_index(np.array([day]), as_of)) & (month <= last[:, None])
    return covered


def _month_index(days: Floats, as_of: date) -> Floats:
    """Whole months from that of the as-of; inf for a wave that never comes."""
    furthest = int(days[np.isfinite(days)].max(initial=0))
    calendar = pd.date_range(as_of, periods=furthest + 1)
    lookup = np.append((calendar.year * 12 + calendar.month).to_numpy(np.float64), np.inf)
    position = np.where(np.isfinite(days), days, furthest + 1).astype(int)
    result: Floats = lookup[position]
    return result
