"""Chance: over-dispersed counts around the expected ones. All arrays are offices x days of integers."""

from dataclasses import dataclass

import numpy as np

from sample.world.parameters import Floats, Ints, Parameters, stream
from sample.world.world import DRAWN_ORIGINS, OTHER_PURPOSES, World, WorldOffices

VISIT_DISPERSION = 30.0
DIGITAL_DISPERSION = 15.0
CALL_SHIFTS = np.arange(-2, 7)
"""Days from a request to the 112 call of the same phone; well inside the 7 days of the definition."""
SHIFT_WEIGHTS = np.array([1, 2, 6, 5, 4, 3, 2, 1, 1]) / 25
PLACED_PART = 0.9


@dataclass(frozen=True)
class DayCounts:
    """What really happened. requests, cancelled: origin -> counts (cancelled ones come on top);
    helped: of the requests by `warga`, those with a call from the same phone;
    linked: shift -> calls by day of the REQUEST, placed_linked: of these, those with a place;
    loose: help calls that link to nothing, by day of the call; placed_loose: with a place."""

    visits: Ints
    others: dict[str, Ints]
    requests: dict[str, Ints]
    cancelled: dict[str, Ints]
    helped: Ints
    linked: Ints
    placed_linked: Ints
    loose: Ints
    placed_loose: Ints

    @property
    def help_calls(self) -> Ints:
        """Help calls with a place, by office and day of the call."""
        return self.placed_loose + by_call_day(self.placed_linked)


def by_call_day(linked: Ints) -> Ints:
    """Return calls by day of the call from calls by (office, day of request, shift)."""
    total = np.zeros(linked.shape[:2], np.int64)
    for position, shift in enumerate(CALL_SHIFTS):
        total += np.roll(linked[:, :, position], shift, axis=1)
    return total


def over_dispersed(rng: np.random.Generator, mean: Floats, dispersion: float) -> Ints:
    """Return negative binomial counts: variance = mean + mean^2 / dispersion."""
    return rng.poisson(mean * rng.gamma(dispersion, 1 / dispersion, mean.shape))


def _requests(
    world: World, visits: Ints, parameters: Parameters, codes: list[str], live: Ints, rng: np.random.Generator
) -> dict[str, Ints]:
    unknown, rt, officer = (parameters.of(name, codes)[:, None] for name in ("unknown_origin", "rt", "officer"))
    mean = world.digital / np.maximum(1 - unknown, 1e-9)
    digital = over_dispersed(rng, mean, DIGITAL_DISPERSION)
    entered = rng.binomial(visits, officer * live)
    hidden_digital, hidden_entered = rng.binomial(digital, unknown), rng.binomial(entered, unknown)
    by_rt = rng.binomial(digital - hidden_digital, rt)
    found = (digital - hidden_digital - by_rt, by_rt, entered - hidden_entered, hidden_digital + hidden_entered)
    return dict(zip(DRAWN_ORIGINS, found, strict=True))


def _linked_calls(helped: Ints, rng: np.random.Generator) -> Ints:
    """Return calls by (office, day of request, shift); a call outside the period was never logged."""
    calls = rng.multinomial(helped, SHIFT_WEIGHTS)
    call_day = np.arange(helped.shape[1])[:, None] + CALL_SHIFTS
    logged: Ints = calls * ((call_day >= 0) & (call_day < helped.shape[1]))
    return logged


def draw_counts(world: World, offices: WorldOffices, parameters: Parameters, codes: list[str], seed: int) -> DayCounts:
    """Return one draw of the world that happened."""
    rng = stream(seed, "counts")
    visits = over_dispersed(rng, world.visits, VISIT_DISPERSION)
    others = {name: rng.poisson(offices.demand * part) for name, part in OTHER_PURPOSES.items()}
    live = offices.live.astype(np.int64)
    requests = _requests(world, visits, parameters, codes, live, rng)
    cancelled_part = parameters.of("cancelled", codes)[:, None]
    cancelled = {name: rng.poisson(array * cancelled_part) for name, array in requests.items()}
    wanted = rng.binomial(requests["warga"], parameters.of("helped", codes)[:, None])
    linked = _linked_calls(wanted, rng)
    digital = requests["warga"] + requests["rt"]
    early = np.where(offices.weeks_live < 8, 2.0, 1.0)
    loose = rng.poisson(digital * parameters.of("help_rate", codes)[:, None] * early)
    return DayCounts(
        visits,
        others,
        requests,
        cancelled,
        linked.sum(axis=2),
        linked,
        rng.binomial(linked, PLACED_PART),
        loose,
        rng.binomial(loose, PLACED_PART),
    )
