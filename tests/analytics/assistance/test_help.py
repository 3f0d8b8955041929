from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import city, facts_frame, week_rows
from support.frames.call_frames import CALLS

from analytics.assistance import (
    assistance_by_weeks_live,
    help_by_hour,
    help_without_hour,
    repeat_callers,
    resolution_times,
    still_needs_help,
    totals_funnel,
    weeks_since_live,
    why_none_compared,
)
from pages.charts.help import weeks_shown, why_no_weeks

AS_OF = date(2024, 10, 31)


def cases(*rows: tuple[float, int], hour: int = 8, day: str = "2024-10-01") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["minutes", "calls"])
    return frame.assign(date=pd.Timestamp(day), hour=hour, topic="unggah_berkas")


def test_published_totals_keep_their_remainder() -> None:
    """Samarinda, 21 to 28 October 2019: 10,265 in, 42 of them in no published part."""
    totals = pd.DataFrame(
        {
            "period": "2019-10-21/2019-10-28",
            "stage": ["in", "answered", "short_unanswered", "not_pressed_1", "valid"],
            "count": [10265, 1711, 417, 8095, 900],
        }
    )
    result = totals_funnel(totals).set_index("stage")
    assert result.loc["remainder", "calls"] == 42
    assert list(result["state"]) == ["ok"] * 6
    missing = totals_funnel(totals[totals["stage"] != "in"]).set_index("stage")
    assert (missing.loc["remainder", "state"], missing.loc["remainder", "reason"]) == ("not_provided", "no_total")


def test_a_negative_remainder_is_shown_too() -> None:
    totals = pd.DataFrame({"period": "a", "stage": ["in", "answered"], "count": [5, 7]})
    assert totals_funnel(totals).set_index("stage").loc["remainder", "calls"] == -2


def test_help_by_hour_is_per_such_day_and_holds_zeros() -> None:
    """17 help calls in the first week of October 2024: 9 on Tuesday, 8 on Thursday; other calls are out."""
    calls = CALLS.assign(hour=9)
    result = help_by_hour(calls, date(2024, 9, 30), date(2024, 10, 13)).set_index(["weekday", "hour"])
    assert len(result) == 7 * 24
    assert result.loc[(2, 9), ["calls", "days", "calls_per_day"]].tolist() == [9, 2, 4.5]
    assert result.loc[(3, 9), "calls"] == 0
    assert result["calls"].sum() == 17
    short = help_by_hour(calls, date(2024, 10, 1), date(2024, 10, 1)).set_index(["weekday", "hour"])
    assert (short.loc[(1, 9), "state"], short.loc[(1, 9), "reason"]) == ("not_applicable", "no_such_day")


def test_a_call_without_a_clock_is_in_no_hour() -> None:
    is_open = CALLS["date"].dt.day_of_week == 3
    calls = CALLS.assign(hour=np.where(is_open, np.nan, 9.0))
    span = date(2024, 9, 30), date(2024, 10, 13)
    assert (help_by_hour(calls, *span)["calls"].sum(), help_without_hour(calls, *span)) == (9, 8)


def test_weeks_count_from_a_go_live_that_was_seen() -> None:
    facts = facts_frame(
        week_rows("2024-09-02", [(0, 5)] * 3, unit_code="A", is_live=False)
        + week_rows("2024-09-05", [(5, 5)] * 9, unit_code="A", help_calls=1)
        + week_rows("2024-09-05", [(5, 5)] * 9, unit_code="B", help_calls=9)
        + week_rows("2024-09-05", [(5, 5)] * 9, unit_code="C", is_live=None)
    )
    days = weeks_since_live(facts)
    assert set(days["unit_code"]) == {"A"}
    result = assistance_by_weeks_live(facts)
    assert list(result["weeks_since_live"]) == [0, 1]
    assert list(result["numerator"]) == [7, 2]
    assert list(result["offices"]) == [1, 1]
    assert result["rate"].iloc[0] == pytest.approx(20)


def test_only_an_office_clearly_above_the_others_still_needs_help() -> None:
    facts = city(4, live=6, not_live=1, until="2024-08-30", level=200)
    rng = np.random.default_rng(1)
    rate = np.where(facts["unit_code"] == "U03", 0.15, 0.05)
    facts["help_calls"] = rng.binomial(facts["warga"].astype(int), rate).astype(float)
    result = still_needs_help(facts, date(2024, 8, 30))
    assert list(result.loc[result["needs_help"], "unit_code"]) == ["U03"]
    assert result["unit_code"].iloc[0] == "U03"
    assert result.attrs["expected_by_chance"] == pytest.approx(0.15)
    assert len(result) == 6
    shuffled = still_needs_help(facts.sample(frac=1, random_state=2), date(2024, 8, 30))
    pd.testing.assert_frame_equal(result, shuffled)


def test_offices_without_requests_or_with_few_weeks_are_not_named() -> None:
    rows = week_rows("2024-05-01", [(0, 5)] * 180, unit_code="A", help_calls=3)
    rows += [{**row, "unit_code": "B", "warga": 5.0 if n > 160 else 0.0} for n, row in enumerate(rows)]
    rows += [{**row, "unit_code": "C", "warga": 5.0} for row in rows[:180]]
    result = still_needs_help(facts_frame(rows), date(2024, 10, 27)).set_index("unit_code")
    assert result.loc["A", "reason"] == "no_requests"
    assert result.loc["B", "reason"] == "few_weeks"
    assert not result.loc[["A", "B"], "needs_help"].any()


def test_kaplan_meier_by_hand() -> None:
    """6 cases: closed at 10, 20, 20, 40; S = 5/6, 1/2, then 1/4 as one was censored at 30 by the as-of."""
    frame = pd.concat(
        [
            cases((10, 1), (20, 2), (40, 1)),
            cases((np.nan, 1), hour=23, day="2024-10-31").assign(date=pd.Timestamp("2024-10-31")),
            cases((np.nan, 1)),
        ]
    )
    result = resolution_times(frame, AS_OF).iloc[0]
    assert (result["cases"], result["closed"]) == (6, 4)
    assert (result["median_minutes"], result["median_state"]) == (20, "ok")
    assert (result["p90_state"], result["p90_minutes"]) == ("not_reached", pytest.approx(np.nan, nan_ok=True))


def test_without_open_cases_the_estimate_is_the_plain_quantile() -> None:
    minutes = np.random.default_rng(3).integers(1, 200, 501)
    frame = cases(*((float(value), 1) for value in minutes))
    result = resolution_times(frame, AS_OF).iloc[0]
    assert result["median_minutes"] == np.quantile(minutes, 0.5, method="inverted_cdf")
    assert result["p90_minutes"] == np.quantile(minutes, 0.9, method="inverted_cdf")


def test_open_cases_lengthen_the_median_where_dropping_them_would_not() -> None:
    rng = np.random.default_rng(4)
    true = rng.exponential(600, 4000)
    frame = cases(*((float(value), 1) for value in true), hour=8, day="2024-10-31")
    result = resolution_times(frame, AS_OF).iloc[0]
    assert result["closed"] < 4000
    assert result["median_minutes"] == pytest.approx(600 * np.log(2), rel=0.05)


def test_a_case_closed_after_the_as_of_is_open_on_it() -> None:
    frame = cases((600, 4), hour=23, day="2024-10-31")
    assert resolution_times(frame, AS_OF).iloc[0]["median_state"] == "not_reached"
    assert resolution_times(frame, date(2024, 11, 1)).iloc[0]["median_minutes"] == 600
    assert resolution_times(frame, date(2024, 10, 30)).iloc[0]["reason"] == "no_cases"


def test_resolution_by_topic_and_without_cases() -> None:
    frame = pd.concat([cases((10, 3)), cases((90, 3)).assign(topic="lainnya")])
    result = resolution_times(frame, AS_OF, ["topic"]).set_index("topic")
    assert result["median_minutes"].to_dict() == {"lainnya": 90, "unggah_berkas": 10}
    nothing = resolution_times(frame[:0], AS_OF).iloc[0]
    assert (nothing["state"], nothing["reason"], nothing["median_state"]) == (
        "not_provided",
        "no_cases",
        "not_provided",
    )
    assert resolution_times(frame[:0], AS_OF, ["topic"]).empty


def test_repeat_callers_are_counts_with_their_basis() -> None:
    callers = pd.DataFrame(
        {
            "month": pd.to_datetime(["2024-10-01", "2024-09-01"]),
            "callers": [20, 0],
            "repeat_callers": [5, 0],
            "calls": [40, 3],
            "calls_without_number": [10, 3],
        }
    )
    result = repeat_callers(callers).set_index("month")
    october, september = result.loc["2024-10-01"], result.loc["2024-09-01"]
    assert (october["share"], october["numbered_share"]) == (0.25, 0.75)
    assert 0.1 < october["lower"] < 0.25 < october["upper"] < 0.5
    assert (september["state"], september["reason"]) == ("not_provided", "no_numbers")
    assert np.isnan(september["share"])


def test_why_no_office_can_be_compared() -> None:
    """Young offices, or a log that does not reach the window: two reasons, not one."""
    old = facts_frame(week_rows("2024-05-01", [(5, 5)] * 180, help_calls=np.nan))
    young = facts_frame(week_rows("2024-09-01", [(5, 5)] * 57))
    for facts, reason in ((old, "not_covered"), (young, "not_settled")):
        assert still_needs_help(facts, date(2024, 10, 27)).empty
        assert why_none_compared(facts, date(2024, 10, 27)) == reason


def test_why_no_week_since_go_live_is_shown() -> None:
    """Nobody's go-live was seen; seen, but no log; three offices where four are asked for."""
    rows = week_rows("2024-09-02", [(0, 5)] * 3, is_live=False) + week_rows("2024-09-05", [(5, 5)] * 9)
    three = facts_frame([{**row, "unit_code": code} for code in "ABC" for row in rows])
    for facts, words in (
        (three[three["is_live"]], "tanggal mulainya diketahui"),
        (three.assign(help_calls=np.nan), "tercakup oleh kedua log"),
        (three, "dijalani 4 kantor"),
    ):
        weeks = assistance_by_weeks_live(facts)
        assert weeks_shown(weeks).empty
        assert words in why_no_weeks(weeks)


def live_from(code: str, day: str, weeks: int, help_calls: float, *, gap: int = -1) -> list[dict[str, object]]:
    """A kelurahan that goes live on a day, seen for so many weeks; in the week `gap` nobody knows the calls."""
    rows = week_rows(day, [(5, 0)] * (7 * weeks + 1), unit_code=code, help_calls=help_calls)
    return [
        {**row, "is_live": at > 0, "help_calls": np.nan if (at - 1) // 7 == gap else row["help_calls"]}
        for at, row in enumerate(rows)
    ]


def test_each_week_of_life_is_of_the_same_offices() -> None:
    """Who has lived shorter, or has a week without calls known, is in none: else the line would tell who came in."""
    rows = [row for at in range(4) for row in live_from(f"A{at}", "2024-05-06", 15, 1.0)]
    rows += live_from("short", "2024-07-01", 3, 50.0) + live_from("gap", "2024-05-06", 15, 50.0, gap=1)
    weeks = assistance_by_weeks_live(facts_frame(rows))
    assert weeks["weeks_since_live"].to_list() == list(range(12))
    assert set(weeks["offices"]) == {4}
    assert weeks["rate"].to_list() == pytest.approx([20.0] * 12)
    three = facts_frame(rows[: 3 * len(rows[: 7 * 15 + 1])])
    assert assistance_by_weeks_live(three)["offices"].max() == 3
