"""Young offices are held against what the others had at the same age, never against those long live."""

from datetime import date

import pandas as pd
import pytest

from analytics.assistance import still_needs_help, young_needs_help

AS_OF = date(2024, 6, 30)
BEGIN = pd.Timestamp("2024-01-01")


def office(code: str, live_from: str, calls_per_week: list[float], sent_per_day: float = 10.0) -> pd.DataFrame:
    """Facts of a kelurahan: calls of each week since going live (the last of them for ever after), on its first day."""
    days = pd.date_range(BEGIN, AS_OF)
    since = (days - pd.Timestamp(live_from)).days.to_numpy()
    live = since >= 0
    week = (since // 7).clip(0)
    calls = [
        calls_per_week[min(at, len(calls_per_week) - 1)] if is_live and day % 7 == 0 else 0.0
        for at, day, is_live in zip(week, since, live, strict=True)
    ]
    return pd.DataFrame(
        {
            "unit_code": code, "name": code, "kind": "kelurahan", "kecamatan_code": "k", "kecamatan": "K", "date": days,
            "is_live": pd.array(live, dtype="boolean"), "warga": sent_per_day * live, "rt": 0.0, "petugas": 0.0,
            "tidak_diketahui": 0.0, "help_calls": calls, "week": days.to_period("W").start_time,
            "is_logged": True,
        }
    )  # fmt: skip


FALLING = [20.0, 16.0, 12.0, 9.0, 7.0, 5.0, 4.0, 3.0, 2.0]
OLD = [office(f"lama{at}", f"2024-01-0{at + 2}", FALLING) for at in range(5)]


def judged(*young: pd.DataFrame) -> pd.DataFrame:
    return young_needs_help(pd.concat([*OLD, *young], ignore_index=True), AS_OF).set_index("unit_code")


def test_what_is_usual_at_its_age_is_no_need() -> None:
    """It calls far more than the old ones do now, and just as they did then."""
    found = judged(office("muda", "2024-05-20", FALLING)).loc["muda"]
    assert found["rate"] == pytest.approx(found["city_rate"])
    assert not found["needs_help"]
    assert found["numerator"] == sum(FALLING[:6])
    assert found["denominator"] == 6 * 70


def test_more_than_the_others_at_its_age_is_need() -> None:
    found = judged(office("muda", "2024-05-20", [1.8 * calls for calls in FALLING])).loc["muda"]
    assert found["rate"] == pytest.approx(1.8 * found["city_rate"])
    assert found["lower"] > found["city_rate"]
    assert found["needs_help"]


def test_a_few_weeks_are_told_without_a_verdict() -> None:
    found = judged(office("muda", "2024-06-12", [90.0])).loc["muda"]
    assert (found["reason"], bool(found["needs_help"])) == ("few_weeks", False)
    assert pd.isna(found["lower"])
    assert found["rate"] > found["city_rate"]


def test_old_offices_and_weeks_that_few_have_lived_through_are_not_compared() -> None:
    assert judged().empty
    alone = pd.concat([office("satu", "2024-05-20", FALLING), office("dua", "2024-05-20", FALLING)], ignore_index=True)
    assert young_needs_help(alone, AS_OF).empty
    assert list(young_needs_help(alone, AS_OF).columns) == list(still_needs_help(alone, AS_OF).columns)
