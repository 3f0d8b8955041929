"""Going live is not credited with a trend that the offices had before: what fell anyway is no trip saved."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import SPLIT, with_calendar

from analytics.effect import going_live
from analytics.effect.trips_saved import trips_saved
from wording import going_live_sentence

STARTS = ("2024-05-13", "2024-06-10", "2024-07-08")
END = date(2024, 10, 31)


def city(seed: int, trend: float = 0.0, effect: float = 0.0, live: int = 30, others: int = 25) -> pd.DataFrame:
    """Visits that change by `trend` a month at offices that go live, all year, and by `effect` once they are live."""
    rng, dates = np.random.default_rng(seed), pd.date_range("2024-01-01", END).as_unit("us")
    months, parts = np.asarray((dates - dates[0]).days) / 30.4, []
    for number in range(live + others):
        first = pd.Timestamp(STARTS[number % 3]) if number < live else pd.Timestamp.max
        own = (trend if number < live else 0.0) * months + effect * (dates >= first)
        visits = rng.poisson(np.exp(rng.normal(3.2, 0.4) + own)).astype(float)
        visits = np.where(dates.day_of_week < 5, visits, np.nan)
        is_live = pd.array(dates >= first, dtype="boolean")
        parts.append(pd.DataFrame({"unit_code": f"U{number:02d}", "date": dates, "visits": visits, "is_live": is_live}))
    rest = dict.fromkeys(("warga", "rt", "petugas", "tidak_diketahui", "help_calls"), 0.0) | SPLIT
    facts = pd.concat(parts, ignore_index=True).assign(**rest, kind="kelurahan", is_outage=False, is_digital_day=False)
    return with_calendar(facts.assign(name=facts["unit_code"]))


@pytest.mark.parametrize("trend", [-0.02, -0.04, 0.03])
def test_a_trend_from_before_is_no_effect(trend: float) -> None:
    """Of eight cities without any effect none is told that visits fell or rose because of it."""
    told = [going_live(city(seed, trend), END) for seed in range(8)]
    assert {result.verdict for result in told} <= {"cannot_tell", "no_effect_seen"}
    assert "own_trend" in {result.reason for result in told}
    facts = city(0, trend)
    saved = trips_saved(facts, facts[["unit_code", "date"]].assign(visits=0.0), END)
    assert saved.state != "ok"


def test_the_reason_is_said_in_words() -> None:
    told = next(result for seed in range(8) if (result := going_live(city(seed, -0.04), END)).reason == "own_trend")
    assert "belum melebihi tren kantor-kantor itu sendiri sebelum aktif" in going_live_sentence(told)


def test_a_true_effect_is_still_told() -> None:
    """A fall by a fifth, without a trend or with a slight one against it."""
    for trend in (0.0, 0.01):
        told = [going_live(city(seed, trend, np.log(0.8)), END).verdict for seed in range(6)]
        assert told.count("fewer_visits") >= 5
