"""Panels of units that start in waves, with a known effect. Invented numbers only."""

import numpy as np
import pandas as pd

WAVES = {0: 12, 4: 6, 6: 5, 7: 3}


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
