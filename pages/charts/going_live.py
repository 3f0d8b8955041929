"""The chart of what going live did to counter visits, by months since then."""

from math import ceil, floor

import pandas as pd

from core.formats import percent, signed_percent, signed_percent_interval
from core.texts import translator
from core.theme import DIGITAL, MUTED
from pages.charts.chart import Chart
from pages.charts.style import FONT_SIZE, error_bars, figure, say_no_data

BEFORE, AFTER = -6, 12
"""Months around going live that a phone has room for."""
STEP = 0.2


def months_shown(by_months_live: pd.DataFrame) -> pd.DataFrame:
    """Return the months that the chart shows: those with an interval, near going live (GoingLive.by_months_live)."""
    return by_months_live[by_months_live["state"].eq("ok") & by_months_live["key"].between(BEFORE, AFTER)]


def going_live_chart(by_months_live: pd.DataFrame, lang: str = "id") -> Chart:
    """Return visits against those that the offices' own trend would have brought, a point with its interval a month."""
    _, rows = translator(lang), months_shown(by_months_live)
    chart = figure(280)
    if rows.empty:
        say_no_data(chart, _("Belum ada bulan dengan rentang"))
        return chart
    words = _("bulan ke-{month}: {change} ({interval}), {offices} kelurahan")
    hover = [
        words.format(
            month=int(row["key"]),
            change=signed_percent(row["change"], lang),
            interval=signed_percent_interval(row["lower"], row["upper"], lang),
            offices=int(row["n_treated"]),
        )
        for row in rows.to_dict("records")
    ]
    chart.add_line(y=0.0, line={"color": MUTED, "dash": "dot", "width": 2})
    chart.add(
        "scatter",
        x=rows["key"], y=rows["change"], mode="markers", hovertext=hover, hoverinfo="text",
        marker={"size": 8, "color": DIGITAL}, error_y=error_bars(rows.rename(columns={"change": "share"}), DIGITAL),
    )  # fmt: skip
    low, high = floor(min(rows["lower"].min(), 0) / STEP), ceil(max(rows["upper"].max(), 0) / STEP)
    ticks = [STEP * step for step in range(low, high + 1)]
    chart.update_axes("y", tickvals=ticks, ticktext=[percent(tick, 0, lang) for tick in ticks])
    title = {"text": _("bulan sejak aktif"), "font": {"color": MUTED, "size": FONT_SIZE}}
    chart.update_axes("x", tickvals=list(range(BEFORE, AFTER + 1, 3)), title=title)
    return chart
