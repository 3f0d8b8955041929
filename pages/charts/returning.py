"""The chart of who comes back: shares of citizens by the month of their first digital request."""

import pandas as pd

from core.formats import month as month_text
from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, VISIT
from pages.charts.chart import Chart
from pages.charts.style import error_bars, figure, month_axis, say_no_data, share_axis

COLOURS = {"digital": DIGITAL, "counter": VISIT}
NAMES_PX = 4


def returning_chart(frame: pd.DataFrame, lang: str = "id") -> Chart:
    """Return both ways of coming back as lines with intervals (frame: uptake.returning_citizens)."""
    _ = translator(lang)
    chart, shown = figure(320), frame[frame["state"] == "ok"]
    if shown.empty:
        say_no_data(chart, _("Belum ada bulan yang dapat diikuti"))
        return chart
    names = {"digital": _("digital lagi"), "counter": _("kembali ke loket")}
    for way, name in names.items():
        rows = shown[["month"]].assign(**{part: shown[f"{way}_{part}"] for part in ("share", "lower", "upper")})
        hover = [
            f"{month_text(at, lang)}, {name}: {percent(share, 0, lang)}"
            for at, share in zip(rows["month"], rows["share"], strict=True)
        ]
        chart.add(
            "scatter",
            x=rows["month"], y=rows["share"], mode="lines+markers", connectgaps=False, hovertext=hover,
            hoverinfo="text", error_y=error_bars(rows, COLOURS[way]), line={"color": COLOURS[way], "width": 3},
            marker={"size": 8},
        )  # fmt: skip
    title = "   ".join(f"<span style='color:{COLOURS[way]}'>■ {name}</span>" for way, name in names.items())
    chart.annotate(x=0, y=1, xref="paper", yref="paper", yanchor="bottom", yshift=NAMES_PX, text=title)
    share_axis(chart, float(shown[["digital_upper", "counter_upper"]].max().max()), lang)
    month_axis(chart, shown["month"].min(), shown["month"].max(), lang)
    return chart
