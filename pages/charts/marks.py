"""The strip below a time chart on which events stand: a row of marks a kind, so that nothing hides the data."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analytics.marks import KINDS
from core.formats import number, short_day
from core.texts import translator
from core.theme import DIGITAL, INK, MUTED, PAPER, TARGET, VISIT, rgba
from pages.charts.chart import Chart, axis_ref
from wording import MARK_WORDS

ROW_PX = 24
GAP_PX = 58
STRIP = "y9"
BACK = rgba(PAPER, 0.75)
SYMBOLS = {
    "event": ("star", TARGET),
    "go_live": ("triangle-up", DIGITAL),
    "outage": ("x-thin", VISIT),
    "holiday": ("diamond-open", MUTED),
}


def add_marks(chart: Chart, marks: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, lang: str) -> Chart:
    """Return the chart with the marks of its period in a strip below the last time axis, a row for each kind seen.

    `marks`: analytics.marks.time_marks; `first`, `last`: days of the chart. City-wide events also get a dotted line
    through the chart.
    """
    shown = marks[marks["date"].between(first, last)]
    kinds = [kind for kind in KINDS if (shown["kind"] == kind).any()]
    if not kinds:
        return chart
    _name_single_event(chart, shown, kinds, (first, last), lang)
    _add_strip(chart, shown, kinds, lang)
    inner = _inner(chart)
    extra = ROW_PX * len(kinds) + GAP_PX
    lift, part = extra / (inner + extra), inner / (inner + extra)
    top = ROW_PX * len(kinds) / (inner + extra)
    for row in range(1, chart.rows + 1):
        low, high = chart.axis("y", row).get("domain", (0, 1))
        chart.update_axes("y", row, domain=[lift + part * low, lift + part * high])
    for day in shown.loc[shown["kind"] == "event", "date"]:
        # Not between plot and strip: there it would run through the words of the axis.
        for low, high in ((lift, 1), (0, top)):
            look = {"color": TARGET, "dash": "dot", "width": 1.5}
            chart.add_line(x=day, line=look, yref="paper", y0=low, y1=high, layer="below")
    _back_labels(chart)
    chart.update_layout(
        height=chart.layout["height"] + extra,
        yaxis9={
            "range": [len(kinds) - 0.5, -0.5], "tickvals": list(range(len(kinds))), "ticks": "",
            "ticktext": [translator(lang)(MARK_WORDS[kind]) for kind in kinds],
            "fixedrange": True, "showgrid": False, "zeroline": False, "anchor": axis_ref("x", chart.rows),
            "automargin": True, "domain": [0, top],
            "tickfont": {"size": 13, "color": INK},
        },
    )  # fmt: skip
    return chart


def _back_labels(chart: Chart) -> None:
    """Give the words beside points a ground of paper, so that no upright line strikes them through."""
    axes = {axis_ref("x", row) for row in range(1, chart.rows + 1)}
    for words in chart.layout["annotations"]:
        if words["xref"] in axes and words.get("yref") != "paper":
            words["bgcolor"] = BACK


def has_strip(chart: Chart) -> bool:
    """Return True for a chart with a strip of marks."""
    return "yaxis9" in chart.layout


def _inner(chart: Chart) -> float:
    margin = chart.layout["margin"]
    return float(chart.layout["height"] - margin["t"] - margin["b"])


def _name_single_event(
    chart: Chart, marks: pd.DataFrame, kinds: list[str], span: tuple[pd.Timestamp, pd.Timestamp], lang: str
) -> None:
    """Write what a single event was beside its mark, on the side where the strip is longer.

    `span`: first and last day with marks; what the chart draws may go on.
    """
    events = marks[marks["kind"] == "event"].to_dict("records")
    if len(events) != 1:
        return
    days = pd.to_datetime(pd.concat([pd.Series(span), *(pd.Series(trace["x"]) for trace in chart.data)]))
    is_early = events[0]["date"] - days.min() < days.max() - events[0]["date"]
    chart.annotate(
        chart.rows, x=events[0]["date"], y=kinds.index("event"), yref=STRIP, text=mark_words(events[0], lang),
        xanchor="left" if is_early else "right", xshift=8 if is_early else -8, font={"size": 13, "color": INK},
    )  # fmt: skip


def _add_strip(chart: Chart, marks: pd.DataFrame, kinds: list[str], lang: str) -> None:
    """All marks as one trace, on the last time axis."""
    rows = marks.to_dict("records")
    colours = [SYMBOLS[row["kind"]][1] for row in rows]
    marker = {"symbol": [SYMBOLS[row["kind"]][0] for row in rows], "size": 9, "color": colours}
    chart.add(
        "scatter", chart.rows, x=marks["date"], y=[kinds.index(row["kind"]) for row in rows], yaxis=STRIP,
        mode="markers", hovertext=[mark_text(row, lang) for row in rows], hoverinfo="text", showlegend=False,
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
