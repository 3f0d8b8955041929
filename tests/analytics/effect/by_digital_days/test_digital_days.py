from dataclasses import replace
from datetime import date, timedelta
from math import inf, log, nan

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import START, city

from analytics.base import Estimate
from analytics.effect import DigitalDayAnswers, digital_days, episode_of, verdict
from analytics.effect.by_digital_days.verdict_rules import Evidence

DAY = START.date()
CLEAR = Evidence(
    10,
    30,
    (26.0, 13.0),
    0.9,
    gap=Estimate(0.1, 0.07, 0.13),
    visits=Estimate(-0.2, -0.3, -0.1),
    bound=Estimate(-0.2, -0.35, -0.05),
    plain=Estimate(-0.25, -0.35, -0.15),
    own=Estimate(-0.2, -0.3, -0.1),
    displacement=Estimate(0.2, 0.1, 0.4),
)
STILL = Estimate(0.0, -0.1, 0.1)
NO_DROP: dict[str, object] = {"visits": STILL, "bound": Estimate(0.0, -0.15, 0.15), "plain": STILL}
NO_GAP, NO_RATIO = Estimate(0.01, -0.02, 0.04), Estimate(nan, nan, nan)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, ("worked", "gap_and_visits")),
        ({"live_offices": 5}, ("cannot_tell", "few_live")),
        ({"not_live_offices": 9}, ("cannot_tell", "few_not_live")),
        ({"weeks": (7.9, 13.0)}, ("cannot_tell", "short_before")),
        ({"weeks": (26.0, 7.9)}, ("cannot_tell", "short_since")),
        ({"completeness": 0.59}, ("cannot_tell", "low_completeness")),
        ({"completeness": nan}, ("cannot_tell", "low_completeness")),
        ({"gap": NO_GAP, **NO_DROP}, ("no_effect", "near_zero")),
        ({"gap": NO_GAP}, ("all_week", "visits_alike")),
        ({"gap": NO_GAP, "visits": Estimate(0.0, -0.2, 0.2), "bound": STILL}, ("cannot_tell", "wide_visits")),
        ({"gap": NO_GAP, "placebo_works": True}, ("cannot_tell", "placebo_works")),
        ({"gap": Estimate(0.01, -0.02, 0.06)}, ("cannot_tell", "wide_gap")),
        ({"gap": Estimate(0.01, -0.02, 0.06), "is_origin_unknown": True}, ("cannot_tell", "unknown_origin")),
        ({"gap": Estimate(-0.1, -0.2, -0.01)}, ("opposite", "gap_below_zero")),
        ({"displacement": Estimate(0.9, 0.6, 1.2)}, ("only_moved", "mostly_displaced")),
        ({**NO_DROP, "displacement": Estimate(0.6, 0.4, 0.8)}, ("shifted", "visits_not_shown")),
        ({**NO_DROP, "displacement": NO_RATIO}, ("shifted", "visits_not_shown")),
        ({"placebo_works": True}, ("cannot_tell", "placebo_works")),
        ({"bound": Estimate(-0.2, -0.4, 0.01)}, ("cannot_tell", "departed_before")),
        ({"bound": Estimate(-0.2, -0.4, 0.01), "is_report_missing": True}, ("cannot_tell", "walkin_missing")),
        ({"plain": STILL}, ("cannot_tell", "not_below_others")),
        ({"own": STILL}, ("cannot_tell", "others_rose")),
        ({"own": STILL, "gap": NO_GAP}, ("cannot_tell", "others_rose")),
        ({"own": Estimate(-0.12, -0.14, -0.1)}, ("cannot_tell", "others_rose")),
        ({"own": Estimate(-0.13, -0.14, -0.12)}, ("worked", "gap_and_visits")),
        ({"own": NO_RATIO}, ("cannot_tell", "others_rose")),
        ({"visits": Estimate(-0.1, -0.4, 0.2), "bound": STILL}, ("cannot_tell", "wide_visits")),
        ({"visits": NO_RATIO, "bound": NO_RATIO}, ("cannot_tell", "wide_visits")),
        ({"obstacle": "every_weekday"}, ("cannot_tell", "every_weekday")),
    ],
)
def test_verdict_takes_the_first_rule_that_fits(change: dict[str, object], expected: tuple[str, str]) -> None:
    assert verdict(replace(CLEAR, **change)) == expected


def test_bounds_belong_to_the_rules_as_written() -> None:
    least = replace(CLEAR, live_offices=6, not_live_offices=10, weeks=(8.0, 8.0), completeness=0.6)
    assert verdict(least)[0] == "worked"
    assert verdict(replace(CLEAR, gap=Estimate(0.0, -0.05, 0.05)))[0] == "all_week"
    assert verdict(replace(CLEAR, bound=Estimate(0, -inf, 0.0)))[0] != "worked"


def test_a_city_without_noise_gives_the_exact_figures() -> None:
    """Of each office's visits a fifth becomes digital and a tenth moves; nothing else changes."""
    result = digital_days(city(None, convert=0.2, displace=0.1), DAY)
    on_digital_days = (0.25 + 0.2) / (0.25 + 0.2 + 0.7)
    on_other_days = 0.25 / (0.25 + 1.15)
    assert result.gap.value == pytest.approx(on_digital_days - on_other_days)
    assert result.weighted_gap.value == pytest.approx(result.gap.value)
    assert result.log_visits.value == pytest.approx(log((3 * 0.7 + 2 * 1.15) / 5))
    assert result.visits_change.value == pytest.approx(-0.12)
    assert result.displacement.value == pytest.approx(0.3 / 0.9)
    live = result.offices[result.offices["role"] == "live"]
    assert result.visits_gone.value == pytest.approx(0.9 * live["visits_before"].sum() / 5)
    assert (result.verdict, result.live_offices, result.not_live_offices) == ("worked", 10, 30)
    assert result.sign_flip_p == 2 / 1024
    assert result.weekdays == (2, 3, 4)


def test_windows_follow_start_data_and_as_of() -> None:
    """26 weeks back is 27 Feb, a day after the ramp of offices live since 1 Jan has ended."""
    result = digital_days(city(None, convert=0.2), DAY, as_of=date(2024, 11, 15))
    assert result.before == (date(2024, 2, 27), date(2024, 8, 26))
    assert result.since == (DAY, date(2024, 11, 15))


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ({"convert": 0.3, "displace": 0.1}, "worked"),
        ({}, "no_effect"),
        ({"displace": 0.4}, "only_moved"),
        ({"convert": -0.2}, "opposite"),
        ({"convert": 0.2, "spillover": 0.25}, "shifted"),
        ({"convert": 0.3, "live": 5}, "cannot_tell"),
        ({"convert": 0.3, "not_live": 9}, "cannot_tell"),
        ({"convert": 0.3, "until": "2024-10-04"}, "cannot_tell"),
        ({"level": 1.5, "live": 6}, "cannot_tell"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_simulated_cities_get_their_verdict(effects: dict[str, float], expected: str, seed: int) -> None:
    assert digital_days(city(seed, **effects), DAY).verdict == expected


def test_intervals_hold_the_truth_and_placebos_hold_zero() -> None:
    result = digital_days(city(3, convert=0.3, displace=0.1), DAY)
    truth = digital_days(city(None, convert=0.3, displace=0.1), DAY)
    for name in ("gap", "weighted_gap", "log_visits", "visits_change", "displacement"):
        seen = getattr(result, name)
        assert seen.lower < getattr(truth, name).value < seen.upper
    assert len(result.placebos) >= 4
    assert (result.placebos["date"] <= START - pd.Timedelta(weeks=8)).all()
    assert ((result.placebos["gap_lower"] < 0) & (result.placebos["gap_upper"] > 0)).mean() >= 0.8


def test_offices_that_cannot_be_used_are_named() -> None:
    """One live too late, one without any Monday report, one of unknown status, one without visits."""
    facts = city(4, convert=0.3)
    code = facts["unit_code"]
    late = code.eq("U10") & facts["date"].ge("2024-10-01")
    facts.loc[late, "is_live"] = True
    facts.loc[code.eq("U00") & facts["weekday"].eq(1), ["is_walkin_complete", "is_complete"]] = False
    facts.loc[code.eq("U11") & facts["date"].lt("2024-08-27"), "is_live"] = pd.NA
    facts.loc[code.eq("U12") & facts["date"].ge("2024-08-27"), "visits"] = 0.0
    result = digital_days(facts, DAY)
    assert dict(zip(result.left_out["unit_code"], result.left_out["reason"], strict=True)) == {
        "U00": "weekday_incomplete",
        "U10": "live_in_window",
        "U11": "status_unknown",
        "U12": "no_visits",
    }
    assert (result.live_offices, result.not_live_offices) == (9, 27)


def test_the_window_ends_when_only_ten_offices_are_not_live() -> None:
    """Of 12 offices not live three start on 1 Nov: 31 Oct is the last day with ten of them."""
    facts = city(5, convert=0.3, not_live=12)
    facts.loc[facts["unit_code"].isin(["U10", "U11", "U12"]) & facts["date"].ge("2024-11-01"), "is_live"] = True
    result = digital_days(facts, DAY)
    assert result.since[1] == date(2024, 10, 31)
    assert (result.not_live_offices, result.verdict) == (12, "worked")


def test_the_ramp_of_the_last_go_live_is_not_before() -> None:
    """Live since 1 May: the time before starts eight weeks later; live since August: not in the figure."""
    facts = city(6, convert=0.3)
    facts.loc[facts["unit_code"].eq("U00") & facts["date"].lt("2024-05-01"), "is_live"] = False
    facts.loc[facts["unit_code"].eq("U01") & facts["date"].lt("2024-08-01"), "is_live"] = False
    result = digital_days(facts, DAY)
    assert result.before[0] == date(2024, 6, 26)
    assert list(result.left_out["unit_code"]) == ["U01"]


def test_a_kecamatan_office_stands_apart() -> None:
    facts = city(7, convert=0.3)
    facts.loc[facts["unit_code"].eq("U00"), "kind"] = "kecamatan"
    result = digital_days(facts, DAY)
    assert result.live_offices == 9
    assert list(result.offices.query("role == 'apart'")["unit_code"]) == ["U00"]


def test_nobody_live_or_no_time_since_is_an_answer_not_an_error() -> None:
    facts = city(8)
    assert digital_days(facts.assign(is_live=pd.array([False] * len(facts), dtype="boolean")), DAY).reason == "few_live"
    early = digital_days(facts, DAY, as_of=date(2024, 8, 1))
    assert (early.verdict, early.reason) == ("cannot_tell", "short_since")
    few_days = digital_days(facts, DAY, as_of=DAY + timedelta(days=4))
    assert (few_days.verdict, few_days.reason) == ("cannot_tell", "short_since")
    assert np.isnan(early.gap.value)


def test_a_policy_without_digital_days_is_refused() -> None:
    with pytest.raises(ValueError, match="No digital-first day"):
        digital_days(city(9).assign(is_digital_day=False), DAY)


def test_order_of_rows_and_an_office_without_data_change_nothing() -> None:
    facts = city(10, convert=0.3)
    empty = facts[facts["unit_code"] == "U39"].assign(
        unit_code="U99", visits=np.nan, warga=np.nan, is_walkin_complete=False
    )
    mixed = pd.concat([facts, empty]).sample(frac=1, random_state=1)
    first, second = digital_days(facts, DAY), digital_days(mixed, DAY)
    assert (first.gap, first.log_visits, first.displacement) == (second.gap, second.log_visits, second.displacement)
    assert list(second.left_out["unit_code"]) == ["U99"]


def test_the_course_of_the_gap_ends_in_the_gap_itself() -> None:
    """Drawn beside the figure it must be the same quantity, on every day; before the start there is none."""
    facts = city(4, convert=0.3)
    answers, episode = DigitalDayAnswers(facts), episode_of(facts, DAY)
    assert episode is not None
    for end in (date(2024, 10, 31), date(2024, 11, 29)):
        told = answers.until(episode, end)
        assert told is not None
        assert answers.gap_until(episode, end) == told.gap
        assert DigitalDayAnswers(facts).gap_until(episode, end) == told.gap
    assert np.isnan(answers.gap_until(episode, DAY - timedelta(days=1)).value)
    assert np.isnan(DigitalDayAnswers(facts.iloc[:0]).gap_until(episode, DAY).value)
