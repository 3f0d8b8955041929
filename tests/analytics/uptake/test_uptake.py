from datetime import date

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.uptake import digital_share, digital_weekdays, share_change, weekday_shares

MONDAY = "2024-09-02"
WEEK = [(2, 8), (4, 6), (5, 5), (3, 7), (1, 9)]


def one(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


def test_share_takes_both_counts_from_complete_days() -> None:
    """The Wednesday without a visit report adds neither its 50 requests nor anything else."""
    rows = week_rows(MONDAY, WEEK) + week_rows("2024-09-09", [(2, 8), (4, 6), (50, np.nan), (3, 7), (1, 9)])
    result = one(digital_share(facts_frame(rows)))
    assert (result["numerator"], result["denominator"], result["complete_days"]) == (25, 90, 9)
    assert result["share"] == pytest.approx(25 / 90)
    assert result["completeness"] == pytest.approx(0.9)
    assert result["lower"] < result["share"] < result["upper"]
    assert (result["state"], result["reason"]) == ("ok", "")


def test_rt_requests_are_digital_and_officer_entered_ones_are_not() -> None:
    rows = [dict(row, rt=1, petugas=30) for row in week_rows(MONDAY, WEEK)]
    result = one(digital_share(facts_frame(rows)))
    assert (result["numerator"], result["denominator"]) == (20, 55)


def test_zero_visits_are_a_report_and_missing_ones_are_not() -> None:
    rows = week_rows(MONDAY, [(2, 0)] * 5)
    assert one(digital_share(facts_frame(rows)))["share"] == 1
    silent = one(digital_share(facts_frame(week_rows(MONDAY, [(2, np.nan)] * 5))))
    assert (silent["state"], silent["reason"]) == ("not_provided", "no_complete_day")
    assert np.isnan(silent["share"])


def test_under_sixty_per_cent_there_is_no_share() -> None:
    """Five of ten days, every weekday once: the counts stand, the share does not."""
    rows = week_rows(MONDAY, WEEK) + week_rows("2024-09-09", [(2, np.nan)] * 5)
    result = one(digital_share(facts_frame(rows), ["unit_code", "month"]))
    assert (result["state"], result["reason"]) == ("not_provided", "low_completeness")
    assert result["numerator"] == 15
    assert np.isnan([result["share"], result["lower"], result["upper"], result["rescaled_share"]]).all()


def test_a_weekday_never_complete_leaves_no_share() -> None:
    fridays = [(2, 8), (4, 6), (5, 5), (3, 7), (1, np.nan)]
    rows = week_rows(MONDAY, fridays) + week_rows("2024-09-09", fridays)
    result = one(digital_share(facts_frame(rows), ["unit_code", "month"]))
    assert (result["state"], result["reason"]) == ("not_provided", "weekday_missing")


def test_live_in_mid_week_of_the_last_week_has_no_share_for_the_month() -> None:
    """Live from Wednesday 25 on: Monday and Tuesday were due but are never complete for the service."""
    rows = week_rows("2024-09-16", WEEK, is_live=False) + week_rows("2024-09-23", WEEK[:2], is_live=False)
    rows += week_rows("2024-09-25", WEEK[2:], is_live=True)
    result = one(digital_share(facts_frame(rows), ["unit_code", "month"]))
    assert (result["expected_days"], result["complete_days"]) == (3, 3)
    assert result["reason"] == "weekday_missing"


def test_offices_not_live_or_of_unknown_status_say_so() -> None:
    rows = week_rows(MONDAY, WEEK, unit_code="A", is_live=False) + week_rows(MONDAY, WEEK, unit_code="B", is_live=None)
    result = digital_share(facts_frame(rows), ["unit_code"]).set_index("unit_code")
    assert list(result["state"]) == ["not_applicable", "not_provided"]
    assert list(result["reason"]) == ["not_live", "live_unknown"]
    assert result["share"].isna().all()


def test_a_holiday_is_not_expected_and_its_requests_stand_beside() -> None:
    rows = week_rows(MONDAY, [*WEEK, (6, np.nan), (1, np.nan)])
    rows[0] |= {"is_working_day": False, "visits": np.nan}
    frame = facts_frame([{"is_working_day": index < 5, **row} for index, row in enumerate(rows)])
    result = one(digital_share(frame))
    assert result["off_day_requests"] == 2 + 6 + 1
    assert (result["expected_days"], result["complete_days"], result["state"]) == (4, 4, "ok")


def test_an_outage_day_is_neither_expected_nor_counted() -> None:
    rows = week_rows(MONDAY, WEEK) + week_rows("2024-09-09", WEEK)
    rows[1]["is_outage"] = True
    result = one(digital_share(facts_frame(rows)))
    assert (result["expected_days"], result["numerator"], result["off_day_requests"]) == (9, 26, 4)


@pytest.mark.parametrize(("unknown", "is_range"), [(0, False), (5, True)])
def test_unknown_origin_above_five_per_cent_gives_a_range(unknown: int, is_range: bool) -> None:
    rows = week_rows(MONDAY, WEEK)
    rows[0]["tidak_diketahui"] = unknown
    result = one(digital_share(facts_frame(rows)))
    assert result["share"] == pytest.approx(15 / 50)
    if is_range:
        assert (result["lower_unknown"], result["upper_unknown"]) == pytest.approx((15 / 50, 20 / 55))
    else:
        assert np.isnan([result["lower_unknown"], result["upper_unknown"]]).all()


def test_rescaled_share_by_hand_and_its_flag() -> None:
    """Two of three Mondays lack visits; their share of 0.9 counts three times when rescaled."""
    high, low = (9, 1), (1, 9)
    first = [high, low, low, low, low]
    rows = week_rows(MONDAY, first)
    for monday in ("2024-09-09", "2024-09-16"):
        rows += week_rows(monday, [(9, np.nan), low, low, low, low])
    result = one(digital_share(facts_frame(rows)))
    assert result["share"] == pytest.approx((9 + 12) / 130)
    assert result["rescaled_share"] == pytest.approx((27 + 12) / 150)
    assert result["is_rescaled_apart"]


def test_no_rows_give_one_row_without_a_share() -> None:
    result = one(digital_share(facts_frame(week_rows(MONDAY, WEEK)).iloc[:0]))
    assert (result["numerator"], result["state"]) == (0, "not_applicable")


def test_no_transactions_is_not_a_share_of_zero() -> None:
    result = one(digital_share(facts_frame(week_rows(MONDAY, [(0, 0)] * 5))))
    assert (result["state"], result["reason"]) == ("not_applicable", "no_transactions")


def test_change_compares_offices_of_both_months_only() -> None:
    old = facts_frame(week_rows(MONDAY, [(2, 8)] * 5, unit_code="A"))
    later = "2024-10-07"
    new = facts_frame(week_rows(later, [(4, 6)] * 5) + week_rows(later, [(9, 1)] * 5, unit_code="B"))
    result = share_change(old, new)
    assert (result.before, result.after, result.offices) == pytest.approx((0.2, 0.4, 1))


def test_weekday_shares_keep_later_offices_apart() -> None:
    before, since = "2024-08-19", "2024-09-02"
    rows = week_rows(before, [(2, 8)] * 5) + week_rows(since, [(2, 8), (6, 4), (6, 4), (6, 4), (2, 8)])
    rows += week_rows(before, [(0, 9)] * 5, unit_code="B", is_live=False)
    rows += week_rows(since, [(1, 9)] * 5, unit_code="B")
    rows += week_rows(since, [(1, 9)] * 5, unit_code="C", is_live=False)
    facts = facts_frame(rows)
    facts["is_digital_day"] = facts["weekday"].between(2, 4) & (facts["date"] >= "2024-08-27")
    assert digital_weekdays(facts, date(2024, 8, 27)) == [2, 3, 4]
    result = weekday_shares(facts, date(2024, 8, 27)).set_index(["group", "period", "weekday"])
    assert result.loc[("both", "before", "2"), "share"] == pytest.approx(0.2)
    assert result.loc[("both", "since", "digital"), "share"] == pytest.approx(0.6)
    assert result.loc[("both", "since", "other"), "numerator"] == 4
    assert result.loc[("later", "since", "1"), "share"] == pytest.approx(0.1)
    assert ("later", "before", "1") not in result.index
    assert result.loc[("later", "since", "1"), "offices"] == 1
