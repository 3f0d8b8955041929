from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import city

from analytics.signals import digest, known_steps, pprime, rule_flags, xmr
from analytics.signals.false_alarms import alarm_rate, expected_alarms, pooled_autocorrelation
from analytics.signals.month_digest import short_weeks, weekly_shares

X = [12, 9, 30, 14, 22, 18, 7, 25, 16, 20, 11, 48]
N = [40, 35, 80, 45, 60, 50, 20, 70, 48, 55, 38, 75]
NO_STEPS = pd.DataFrame({"unit_code": pd.Series(dtype="object"), "date": pd.Series(dtype="datetime64[us]")})


def test_pprime_gives_the_reference_values() -> None:
    chart = pprime(X, N)
    assert chart.mean == pytest.approx(0.376623, abs=5e-7)
    assert chart.sigma_z == pytest.approx(0.896072, abs=5e-7)
    assert (chart.lower[-1], chart.upper[-1]) == (pytest.approx(0.226218, abs=5e-7), pytest.approx(0.527028, abs=1e-6))
    assert chart.rules[11] == ("outside",)
    assert [at for at in chart.hits if "outside" in chart.rules[at]] == [11]


def test_xmr_gives_the_reference_values() -> None:
    chart = xmr([1, 2, 1, 2, 10, *[1, 2] * 6, 1])
    assert (round(chart.mean, 2), round(chart.lower, 2), round(chart.upper, 2)) == (1.94, -0.72, 4.60)
    assert chart.moving_range_mean == 1
    assert chart.hits == [4]


def test_large_ranges_are_left_out_once_only() -> None:
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 30, 0, 1, 0]
    ranges = np.abs(np.diff(values))
    assert xmr(values).moving_range_mean == ranges[ranges <= 3.267 * ranges.mean()].mean()


@pytest.mark.parametrize(
    ("scores", "rule", "at"),
    [
        ([0, 3.1, 0], "outside", [1]),
        ([0, -3.1, 0], "outside", [1]),
        ([0, 3.0, 0], "outside", []),
        ([1, 1, 1, 1, 1, 1, 1, 1], "one_side", [6, 7]),
        ([1, 1, 1, 0, 1, 1, 1, 1], "one_side", []),
        ([-3, -2, -1, 0, 1, 1.5, 2, 1], "trend", [6]),
        ([-3, -2, -1, 0, 1, 1, 2, 2.1], "trend", []),
        ([0, 2.1, 0, 2.1, 0], "two_of_three", [3]),
        ([0, 2.1, 0, -2.1, 0], "two_of_three", []),
        ([0, 2.1, 0, 0, 2.1], "two_of_three", []),
    ],
)
def test_each_rule_marks_the_point_that_completes_it(scores: list[float], rule: str, at: list[int]) -> None:
    assert list(np.flatnonzero(rule_flags(np.array(scores, dtype=float))[rule])) == at


def test_later_points_do_not_move_a_locked_baseline() -> None:
    first, longer = pprime(X, N, 8), pprime([*X, 60], [*N, 60], 8)
    assert (first.mean, first.sigma_z) == (longer.mean, longer.sigma_z)
    assert 12 in longer.hits
    values = [1, 2, 1, 2, 1, 2, 50, 60]
    assert xmr(values, 6).mean == 1.5
    assert xmr(values, 6).hits == [6, 7]


def test_constant_and_short_series_have_no_false_hits() -> None:
    assert xmr([5.0] * 20).hits == []
    assert pprime([0] * 20, [10] * 20).hits == []
    assert xmr([1.0]).hits == []
    assert np.isnan(xmr([]).mean)
    assert pprime([1], [2]).hits == []


@pytest.mark.parametrize(("x", "n"), [([1, np.nan], [2, 2]), ([1, 1], [2, 0]), ([3, 1], [2, 2]), ([1], [2, 2])])
def test_what_is_no_share_is_refused(x: list[float], n: list[float]) -> None:
    with pytest.raises(ValueError, match=r"share|missing"):
        pprime(x, n)


def test_alarms_are_those_of_independent_noise_and_grow_with_autocorrelation() -> None:
    """Where the watched weeks lie inside a 24-week baseline, independent noise alone names about 4% of offices."""
    assert alarm_rate(24, 24, 0.0, 4) == pytest.approx(0.042, abs=0.01)
    assert alarm_rate(24, 24, 0.4, 4) > 2 * alarm_rate(24, 24, 0.0, 4)
    assert expected_alarms([(24, 24)] * 69, 0.0, 4) == 69 * alarm_rate(24, 24, 0.0, 4)
    assert np.isnan(expected_alarms([], 0.0, 4))


def test_the_pooled_autocorrelation_finds_the_truth_in_short_series() -> None:
    rng = np.random.default_rng(1)
    for truth in (0.0, 0.4):
        series = []
        for _ in range(300):
            noise = rng.standard_normal(44)
            for at in range(1, 44):
                noise[at] += truth * noise[at - 1]
            series.append(noise[20:])
        assert pooled_autocorrelation(series) == pytest.approx(truth, abs=0.04)
    assert pooled_autocorrelation([]) == 0


def test_the_digest_names_the_changed_office_and_no_other() -> None:
    """U01 loses two thirds of its digital requests in the last three weeks; five offices stay as they were."""
    facts = city(3, live=6, not_live=2, until="2024-08-16")
    last = facts["date"] >= "2024-07-29"
    facts.loc[last & facts["unit_code"].eq("U01"), "warga"] = (facts["warga"] / 3).round()
    result = digest(facts, date(2024, 8, 16), NO_STEPS)
    assert "U01" in set(result.signals["unit_code"])
    assert result.charted == 6
    assert result.weeks == (date(2024, 7, 22), date(2024, 8, 16))
    row = result.offices.set_index("unit_code").loc["U01"]
    assert row["share"] < row["lower"]
    assert row["rebased_on"] == pd.Timestamp("2024-03-25")
    assert 0 < result.expected_false_alarms < 6
    again = digest(facts.sample(frac=1, random_state=1), date(2024, 8, 16), NO_STEPS)
    pd.testing.assert_frame_equal(result.offices, again.offices)
    assert result.expected_false_alarms == again.expected_false_alarms


def test_a_week_with_a_holiday_is_no_signal_once_there_are_digital_days() -> None:
    """Without its Wednesday the last week's share falls in every office; that is no news."""
    facts = city(3, live=6, not_live=2, until="2025-02-28", convert=0.6)
    last_day, holiday = date(2025, 2, 28), pd.Timestamp("2025-02-26")
    steps = pd.DataFrame({"unit_code": [""], "date": pd.to_datetime(["2024-08-27"])})
    gone = facts[facts["date"] != holiday]
    tuesdays = gone["date"].isin([holiday - pd.Timedelta(days=1), holiday + pd.Timedelta(days=1)])
    fallen = gone.assign(warga=gone["warga"].mask(tuesdays, (gone["warga"] / 3).round()))
    assert list(short_weeks(fallen)) == [pd.Timestamp("2025-02-24")]
    assert digest(fallen, last_day, steps).signals.empty
    kept = digest(fallen.assign(is_digital_day=False), last_day, steps).signals
    assert set(kept["week"]) == {pd.Timestamp("2025-02-24")}
    assert list(short_weeks(gone.assign(is_digital_day=False))) == []


def test_where_no_week_is_watched_no_alarm_is_false() -> None:
    assert expected_alarms([(24, 40)], 0.0, 0) == 0


def test_an_office_is_still_ramping_before_twelve_weeks_of_baseline() -> None:
    facts = city(3, live=3, not_live=2, until="2024-06-07")
    result = digest(facts, date(2024, 6, 7), NO_STEPS)
    assert set(result.offices["state"]) == {"ramping"}
    assert (result.charted, result.ramping) == (0, 3)
    assert result.signals.empty
    assert np.isnan(result.expected_false_alarms)


def test_a_known_step_starts_the_chart_anew() -> None:
    facts = city(3, live=3, not_live=2, until="2024-11-29", convert=0.4)
    events = pd.DataFrame(
        {"unit_code": [None, None], "date": [date(2024, 8, 27)] * 2, "kind": ["mulai_hari_digital", "libur"]}
    )
    steps = known_steps(facts, events)
    assert list(steps["unit_code"]) == [""]
    result = digest(facts, date(2024, 11, 29), steps)
    assert set(result.offices["rebased_on"]) == {pd.Timestamp("2024-09-02")}
    assert set(result.offices["baseline_weeks"]) == {13}


def test_only_a_long_outage_is_a_step() -> None:
    facts = city(3, live=2, not_live=0, until="2024-03-29")
    for code, first, last in (("U00", "2024-02-05", "2024-02-13"), ("U01", "2024-02-05", "2024-02-08")):
        facts.loc[facts["unit_code"].eq(code) & facts["date"].between(first, last), "is_outage"] = True
    steps = known_steps(facts, pd.DataFrame({"unit_code": [], "date": [], "kind": []}))
    assert steps.to_numpy().tolist() == [["U00", pd.Timestamp("2024-02-14")]]


def test_a_week_that_has_not_ended_is_no_point() -> None:
    facts = city(3, live=1, not_live=0, until="2024-03-14")
    weeks = weekly_shares(facts, date(2024, 3, 14))
    assert weeks["week"].max() == pd.Timestamp("2024-03-04")
    assert (weeks["numerator"] <= weeks["denominator"]).all()
