"""Small cities of honest offices in which something else is going on that a watch may take for made-up figures.

For the proof of the integrity watch: facts frames with the columns that its table reads.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample.world.parameters import Bools, Floats, stream

FIRST, LAST = "2023-10-02", "2024-11-29"
STEP = pd.Timestamp("2024-08-27")
QUOTA = 30
APPLY_PART = 0.65
"""Of all visitors, those who come to apply."""


@dataclass
class Means:
    """Offices x working days: what is to be expected, what is closed, and how visits are counted."""

    dates: pd.DatetimeIndex
    rng: np.random.Generator
    visits: Floats
    citizens: Floats
    typed: Floats
    """Part of the visits that officers type."""
    is_live: Bools
    is_closed: Bools
    is_unsplit: Bools
    most: float = np.inf
    """Numbers that are given out on a day."""

    @property
    def passed(self) -> Floats:
        """From 0 on the first day to 1 on the last."""
        return np.linspace(0, 1, len(self.dates))


Change = Callable[[Means], None]


def _nothing(means: Means) -> None:
    """Offices of unlike size, and no more."""


def _adoption(means: Means) -> None:
    means.typed[:] = 0.5 - 0.35 * means.passed
    means.citizens *= 1 + 2 * means.passed


def _lasting_step(means: Means) -> None:
    after = means.dates >= STEP
    means.typed[:, after] = 0.2
    means.citizens[:, after] *= 2.8


def _month_scatter(means: Means) -> None:
    month, offices = means.dates.month - 1, len(means.visits)
    means.typed[:] = np.clip(means.rng.normal(0.4, 0.1, (offices, 12)), 0.02, 0.95)[:, month]
    means.citizens *= means.rng.lognormal(0, 0.25, (offices, 12))[:, month]


def _ramp(means: Means) -> None:
    """Every second office goes live, one after the other; a few weeks later half of its visits are requests."""
    for office in range(0, len(means.visits), 2):
        start = pd.Timestamp("2024-03-04") + pd.Timedelta(weeks=3 * (office // 2))
        weeks = (means.dates - start).days.to_numpy() / 7
        grown = np.clip(weeks / (3 + office % 3 * 2), 0, 1)
        means.is_live[office] = weeks >= 0
        means.typed[office] = np.where(weeks >= 0, 0.9 - 0.5 * grown, 0)
        means.citizens[office] = means.visits[office] * 0.6 * grown
        means.visits[office] *= 1 - 0.6 * grown


def _app_down(means: Means) -> None:
    """On four days of every second month: who would have sent comes to the counter."""
    days = _days_of_months(means, 4)
    means.citizens[:, days] = 0
    means.visits[:, days] *= 1.5


def _rain(means: Means) -> None:
    days = means.rng.random(len(means.dates)) < 0.2
    means.visits[:, days] *= 0.6
    means.citizens[:, days] *= 1.33


def _shared_closures(means: Means) -> None:
    """Two days running in every second month, at nearly half of the offices; where there are few, at all."""
    offices = len(means.visits)
    closed = range(offices) if offices < 5 else range(0, offices, 2)
    for month in range(2, 12, 2):
        first = np.flatnonzero((means.dates.year == 2024) & (means.dates.month == month))[4]
        means.is_closed[np.ix_(list(closed), [first, first + 1])] = True


def _some_fridays(means: Means) -> None:
    """Every second office is closed on three of ten Fridays, each on others."""
    for office in range(0, len(means.visits), 2):
        means.is_closed[office] = (means.dates.day_of_week == 4) & (means.rng.random(len(means.dates)) < 0.3)


def _flood(means: Means) -> None:
    """At a third of the offices, on four days of every second month."""
    flooded = np.ix_(list(range(0, len(means.visits), 3)), _days_of_months(means, 4))
    means.visits[flooded] *= 0.5
    means.citizens[flooded] *= 1.5


def _quota(means: Means) -> None:
    means.visits[:] = np.linspace(24, 36, len(means.visits))[:, None]
    means.most = QUOTA


def _begins_to_split(means: Means) -> None:
    """Every second office counts by purpose from a day on, in the weeks in which citizens send more."""
    for office in range(0, len(means.visits), 2):
        since = STEP + pd.Timedelta(days=9 * (office // 2) - 60)
        means.is_unsplit[office] = means.dates < since
        means.citizens[office, means.dates >= since] *= 1.5


def _days_of_months(means: Means, count: int) -> list[int]:
    chosen: list[int] = []
    for month in range(2, 12, 2):
        days = np.flatnonzero((means.dates.year == 2024) & (means.dates.month == month))
        chosen += means.rng.choice(days, count, replace=False).tolist()
    return chosen


HONEST_WORLDS: dict[str, tuple[int, Change]] = {
    "nothing special": (20, _nothing),
    "adoption grows": (20, _adoption),
    "adoption grows, 1 office": (1, _adoption),
    "adoption grows, 4 offices": (4, _adoption),
    "a lasting step for all": (20, _lasting_step),
    "a lasting step for all, 4 offices": (4, _lasting_step),
    "months scatter": (20, _month_scatter),
    "months scatter, 1 office": (1, _month_scatter),
    "new offices": (20, _ramp),
    "the application is down": (20, _app_down),
    "the application is down, 1 office": (1, _app_down),
    "rain": (20, _rain),
    "rain, 4 offices": (4, _rain),
    "shared closures": (20, _shared_closures),
    "shared closures, 1 office": (1, _shared_closures),
    "shared closures, 4 offices": (4, _shared_closures),
    "closed on some Fridays": (20, _some_fridays),
    "a flood at some offices": (20, _flood),
    "a daily quota": (20, _quota),
    "offices begin to split": (20, _begins_to_split),
}
"""Offices, and what is going on."""


def honest_facts(world: str, seed: int) -> pd.DataFrame:
    """Return a facts frame of one of HONEST_WORLDS, a row an office and working day."""
    offices, change = HONEST_WORLDS[world]
    rng = stream(seed, f"honest {world}")
    dates = pd.bdate_range(FIRST, LAST).as_unit("us")
    shape = (offices, len(dates))
    size = rng.uniform(15, 60, offices)[:, None] * np.ones(shape)
    no, yes = np.zeros(shape, np.bool_), np.ones(shape, np.bool_)
    means = Means(dates, rng, size, size * 0.5, np.full(shape, 0.5), yes, no, no.copy())
    change(means)
    # Days scatter more than Poisson's.
    apply = np.minimum(rng.poisson(means.visits * rng.gamma(20, 1 / 20, shape)), means.most) * ~means.is_closed
    others = rng.poisson(means.visits * (1 / APPLY_PART - 1)) * ~means.is_closed
    counts = {
        "visits": np.where(means.is_unsplit, apply + others, apply),
        "all_visits": apply + others,
        "petugas": rng.binomial(apply.astype(int), means.typed) * means.is_live,
        "warga": rng.poisson(means.citizens) * means.is_live,
    }
    frame = pd.DataFrame({name: array.ravel().astype(float) for name, array in counts.items()})
    marks = {"is_live": means.is_live, "is_complete": means.is_live, "is_unsplit": means.is_unsplit}
    return frame.assign(
        unit_code=np.repeat([f"U{number:02d}" for number in range(offices)], len(dates)),
        date=np.tile(dates, offices),
        month=np.tile(dates.to_period("M").to_timestamp().as_unit("us"), offices),
        is_digital_day=False,
        is_walkin_complete=True,
        **{name: array.ravel() for name, array in marks.items()},
    )
