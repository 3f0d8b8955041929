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
COLUMNS = ["unit_code", "month", "service", "kind", "minutes_from", "minutes_to", "requests"]


def durations(*rows: tuple[object, ...]) -> pd.DataFrame:
    month = pd.Timestamp("2024-10-01")
    return pd.DataFrame([(row[0], month, *row[1:]) for row in rows], columns=COLUMNS)


MIXED = durations(
    ("A", "domisili", "tepat", 60.0, 75.0, 4),
    ("A", "domisili", "rentang", 600.0, 2880.0, 4),
    ("A", "domisili", "tepat", DAY, DAY + 360.0, 1),
    ("A", "domisili", "belum_terlihat", nan, nan, 2),
    ("B", "usaha", "belum_terlihat", nan, nan, 3),
)


def test_quantiles_are_ranges_over_what_was_seen() -> None:
    row = processing_time(MIXED, SERVICES, ["unit_code"]).set_index("unit_code").loc["A"]
    assert (row["requests"], row["observed"], row["exact"]) == (11, 9, 5)
    assert row["observed_share"] == pytest.approx(9 / 11)
    assert (row["median_from"], row["median_to"]) == (600, DAY + 360)
    assert (row["p90_from"], row["p90_to"]) == (DAY, 2880)


def test_the_sla_share_is_a_range_and_a_bucket_that_begins_at_the_limit_lies_beyond() -> None:
    row = processing_time(MIXED, SERVICES).iloc[0]
    assert row["sla_requests"] == 9
    assert (row["sla_share_lower"], row["sla_share_upper"]) == (pytest.approx(4 / 9), pytest.approx(8 / 9))
    on_the_limit = durations(("A", "domisili", "tepat", DAY, DAY, 1))
    assert processing_time(on_the_limit, SERVICES).iloc[0]["sla_share_lower"] == 1


def test_what_was_never_seen_or_has_no_sla_says_so() -> None:
    rows = processing_time(MIXED, SERVICES, ["unit_code"]).set_index("unit_code")
    assert (rows.loc["B", "state"], rows.loc["B", "reason"]) == ("not_provided", "never_seen")
    assert (rows.loc["B", "sla_state"], rows.loc["B", "sla_reason"]) == ("not_applicable", "no_sla")
    assert isnan(rows.loc["B", "median_to"])
    only_waiting = durations(("A", "domisili", "belum_terlihat", nan, nan, 2))
    assert processing_time(only_waiting, SERVICES).iloc[0]["sla_reason"] == "never_seen"
    nothing = processing_time(MIXED.iloc[:0], SERVICES).iloc[0]
    assert (nothing["state"], nothing["reason"], nothing["requests"]) == ("not_applicable", "no_requests", 0)


def test_states_add_up_to_all_requests_of_their_group() -> None:
    frame = pd.DataFrame({"unit_code": ["A", "A", "B"], "status": ["siap_diambil", "dibatalkan", "siap_diambil"]})
    result = request_states(frame.assign(requests=[3, 1, 2]), ["unit_code"])
    assert list(result["share"]) == [0.25, 0.75, 1]
    assert request_states(frame.assign(requests=[3, 1, 2]))["requests"].sum() == 6


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_bounds_keep_their_order_and_groups_add_up(seed: int) -> None:
    rng = np.random.default_rng(seed)
    low, more = rng.integers(0, 5000, 30).astype(float), rng.integers(0, 5000, 30)
    units, counts = rng.choice(["A", "B"], 30), rng.integers(1, 9, 30)
    frame = durations(*zip(units, ["domisili"] * 30, ["rentang"] * 30, low, low + more, counts, strict=True))
    whole, parts = processing_time(frame, SERVICES).iloc[0], processing_time(frame, SERVICES, ["unit_code"])
    for name in ("median", "p90"):
        assert (parts[f"{name}_from"] <= parts[f"{name}_to"]).all()
    assert 0 <= whole["sla_share_lower"] <= whole["sla_share_upper"] <= 1
    assert parts["requests"].sum() == whole["requests"]
    shuffled = processing_time(frame.sample(frac=1, random_state=seed), SERVICES, ["unit_code"])
    pd.testing.assert_frame_equal(parts, shuffled)


def test_every_service_of_a_group_is_one_of_the_reference_table() -> None:
    """A misspelt one would be told under 'lainnya' without a word."""
    known = set(pd.read_csv(ROOT / "data" / "reference" / "services.csv")["service"])
    groups = tomllib.loads((ROOT / "core" / "service_groups.toml").read_text("utf-8"))
    assert {service for services in groups.values() for service in services} <= known
    assert {group_of(service) for service in known} == set(SERVICE_GROUPS)
