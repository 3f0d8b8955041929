from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame
from support.frames.rosters import EVENTS, UNITS, roster, target

from analytics.rollout import (
    UsedRule,
    coverage,
    needed_requests,
    pace,
    status_on,
    timeline,
    unused_offices,
    used_by_date,
    used_units,
)

RULE = UsedRule(28, 20)
NEEDED = pd.Series(float(RULE.min_requests), index=list("ABC"))


def days(*texts: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(texts)


def live_on(events: pd.DataFrame, *texts: str) -> list[float]:
    return list(coverage(events, UNITS, days(*texts), "kelurahan")["live"])


def test_status_of_a_day_with_its_date_and_the_next_plan() -> None:
    result = status_on(EVENTS, UNITS, date(2024, 4, 15)).set_index("unit_code")
    assert list(result["status"]) == ["aktif", "ditunda", "belum", "belum"]
    assert result.loc["A", "since"] == pd.Timestamp("2024-02-01")
    assert pd.isna(result.loc["C", "since"])
    assert result.loc["C", "planned_date"] == pd.Timestamp("2024-06-01")
    assert pd.isna(result.loc["A", "planned_date"])


def test_plans_are_not_events_and_a_passed_plan_is_gone() -> None:
    result = status_on(EVENTS, UNITS, date(2024, 7, 1)).set_index("unit_code")
    assert result.loc["C", "status"] == "belum"
    assert result.loc["C", "planned_date"] == pd.Timestamp("2024-08-01")


def test_coverage_counts_live_units_of_one_kind() -> None:
    """A lives from 1 Feb, B from 1 Mar until it is put on hold; the day of the event counts."""
    assert live_on(EVENTS, "2024-01-31", "2024-02-01", "2024-03-01", "2024-03-31", "2024-04-01") == [0, 1, 2, 2, 1]
    result = coverage(EVENTS, UNITS, days("2024-03-01"), "kelurahan").iloc[0]
    assert (result["total"], result["share"], result["state"]) == (3, pytest.approx(2 / 3), "ok")
    assert coverage(EVENTS, UNITS, days("2024-03-01"), "kecamatan").iloc[0]["live"] == 0


def test_coverage_before_an_unknown_start_is_not_provided() -> None:
    events = roster(("A", "2024-08-27", "aktif", False, False), ("B", "2024-09-02", "aktif", False, True))
    result = coverage(events, UNITS, days("2024-08-26", "2024-08-27", "2024-09-02"), "kelurahan")
    assert list(result["state"]) == ["not_provided", "ok", "ok"]
    assert np.isnan(result["live"].iloc[0])
    assert list(result["live"].iloc[1:]) == [1, 2]
    assert result["reason"].iloc[0] == "status_unknown"


def test_a_start_not_known_leaves_the_same_status_known() -> None:
    events = roster(("A", "2024-01-01", "aktif", False, True), ("A", "2024-08-27", "aktif", False, False))
    assert list(timeline(events, UNITS.iloc[:1], days("2024-05-01"))["status"]) == ["aktif"]


def test_after_the_last_event_nothing_is_confirmed() -> None:
    result = coverage(EVENTS, UNITS, days("2024-04-01", "2024-04-02"), "kelurahan")
    assert list(result["is_confirmed"]) == [True, False]


def requests(per_day: dict[str, float], first: str = "2024-03-01", last: str = "2024-04-20") -> pd.DataFrame:
    return facts_frame(
        [
            {"date": at, "unit_code": unit, "warga": count, "petugas": 50}
            for unit, count in per_day.items()
            for at in pd.date_range(first, last)
        ]
    )


def test_used_units_need_citizen_requests_in_the_window() -> None:
    """20 in 28 days: one a day is enough, officer-entered ones never are."""
    facts = requests({"A": 1.0, "B": 0.0})
    result = used_units(facts, date(2024, 4, 20), RULE.window_days, NEEDED).set_index("unit_code")
    assert list(result["requests"]) == [28, 0]
    assert list(result["is_used"]) == [True, False]


def test_used_coverage_lies_inside_coverage_and_is_missing_where_not_covered() -> None:
    """C has requests but is not live; the 28 days before 20 March are not all covered."""
    facts = requests({"A": 1.0, "B": 1.0, "C": 9.0})
    dates = days("2024-03-20", "2024-03-31", "2024-04-05")
    result = coverage(EVENTS, UNITS, dates, "kelurahan", used_by_date(facts, dates, RULE.window_days, NEEDED))
    assert np.isnan(result["used"].iloc[0])
    assert list(result["used"].iloc[1:]) == [2, 1]
    assert list(result["live"]) == [2, 2, 1]


def test_an_office_needs_requests_in_proportion_to_whom_it_serves() -> None:
    """20 for the median of its kind, 5 for a quarter of its people; as many as the median where nobody knows them."""
    units = pd.DataFrame(
        {
            "unit_code": ["small", "middle", "large", "unknown", "office"],
            "kind": ["kelurahan"] * 4 + ["kecamatan"],
            "population": [2_500, 10_000, 40_000, np.nan, 90_000],
        }
    )
    needed = needed_requests(units, RULE)
    assert needed.to_dict() == {"small": 5, "middle": 20, "large": 80, "unknown": 20, "office": 20}
    facts = requests({"small": 0.2, "middle": 0.5, "large": 1.0})
    used = used_units(facts, date(2024, 4, 20), RULE.window_days, needed).set_index("unit_code")
    assert used["is_used"].to_dict() == {"small": True, "middle": False, "large": False}


def test_an_office_live_for_less_than_the_window_is_new_not_unused() -> None:
    """A is live since March and has too few requests, B since 15 April with none, C not at all."""
    roster = pd.concat([EVENTS[EVENTS["unit_code"] == "A"].head(1)] * 2, ignore_index=True)
    roster = roster.assign(unit_code=["A", "B"], date=pd.to_datetime(["2024-03-01", "2024-04-15"]), status="aktif")
    facts, dates = requests({"A": 0.1, "B": 0.0}), days("2024-04-20")
    used = used_by_date(facts, dates, RULE.window_days, NEEDED)
    row = coverage(roster, UNITS, dates, "kelurahan", used, RULE.window_days).iloc[0]
    assert (row["live"], row["used"], row["new"]) == (2, 0, 1)
    passed = pd.Timedelta(days=RULE.window_days)
    later = used_by_date(facts.assign(date=facts["date"] + passed), dates + passed, RULE.window_days, NEEDED)
    row = coverage(roster, UNITS, dates + passed, "kelurahan", later, RULE.window_days).iloc[0]
    assert (row["live"], row["used"], row["new"]) == (2, 0, 0)


def test_a_log_that_stops_leaves_used_coverage_missing() -> None:
    facts = requests({"A": 1.0})
    facts.loc[facts["date"] > "2024-04-10", ["warga", "rt"]] = np.nan
    assert used_units(facts, date(2024, 4, 20), RULE.window_days, NEEDED).empty


def test_required_and_actual_pace() -> None:
    """On 1 April one unit is live, three months earlier none: 1/3 a month; two are missing."""
    result = pace(EVENTS, UNITS, target(3, "2024-07-01"), date(2024, 4, 1))
    months = 91 / (365.25 / 12)
    assert (result.state, result.live, result.missing) == ("open", 1, 2)
    assert result.months_left == pytest.approx(months)
    assert result.required_per_month == pytest.approx(2 / months)
    assert result.actual_per_month == pytest.approx(1 / 3)


def test_a_passed_target_says_how_many_were_missing_on_that_day() -> None:
    """One of two was live on 15 Feb; the second came on 1 March."""
    result = pace(EVENTS, UNITS, target(2, "2024-02-15"), date(2024, 4, 1))
    assert (result.state, result.missing, result.reached_on) == ("missed", 1, date(2024, 3, 1))
    assert result.required_per_month is None
    assert pace(EVENTS, UNITS, target(3, "2024-02-15"), date(2024, 4, 1)).reached_on is None


def test_a_target_reached_in_time_stays_reached() -> None:
    result = pace(EVENTS, UNITS, target(2, "2024-03-15"), date(2024, 3, 31))
    assert (result.state, result.reached_on, result.missing) == ("reached", date(2024, 3, 1), 0)


def test_no_due_date_and_unknown_status_are_states() -> None:
    assert pace(EVENTS, UNITS, target(3, None), date(2024, 4, 1)).state == "no_due_date"
    unknown = roster(("A", "2024-08-27", "aktif", False, False))
    result = pace(unknown, UNITS, target(3, "2024-12-31"), date(2024, 4, 1))
    assert (result.state, result.required_per_month, result.actual_per_month) == ("not_provided", None, None)


def test_order_of_events_does_not_matter() -> None:
    shuffled = EVENTS.sample(frac=1, random_state=3)
    dates = pd.date_range("2024-01-01", "2024-05-01")
    pd.testing.assert_frame_equal(
        coverage(EVENTS, UNITS, dates, "kelurahan"), coverage(shuffled, UNITS, dates, "kelurahan")
    )


CODES = [f"U{number:02d}" for number in range(30)]
MANY = pd.DataFrame({"unit_code": CODES, "name": CODES, "kind": "kelurahan", "kecamatan": "Kota"})
STEADY = [("2024-01-08", 4), ("2024-03-04", 3), ("2024-05-06", 2)]


def steady(planned: int = 0, day: str = "2024-06-30") -> pd.DataFrame:
    """Nine offices live, at most four on one day; so many planned for a day."""
    codes = iter(CODES)
    rows = [(next(codes), day, "aktif", False, True) for day, size in STEADY for _ in range(size)]
    return roster(*rows, *[(next(codes), day, "aktif", True, True) for _ in range(planned)])


def test_a_target_beyond_twice_the_largest_gain_seen_in_such_a_span_is_out_of_reach() -> None:
    """Two days left: at most 4 came in two days, so 8 more are thinkable and 9 are not; plans come on top."""
    asked = [(value, planned) for value in (17, 18, 20) for planned in (0, 3)]
    states = [pace(steady(planned), MANY, target(value, "2024-06-30"), date(2024, 6, 28)) for value, planned in asked]
    assert [one.state for one in states] == ["open", "open", "out_of_reach", "open", "out_of_reach", "open"]
    assert states[2].required_per_month is None
    assert (states[0].is_nearly_due, states[0].days_left, states[0].missing) == (True, 2, 8)
    late = pace(steady(12, "2024-07-01"), MANY, target(21, "2024-06-30"), date(2024, 6, 28))
    assert late.state == "out_of_reach", "a plan after the due date does not help"


def test_a_record_shorter_than_the_time_left_or_without_a_gain_rules_nothing_out() -> None:
    assert pace(steady(), MANY, target(30, "2025-06-30"), date(2024, 6, 28)).state == "open"
    none = roster(("U00", "2024-01-01", "persiapan", False, True))
    assert pace(none, MANY, target(30, "2024-06-30"), date(2024, 6, 28)).state == "open"


def test_an_office_whose_requests_have_no_origin_is_neither_used_nor_unused() -> None:
    """In 28 days A: 14 digital and 14 without origin of 28; B: as many among 1,400 typed in; C: 14, and 3 without."""
    facts = requests({"A": 0.5, "B": 0.5, "C": 0.5})
    unknown = {"A": 0.5, "B": 0.5, "C": 0.1}
    facts = facts.assign(
        tidak_diketahui=facts["unit_code"].map(unknown), petugas=facts["unit_code"].map({"A": 0, "B": 50, "C": 0})
    )
    used = used_units(facts, date(2024, 4, 20), RULE.window_days, NEEDED).set_index("unit_code")
    assert used["is_used"].to_dict() == dict.fromkeys("ABC", False)
    assert used["is_unsure"].to_dict() == {"A": True, "B": False, "C": False}
    roster = EVENTS[EVENTS["unit_code"] == "A"].head(1).assign(date=pd.Timestamp("2024-03-01"), status="aktif")
    dates = days("2024-04-20")
    by_date = used_by_date(facts, dates, RULE.window_days, NEEDED)
    row = coverage(roster, UNITS, dates, "kelurahan", by_date, RULE.window_days).iloc[0]
    assert (row["live"], row["used"], row["new"], row["unsure"]) == (1, 0, 0, 1)
    live = pd.DataFrame({"unit_code": list("ABCD"), "status": "aktif"})
    since_march = pd.concat([roster.assign(unit_code=code) for code in live["unit_code"]])
    is_unused = unused_offices(since_march, live, used.reset_index(), date(2024, 4, 20), RULE.window_days, ["C"])
    # Of C nothing ever came as far as is told here, of D nothing is known.
    assert list(is_unused) == [False, True, False, False]
