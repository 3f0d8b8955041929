"""Where there is little or nothing: every figure answers, with its state and its reason."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics import City, build, effect, headline, rollout
from analytics.assistance import still_needs_help
from analytics.services import month_services, processing_time
from core.snapshot import Snapshot

RULE = rollout.UsedRule(28, 20)
START, END = date(2024, 8, 27), date(2024, 10, 31)


@pytest.fixture(scope="module")
def days(snapshot: Snapshot) -> pd.DataFrame:
    return build.unit_days(snapshot)


@pytest.mark.parametrize("last", [date(2023, 9, 30), date(2023, 12, 31)])
def test_nobody_needs_help_before_an_office_is_settled(days: pd.DataFrame, last: date) -> None:
    assert still_needs_help(days, last).empty
    assert still_needs_help(days.iloc[:0], last).empty


def test_help_without_calls_or_requests_has_no_interval(days: pd.DataFrame) -> None:
    zero = days.assign(warga=0.0, rt=0.0, help_calls=0.0)
    found = still_needs_help(zero, END)
    assert len(found)
    assert found["lower"].isna().all()
    assert not found["needs_help"].any()


def test_the_headline_answers_without_facts(snapshot: Snapshot, days: pd.DataFrame) -> None:
    """Of no facts at all, and of a month before the first of them."""
    for frame, last in ((days.iloc[:0], END), (days[days["date"] >= "2024-03-14"], date(2024, 1, 31))):
        head = headline(City(snapshot).with_frames(facts=frame), last)
        assert head.coverage["kelurahan"].used is None
        assert head.gap.result is None
        assert np.isnan(head.share.this["share"])


def test_use_and_coverage_of_nothing_have_no_rows(snapshot: Snapshot, days: pd.DataFrame) -> None:
    dates = pd.date_range("2024-10-01", "2024-10-05")
    assert rollout.used_by_date(days.iloc[:0], dates, RULE.window_days, pd.Series(dtype=float)).empty
    assert rollout.coverage(build.rollout_events(snapshot), snapshot.table("units"), dates, "kantor", None).empty


def test_an_office_twice_on_one_day_is_refused(days: pd.DataFrame) -> None:
    twice = pd.concat([days, days.iloc[:1]])
    with pytest.raises(ValueError, match="twice on one day"):
        rollout.used_by_date(twice, pd.date_range("2024-10-01", "2024-10-05"), RULE.window_days, pd.Series(dtype=float))


def test_digital_days_of_nothing_say_what_is_missing(days: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="No digital-first day"):
        effect.digital_days(days.iloc[:0], START)
    assert effect.digital_days_until(days.iloc[:0], START, (END,)) == [None]


def test_going_live_without_a_whole_month_cannot_tell(days: pd.DataFrame) -> None:
    found = effect.going_live(days[days["date"] <= "2023-09-28"], date(2023, 9, 28))
    assert found.reason


def test_requests_without_a_service_move_no_quantile() -> None:
    rows = [("x", 100.0, 10), ("x", 200.0, 10), (None, 1.0, 1000)]
    durations = pd.DataFrame(rows, columns=["service", "minutes_from", "requests"])
    durations = durations.assign(minutes_to=durations["minutes_from"], kind="rentang", is_due=False)
    services = pd.DataFrame({"service": ["x"], "sla_days": [np.nan]})
    (row,) = processing_time(durations, services, ["service"]).to_dict("records")
    assert (row["median_to"], row["p90_to"]) == (100.0, 200.0)


def test_a_kecamatan_is_not_what_city_and_the_other_leave() -> None:
    """Few in one kecamatan: the city or the other kecamatan is hidden too, and one more service of its own."""
    units = pd.DataFrame({"unit_code": ["a", "b", "c", "d"], "kecamatan_code": ["1", "1", "2", "2"]})
    rows = [(unit, service, 40, 50) for unit in "abcd" for service in ("domisili", "pindah", "sktm")]
    requests = pd.DataFrame(rows, columns=["unit_code", "service", "digital", "officer"])
    requests.loc[requests["unit_code"].isin(["a", "b"]) & requests["service"].eq("domisili"), "digital"] = [1, 2]
    columns = ["unit_code", "service", "kind", "minutes_from", "minutes_to", "is_due", "requests"]
    durations = pd.DataFrame(columns=columns)
    shares = month_services(requests, durations, pd.DataFrame(columns=["service", "sla_days"]), units).shares
    found = shares.set_index(["place", "service"])["digital"]
    assert found["wilayah 1", "domisili"] == "<5"
    assert "x" in {found["wilayah 2", "domisili"], found["kota", "domisili"]}
    assert "x" in {found["wilayah 1", "pindah"], found["wilayah 1", "sktm"]}
    assert not any(isinstance(value, str) for value in shares["officer"])
