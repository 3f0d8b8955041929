"""Shares that are estimated or a lower bound carry their mark in every chart's words and on the card."""

import numpy as np
import pandas as pd
import pytest
from support.frames.drawn import drawn

from analytics.uptake import Peers
from pages.charts.months import share_trend_chart
from pages.charts.offices import compare_chart, peers_chart
from pages.charts.weekday_months import weekday_month_chart
from pages.parts.cards import _value
from wording import share_or_reason

MARKED = [("≈", 0.9, False), ("≥", 0.9, True)]


def months(part: float, is_bound: bool) -> pd.DataFrame:
    rows = {
        "month": pd.to_datetime(["2024-09-01", "2024-10-01"]),
        "share": [0.3, 0.349],
        "lower": [0.28, 0.32],
        "upper": [0.33, 0.36],
        "lower_unknown": np.nan,
        "upper_unknown": np.nan,
        "state": "ok",
        "reason": "",
    }
    return pd.DataFrame(rows).assign(unsplit_part=part, is_lower_bound=is_bound)


@pytest.mark.parametrize(("mark", "part", "is_bound"), MARKED)
def test_trends_mark_hover_and_label(mark: str, part: float, is_bound: bool) -> None:
    frame = months(part, is_bound)
    for chart in (share_trend_chart(frame), compare_chart([("Kantor", frame)])):
        figure = drawn(chart)
        assert all(f"{mark}\u202f3" in text for text in figure.data[-1].hovertext)
        assert f"{mark}\u202f34,9%" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize(("mark", "part", "is_bound"), MARKED)
def test_digital_days_by_month_mark_hover_and_ends(mark: str, part: float, is_bound: bool) -> None:
    frame = months(part, is_bound)
    both = pd.concat([frame.assign(is_digital_weekday=flag) for flag in (True, False)], ignore_index=True)
    figure = drawn(weekday_month_chart(both, pd.Timestamp("2024-08-27"), ("hari digital", "hari lain")))
    assert all(f"{mark}\u202f3" in text for line in figure.data for text in line.hovertext)
    assert sum(note.text == f"{mark}\u202f35%" for note in figure.layout.annotations) == 2


@pytest.mark.parametrize(("mark", "part", "is_bound"), MARKED)
def test_peers_mark_hover_and_median(mark: str, part: float, is_bound: bool) -> None:
    frame = months(part, is_bound).assign(name=["Satu", "Dua"], is_own=[True, False])
    figure = drawn(peers_chart(Peers(frame, 2, 0.32, 0.31, 0.34)))
    assert list(figure.data[0].hovertext) == [f"Satu: {mark}\u202f30,0%", f"Dua: {mark}\u202f34,9%"]
    assert f"nilai tengah {mark}\u202f32%" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize(("mark", "part", "is_bound"), MARKED)
def test_the_card_shows_the_number_as_large_as_its_mark(mark: str, part: float, is_bound: bool) -> None:
    value = share_or_reason(months(part, is_bound).iloc[1])
    assert _value(value) == f'<p class="value">{mark}\u202f34,9%</p>'
