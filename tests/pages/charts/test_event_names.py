"""A single event is named beside its mark, inside the chart; several are told by their marks alone."""

import pandas as pd
import pytest
from support.frames.drawn import drawn

from pages.charts.chart import Chart
from pages.charts.marks import STRIP, add_marks

DAYS = pd.date_range("2024-01-01", "2024-12-01", freq="MS")


def chart(days: pd.DatetimeIndex = DAYS) -> Chart:
    made = Chart()
    made.update_layout(height=300, margin={"t": 0, "b": 0})
    if len(days):
        made.add("scatter", x=list(days), y=[0.1] * len(days))
    return made


def events(*days: str) -> pd.DataFrame:
    marks = {"date": pd.to_datetime(list(days)), "kind": "event", "label_id": "Diumumkan", "offices": float("nan")}
    return pd.DataFrame(marks)


def names(made: Chart, marks: pd.DataFrame, last: str = "2024-12-01") -> list[tuple[str, str]]:
    figure = drawn(add_marks(made, marks, DAYS[0], pd.Timestamp(last), "id"))
    return [(note.text, note.xanchor) for note in figure.layout.annotations if note.yref == STRIP]


@pytest.mark.parametrize(("day", "side"), [("2024-02-01", "left"), ("2024-11-01", "right")])
def test_it_stands_on_the_side_with_more_room(day: str, side: str) -> None:
    assert names(chart(), events(day)) == [("Diumumkan", side)]


def test_a_forecast_behind_the_last_day_is_room_too() -> None:
    assert names(chart(), events("2024-05-01"), last="2024-06-01") == [("Diumumkan", "left")]


def test_a_chart_without_data_has_its_event() -> None:
    assert names(chart(DAYS[:0]), events("2024-02-01")) == [("Diumumkan", "left")]


def test_of_two_none_is_named() -> None:
    assert names(chart(), events("2024-02-01", "2024-11-01")) == []


def test_no_line_of_an_event_runs_through_the_words_of_the_axis() -> None:
    """They stand between the plot and the strip below it."""
    layout = drawn(add_marks(chart(), events("2024-02-01"), DAYS[0], pd.Timestamp("2024-12-01"), "id")).layout
    strip, plot = layout.yaxis9.domain, layout.yaxis.domain
    lines = {(line.y0, line.y1) for line in layout.shapes if line.yref == "paper"}
    assert lines == {(0, strip[1]), (plot[0], 1)}
    assert strip[1] < plot[0]
