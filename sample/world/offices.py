"""The offices of one draw: when they were live, how strongly they take the service up."""

from collections.abc import Mapping

import numpy as np

from sample.world.days import Days, policy_start
from sample.world.parameters import Bools, Parameters, stream
from sample.world.reference import CityTables
from sample.world.rollout import Roster
from sample.world.world import WorldOffices, demand

TAKEUP_SPREAD = 0.15
HALF_YEAR_DAYS = 182


def draw_offices(
    tables: CityTables, days: Days, parameters: Parameters, roster: Roster, outage: Bools, seed: int
) -> WorldOffices:
    """Return the offices over `days`. One number for take-up varies by office; a mapping does not."""
    rng = stream(seed, "takeup")
    codes = tables.codes
    never = len(days) + 1
    starts = np.array([days.index_of(roster.go_live[c]) if c in roster.go_live else never for c in codes])
    since = np.arange(len(days)) - starts[:, None]
    ramp = np.maximum(parameters.of("ramp_weeks", codes) * 7, 1)[:, None]
    factor = np.exp(rng.normal(0, TAKEUP_SPREAD, len(codes)))
    level = parameters.of("takeup", codes) * (1 if isinstance(parameters.takeup, Mapping) else factor)
    takeup = np.minimum(level, 1)[:, None] * np.clip((since + 1) / ramp, 0, 1)
    halves = (days.dates - policy_start(tables)[0]).astype(float) / HALF_YEAR_DAYS
    takeup = np.minimum(takeup * (1 + parameters.of("growth", codes)[:, None] * np.clip(halves, -1, 1)), 1)
    split = rng.random(len(codes)) < parameters.of("split", codes)
    return WorldOffices(
        demand(tables, days, parameters, outage, seed),
        since >= 0,
        np.where(since >= 0, since // 7, -1).astype(float),
        takeup,
        split,
    )
