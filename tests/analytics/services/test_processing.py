"""How long until ready: ranges, what was seen, and the SLA, by hand."""

import tomllib
from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.services import processing_time, request_states
from analytics.services.groups import SERVICE_GROUPS, group_of
from core.settings import ROOT

DAY = 1440
SERVICES = pd.DataFrame({"service": ["domisili", "usaha"], "sla_days": [1.0, nan]})
COLUMNS = ["unit_code", "month", "service", "kind", "minutes_from", "minutes_to", "requests", "is_due"]
WAITING = "belum_terlihat"


def durations(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rows without is_due are of requests whose service time has run out."""
    month = pd.Timestamp("2024-10-01")
    return pd.DataFrame([(row[0], month, *row[1:], True)[: len(COLUMNS)] for row in rows], columns=COLUMNS)


MIXED = durations(
    ("A", "domisili", "tepat", 60.0, 75.0, 4),
    ("A", "domisili", "rentang", 600.0, 2880.0, 4),
    ("A", "domisili", "tepat", DAY, DAY + 360.0, 1),
    ("A", "domisili", WAITING, 5 * DAY, nan, 2),
    ("B", "usaha", WAITING, 2 * DAY, nan, 3),
)


def test_quantiles_are_ranges_over_all_ready_or_not() -> None:
    """11 requests: the sixth is ready, the tenth is one of two that are not."""
    row = processing_time(MIXED, SERVICES, ["unit_code"]).set_index("unit_code").loc["A"]
    assert (row["requests"], row["observed"], row["exact"]) == (11, 9, 5)
    assert row["observed_share"] == pytest.approx(9 / 11)
    assert (row["median_from"], row["median_to"]) == (600, 2880)
    assert row["p90_from"] == 5 * DAY
    assert isnan(row["p90_to"])


def test_the_sla_share_is_a_range_and_a_bucket_that_begins_at_the_limit_lies_beyond() -> None:
    """Of 11: 4 within a day for sure, 4 perhaps, 1 and the 2 that were never ready not."""
    row = processing_time(MIXED, SERVICES).iloc[0]
    assert row["sla_requests"] == 11
    assert (row["sla_share_lower"], row["sla_share_upper"]) == (pytest.approx(4 / 11), pytest.approx(8 / 11))
    on_the_limit = durations(("A", "domisili", "tepat", DAY, DAY, 1))
    assert processing_time(on_the_limit, SERVICES).iloc[0]["sla_share_lower"] == 1


def test_what_was_never_seen_or_has_no_sla_says_so() -> None:
    rows = processing_time(MIXED, SERVICES, ["unit_code"]).set_index("unit_code")
    assert (rows.loc["B", "state"], rows.loc["B", "reason"]) == ("not_provided", "never_seen")
    assert (rows.loc["B", "sla_state"], rows.loc["B", "sla_reason"]) == ("not_applicable", "no_sla")
    assert isnan(rows.loc["B", "median_to"])
    nothing = processing_time(MIXED.iloc[:0], SERVICES).iloc[0]
    assert (nothing["state"], nothing["reason"], nothing["requests"]) == ("not_applicable", "no_requests", 0)


HALF_NEVER = durations(("A", "domisili", "tepat", 60.0, 75.0, 10), ("A", "domisili", WAITING, 30 * DAY, nan, 10))
ALL_READY = durations(("A", "domisili", "tepat", 600.0, 660.0, 20))
TOO_YOUNG = durations(("A", "domisili", "tepat", 60.0, 75.0, 6, False), ("A", "domisili", WAITING, 60.0, nan, 9, False))
SOME_YOUNG = pd.concat([HALF_NEVER, TOO_YOUNG], ignore_index=True)
ONLY_RANGES = durations(
    ("A", "domisili", "rentang", 0.0, 10 * DAY, 6),
    ("A", "domisili", "rentang", 2 * DAY, 9 * DAY, 3),
    ("A", "domisili", "rentang", 0.0, 600.0, 1),
)
HISTORY_ENDS = durations(("A", "domisili", "tepat", 60.0, 75.0, 5), ("A", "domisili", WAITING, 600.0, nan, 15))
MOSTLY_NEVER = durations(("A", "domisili", "tepat", 60.0, 75.0, 9), ("A", "domisili", WAITING, 30 * DAY, nan, 11))
ONLY_WAITING = durations(("A", "domisili", WAITING, 30 * DAY, nan, 2))


@pytest.mark.parametrize(
    ("frame", "judged", "lower", "upper", "reason", "median"),
    [
        pytest.param(HALF_NEVER, 20, 0.5, 0.5, "", (60, 75), id="half-quickly-half-never"),
        pytest.param(ALL_READY, 20, 1, 1, "", (600, 660), id="all-in-time"),
        pytest.param(TOO_YOUNG, 0, nan, nan, "none_due", (60, nan), id="none-had-the-time"),
        pytest.param(SOME_YOUNG, 20, 0.5, 0.5, "", (60, nan), id="young-ones-are-not-judged"),
        pytest.param(ONLY_RANGES, 10, 0.1, 0.7, "", (0, 10 * DAY), id="only-ranges"),
        pytest.param(HISTORY_ENDS, 20, 0.25, 1, "", (600, nan), id="last-seen-waiting-before-the-time-ran-out"),
        pytest.param(MOSTLY_NEVER, 20, 0.45, 0.45, "", (30 * DAY, nan), id="half-are-not-ready"),
        pytest.param(ONLY_WAITING, 2, 0, 0, "", (30 * DAY, nan), id="never-anything-ready"),
    ],
)
def test_what_never_becomes_ready_counts(
    frame: pd.DataFrame, judged: int, lower: float, upper: float, reason: str, median: tuple[float, float]
) -> None:
    """The share is of all that had the time, the median of all; NaN: half are not ready yet."""
    row = processing_time(frame, SERVICES).iloc[0]
    assert (row["sla_requests"], row["sla_reason"]) == (judged, reason)
    assert (row["sla_share_lower"], row["sla_share_upper"]) == pytest.approx((lower, upper), nan_ok=True)
    assert (row["median_from"], row["median_to"]) == pytest.approx(median, nan_ok=True)


def test_states_add_up_to_all_requests_of_their_group() -> None:
    frame = pd.DataFrame({"unit_code": ["A", "A", "B"], "status": ["siap_diambil", "dibatalkan", "siap_diambil"]})
    result = request_states(frame.assign(requests=[3, 1, 2]), ["unit_code"])
    assert list(result["share"]) == [0.25, 0.75, 1]
    assert request_states(frame.assign(requests=[3, 1, 2]))["requests"].sum() == 6


@settings(max_examples=20)
@given(st.integers(0, 10_000))
def test_bounds_keep_their_order_and_groups_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    low, more = rng.integers(0, 5000, 30).astype(float), rng.integers(0, 5000, 30)
    units, counts = rng.choice(["A", "B"], 30), rng.integers(1, 9, 30)
    ready = rng.random(30) < 0.7
    kinds, high = np.where(ready, "rentang", WAITING), np.where(ready, low + more, nan)
    frame = durations(*zip(units, ["domisili"] * 30, kinds, low, high, counts, rng.random(30) < 0.8, strict=True))
    whole, parts = processing_time(frame, SERVICES).iloc[0], processing_time(frame, SERVICES, ["unit_code"])
    for name in ("median", "p90"):
        assert (parts[f"{name}_from"] <= parts[f"{name}_to"].fillna(np.inf)).all()
    assert 0 <= whole["sla_share_lower"] <= whole["sla_share_upper"] <= 1
    assert parts["requests"].sum() == whole["requests"]
    assert parts["sla_requests"].sum() == whole["sla_requests"] <= whole["requests"]
    shuffled = processing_time(frame.sample(frac=1, random_state=seed), SERVICES, ["unit_code"])
    pd.testing.assert_frame_equal(parts, shuffled)


def test_every_service_of_a_group_is_one_of_the_reference_table() -> None:
    """A misspelt one would be told under 'lainnya' without a word."""
    known = set(pd.read_csv(ROOT / "data" / "reference" / "services.csv")["service"])
    groups = tomllib.loads((ROOT / "core" / "service_groups.toml").read_text("utf-8"))
    assert {service for services in groups.values() for service in services} <= known
    assert {group_of(service) for service in known} == set(SERVICE_GROUPS)
