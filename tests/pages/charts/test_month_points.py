"""Beside marks of single days a month's point stands among the days that it is told of."""

from collections.abc import Iterable

import pandas as pd
from support.frames.drawn import drawn

from pages.charts.months import channel_month_chart
from pages.charts.offices import compare_chart
from pages.charts.weekday_months import weekday_month_chart

MONTHS = pd.date_range("2024-08-01", periods=3, freq="MS")
FRAME = pd.DataFrame(
    {"month": MONTHS, "share": [0.27, 0.4, 0.37], "lower": [0.1, 0.3, 0.3], "upper": [0.6, 0.5, 0.49],
     "numerator": [27, 40, 37], "denominator": 100, "state": "ok", "unsplit_part": 0.0, "is_lower_bound": False}
)  # fmt: skip
MIDDLE = [pd.Timestamp(at) for at in ("2024-08-16 12:00", "2024-09-16", "2024-10-16 12:00")]
LIVE = pd.Timestamp("2024-08-27")


def _places(values: Iterable[object]) -> list[pd.Timestamp]:
    return [pd.Timestamp(str(value)) for value in values]


def test_the_first_month_of_an_office_stands_behind_the_day_it_went_live() -> None:
    since, last = {"Satu": LIVE}, pd.Timestamp("2024-10-10")
    chart = drawn(compare_chart([("Satu", FRAME), ("Kota", FRAME)], "id", since, last))
    own, city = (_places(trace.x) for trace in chart.data)
    assert own == [pd.Timestamp("2024-08-29 12:00"), MIDDLE[1], pd.Timestamp("2024-10-06")]
    assert city == [MIDDLE[0], *own[1:]]
    assert _places(chart.layout.xaxis.tickvals) == MIDDLE


def test_an_office_that_went_live_between_or_beyond_the_months_moves_no_whole_month() -> None:
    for day in ("2024-07-15", "2024-08-01", "2024-12-24"):
        chart = drawn(compare_chart([("Satu", FRAME)], "id", {"Satu": pd.Timestamp(day)}))
        assert _places(chart.data[0].x) == MIDDLE, day


def test_months_stand_on_their_side_of_the_start_of_the_digital_days() -> None:
    both = pd.concat([FRAME.assign(is_digital_weekday=flag) for flag in (True, False)], ignore_index=True)
    for trace in drawn(weekday_month_chart(both, LIVE, ("digital", "lain"))).data:
        places = _places(trace.x)
        assert [place < LIVE for place in places] == [True, False, False]
        assert places == MIDDLE


def test_a_bar_stands_over_its_own_days() -> None:
    for trace in drawn(channel_month_chart(FRAME)).data:
        assert _places(trace.x) == MIDDLE
