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
MARK_WORDS = {"event": "kejadian", "go_live": "mulai aktif", "outage": "ada gangguan", "holiday": "hari libur"}
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
    axes = [axis.plotly_name for axis in chart.select_yaxes()]
    axis = "x" if len(axes) < 2 else f"x{len(axes)}"
    _add_strip(chart, shown, kinds, axis, lang)
    inner = _inner(chart)
    extra = ROW_PX * len(kinds) + GAP_PX
    lift, part = extra / (inner + extra), inner / (inner + extra)
    line = {"color": TARGET, "dash": "dot", "width": 1.5}
    days = shown.loc[shown["kind"] == "event", "date"]
    lines = [
        {"type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "xref": axis, "yref": "paper", "layer": "below"}
        for day in days
    ]
    chart.update_layout(
        {name: {"domain": [lift + part * end for end in chart.layout[name].domain or (0, 1)]} for name in axes},
        height=chart.layout.height + extra,
        shapes=[*chart.layout.shapes, *(each | {"line": line} for each in lines)],
        yaxis9={
            "range": [len(kinds) - 0.5, -0.5], "tickvals": list(range(len(kinds))),
            "ticktext": [translator(lang)(MARK_WORDS[kind]) for kind in kinds],
            "fixedrange": True, "showgrid": False, "zeroline": False, "anchor": axis, "automargin": True,
            "domain": [0, ROW_PX * len(kinds) / (inner + extra)], "tickfont": {"size": 13, "color": INK},
        },
    )  # fmt: skip
    return chart


def has_strip(chart: go.Figure) -> bool:
    """Return True for a chart with a strip of marks."""
    return any(axis.plotly_name == "yaxis9" for axis in chart.select_yaxes())


def _inner(chart: go.Figure) -> float:
    margin = chart.layout.margin
    return float(chart.layout.height - margin.t - margin.b)


def _add_strip(chart: go.Figure, marks: pd.DataFrame, kinds: list[str], axis: str, lang: str) -> None:
    """All marks as one trace: a trace for each kind would take four times as long."""
    rows = marks.to_dict("records")
    colours = [SYMBOLS[row["kind"]][1] for row in rows]
    marker = {"symbol": [SYMBOLS[row["kind"]][0] for row in rows], "size": 9, "color": colours}
    chart.add_scatter(
        x=marks["date"], y=[kinds.index(row["kind"]) for row in rows], xaxis=axis, yaxis=STRIP, mode="markers",
        hovertext=[mark_text(row, lang) for row in rows], hoverinfo="text", showlegend=False,
        marker=marker | {"line": {"width": 2, "color": colours}},
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
