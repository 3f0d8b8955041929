"""The chart of the digital share by service: a bar each with its interval, the name above it."""

from collections.abc import Mapping

import pandas as pd

from core.formats import percent
from core.texts import translator
from core.theme import DIGITAL, INK, rgba
from pages.charts.chart import Chart
from pages.charts.style import error_bars, figure, say_no_data, share_axis

ROW_PX, MARGIN_PX, NAME_PX = 46, 60, 12


def service_share_chart(rows: pd.DataFrame, names: Mapping[str, str], lang: str = "id") -> Chart:
    """Return one bar a service that has a share, in the order of the rows (services.service_day_shares)."""
    shown = rows[rows["state"] == "ok"].reset_index(drop=True)
    chart = figure(MARGIN_PX + ROW_PX * max(len(shown), 2))
    if shown.empty:
        say_no_data(chart, translator(lang)("Belum ada layanan yang cukup sering dihitung"))
        return chart
    told = [names.get(row["service"], row["service"]) for row in shown.to_dict("records")]
    at = [-place for place in range(len(shown))]
    hover = [f"{name}: {percent(share, 0, lang)}" for name, share in zip(told, shown["share"], strict=True)]
    chart.add(
        "bar",
        x=shown["share"], y=at, orientation="h", width=0.4, marker={"color": rgba(DIGITAL, 0.75)}, hovertext=hover,
        hoverinfo="text", error_x=error_bars(shown, INK),
    )  # fmt: skip
    for place, name in zip(at, told, strict=True):
        chart.annotate(x=0, y=place + 0.2, text=name, xanchor="left", yanchor="bottom", font={"size": NAME_PX})
    share_axis(chart, float(shown["upper"].max()), lang, axis="x")
    chart.update_axes("y", visible=False, range=[at[-1] - 0.6, 0.8])
    return chart
