"""Numbers on the charts of offices can be read: no line or interval is drawn through them."""

import pandas as pd

from analytics import Estimate
from core.theme import PAPER
from pages.charts.effect import effect_chart
from pages.charts.offices import compare_chart


def test_no_interval_strikes_the_number_of_its_neighbour() -> None:
    months = pd.DataFrame(
        {"month": pd.date_range("2024-09-01", periods=3, freq="MS"), "share": [0.27, 0.4, 0.37],
         "lower": [0.1, 0.3, 0.3], "upper": [0.6, 0.5, 0.49], "unsplit_part": 0.0, "is_lower_bound": False}
    )  # fmt: skip
    charts = compare_chart([("Satu", months)], "id"), effect_chart(Estimate(-0.2, -0.3, -0.1), Estimate(0.3, 0.1, 0.5))
    for chart in charts:
        numbers = [each for each in chart.layout["annotations"] if "%" in each["text"]]
        assert numbers
        assert all(each["bgcolor"] == PAPER for each in numbers)
