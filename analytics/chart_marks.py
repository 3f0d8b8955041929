"""The strip below a time chart on which events stand: a row of marks a kind, so that nothing hides the data."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.marks import KINDS
from core.formats import number, short_day
from core.texts import translator
from core.theme import DIGITAL, INK, MUTED, TARGET, VISIT

ROW_PX = 24
GAP_PX = 58
STRIP = "y9"
MARK_WORDS = {"event": "kejadian", "go_live": "mulai aktif", "outage": "ada gangguan", "holiday": "libur"}
SYMBOLS = {
    "event": ("star", TARGET),
    "go_live": ("triangle-up", DIGITAL),
    "outage": ("x-thin", VISIT),
    "holiday": ("diamond-open", MUTED),
}


def add_marks(chart: go.Figure, marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, lang: str) -> go.Figure:
    """Return the chart with the marks of its period in a strip below the last time axis, a row for each kind seen.

    `marks`: analytics.marks.time_marks; `first`, `last`: days of the chart. City-wide events also get a dotted line
    through the chart.
    """
    shown = marks[marks["date"].between(first, last)]
    kinds = [kind for kind in KINDS if (shown["kind"] == kind).any()]
    if not kinds:
        return chart
    axis = _make_room(chart, len(kinds))
    for row, kind in enumerate(kinds):
        _row(chart, shown[shown["kind"] == kind], kind, row, axis, lang)
    for day in shown.loc[shown["kind"] == "event", "date"]:
        chart.add_shape(
            type="line", x0=day, x1=day, y0=0, y1=1, xref=axis, yref="paper", layer="below",
            line={"color": TARGET, "dash": "dot", "width": 1.5},
        )  # fmt: skip
    words = [translator(lang)(MARK_WORDS[kind]) for kind in kinds]
    chart.update_layout(
        yaxis9={
            "range": [len(kinds) - 0.5, -0.5], "tickvals": list(range(len(kinds))), "ticktext": words,
            "fixedrange": True, "showgrid": False, "zeroline": False, "anchor": axis, "automargin": True,
            "domain": [0, ROW_PX * len(kinds) / _inner(chart)], "tickfont": {"size": 13, "color": INK},
        }
    )  # fmt: skip
    return chart


def has_strip(chart: go.Figure) -> bool:
    """Return True for a chart with a strip of marks."""
    return any(axis.plotly_name == "yaxis9" for axis in chart.select_yaxes())


def _make_room(chart: go.Figure, rows: int) -> str:
    """Make the figure taller, move its axes up, and return the name of the lowest time axis."""
    extra = ROW_PX * rows + GAP_PX
    before = _inner(chart)
    chart.update_layout(height=chart.layout.height + extra)
    lift, part = extra / (before + extra), before / (before + extra)
    names = [axis.plotly_name for axis in chart.select_yaxes()]
    for name in names:
        low, high = chart.layout[name].domain or (0, 1)
        chart.layout[name].domain = (lift + part * low, lift + part * high)
    return "x" if len(names) < 2 else f"x{len(names)}"


def _inner(chart: go.Figure) -> float:
    margin = chart.layout.margin
    return float(chart.layout.height - margin.t - margin.b)


def _row(chart: go.Figure, marks: pd.DataFrame, kind: str, row: int, axis: str, lang: str) -> None:
    symbol, colour = SYMBOLS[kind]
    drawn = {"symbol": symbol, "size": 9, "color": colour, "line": {"width": 2, "color": colour}}
    hover = [mark_text(mark, lang) for mark in marks.to_dict("records")]
    chart.add_scatter(
        x=marks["date"], y=[row] * len(marks), xaxis=axis, yaxis=STRIP, mode="markers", hovertext=hover,
        hoverinfo="text", marker=drawn,
        showlegend=False,
    )  # fmt: skip


def mark_text(mark: Mapping[Hashable, Any], lang: str) -> str:
    """Return one row of time_marks in words: `27 Agu 2024: Hari digital diumumkan`."""
    return f"{short_day(mark['date'], lang)}: {mark_words(mark, lang)}"


def mark_words(mark: Mapping[Hashable, Any], lang: str) -> str:
    """Return what happened, without its day."""
    _ = translator(lang)
    if pd.isna(mark["offices"]):
        return str(mark[f"label_{lang}"])
    word = _(MARK_WORDS[str(mark["kind"])])
    return _("{what}, {n} kantor").format(what=word, n=number(mark["offices"], 0, lang))
