"""The mixture behind the forecast: what weighs its models, and what each of them expects."""

from datetime import date
from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import nbinom
from support.frames.rosters import roster

from analytics.rollout import forecast
from analytics.rollout.wave_forecast import band_levels
from analytics.rollout.wave_models import CHANCES, STALLS, SURGES, weights
from analytics.rollout.wave_sizes import log_chance, sizes_of_runs

CODES = [f"U{number:02d}" for number in range(59)]
UNITS = pd.DataFrame({"unit_code": CODES, "name": "Kantor", "kind": "kelurahan", "kecamatan": "Kota"})
DAYS = ["2024-07-08"] * 10 + ["2024-08-05", "2024-08-05", "2024-09-02", "2024-11-04"]
ROSTER = roster(*((code, day, "aktif", False, True) for code, day in zip(CODES, DAYS, strict=False)))


def test_the_next_month_by_hand() -> None:
    """Without plans: the chance of the months seen and a wave, against that of the months seen, over every way."""
    result = forecast(ROSTER, UNITS, date(2024, 11, 30), runs=40_000)
    gained = result.live_on(date(2024, 12, 31)) - result.live
    months, seen = [8, 9, 10, 11, 12], [True, True, False, True]
    together = likelihood(months, [*seen, True])
    alone = together + likelihood(months, [*seen, False])
    assert (gained > 0).mean() == pytest.approx(together / alone, abs=0.01)


def likelihood(months: list[int], has_wave: list[bool]) -> float:
    """The chance of what came under all models together, summed over every way of being on or stalled."""
    jeffreys, chances = [(p * (1 - p)) ** -0.5 for p in CHANCES], 0.0
    for (p, weight), (stalls, goes_on, second), (odds, since, third) in product(
        zip(CHANCES, jeffreys, strict=True), STALLS, SURGES
    ):
        for way in product((True, False), repeat=len(months) - 1):
            path, chance = (True, *way), weight / sum(jeffreys) * second * third
            for before, after in pairwise(path):
                chance *= (1 - stalls if after else stalls) if before else (goes_on if after else 1 - goes_on)
            for month, came, is_on in zip(months, has_wave, path, strict=True):
                ratio = p / (1 - p) * (odds if month >= since else 1)
                wave = ratio / (1 + ratio) if is_on else 0.0
                chance *= wave if came else 1 - wave
            chances += chance
    return chances


def test_chances_of_sizes_are_scipys_to_the_last_digit() -> None:
    count, size, chance = np.arange(60.0), np.array([[50.0], [4.0], [1.0]]), np.array([[0.98], [0.31], [0.05]])
    np.testing.assert_array_equal(log_chance(count, size, chance), nbinom.logpmf(count, size, chance))


def test_waves_that_shrink_are_thought_to_shrink_on() -> None:
    """Twelve, nine, seven, five, three, two: the next ones are smaller than their mean."""
    comes = np.ones((4_000, 6), bool)
    sizes = sizes_of_runs(np.array([12.0, 9, 7, 5, 3, 2]), comes, np.random.default_rng(1)).mean(axis=0)
    assert sizes[0] < 3
    assert (np.diff(sizes) < 0).all()
    steady = sizes_of_runs(np.array([5.0, 7, 6, 5, 7, 6]), comes, np.random.default_rng(1)).mean(axis=0)
    assert steady[0] == pytest.approx(6, abs=1)


def test_a_long_pause_lowers_the_chance_of_the_next_wave() -> None:
    """More than a steady process allows: eight months with waves, then six without."""
    months, waves_seen = np.arange(14) % 12 + 1, np.arange(14) < 8
    weight, is_on = weights(months, waves_seen, np.ones(14))
    _, was_on = weights(months[:8], waves_seen[:8], np.ones(8))
    assert (weight * is_on).sum() < 0.5 < (weight * was_on).sum()


def test_bands_of_few_values_hold_about_what_they_say() -> None:
    """Nearest to 80%: with 85% at nothing gained and 15% at one, the band is nothing gained."""
    for share, highest in ((0.85, 0), (0.7, 1)):
        live = (np.arange(1000) >= 1000 * share).astype(float)
        assert (band_levels(live)[0], band_levels(live)[-1]) == (0, highest)
