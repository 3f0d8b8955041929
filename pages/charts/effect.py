"""The chart of what the digital days did to counter visits: the whole week, and how much only moved to other days."""

from math import ceil, floor

import pandas as pd

from analytics import Estimate
from core.formats import percent, signed_percent
from core.texts import translator
from core.theme import DIGITAL, MUTED
from pages.charts.chart import Chart
from pages.charts.style import figure, label, say_no_data

STEP = 0.2
ABOVE_PX = 20


def effect_chart(visits: Estimate, displacement: Estimate, lang: str = "id") -> Chart:
    """Return both as points with their intervals on one axis, the line of no change between them."""
    _, chart = translator(lang), figure(210)
    named = (
        (_("kunjungan seminggu"), visits, signed_percent),
        (_("hanya berpindah hari"), displacement, lambda part, lang: percent(part, 1, lang)),
    )
    known = [each for each in named if pd.notna(each[1].value)]
    if not known:
        say_no_data(chart, _("Belum ada yang dapat dihitung"))
        return chart
    bounds = [0.0]
    for place, (name, estimate, told) in enumerate(known):
        has_spread = pd.notna(estimate.lower) and pd.notna(estimate.upper)
        low, high = (estimate.lower, estimate.upper) if has_spread else (estimate.value, estimate.value)
        bounds += [low, high]
        text = f"{name}: {told(estimate.value, lang)}"
        chart.add(
            "scatter",
            x=[estimate.value], y=[-place], mode="markers", marker={"size": 11, "color": DIGITAL}, hovertext=[text],
            hoverinfo="text",
            error_x={
                "type": "data", "array": [high - estimate.value], "arrayminus": [estimate.value - low],
                "color": DIGITAL, "thickness": 2, "width": 5,
            },
        )  # fmt: skip
        label(chart, estimate.value, -place, f"<b>{text}</b>", DIGITAL, side="middle", shift=ABOVE_PX, is_over=True)
    chart.add_line(x=0.0, line={"color": MUTED, "dash": "dot", "width": 2})
    first, last = floor(min(bounds) / STEP) - 1, ceil(max(bounds) / STEP) + 1
    ticks = [STEP * step for step in range(first, last + 1)]
    chart.update_axes("x", range=[ticks[0], ticks[-1]], tickvals=ticks[1:-1:2], tickangle=0)
    chart.update_axes("x", ticktext=[percent(tick, 0, lang) for tick in ticks[1:-1:2]])
    chart.update_axes("y", visible=False, range=[0.6 - len(known), 0.7])
    return chart
