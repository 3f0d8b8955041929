"""Simulated roll-outs that the forecast's own model did not make, and whether its 80 % band holds what came."""

from dataclasses import dataclass
from datetime import date
from itertools import cycle, product

import numpy as np
import pandas as pd

from analytics.rollout import forecast

KINDS = ("renewal", "regular", "bursts", "heavy")
AHEAD = (3, 6, 12)
"""Months ahead at which a band is judged. For the very next month counts are too coarse for 80 %."""
TOTAL, START_SIZE = 59, 10
FIRST = pd.Timestamp("2023-01-01")
LAST_MONTH = 40
NEARLY_DONE = 50
CODES = [f"U{number:02d}" for number in range(1, TOTAL + 1)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": CODES, "kind": "kelurahan", "kecamatan": "K"})
DrawnWave = tuple[int, int]


@dataclass(frozen=True)
class Checked:
    """One roll-out against its forecast: is what came inside the band, and how wide is the band (kelurahan)."""

    ahead: int
    is_held: bool
    width: float


def lumpy(rng: np.random.Generator, kind: str) -> list[DrawnWave]:
    """Return waves (month after the start, size): gaps with a memory and sizes of families that the model lacks.

    renewal: negative binomial gaps; regular: nearly even ones; bursts: many months in a row, then long pauses;
    heavy: renewal with log-normal sizes.
    """
    gap, size, month, found = rng.uniform(1.2, 5), rng.uniform(2, 7), 0, []
    while month < LAST_MONTH:
        if kind == "regular":
            month += max(1, round(rng.normal(gap, 0.5)))
        elif kind == "bursts":
            month += 1 if rng.random() < 0.6 else 1 + int(rng.poisson(2 * gap))
        else:
            month += 1 + int(rng.negative_binomial(2, 2 / (1 + gap)))
        heavy = int(np.ceil(rng.lognormal(np.log(size), 0.7)))
        found.append((month, min(25, heavy if kind == "heavy" else 1 + int(rng.poisson(size - 1)))))
    return found


def roster(waves: list[DrawnWave]) -> pd.DataFrame:
    """Return the events of a roll-out: ten kelurahan at the start, then the waves, each on the tenth of its month."""
    days = [(FIRST + pd.Timedelta(days=14), START_SIZE)]
    days += [(FIRST + pd.DateOffset(months=month, days=9), size) for month, size in waves]
    dates = [day for day, size in days for _ in range(size)][:TOTAL]
    live = {"unit_code": CODES[: len(dates)], "date": dates, "status": "aktif"}
    begin = {"unit_code": CODES, "date": FIRST, "status": "belum"}
    events = pd.concat([pd.DataFrame(begin), pd.DataFrame(live)], ignore_index=True)
    return events.assign(is_planned=False, is_start_known=True).astype({"date": "datetime64[us]"})


def checked_rollout(rng: np.random.Generator, kind: str, ahead: int) -> Checked | None:
    """Return one roll-out watched for 6 to 15 months and forecast `ahead` months further.

    None where it has under three waves, so that there is no band, or is nearly done.
    """
    every, watched = lumpy(rng, kind), int(rng.integers(6, 16))
    seen = [(month, size) for month, size in every if month <= watched]
    if len(seen) < 3 or START_SIZE + sum(size for _, size in seen) >= NEARLY_DONE:
        return None
    as_of: date = (FIRST + pd.DateOffset(months=watched) + pd.offsets.MonthEnd(0)).date()
    result = forecast(roster(seen), UNITS, as_of, months=ahead)
    came = min(TOTAL, START_SIZE + sum(size for month, size in every if month <= watched + ahead))
    band = result.bands.iloc[-1]
    return Checked(ahead, bool(band["q10"] <= came <= band["q90"]), float(band["q90"] - band["q10"]))


def checked_rollouts(seed: int, number: int) -> list[Checked]:
    """Return so many checked roll-outs: the kinds and the months ahead in turn."""
    rng, found = np.random.default_rng(seed), []
    for ahead, kind in cycle(product(AHEAD, KINDS)):
        if len(found) == number:
            break
        one = checked_rollout(rng, kind, ahead)
        found += [one] if one else []
    return found
