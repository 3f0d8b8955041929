"""Worlds whose roll-out is not steady: do the chances that the forecast states come true as often as they say?

Each roll-out is looked at on six days of its first three years, and asked for so many kelurahan 3, 6 and 12 months
ahead. A chance is said as a number from six waves on: those are judged by fifths. With fewer it is said as low, about
half or high, each with its range: those are judged by whether what came lies in that range. Where plans slip, a world
of its own is looked at up to a hundred days after a planned wave's day, whether it has come by then or not.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics.rollout import DEFAULT_SLIPS, band_levels, plan_record, planned_waves, roster_on, waves, waves_ahead
from bench.proofs.rollouts import AHEAD, CODES, FIRST, NEARLY_DONE, START_SIZE, TOTAL, UNITS, roster
from bench.table import Measure
from core.method import HIGH_CHANCE, LOW_CHANCE, MIN_WAVES, SURE_WAVES

ROLLOUT_WORLDS = ("steady", "stalls", "shrinking", "year's end", "plans slip", "plans come due")
FIRST_SEED = 70_000
"""The weights of the models were chosen on other seeds, below 1,000."""
LOOKS, LAST_MONTH, RUNS = 6, 60, 600
WATCHED = (6, 37)
ASKED, MOST_ASKED = 4, 25
"""So many targets a forecast and horizon, at most so many kelurahan beyond those live."""
FIFTHS, MOST_OFF = 5, 10.0
HOLDS_AT_LEAST, HOLDS_AT_MOST = 75.0, 93.0
PLANNED_DAYS_BEFORE = 120
DAYS_AFTER = 101
"""Where plans come due: a look lies under so many days after a planned wave's day."""
Asking = tuple[np.random.Generator, np.random.Generator]
"""What draws the kelurahan asked for where chances are said as numbers, and where roughly."""
Known = tuple[pd.DataFrame, pd.DataFrame]
"""The events of a roll-out to its end, and the history of its plans."""
NO_PLANS = pd.DataFrame(
    {"date": pd.Series(dtype="datetime64[us]"), "size": pd.Series(dtype="int64")}
    | {f"slip_{weeks}": pd.Series(dtype="float64") for weeks in DEFAULT_SLIPS}
)


class Wave(NamedTuple):
    """A wave: the month after the start in which it came, its size, and the month planned for it (None: no plan)."""

    month: int
    size: int
    planned: int | None = None


@dataclass(frozen=True)
class Told:
    """What the forecasts of one roll-out said: did each band hold what came; chances with whether it came, apart for
    those said as numbers and those said roughly."""

    held: list[bool]
    chances: list[tuple[float, bool]]
    rough: list[tuple[float, bool]]


def drawn_rollout(rng: np.random.Generator, world: str) -> list[Wave]:
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
    return _planned(rng, found) if world.startswith("plans") else found


def _planned(rng: np.random.Generator, courses: list[Wave]) -> list[Wave]:
    """Half of the waves are planned; each slips by months, after a habit of this city."""
    habit = rng.dirichlet(4 * np.array(list(DEFAULT_SLIPS.values())))
    months = np.array(list(DEFAULT_SLIPS)) // 4
    late = rng.choice(months, len(courses), p=habit)
    is_planned = rng.random(len(courses)) < 0.5
    found = [
        Wave(wave.month + int(slip), wave.size, wave.month) if planned else wave
        for wave, slip, planned in zip(courses, late, is_planned, strict=True)
    ]
    return sorted(found, key=lambda wave: wave.month)


def _plans(every: list[Wave]) -> pd.DataFrame:
    """The plans of a roll-out as history, a row an office."""
    ends = START_SIZE + np.cumsum([wave.size for wave in every])
    rows = [
        (code, _day(wave.planned))
        for wave, end in zip(every, ends, strict=True)
        if wave.planned is not None
        for code in CODES[end - wave.size : end]
    ]
    frame = pd.DataFrame(rows, columns=["unit_code", "planned_date"]).astype({"planned_date": "datetime64[us]"})
    first_seen = frame["planned_date"] - pd.Timedelta(days=PLANNED_DAYS_BEFORE)
    never = pd.Timestamp("NaT")
    return frame.assign(first_seen=first_seen, changed_on=never, changed_to=never, withdrawn_on=never)


@cache
def _day(month: int) -> pd.Timestamp:
    return FIRST + pd.DateOffset(months=month, days=9)


def told(world: str, seed: int) -> Told:
    """Return what the forecasts of one roll-out said, beside what came."""
    number, result = ROLLOUT_WORLDS.index(world), Told([], [], [])
    # Rough chances are asked with draws of their own, so that those said as numbers stay the same.
    rng, rough = (np.random.default_rng([FIRST_SEED + seed, number, *more]) for more in ([], [1]))
    every = drawn_rollout(rng, world)
    events, history = roster([(wave.month, wave.size) for wave in every]), _plans(every)
    for day in _days_after_plans(rng, every) if world == "plans come due" else _month_ends(rng):
        _look((rng, rough), every, (events, history), day, result)
    return result


def _month_ends(rng: np.random.Generator) -> list[pd.Timestamp]:
    watched = rng.integers(*WATCHED, LOOKS)
    return [FIRST + pd.DateOffset(months=int(month)) + pd.offsets.MonthEnd(0) for month in watched]


def _days_after_plans(rng: np.random.Generator, every: list[Wave]) -> list[pd.Timestamp]:
    """Days after those of planned waves, drawn without a look at when they came."""
    planned = [wave.planned for wave in every if wave.planned in range(*WATCHED)]
    if not planned:
        return []
    late = zip(rng.choice(planned, LOOKS), rng.integers(DAYS_AFTER, size=LOOKS), strict=True)
    return [_day(int(month)) + pd.Timedelta(days=int(days)) for month, days in late]


def _look(asking: Asking, every: list[Wave], known: Known, as_of: pd.Timestamp, result: Told) -> None:
    """Ask on one day; nothing with too few waves for a band, or nearly done."""
    (events, history), day, live = known, as_of.date(), _live_on(every, as_of)
    if live >= NEARLY_DONE:
        return
    found = waves(events, UNITS, day)
    if len(found.seen) < MIN_WAVES:
        return
    ends = pd.date_range(as_of + pd.Timedelta(days=1), periods=max(AHEAD), freq="ME")
    plans = _planned_on(events, history, as_of)
    arrivals, coming = waves_ahead(found, plans, day, ends, RUNS)
    for months_on in AHEAD:
        came = min(TOTAL, _live_on(every, ends[months_on - 1]))
        gained = (coming * (arrivals <= (ends[months_on - 1] - as_of).days)).sum(axis=1)
        ahead = np.minimum(live + gained, TOTAL)
        low, *_, high = band_levels(ahead)
        result.held.append(bool(low <= came <= high))
        rng, said = (asking[0], result.chances) if len(found.seen) >= SURE_WAVES else (asking[1], result.rough)
        for wanted in live + rng.integers(1, min(MOST_ASKED, TOTAL - live) + 1, ASKED):
            said.append((float((ahead >= wanted).mean()), came >= wanted))


def _live_on(every: list[Wave], day: pd.Timestamp) -> int:
    return START_SIZE + sum(wave.size for wave in every if _day(wave.month) <= day)


def _planned_on(events: pd.DataFrame, history: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The plans that stood on a day, with the slips that the product takes from those before them.

    As a month long over is asked: from events up to the end, and plans of which nothing but the history is left.
    """
    if history.empty:
        return NO_PLANS
    known, day = history[history["first_seen"] <= as_of], as_of.date()
    then = roster_on(events, known, day)
    return planned_waves(then, UNITS, day, plan_record(known, then, UNITS, day).slips)


def rollout_world_lines(world: str, found: list[Told]) -> list[Measure]:
    """Return how often the bands hold, and the furthest that a fifth of the said chances is off."""
    held = [is_held for one in found for is_held in one.held]
    pairs = np.array([pair for one in found for pair in one.chances], float)
    fifth = np.minimum((pairs[:, 0] * FIFTHS).astype(int), FIFTHS - 1)
    rows = [pairs[fifth == number] for number in range(FIFTHS)]
    said = [(100 * row[:, 0].mean(), 100 * row[:, 1].mean(), len(row)) for row in rows]
    note = ", ".join(f"said {chance:.0f} came {came:.0f} ({number})" for chance, came, number in said)
    return [
        Measure(
            f"forecast, {world}: 80 % band holds what came",
            100 * float(np.mean(held)),
            "%",
            HOLDS_AT_MOST,
            f"{len(held):,} bands of {len(found)} roll-outs",
            HOLDS_AT_LEAST,
        ),
        Measure(
            f"    {world}: said chances furthest off", max(abs(a - b) for a, b, _ in said), "points", MOST_OFF, note
        ),
        _rough_line(world, [pair for one in found for pair in one.rough]),
    ]


def _rough_line(world: str, pairs: list[tuple[float, bool]]) -> Measure:
    """How far what came lies outside the range that is said, for the worst of the three words."""
    chance, came = np.array(pairs, float).T
    ranges = {"low": (0.0, LOW_CHANCE), "about half": (LOW_CHANCE, HIGH_CHANCE), "high": (HIGH_CHANCE, 1.0)}
    said = np.select([chance < LOW_CHANCE, chance <= HIGH_CHANCE], ["low", "about half"], "high")
    parts = {word: (float(came[said == word].mean()), int((said == word).sum())) for word in ranges if word in said}
    off = max(max(ranges[word][0] - part, part - ranges[word][1], 0.0) for word, (part, _) in parts.items())
    note = ", ".join(f"{word}: came {100 * part:.0f} ({number})" for word, (part, number) in parts.items())
    return Measure(f"    {world}: rough chances outside the range said", 100 * off, "points", MOST_OFF, note)
