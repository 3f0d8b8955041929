"""Panels of units that start in waves, with a known effect. Invented numbers only."""

import numpy as np
import pandas as pd

from support.frames.analytics_frames import SPLIT, with_calendar

WAVES = {0: 12, 4: 6, 6: 5, 7: 3}
LIVE = {"2024-04-15": 6, "2024-05-20": 4, "2024-07-01": 1}


def effect(cohort: int, period: int, ahead: int = 0) -> float:
    """The true effect: grows with time, larger for late cohorts; -0.1 in periods of anticipation."""
    if not cohort or period < cohort - ahead:
        return 0.0
    return -0.1 if period < cohort else 0.3 + 0.2 * (period - cohort) + 0.05 * cohort


def panel(
    seed: int | None = 0, sizes: dict[int, int] = WAVES, periods: int = 9, noise: float = 1.0, ahead: int = 0
) -> pd.DataFrame:
    """Return unit, period (1..), cohort, outcome; own levels, a common trend, no noise without a seed."""
    rng = np.random.default_rng(seed)
    rows = []
    units = [(unit, cohort) for cohort, size in sizes.items() for unit in range(size)]
    for number, (_, cohort) in enumerate(units, start=1):
        level = float(rng.normal())
        for period in range(1, periods + 1):
            chance = 0.0 if seed is None else float(rng.normal(scale=noise))
            rows.append((number, period, cohort, level + 0.3 * period + chance + effect(cohort, period, ahead)))
    return pd.DataFrame(rows, columns=["unit", "period", "cohort", "outcome"])


def town(change: float = -0.3, seed: int | None = 0, starts: dict[str, int] = LIVE, others: int = 14) -> pd.DataFrame:
    """Facts of a town Jan-Aug 2024 whose visits fall by `change` (ln) from the month of going live on."""
    days = [day for day, count in starts.items() for _ in range(count)] + [None] * others
    rng = np.random.default_rng(seed)
    dates = pd.date_range("2024-01-01", "2024-08-31").as_unit("us")
    parts = []
    for number, day in enumerate(days):
        first = pd.Timestamp(day) if day else pd.Timestamp.max
        mean = (20 + number) * np.exp(change * (dates >= first)) * (1 + dates.month * 0.03)
        visits = mean.to_numpy() if seed is None else rng.poisson(mean).astype(float)
        live = pd.array(dates >= first, dtype="boolean")
        parts.append(pd.DataFrame({"unit_code": f"U{number:02d}", "date": dates, "visits": visits, "is_live": live}))
    rest = dict.fromkeys(("warga", "rt", "petugas", "tidak_diketahui", "help_calls"), 0.0) | SPLIT
    frame = pd.concat(parts, ignore_index=True).assign(**rest, kind="kelurahan", is_outage=False, is_digital_day=False)
    return with_calendar(frame.assign(name="Kantor " + frame["unit_code"]))
