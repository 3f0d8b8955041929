"""Sixty drawn cities: do the intervals hold what was put in. Gross errors only; the bench has the whole proof."""

from functools import cache
from math import isfinite

import pytest

from bench.proofs.draws import ESTIMATES, Trial, holds, rate, trial
from bench.proofs.rollouts import checked_rollouts

pytestmark = pytest.mark.drill

SEEDS = {"default": 30, "no effect": 10, "all displaced": 10, "equal offices": 10}


@cache
def trials(setting: str) -> list[Trial]:
    return [trial(setting, 1_000 + seed) for seed in range(SEEDS[setting])]


@pytest.mark.parametrize("name", ESTIMATES)
def test_intervals_hold_the_truth(name: str) -> None:
    """At 95%, fewer than 49 of 56 or more would be rarer than 1 in 1,000."""
    settings = [setting for setting in SEEDS if name != "displacement" or setting != "no effect"]
    held = [hit for setting in settings for hit in holds(trials(setting), name)]
    assert len(held) >= 45
    assert sum(held) / len(held) >= 0.86


def test_the_truth_is_not_trivially_held() -> None:
    """Intervals are narrow against the effect, and the effects are what was put in."""
    for one in trials("default"):
        assert 0.15 < one.truth["gap"] < 0.35
        assert -0.3 < one.truth["visits"] < -0.1
        assert all(isfinite(one.seen[name].lower) for name in ESTIMATES)
        assert one.seen["gap"].upper - one.seen["gap"].lower < one.truth["gap"]
    assert all(abs(one.truth["gap"]) < 1e-6 for one in trials("no effect"))


def test_the_verdict_is_worked_where_it_did_and_not_where_it_did_not() -> None:
    assert rate(trials("default"), "worked") >= 0.8
    assert rate(trials("no effect"), "worked") == 0
    assert rate(trials("all displaced"), "worked") <= 0.1


def test_the_forecasts_band_holds_foreign_roll_outs() -> None:
    """80% bands over regular gaps, bursts, memory and heavy sizes, none of them the forecast's own model."""
    found = checked_rollouts(seed=11, number=60)
    assert 0.75 <= sum(one.is_held for one in found) / len(found) <= 0.99
