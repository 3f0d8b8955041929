"""A week that moves all offices together is no change: how rarely it is called one, and what is still told."""

from datetime import timedelta

import numpy as np
import pytest

from analytics.uptake import period_change
from sample.world.policy_city import START, PolicyWorld, policy_facts

SPAN, DAY = timedelta(weeks=4), timedelta(days=1)


def directions(cities: int, lift: float, weekly: float) -> list[str]:
    """What the change between four weeks and the next four is called in cities of 26 live offices."""
    world = PolicyWorld(lift=lift, weekly=weekly, live=26, not_live=0, weeks=(4, 4))
    spans = (START - SPAN, START - DAY), (START, START + SPAN - DAY)
    return [period_change(policy_facts(world, 500 + seed), *spans).change.direction for seed in range(cities)]


@pytest.mark.drill
def test_a_shock_of_the_week_is_rarely_called_a_change() -> None:
    """Nothing changes in 60 cities: 5 per cent may be told otherwise, more than 8 with a chance of 1 in 500."""
    assert sum(direction != "same" for direction in directions(60, lift=0.0, weekly=0.2)) <= 8


@pytest.mark.drill
def test_real_changes_are_still_told() -> None:
    """Five points are told in nearly every steady city, three in most of them."""
    assert directions(25, lift=0.05, weekly=0.0).count("up") >= 23
    assert directions(25, lift=0.03, weekly=0.0).count("up") >= 18


def test_a_single_week_on_each_side_has_a_number_and_no_direction() -> None:
    """All offices rise by ten points from one week to the next: as well a rainy week, nobody knows."""
    world = PolicyWorld(lift=0.1, live=26, not_live=0, weeks=(1, 1))
    monday = START - timedelta(days=START.weekday())
    facts = policy_facts(world, 3)
    weeks = ((monday - timedelta(weeks=1), monday - DAY), (monday, monday + timedelta(days=6)))
    change = period_change(facts, *weeks)
    assert change.change.value > 0.04
    assert np.isnan(change.change.lower)
    assert (change.change.direction, change.reason) == ("open", "few_clusters")
