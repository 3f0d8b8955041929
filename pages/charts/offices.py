"""The chart of one office's digital share beside its kecamatan's and the city's."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.uptake import Peers
from core.formats import month as month_text
from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, MUTED, VISIT, rgba
from pages.charts.chart import Chart
from pages.charts.style import (
    FONT_SIZE,
    error_bars,
    figure,
    label,
    last_known,
    middle_of,
    month_axis,
    say_no_data,
    share_axis,
)
from wording import share_words

# Colour, dash and width of the lines in their order: the one looked at stands out.
STYLES = ((DIGITAL, "solid", 3.5), (VISIT, "dash", 2), (MUTED, "dot", 2))


def compare_chart(
    lines: Sequence[tuple[str, pd.DataFrame]],
    lang: str = "id",
    since: Mapping[str, pd.Timestamp] | None = None,
    last: pd.Timestamp | None = None,
) -> Chart:
    """Return up to three named lines of the digital share by month; only the first has intervals.

    Each frame: uptake.digital_share by month. A month without a share is a gap. `since`: the day on which a line's
    office went live, by its name; `last`: the last day of the data. A point stands in the middle of its days.
    """
    lines = [(name, f.assign(at=middle_of(f["month"], (since or {}).get(name), last))) for name, f in lines]
    chart = figure(380)
    known = [frame for _, frame in lines if frame["share"].notna().any()]
    if not known:
        say_no_data(chart, translator(lang)("Belum ada bulan yang cukup lengkap"))
        return chart
    for position, ((name, frame), style) in enumerate(zip(lines, STYLES, strict=False)):
        _line(chart, name, frame, style, position == 0, lang)
    share_axis(chart, max(float(frame["upper"].max()) for frame in known), lang)
    month_axis(
        chart, min(f["month"].min() for f in known), max(f["month"].max() for f in known), lang, is_in_middle=True
    )
    legend = {"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0}
    chart.update_layout(showlegend=True, legend=legend, margin={"t": 64})
    return chart


def _line(
    chart: Chart, name: str, frame: pd.DataFrame, style: tuple[str, str, float], is_first: bool, lang: str
) -> None:
    colour, dash, width = style
    hover = [f"{name}, {month_text(row['month'], lang)}: {share_words(row, lang)}" for row in frame.to_dict("records")]
    chart.add(
        "scatter",
        x=frame["at"], y=frame["share"], mode="lines+markers", name=name, connectgaps=False,
        line={"color": colour, "dash": dash, "width": width}, marker={"size": 7 if is_first else 4},
        error_y=error_bars(frame, colour) if is_first else None, hovertext=hover, hoverinfo="text",
    )  # fmt: skip
    end = last_known(frame, "share")
    if is_first and end is not None:
        label(chart, end["at"], end["upper"], share_words(end, lang), colour, side="middle", shift=14, is_over=True)


def peers_chart(peers: Peers, lang: str = "id") -> Chart:
    """Return one bar an office, highest first; the office looked at in colour with its interval, and the median."""
    _, frame = translator(lang), peers.frame
    chart = figure(300)
    if frame.empty:
        say_no_data(chart, _("Belum ada kantor sejenis yang punya porsi digital"))
        return chart
    hover = [f"{row['name']}: {share_words(row, lang)}" for row in frame.to_dict("records")]
    places = list(range(1, len(frame) + 1))
    colours = [DIGITAL if own else rgba(MUTED, 0.4) for own in frame["is_own"]]
    chart.add("bar", x=places, y=frame["share"], marker={"color": colours}, hovertext=hover, hoverinfo="text")
    own = frame[frame["is_own"]]
    if len(own):
        at = int(own.index[0]) + 1
        chart.add(
            "scatter",
            x=[at], y=own["share"], mode="markers", marker={"size": 1, "color": DIGITAL}, hoverinfo="skip",
            error_y=error_bars(own, DIGITAL),
        )  # fmt: skip
        row = own.iloc[0]
        # Above the plot: beside its bar the name would lie on taller ones.
        font = {"color": DIGITAL, "size": FONT_SIZE}
        chart.annotate(
            x=at, y=1, yref="y domain", text=f"<b>{row['name']}</b>", xanchor=_anchor(at, len(frame)),
            yanchor="bottom", font=font,
        )  # fmt: skip
    chart.add_line(y=peers.median, line={"color": MUTED, "dash": "dot", "width": 2})
    text = f"{_('nilai tengah')} {share_words(peers.middle, lang, 0)}"
    label(chart, len(frame) + 0.5, peers.median, text, MUTED, side="left", shift=14, is_over=True)
    chart.update_axes("x", visible=False)
    ticks = [step / 5 for step in range(6)]
    chart.update_axes("y", tickvals=ticks, ticktext=[percent(tick, 0, lang) for tick in ticks], rangemode="tozero")
    return chart


def _anchor(at: int, offices: int) -> str:
    """Keep the name inside the chart."""
    return "left" if at <= offices / 4 else "right" if at > offices * 3 / 4 else "center"
