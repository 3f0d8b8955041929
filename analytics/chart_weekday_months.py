"""The chart of two groups of weekdays over the months: the digital days against the others."""

import pandas as pd

from analytics.chart import Chart
from analytics.chart_frame import figure, label, last_known, month_axis, note, share_axis
from core.formats import month as month_text
from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, MUTED


def weekday_month_chart(frame: pd.DataFrame, start: pd.Timestamp, names: tuple[str, str], lang: str = "id") -> Chart:
    """Return the digital share by month on digital weekdays and on the others, with the start marked.

    `frame`: uptake.digital_share by month and is_digital_weekday; `names`: of the digital weekdays and
    of the others. A month without a share is a gap.
    """
    chart = figure(380)
    if not frame["share"].notna().any():
        note(chart, translator(lang)("Belum ada bulan yang cukup lengkap"))
        return chart
    for is_digital, colour, name in ((True, DIGITAL, names[0]), (False, MUTED, names[1])):
        _line(chart, frame[frame["is_digital_weekday"] == is_digital], colour, name, lang)
    chart.add_line(x=start, line={"color": DIGITAL, "dash": "dot", "width": 1.5})
    chart.annotate(
        x=start, y=1, yref="paper", yanchor="bottom", font={"color": DIGITAL},
        text=translator(lang)("hari digital dimulai"),
    )  # fmt: skip
    share_axis(chart, float(frame["share"].max()) + 0.05, lang)
    month_axis(chart, frame["month"].min(), frame["month"].max(), lang)
    return chart


def _line(chart: Chart, rows: pd.DataFrame, colour: str, name: str, lang: str) -> None:
    hover = [
        f"{month_text(at, lang)}, {name}: {percent(share, 1, lang)}"
        for at, share in zip(rows["month"], rows["share"], strict=True)
    ]
    chart.add(
"scatter",
        x=rows["month"], y=rows["share"], mode="lines+markers", connectgaps=False, hovertext=hover, hoverinfo="text",
        line={"color": colour, "width": 3}, marker={"size": 8},
    )  # fmt: skip
    end = last_known(rows, "share")
    if end is not None:
        # The digital days above their line, the others below: the two never cross a line between them.
        shift = 16 if colour == DIGITAL else -18
        label(chart, end["month"], end["share"], f"{name} {percent(end['share'], 0, lang)}", colour, shift=shift)
