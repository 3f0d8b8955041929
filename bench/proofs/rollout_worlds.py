"""Worlds whose roll-out is not steady: do the chances that the forecast states come true as often as they say?

Each roll-out is looked at on three days of its first three years, and asked for so many kelurahan 3, 6 and 12 months
ahead. A chance is said as a number from six waves on: those are judged by fifths.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics.rollout import DEFAULT_SLIPS, forecast
from bench.proofs.rollouts import AHEAD, CODES, FIRST, NEARLY_DONE, START_SIZE, TOTAL, UNITS, roster
from bench.table import Line
from core.method import MIN_WAVES, SURE_WAVES

ROLLOUT_WORLDS = ("steady", "stalls", "shrinking", "year's end", "plans slip")
FIRST_SEED = 70_000
"""The weights of the models were chosen on other seeds, below 1,000."""
LOOKS, LAST_MONTH, RUNS = 3, 60, 1_000
FIFTHS, MOST_OFF = 5, 10.0
HOLDS_AT_LEAST, HOLDS_AT_MOST = 75.0, 93.0
PLANNED_DAYS_BEFORE = 120


class Wave(NamedTuple):
    """A wave: the month after the start in which it came, its size, and the month planned for it (None: no plan)."""

    month: int
    size: int
    planned: int | None = None


@dataclass(frozen=True)
class Told:
    """What the forecasts of one roll-out said: did each band hold what came; chances said as numbers, with 1 or 0."""

    held: list[bool]
    chances: list[tuple[float, bool]]


def course(rng: np.random.Generator, world: str) -> list[Wave]:
    """Return one roll-out of a world to its end, with parameters of its own."""
    chance, size, trend = np.full(12, rng.uniform(0.25, 0.75)), rng.uniform(1.5, 5), 1.0
    stalls, goes_on, is_on = 0.0, 1.0, True
    if world == "stalls":
        chance[:], stalls, goes_on = rng.uniform(0.4, 0.9), rng.uniform(0.05, 0.2), rng.uniform(0.08, 0.3)
    if world == "shrinking":
        size, trend = rng.uniform(5, 10), rng.uniform(0.7, 0.92)
    if world == "year's end":
        chance[:] = rng.uniform(0.1, 0.35)
        chance[-int(rng.integers(1, 4)) :] = rng.uniform(0.6, 0.95)
    found: list[Wave] = []
    for month in range(1, LAST_MONTH):
        if is_on and rng.random() < chance[month % 12]:
            found.append(Wave(month, 1 + int(rng.poisson(max(size * trend ** len(found) - 1, 0)))))
        is_on = bool(rng.random() >= stalls if is_on else rng.random() < goes_on)
    return _planned(rng, found) if world == "plans slip" else found


def _planned(rng: np.random.Generator, waves: list[Wave]) -> list[Wave]:
    """Half of the waves are planned; each slips by months, after a habit of this city."""
    habit = rng.dirichlet(4 * np.array(list(DEFAULT_SLIPS.values())))
    months = np.array(list(DEFAULT_SLIPS)) // 4
    late = rng.choice(months, len(waves), p=habit)
    is_planned = rng.random(len(waves)) < 0.5
    found = [
        Wave(wave.month + int(slip), wave.size, wave.month) if planned else wave
        for wave, slip, planned in zip(waves, late, is_planned, strict=True)
    ]
    return sorted(found, key=lambda wave: wave.month)


def _plans(waves: list[Wave]) -> pd.DataFrame:
    """The plans of a roll-out as history, a row an office."""
    ends = START_SIZE + np.cumsum([wave.size for wave in waves])
    rows = [
        (code, _day(wave.planned))
        for wave, end in zip(waves, ends, strict=True)
        if wave.planned is not None
        for code in CODES[end - wave.size : end]
    ]
    frame = pd.DataFrame(rows, columns=["unit_code", "planned_date"]).astype({"planned_date": "datetime64[us]"})
    first_seen = frame["planned_date"] - pd.Timedelta(days=PLANNED_DAYS_BEFORE)
    return frame.assign(first_seen=first_seen, changed_to=pd.NaT)


def _day(month: int) -> pd.Timestamp:
    return FIRST + pd.DateOffset(months=month, days=9)


def told(world: str, seed: int) -> Told:
    """Return what the forecasts of one roll-out said, beside what came."""
    rng, result = np.random.default_rng([FIRST_SEED + seed, ROLLOUT_WORLDS.index(world)]), Told([], [])
    waves = course(rng, world)
    history = _plans(waves)
    for watched in rng.integers(6, 37, LOOKS):
        _look(rng, waves, history, int(watched), result)
    return result


def _look(rng: np.random.Generator, waves: list[Wave], history: pd.DataFrame, watched: int, result: Told) -> None:
    """Ask on one day; nothing with too few waves for a band, or nearly done."""
    seen = [(wave.month, wave.size) for wave in waves if wave.month <= watched]
    if len({month for month, _ in seen}) < MIN_WAVES or START_SIZE + sum(size for _, size in seen) >= NEARLY_DONE:
        return
    as_of = FIRST + pd.DateOffset(months=watched) + pd.offsets.MonthEnd(0)
    known = history[history["first_seen"] <= as_of]
    plans = known[known["planned_date"] > as_of].rename(columns={"planned_date": "date"})
    events = pd.concat(
        [
            roster(seen),
            plans[["unit_code", "date"]].assign(status="aktif", is_planned=True, is_start_known=True),
        ]
    )
    ahead = forecast(events, UNITS, as_of.date(), months=max(AHEAD), runs=RUNS, history=known)
    for months in AHEAD:
        came = min(TOTAL, START_SIZE + sum(wave.size for wave in waves if wave.month <= watched + months))
        band = ahead.bands.iloc[months - 1]
        result.held.append(bool(band["q10"] <= came <= band["q90"]))
        wanted = int(ahead.live) + int(rng.integers(1, min(25, TOTAL - int(ahead.live)) + 1))
        chance = ahead.chance_by(band["month"].date(), wanted)
        if chance is not None and len(ahead.waves.seen) >= SURE_WAVES:
            result.chances.append((chance, came >= wanted))


def rollout_world_lines(world: str, found: list[Told]) -> list[Line]:
    """Return how often the bands hold, and the furthest that a fifth of the said chances is off."""
    held = [is_held for one in found for is_held in one.held]
    pairs = np.array([pair for one in found for pair in one.chances], float)
    fifth = np.minimum((pairs[:, 0] * FIFTHS).astype(int), FIFTHS - 1)
    rows = [pairs[fifth == number] for number in range(FIFTHS)]
    said = [(100 * row[:, 0].mean(), 100 * row[:, 1].mean(), len(row)) for row in rows]
    note = ", ".join(f"said {chance:.0f} came {came:.0f} ({number})" for chance, came, number in said)
    return [
        Line(
            f"forecast, {world}: 80 % band holds what came",
            100 * float(np.mean(held)),
            "%",
            HOLDS_AT_MOST,
            f"{len(held):,} bands of {len(found)} roll-outs",
            HOLDS_AT_LEAST,
        ),
        Line(f"    {world}: said chances furthest off", max(abs(a - b) for a, b, _ in said), "points", MOST_OFF, note),
    ]
