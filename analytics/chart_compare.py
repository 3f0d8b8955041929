"""The chart of one office's digital share beside its kecamatan's and the city's."""

from collections.abc import Sequence

import pandas as pd

from analytics.chart import Chart
from analytics.chart_frame import figure, label, last_known, month_axis, note, share_axis, spread
from core.formats import month as month_text
from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, MUTED, VISIT

# Colour, dash and width of the lines in their order: the one looked at stands out.
STYLES = ((DIGITAL, "solid", 3.5), (VISIT, "dash", 2), (MUTED, "dot", 2))


def compare_chart(lines: Sequence[tuple[str, pd.DataFrame]], lang: str = "id") -> Chart:
    """Return up to three named lines of the digital share by month; only the first has intervals.

    Each frame: uptake.digital_share by month. A month without a share is a gap.
    """
    chart = figure(380)
    known = [frame for _, frame in lines if frame["share"].notna().any()]
    if not known:
        note(chart, translator(lang)("Belum ada bulan yang cukup lengkap"))
        return chart
    for position, ((name, frame), style) in enumerate(zip(lines, STYLES, strict=False)):
        _line(chart, name, frame, style, position == 0, lang)
    share_axis(chart, max(float(frame["upper"].max()) for frame in known), lang)
    month_axis(chart, min(f["month"].min() for f in known), max(f["month"].max() for f in known), lang)
    legend = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0}
    chart.update_layout(showlegend=True, legend=legend, margin={"t": 64})
    return chart


def _line(
    chart: Chart, name: str, frame: pd.DataFrame, style: tuple[str, str, float], is_first: bool, lang: str
) -> None:
    colour, dash, width = style
    hover = [
        f"{name}, {month_text(at, lang)}: {percent(share, 1, lang)}"
        for at, share in zip(frame["month"], frame["share"], strict=True)
    ]
    chart.add(
        "scatter",
        x=frame["month"], y=frame["share"], mode="lines+markers", name=name, connectgaps=False,
        line={"color": colour, "dash": dash, "width": width}, marker={"size": 7 if is_first else 4},
        error_y=spread(frame, colour) if is_first else None, hovertext=hover, hoverinfo="text",
    )  # fmt: skip
    end = last_known(frame, "share")
    if is_first and end is not None:
        label(chart, end["month"], end["upper"], percent(end["share"], 1, lang), colour, side="middle", shift=14)
