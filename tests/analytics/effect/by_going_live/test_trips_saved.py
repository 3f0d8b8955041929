"""Trips saved: towns whose counterfactual is known to the visit, and honest silence where nothing can be said."""

from datetime import date
from math import exp

import numpy as np
import pandas as pd
import pytest
from support.frames.staggered_panels import town

from analytics import Estimate
from analytics.effect import TripsSaved, going_live, trips, trips_saved
from wording import trips_saved_words

END = date(2024, 8, 31)
NONE = pd.DataFrame(columns=["unit_code", "date", "visits"])


def whole(facts: pd.DataFrame) -> pd.DataFrame:
    """The same counts of offices that do not split them by purpose."""
    return facts.assign(is_unsplit=True)


def collected(facts: pd.DataFrame, part: float | pd.Series) -> pd.DataFrame:
    """Of every application so many letters are collected at the counter on the same day."""
    rows = facts[["unit_code", "date"]].assign(visits=facts["visits"] * part)
    return rows[facts["is_working_day"]]


def costs(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["service", "channel", "valid_from", "rupiah", "minutes"])
    return frame.assign(valid_from=pd.to_datetime(frame["valid_from"]))


def made(facts: pd.DataFrame, first: dict[str, str]) -> float:
    """Visits of working days at the two waves from their first full month on."""
    number = facts["unit_code"].str[1:].astype(int)
    first_day = pd.to_datetime(np.select([number < 6, number < 10], [first["a"], first["b"]], default="2099-01-01"))
    return float(facts.loc[(facts["date"] >= first_day) & (facts["weekday"] <= 5), "visits"].sum())


def test_without_noise_the_saved_trips_are_what_is_missing_to_the_counterfactual() -> None:
    facts = town(seed=None)
    saved = trips_saved(whole(facts), NONE, END)
    expected = made(facts, {"a": "2024-05-01", "b": "2024-06-01"}) * (exp(0.3) - 1)
    assert saved.trips.value == pytest.approx(expected, rel=1e-6)
    assert (saved.offices, saved.last_month, saved.state) == (10, pd.Timestamp("2024-08-01"), "ok")
    assert saved.offices == going_live(facts, END).n_treated
    assert np.isnan(saved.hours.value)


def test_a_wave_in_its_first_month_saves_nothing_yet_and_is_not_counted() -> None:
    facts = town(seed=None, starts={"2024-04-15": 6, "2024-05-20": 4, "2024-08-12": 3})
    saved = trips_saved(whole(facts), NONE, END)
    expected = made(facts, {"a": "2024-05-01", "b": "2024-06-01"}) * (exp(0.3) - 1)
    assert (saved.offices, saved.trips.value) == (10, pytest.approx(expected, rel=1e-6))
    assert saved.offices == going_live(facts, END).n_treated


def test_the_interval_holds_the_truth_and_is_that_of_the_effect() -> None:
    facts = town(seed=3)
    saved, change = trips_saved(whole(facts), NONE, END), going_live(facts, END).change
    expected = made(town(seed=None), {"a": "2024-05-01", "b": "2024-06-01"}) * (exp(0.3) - 1)
    assert saved.trips.lower < expected < saved.trips.upper
    assert saved.trips.lower / saved.trips.value == pytest.approx(
        (-change.upper / (1 + change.upper)) / (-change.value / (1 + change.value))
    )


def test_letters_collected_at_the_counter_are_taken_off() -> None:
    """Collections that stay as they were save nothing and cost nothing; those that replace the visit leave nothing."""
    facts, before = town(seed=None), town(change=0.0, seed=None)
    waves = {"a": "2024-05-01", "b": "2024-06-01"}
    saved = trips_saved(facts, collected(before, 1.0), END)
    assert saved.trips.value == pytest.approx(made(before, waves) - made(facts, waves), rel=1e-6)
    facts, other = town(seed=2), town(change=0.0, seed=5)
    letters = collected(facts, 1.9 * other["visits"] / facts["visits"] - 1)
    moved = trips_saved(facts, letters, END)
    assert (moved.state, moved.reason) == ("not_provided", "no_effect_seen")
    assert trips_saved(whole(facts), letters, END).state == "ok"


def test_a_day_whose_collections_were_not_counted_is_not_reported() -> None:
    facts = town(seed=None)
    letters = collected(facts, 0.5)
    missing = letters[letters["date"] != pd.Timestamp("2024-03-05")]
    rows = trips(facts, missing)
    day = rows[rows["date"] == pd.Timestamp("2024-03-05")]
    assert day["visits"].isna().all()
    assert not day["is_walkin_complete"].any()
    assert not trips(whole(facts), missing)["visits"].isna().any()


def test_an_office_that_began_to_count_by_purpose_saved_nothing_by_that() -> None:
    """From going live on the first wave counts those who apply alone, half of all: the rest only seems to be gone."""
    facts = town(change=0.0, seed=None)
    number = facts["unit_code"].str[1:].astype(int)
    before, after = (number.lt(10) & days for days in (facts["date"] < "2024-04-15", facts["date"] >= "2024-04-15"))
    rows = facts.assign(visits=facts["visits"].mask(after, facts["visits"] / 2), is_unsplit=before | number.ge(10))
    found = going_live(rows, END)
    assert found.verdict == "cannot_tell"
    assert set(found.left_out["reason"]) == {"counted_otherwise"}
    saved = trips_saved(rows, collected(rows, 0.0), END)
    assert saved.state == "not_provided"


@pytest.mark.parametrize(
    ("change", "others", "reason"),
    [(0.0, 14, "no_effect_seen"), (0.6, 14, "more_visits"), (-0.3, 5, "no_cells")],
)
def test_no_number_where_the_effect_says_nothing(change: float, others: int, reason: str) -> None:
    facts = town(change=change, seed=1, others=others)
    saved = trips_saved(whole(facts), NONE, END)
    assert (saved.state, saved.reason) == ("not_provided", reason)
    assert np.isnan(saved.trips.value)
    assert "belum cukup" in trips_saved_words(saved)


def test_a_price_makes_hours_and_rupiah_of_the_trips() -> None:
    """From June on a visit costs more; two services weigh by their requests, one has its own price."""
    facts = town(seed=None)
    mix = pd.DataFrame({"month": pd.Timestamp("2024-05-01"), "service": ["sktm", "usaha"], "requests": [3, 1]})
    table = costs(
        ("semua", "loket", "2024-01-01", 20_000, 60), ("sktm", "loket", "2024-06-01", 40_000, 120),
        ("semua", "digital", "2024-01-01", 4_000, 12), ("sktm", "loket", "2025-01-01", 9e9, 9e9),
    )  # fmt: skip
    saved = trips_saved(whole(facts), NONE, END, table, mix)
    may = made(facts[facts["month"] == "2024-05-01"], {"a": "2024-05-01", "b": "2024-06-01"})
    rest = made(facts, {"a": "2024-05-01", "b": "2024-06-01"}) - may
    gone = exp(0.3) - 1
    assert saved.hours.value == pytest.approx(gone * (may * 48 + rest * (0.75 * 108 + 0.25 * 48)) / 60, rel=1e-6)
    assert saved.rupiah.value == pytest.approx(gone * (may * 16_000 + rest * 31_000), rel=1e-6)
    assert saved.hours.lower < saved.hours.value < saved.hours.upper


def test_a_service_without_a_price_leaves_hours_and_rupiah_out_and_says_why() -> None:
    facts = town(seed=None)
    mix = pd.DataFrame({"month": pd.Timestamp("2024-05-01"), "service": ["sktm", "usaha"], "requests": [3, 1]})
    saved = trips_saved(whole(facts), NONE, END, costs(("sktm", "loket", "2024-01-01", 1, 1)), mix)
    assert saved.state == "ok"
    assert np.isnan(saved.rupiah.value)
    assert "Biaya satu layanan" in trips_saved_words(saved)
    late = trips_saved(whole(facts), NONE, END, costs(("semua", "loket", "2024-06-15", 1, 1)), mix)
    assert "Biaya satu layanan" in trips_saved_words(late)
    assert "Biaya satu layanan" not in trips_saved_words(trips_saved(whole(facts), NONE, END))


def test_a_digital_way_that_costs_more_keeps_its_bounds_in_order() -> None:
    table = costs(("semua", "loket", "2024-01-01", 0, 10), ("semua", "digital", "2024-01-01", 5_000, 20))
    saved = trips_saved(whole(town(seed=3)), NONE, END, table)
    assert saved.rupiah.lower < saved.rupiah.value < saved.rupiah.upper < 0


def test_the_sentence_rounds_to_what_the_interval_allows() -> None:
    price = Estimate(1_234.0, 900.0, 1_500.0)
    saved = TripsSaved(Estimate(35_248.5, 27_619.4, 43_527.3), price, price, 23, pd.Timestamp("2024-10-01"), "ok")
    told = trips_saved_words(saved).replace("\xa0", " ")
    assert "sekitar 35.000 perjalanan" in told
    assert "28.000–44.000" in told
    assert "sekitar 1.200 jam (900–1.500)" in told
    assert "Rp" not in trips_saved_words(TripsSaved(saved.trips, offices=23, last_month=saved.last_month, state="ok"))
