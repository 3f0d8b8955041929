"""What the exports lose: walk-in days nobody reported, and request or call rows that cannot be read."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sample.world.counts import DayCounts
from sample.world.days import Days
from sample.world.parameters import Bools, Floats, Ints, Parameters, stream
from sample.world.world import WorldOffices

REPORTED, NOT_SENT, LATE, TEXT, MISNAMED, CLOSED = range(6)
"""States of a walk-in cell: in its workbook, left empty, in a later workbook, a word instead of a
count, in a row whose office name is not known, no working day."""
BUSY_WEIGHT = 0.55
SIZE_WEIGHT = 0.45
BAD_MONTHS_PART = 0.006
BAD_MONTH_MISSING = 0.55
OUTAGE_MISSING = 0.5
TEXT_PART = 0.002
LATE_EVERY = 4
LATE_OFFICES = 3
MISNAMED_OFFICE = "64.72.05.1013"
BAD_CALLS_PART = 0.006


@dataclass(frozen=True)
class Defects:
    """walkin: state of each office and day; bad: origin -> rows of standing requests that cannot be
    accepted (never helped ones); bad_calls: of the placed loose help calls, those that cannot."""

    walkin: Ints
    bad: dict[str, Ints]
    bad_calls: Ints

    @cached_property
    def is_reported(self) -> Bools:
        """True where a count arrives, in time or late."""
        reported: Bools = (self.walkin == REPORTED) | (self.walkin == LATE)
        return reported


def missing_chance(counts: DayCounts, offices: WorldOffices, days: Days, missing: Floats) -> Floats:
    """Return offices x days: chance of no report, higher on busy days and in large offices.

    Busy: log of the day's visits over the office's mean, in units of a third; large: log of the
    office's mean demand, standardised over the offices.
    """
    demand = offices.demand[:, days.is_working].mean(axis=1)
    size = (np.log(demand) - np.log(demand).mean()) / max(float(np.log(demand).std()), 1e-9)
    mean = np.maximum(counts.visits[:, days.is_working].mean(axis=1), 1e-9)
    busy = np.log((counts.visits + 1) / (mean[:, None] + 1)) * 3
    odds = np.log(np.maximum(missing, 1e-12) / np.maximum(1 - missing, 1e-12))
    logit = odds[:, None] + BUSY_WEIGHT * busy + SIZE_WEIGHT * size[:, None]
    return np.where(missing[:, None] > 0, 1 / (1 + np.exp(-logit)), 0.0)


def _month_index(days: Days) -> Ints:
    return np.unique(days.month, return_inverse=True)[1].astype(np.int64)


def _walkin_states(
    counts: DayCounts, offices: WorldOffices, days: Days, outage: Bools, missing: Floats, codes: list[str], seed: int
) -> Ints:
    rng = stream(seed, "walkin")
    chance = missing_chance(counts, offices, days, missing)
    month = _month_index(days)
    has_gaps = (missing > 0)[:, None]
    slack = (rng.random((len(codes), month.max() + 1)) < BAD_MONTHS_PART)[:, month] & has_gaps
    chance = np.where(slack, BAD_MONTH_MISSING, np.where(outage & has_gaps, OUTAGE_MISSING, chance))
    states = np.where(rng.random(chance.shape) < chance, NOT_SENT, REPORTED)
    text = (rng.random(chance.shape) < TEXT_PART) & has_gaps & (states == REPORTED)
    states[text] = TEXT
    for late_month in range(1, month.max() + 1, LATE_EVERY):
        late = np.isin(np.arange(len(codes)), rng.choice(len(codes), LATE_OFFICES, replace=False))
        states[(late[:, None] & (month == late_month)) & (states == REPORTED)] = LATE
    misnamed = np.zeros(states.shape, bool)
    misnamed[codes.index(MISNAMED_OFFICE if MISNAMED_OFFICE in codes else codes[-1]), month == month.max() // 2] = True
    states[misnamed & has_gaps & np.isin(states, (REPORTED, LATE, TEXT))] = MISNAMED
    return np.where(days.is_working, states, CLOSED)


def draw_defects(
    counts: DayCounts,
    offices: WorldOffices,
    days: Days,
    outage: Bools,
    parameters: Parameters,
    codes: list[str],
    seed: int,
) -> Defects:
    """Return what goes wrong on the way from the office to the file."""
    states = _walkin_states(counts, offices, days, outage, parameters.of("missing", codes), codes, seed)
    rng = stream(seed, "bad rows")
    part = parameters.of("bad_rows", codes)[:, None]
    free = {name: array - counts.helped * (name == "warga") for name, array in counts.requests.items()}
    bad = {name: rng.binomial(array, part) for name, array in free.items()}
    return Defects(states, bad, rng.binomial(counts.placed_loose, BAD_CALLS_PART))
