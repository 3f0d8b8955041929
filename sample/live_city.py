"""A small city for one question: what is said of going live in a world of this kind, and what is true there?

Facts frames of office-days (the columns of analytics.build.unit_days). Kelurahan go live in three waves, a month apart;
visits grow or shrink beside it, and offices may be very unequal.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample.world.counts import VISIT_DISPERSION, over_dispersed
from sample.world.parameters import Bools, Floats, stream
from sample.world.world import WEEKDAY_LOAD

WAVES, SINCE = 3, 4
"""Waves, and full months live of the last one."""
SIZE, GO_LIVE_DAY = 25.0, 13
MONTH_SPREAD, TREND_SPREAD, EFFECT_SPREAD = 0.04, 0.003, 0.05
FIRST = pd.Timestamp("2023-01-01")


@dataclass(frozen=True)
class LiveWorld:
    """What happened, in logarithms where nothing else is said.

    effect: of going live on an office's visits, at an office of middling size; by_size: how much more of it at one e
    times as large (negative: large offices lose more). trend: a month, at offices that go live, all the time. unequal:
    spread of the offices' sizes. before: whole months of data before the first wave's. live, others: kelurahan.
    """

    effect: float = 0.0
    by_size: float = 0.0
    trend: float = 0.0
    unequal: float = 0.3
    before: int = 6
    live: int = 30
    others: int = 25


@dataclass(frozen=True)
class LiveCity:
    """The facts, the day they end, and what is true of the offices and months live in full.

    `saved`: visits that going live kept away, of the working days with a report; `change`: visits made / those there
    would have been - 1.
    """

    facts: pd.DataFrame
    last: pd.Timestamp
    saved: float
    change: float


def live_city(world: LiveWorld, seed: int) -> LiveCity:
    """Return one city of a world."""
    rng, offices = stream(seed, "live city"), world.live + world.others
    last = FIRST + pd.DateOffset(months=world.before + WAVES + SINCE) - pd.Timedelta(days=1)
    dates = pd.date_range(FIRST, last).as_unit("us")
    month = np.asarray((dates.year - FIRST.year) * 12 + dates.month - 1)
    wave = np.where(np.arange(offices) < world.live, np.arange(offices) % WAVES, 10_000)[:, None]
    start = world.before + wave
    is_live = (month > start) | ((month == start) & np.asarray(dates.day >= GO_LIVE_DAY))
    usual, effect = _expected(world, month, wave < WAVES, rng)
    usual = usual * WEEKDAY_LOAD[np.asarray(dates.day_of_week) + 1] * np.asarray(dates.day_of_week < 5)
    visits = np.where(usual > 0, over_dispersed(rng, usual * np.exp(effect * is_live), VISIT_DISPERSION), np.nan)
    whole = (month > start) & (usual > 0)
    without, with_it = (float((usual * part)[whole].sum()) for part in (1.0, np.exp(effect)))
    return LiveCity(_facts(dates, visits, is_live), last, without - with_it, with_it / without - 1)


def _expected(world: LiveWorld, month: Floats, goes_live: Bools, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Visits a day had nobody gone live, offices x days, and the effect by office."""
    offices, months = len(goes_live), int(month.max()) + 1
    larger = rng.normal(0, 1, offices)[:, None] * world.unequal
    own = world.trend * goes_live + rng.normal(0, TREND_SPREAD, offices)[:, None]
    shocks = rng.normal(0, MONTH_SPREAD, (offices, months)) + rng.normal(0, MONTH_SPREAD, months)
    effect = world.effect + world.by_size * larger
    if world.effect:
        effect = effect + rng.normal(0, EFFECT_SPREAD, offices)[:, None]
    return SIZE * np.exp(larger + own * month + shocks[:, month]), effect


def _facts(dates: pd.DatetimeIndex, visits: Floats, is_live: Bools) -> pd.DataFrame:
    offices, length = visits.shape
    code = np.repeat(np.array([f"K{number:02d}" for number in range(offices)], object), length)
    day = np.tile(dates.to_numpy(), offices)
    is_working = ~np.isnan(visits.ravel())
    frame = pd.DataFrame({"unit_code": code, "name": code, "kind": "kelurahan", "date": day})
    stamps = frame["date"].dt
    return frame.assign(
        month=stamps.to_period("M").dt.start_time.astype("datetime64[us]"), weekday=stamps.day_of_week + 1,
        is_working_day=is_working, is_expected=is_working, is_walkin_complete=is_working, is_live=is_live.ravel(),
        is_complete=is_working & is_live.ravel(), is_outage=False, is_digital_day=False, is_unsplit=False,
        visits=visits.ravel(), all_visits=np.nan, **dict.fromkeys(("warga", "rt", "petugas", "tidak_diketahui"), 0.0),
    )  # fmt: skip
