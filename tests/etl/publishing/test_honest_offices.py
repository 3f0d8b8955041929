"""Honest offices are asked nothing, whatever else is going on; what is planted beside it is still found."""

import pandas as pd
import pytest

from bench.proofs.integrity import integrity_months
from sample.honest_offices import HONEST_WORLDS, honest_facts

SEED = 31
OCTOBER = pd.Timestamp("2024-10-01")
OFFICE = "U03"


def asked(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    found = integrity_months(frame)
    return sorted((str(row.reason), str(row.unit_code), str(row.month)[:10]) for row in found.itertuples())


@pytest.mark.parametrize("world", HONEST_WORLDS)
def test_honest_offices_are_asked_nothing(world: str) -> None:
    assert asked(honest_facts(world, SEED)) == []


def retyped(frame: pd.DataFrame, since: pd.Timestamp) -> pd.DataFrame:
    """From a day on four of five requests that officers type go out as citizens' own, at one office."""
    moved = (frame["petugas"] * 0.8).round().where(frame["unit_code"].eq(OFFICE) & frame["date"].ge(since), 0)
    return frame.assign(petugas=frame["petugas"] - moved, warga=frame["warga"] + moved)


def test_what_lasts_is_asked_about_once() -> None:
    frame = retyped(honest_facts("nothing special", SEED), pd.Timestamp("2024-06-03"))
    assert asked(frame) == [("ketikan_petugas_hilang", OFFICE, "2024-06-01")]


@pytest.mark.parametrize("world", ["a lasting step for all", "rain", "shared closures"])
def test_vanished_rows_are_found_beside_what_moves_all(world: str) -> None:
    frame = retyped(honest_facts(world, SEED), pd.Timestamp("2024-07-01"))
    assert asked(frame) == [("ketikan_petugas_hilang", OFFICE, "2024-07-01")]


@pytest.mark.parametrize("world", ["the application is down", "rain", "nothing special"])
def test_opposed_visits_are_found_beside_what_moves_all(world: str) -> None:
    """At the largest office: where few come, a day's chance hides it."""
    frame = honest_facts(world, SEED)
    office = str(frame.groupby("unit_code")["visits"].sum().idxmax())
    here = frame["unit_code"].eq(office) & frame["month"].eq(OCTOBER) & frame["date"].dt.day.mod(2).eq(0)
    moved = (frame["visits"] * 0.9).round().where(here, 0)
    frame = frame.assign(visits=frame["visits"] - moved, warga=frame["warga"] + moved)
    assert ("kunjungan_jadi_warga", office, "2024-10-01") in asked(frame)


@pytest.mark.parametrize(
    ("closed", "expected"), [([9, 10], []), ([2, 9, 16, 23, 30], [OFFICE])], ids=["two days running", "scattered"]
)
def test_one_closing_is_no_false_zero(closed: list[int], expected: list[str]) -> None:
    frame = honest_facts("shared closures", SEED)
    here = frame["unit_code"].eq(OFFICE) & frame["month"].eq(OCTOBER) & frame["date"].dt.day.isin(closed)
    found = asked(frame.assign(visits=frame["visits"].mask(here, 0)))
    assert found == [("nol_di_luar_kebiasaan", office, "2024-10-01") for office in expected]


def test_rounding_is_found_beside_a_quota() -> None:
    frame = honest_facts("a daily quota", SEED)
    here = frame["unit_code"].eq(OFFICE) & frame["month"].eq(OCTOBER)
    free = frame["visits"] - frame["date"].dt.day.mod(3) * 8
    rounded = (free / 10).round().clip(lower=1) * 10
    assert ("hitungan_dibulatkan", OFFICE, "2024-10-01") in asked(
        frame.assign(visits=frame["visits"].mask(here, rounded))
    )


@pytest.mark.parametrize(
    ("count", "reason"), [(20, "hitungan_dibulatkan"), (23, "hitungan_disalin"), (90, "hitungan_dibulatkan")]
)
def test_one_count_on_every_day_is_no_quota_from_the_start(count: int, reason: str) -> None:
    """Below what the office usually has, or above it: nobody gave out so many numbers before."""
    frame = honest_facts("nothing special", SEED)
    here = frame["unit_code"].eq(OFFICE) & frame["month"].eq(OCTOBER)
    assert asked(frame.assign(visits=frame["visits"].mask(here, count))) == [(reason, OFFICE, "2024-10-01")]


def test_a_quota_that_was_brought_in_is_known_after_three_months() -> None:
    frame = honest_facts("nothing special", SEED)
    here = frame["unit_code"].eq(OFFICE) & frame["date"].ge(pd.Timestamp("2024-05-01"))
    given_out = frame.assign(visits=frame["visits"].mask(here, frame["visits"].clip(upper=23)))
    assert {month for _, _, month in asked(given_out)} <= {"2024-05-01", "2024-06-01", "2024-07-01"}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_changes_nothing(seed: int) -> None:
    frame = honest_facts("rain", SEED)
    ten = frame["visits"].mask(frame["month"].eq(OCTOBER), (frame["visits"] / 10).round().clip(lower=1) * 10)
    frame = retyped(frame.assign(visits=ten), pd.Timestamp("2024-07-01"))
    key = ["reason", "unit_code", "month"]
    first, again = (
        integrity_months(rows).sort_values(key).reset_index(drop=True)
        for rows in (frame, frame.sample(frac=1, random_state=seed))
    )
    assert len(first) > 1
    pd.testing.assert_frame_equal(first, again, check_exact=True)
