"""What is said of going live, and of the trips saved, in worlds of other kinds: how often is it so?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, nan
from statistics import fmean, median

import numpy as np

from analytics.effect import going_live, trips_saved
from bench.table import Measure
from sample.live_city import LiveWorld, live_city

FIFTH = log(0.8)
TREND = -0.02
NO_EFFECT = {
    "no trend": LiveWorld(),
    "own trend": LiveWorld(trend=TREND),
    "own trend, 2 months before": LiveWorld(trend=TREND, before=2),
    "own trend, unequal offices": LiveWorld(trend=TREND, unequal=1.0, before=12),
}
A_FIFTH = {
    "no trend": LiveWorld(FIFTH),
    "own trend": LiveWorld(FIFTH, trend=TREND),
    "own trend, 3 months before": LiveWorld(FIFTH, trend=TREND, before=3),
    "own trend, unequal offices, the large lose more": LiveWorld(FIFTH, -0.1, TREND, unequal=1.0, before=12),
}
LIVE_WORLDS = {
    **{f"without effect, {name}": world for name, world in NO_EFFECT.items()},
    **{f"a fifth fewer, {name}": world for name, world in A_FIFTH.items()},
}
FIRST_SEED = 40_000
HOLDS_AT_LEAST, TELLS_AT_LEAST, MAY_ERR = 90.0, 80.0, 5.0
RATIO = (0.9, 1.1)


@dataclass(frozen=True)
class LiveTrial:
    """What was said in one city: the verdict, does the interval hold the truth, trips said / true (NaN: none said)."""

    verdict: str
    is_held: bool
    ratio: float
    are_trips_held: bool


def live_trial(name: str, number: int) -> LiveTrial:
    """Return what is said in one city of a world."""
    city = live_city(LIVE_WORLDS[name], FIRST_SEED + number)
    found = going_live(city.facts, city.last)
    is_held = found.change.lower <= city.change <= found.change.upper
    if found.verdict != "fewer_visits" or not city.saved:
        return LiveTrial(found.verdict, is_held, nan, False)
    trips = trips_saved(city.facts, city.facts[["unit_code", "date"]].assign(visits=0.0), city.last).trips
    return LiveTrial(found.verdict, is_held, trips.value / city.saved, trips.lower <= city.saved <= trips.upper)


def live_lines(name: str, trials: Sequence[LiveTrial]) -> list[Measure]:
    """Return how often a world's cities were told of fewer visits, and what the intervals and the trips are worth."""
    counts, title = Counter(one.verdict for one in trials), f"going live, {name}"
    note = ", ".join(f"{verdict} {100 * times / len(trials):.1f} %" for verdict, times in counts.most_common())
    told, is_effect = 100 * counts["fewer_visits"] / len(trials), bool(LIVE_WORLDS[name].effect)
    held = 100 * fmean(one.is_held for one in trials)
    most, least = (None, TELLS_AT_LEAST) if is_effect else (MAY_ERR, None)
    lines = [
        Measure(f"{title}: 'turun'", told, "%", most, note, least),
        Measure(f"{title}: interval holds the truth", held, "%", at_least=HOLDS_AT_LEAST),
    ]
    stated = [one for one in trials if not np.isnan(one.ratio)]
    if not stated:
        return lines
    trips = 100 * fmean(one.are_trips_held for one in stated)
    ratio = median(one.ratio for one in stated)
    return [
        *lines,
        Measure(f"{title}: trips' interval holds the truth", trips, "%", at_least=HOLDS_AT_LEAST),
        Measure(f"{title}: trips said / true, median", ratio, "", RATIO[1], f"of {len(stated)}", RATIO[0]),
    ]
