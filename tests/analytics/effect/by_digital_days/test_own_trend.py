"""Going live is credited with what lies beyond the trend of the offices before, and offices weigh by their visits.

A few cities of each world; `make bench` has the whole proof.
"""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from analytics.effect import GoingLive, TripsSaved, going_live, trips_saved
from sample.live_city import LiveCity, LiveWorld, live_city
from wording import going_live_basis, going_live_sentence

SEEDS = range(6)
FALLING = LiveWorld(trend=-0.02)
FIFTH_LESS = LiveWorld(trend=-0.02, effect=float(np.log(0.8)))
LARGE_LOSE_MORE = LiveWorld(effect=float(np.log(0.8)), by_size=-0.12, unequal=0.9, before=12)


@cache
def cities(world: LiveWorld) -> list[LiveCity]:
    return [live_city(world, seed) for seed in SEEDS]


@cache
def answers(world: LiveWorld) -> list[GoingLive]:
    return [going_live(city.facts, city.last) for city in cities(world)]


def saved(facts: pd.DataFrame, last: date) -> TripsSaved:
    """Trips in a city where nothing is collected at the counter."""
    return trips_saved(facts, facts[["unit_code", "date"]].assign(visits=0.0), last)


def test_a_trend_with_too_few_months_before_is_not_told_as_an_effect() -> None:
    """Waves of 0, 1 and 2 months before: nobody can know these offices' trend, and the sentence says so."""
    city = live_city(LiveWorld(trend=-0.03, before=1), 1)
    facts = city.facts[city.facts["date"] >= "2023-02-01"]
    found = going_live(facts, city.last)
    assert (found.verdict, found.reason) == ("cannot_tell", "few_months_before")
    assert "bulan sebelum aktif terlalu sedikit" in going_live_sentence(found)
    assert going_live_basis(found) == ""
    assert np.isnan(found.change.value)
    assert found.by_months_live.empty
    assert saved(facts, city.last).reason == "few_months_before"


@pytest.mark.parametrize("world", [LiveWorld(trend=-0.02, before=2), FALLING, LiveWorld(trend=0.03)])
def test_a_trend_from_before_is_no_effect(world: LiveWorld) -> None:
    """One city in twenty may be told of a fall or a rise by chance: of six hardly two."""
    told = [found.verdict for found in answers(world)]
    assert told.count("fewer_visits") + told.count("more_visits") <= 1


def test_what_is_no_more_than_the_trend_is_said_in_words() -> None:
    told = next(found for found in answers(FALLING) if found.reason == "own_trend")
    assert "belum melebihi tren kantor-kantor itu sendiri sebelum aktif" in going_live_sentence(told)


def test_number_interval_and_sentence_leave_the_trend_out() -> None:
    """A fifth fewer visits beside a fall of two per cent a month that was there before."""
    found, true = answers(FIFTH_LESS), [city.change for city in cities(FIFTH_LESS)]
    assert [one.verdict for one in found].count("fewer_visits") >= 5
    assert np.mean([one.change.value for one in found]) == pytest.approx(np.mean(true), abs=0.03)
    held = [one.change.lower <= change <= one.change.upper for one, change in zip(found, true, strict=True)]
    assert sum(held) >= 5
    assert np.mean([one.own_trend.value for one in found]) == pytest.approx(np.expm1(-0.02), abs=0.007)
    since = pd.concat([one.by_months_live.query("key >= 0")["change"] for one in found])
    assert since.mean() == pytest.approx(np.mean(true), abs=0.04)
    one = next(one for one in found if one.verdict == "fewer_visits")
    assert f" {-100 * one.change.value:.1f}% di bawah trennya".replace(".", ",") in going_live_sentence(one)
    assert f"Tren sebelum aktif, −{-100 * one.own_trend.value:.1f}% per bulan".replace(".", ",") in going_live_basis(
        one
    )


def test_an_effect_hidden_by_growth_is_told() -> None:
    growing = LiveWorld(trend=0.03, effect=float(np.log(0.8)))
    assert [found.verdict for found in answers(growing)].count("fewer_visits") >= 5


@pytest.mark.parametrize("world", [FIFTH_LESS, LARGE_LOSE_MORE])
def test_trips_are_those_that_were_not_made(world: LiveWorld) -> None:
    """Equal offices with a trend, and very unequal ones of which the large lose more."""
    told = [(saved(city.facts, city.last), city.saved) for city in cities(world)]
    stated = [(one.trips, true) for one, true in told if one.state == "ok"]
    assert len(stated) >= 5
    assert 0.85 < np.mean([trips.value / true for trips, true in stated]) < 1.15
    assert sum(trips.lower <= true <= trips.upper for trips, true in stated) >= len(stated) - 1
