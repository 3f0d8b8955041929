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
    day = _day(plans["date"].to_numpy(), as_of)
    slips: Floats = 7.0 * weeks[picked]
    return day, slips, plans["size"].to_numpy(np.float64)


def process(
    found: Waves, as_of: date, ends: pd.DatetimeIndex, runs: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return arrivals (days after the as-of, inf: none) and sizes of the unplanned waves, runs x months."""
    month = ends.to_numpy().astype("datetime64[M]")
    first, last = _day(month, as_of), _day(ends.to_numpy(), as_of)
    start = np.clip(_day(np.array([found.runs_from.to_datetime64()]), as_of), first, last + 1)
    open_part = (last + 1 - start) / (last + 1 - first)
    weight, is_on = weights(*_watched(found))
    comes = waves_of_runs(weight, is_on, _calendar_month(month), open_part, runs, rng)
    day = start + np.floor(rng.random((runs, len(ends))) * (last + 1 - start))
    sizes = sizes_of_runs(found.seen["size"].to_numpy(np.float64), comes, rng)
    return np.where(comes, day, np.inf), sizes


def _watched(found: Waves) -> tuple[NDArray[np.int64], NDArray[np.bool_], Floats]:
    """The calendar months watched, which of them had a wave, and how much of each has passed."""
    number = int(np.ceil(found.months))
    assert found.start is not None, "waves exist only once there is a start"
    months = np.datetime64(found.start.date(), "M") + 1 + np.arange(number)
    parts = np.minimum(found.months - np.arange(number), 1.0)
    return _calendar_month(months), np.isin(months, found.seen["month"].to_numpy().astype("datetime64[M]")), parts


def _calendar_month(months: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """1 January .. 12 December."""
    return months.astype(np.int64) % 12 + 1


def _day(days: NDArray[np.datetime64], as_of: date) -> Floats:
    """Days after the as-of."""
    number: Floats = (days.astype("datetime64[D]") - np.datetime64(as_of, "D")).astype(np.float64)
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
    """The number of the month in which a day lies; inf for a wave that never comes."""
    comes = np.isfinite(days)
    furthest = int(days[comes].max(initial=0))
    calendar = (np.datetime64(as_of, "D") + np.arange(furthest + 1)).astype("datetime64[M]")
    lookup = np.append(calendar.astype(np.float64), np.inf)
    result: Floats = lookup[np.where(comes, days, furthest + 1).astype(int)]
    return result
