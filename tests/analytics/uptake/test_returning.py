"""Who comes back: shares counted by hand, and months that must wait or be hidden."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint
from support.frames.analytics_frames import facts_frame, week_rows
from support.frames.drawn import drawn

from analytics.uptake import logged_days, returning_citizens
from pages.charts.returning import returning_chart

COLUMNS = ["month", "citizens", "digital_again", "counter_again", "both_again"]


SEEN = pd.date_range("2023-01-01", "2024-12-01")


def months(*rows: tuple[str, int, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.assign(month=pd.to_datetime(frame["month"]))


def test_shares_are_of_all_who_began_in_the_month() -> None:
    """Of 200: 60 digital again, 30 at the counter, 10 of them both ways."""
    row = returning_citizens(months(("2024-03-01", 200, 60, 30, 10)), SEEN).iloc[0]
    assert (row["digital_share"], row["counter_share"], row["state"]) == (0.3, 0.15, "ok")
    for way, count in (("digital", 60), ("counter", 30)):
        bounds = proportion_confint(count, 200, method="wilson")
        assert (row[f"{way}_lower"], row[f"{way}_upper"]) == pytest.approx(bounds)


@pytest.mark.parametrize(
    ("newest", "reason"), [("2024-06-29", ""), ("2024-06-28", "not_followed"), ("2024-03-15", "not_followed")]
)
def test_a_month_waits_until_its_last_citizen_was_followed_ninety_days(newest: str, reason: str) -> None:
    row = returning_citizens(months(("2024-03-01", 200, 60, 30, 10)), SEEN[newest >= SEEN]).iloc[0]
    assert (row["reason"], row["citizens"]) == (reason, 200)
    assert np.isnan(row["digital_share"]) == bool(reason)


@pytest.mark.parametrize(
    ("counts", "is_hidden"),
    [
        ((200, 60, 30, 4), True), ((200, 60, 14, 10), True), ((200, 13, 30, 10), True), ((43, 30, 20, 10), True),
        ((200, 60, 30, 0), False), ((40, 30, 20, 10), False), ((5, 5, 0, 0), False),
    ],
)  # fmt: skip
def test_a_small_count_is_not_told_by_the_shares_of_its_month(
    counts: tuple[int, int, int, int], is_hidden: bool
) -> None:
    row = returning_citizens(months(("2024-03-01", *counts)), SEEN).iloc[0]
    assert (row["reason"] == "small_counts") == is_hidden
    assert np.isnan(row["digital_share"]) == is_hidden


@pytest.mark.parametrize(
    ("begin", "reason"), [("2023-12-02", ""), ("2023-12-05", ""), ("2023-12-06", "seen_too_short")]
)
def test_a_month_needs_ninety_days_of_log_before_it(begin: str, reason: str) -> None:
    """Who comes every other month would look new at the begin of the log, and come back; three days may be missing."""
    row = returning_citizens(months(("2024-03-01", 200, 60, 30, 10)), SEEN[begin <= SEEN]).iloc[0]
    assert row["reason"] == reason
    assert np.isnan(row["citizens"]) == np.isnan(row["digital_share"]) == bool(reason)


@pytest.mark.parametrize(
    ("first", "days", "reason"),
    [
        ("2024-05-06", 3, ""), ("2024-05-06", 4, "log_gap"), ("2024-03-11", 4, "log_gap"), ("2024-06-28", 4, ""),
        ("2024-02-05", 4, "seen_too_short"), ("2023-11-29", 6, ""),
    ],
)  # fmt: skip
def test_who_came_back_in_a_gap_of_the_log_was_not_seen(first: str, days: int, reason: str) -> None:
    gap = pd.date_range(first, periods=days)
    row = returning_citizens(months(("2024-03-01", 200, 60, 30, 10)), SEEN.difference(gap)).iloc[0]
    assert row["reason"] == reason


def test_nothing_in_the_log_tells_nothing() -> None:
    row = returning_citizens(months(("2024-03-01", 200, 60, 30, 10)), SEEN[:0]).iloc[0]
    assert row["reason"] == "seen_too_short"


def test_days_of_the_log_are_those_with_counts_of_requests() -> None:
    rows = week_rows("2024-03-04", [(5.0, 5.0), (np.nan, 5.0), (0.0, np.nan)])
    assert list(logged_days(facts_frame([*rows, *(row | {"unit_code": "B"} for row in rows)])).day) == [4, 6]


def test_a_handful_of_citizens_is_no_number_and_no_month_is_no_error() -> None:
    row = returning_citizens(months(("2024-03-01", 3, 0, 0, 0)), SEEN).iloc[0]
    assert np.isnan(row["citizens"])
    assert returning_citizens(months(), SEEN).empty


def test_the_chart_has_a_line_for_each_way_and_a_sentence_without_months() -> None:
    found = returning_citizens(months(("2024-03-01", 200, 60, 30, 10), ("2024-04-01", 300, 90, 40, 10)), SEEN)
    chart = drawn(returning_chart(found))
    assert [list(trace.y) for trace in chart.data] == [[0.3, 0.3], [0.15, pytest.approx(40 / 300)]]
    assert drawn(returning_chart(found.head(0))).layout.annotations[0].text == "Belum ada bulan yang dapat diikuti"
