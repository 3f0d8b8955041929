"""The chart of what may come: live kelurahan so far, the forecast's bands, and the targets."""

import pandas as pd

from analytics.chart import Chart
from analytics.chart_frame import figure, label, month_axis
from analytics.rollout import Forecast
from core.formats import month as month_text
from core.formats import number, short_day
from core.texts import translator
from core.theme import DIGITAL, MUTED, TARGET, rgba


def forecast_chart(past: pd.DataFrame, ahead: Forecast, targets: pd.DataFrame, lang: str = "id") -> Chart:
    """Return live kelurahan as steps, then the middle of the forecast in its 50 % and 80 % bands.

    `past`: rollout.coverage of the kelurahan; `targets`: rows with a number of kelurahan and a due date. Where the
    forecast is a scenario only, its two lines (every plan on time, every plan as late as is thought) stand alone.
    """
    _ = translator(lang)
    chart = figure(420)
    chart.add(
        "scatter",
        x=past["date"], y=past["live"], mode="lines", line={"shape": "hv", "color": DIGITAL, "width": 3},
        connectgaps=False, hoverinfo="skip",
    )  # fmt: skip
    now, bands = pd.Timestamp(ahead.as_of), ahead.bands
    if ahead.state == "ok":
        for low, high, alpha in (("q10", "q90", 0.15), ("q25", "q75", 0.3)):
            _band(chart, bands, now, ahead.live, low, high, alpha)
        _line(chart, bands["month"], bands["q50"], now, ahead.live, "dash", _("tengah"), lang)
    else:
        scenario = ahead.scenario
        _line(chart, scenario["month"], scenario["on_time"], now, ahead.live, "dash", _("bila tepat waktu"), lang)
        _line(chart, scenario["month"], scenario["late"], now, ahead.live, "dot", _("bila terlambat"), lang)
    for row in targets.to_dict("records"):
        chart.add(
            "scatter",
            x=[row["due_date"]], y=[row["value"]], mode="markers", hoverinfo="text",
            hovertext=[f"{row[f'label_{lang}']}: {short_day(row['due_date'], lang)}"],
            marker={"symbol": "diamond", "size": 12, "color": TARGET},
        )  # fmt: skip
        text = f"{_('sasaran')} {number(row['value'], 0, lang)}"
        label(chart, row["due_date"], row["value"], text, TARGET, shift=13, away=9)
    chart.add_line(x=now, line={"color": MUTED, "width": 1})
    month_axis(chart, past["date"].min(), bands["month"].iloc[-1], lang)
    ticks = [0, 20, 40, ahead.total]
    chart.update_axes(
        "y", range=[0, ahead.total * 1.12], tickvals=ticks, ticktext=[number(tick, 0, lang) for tick in ticks]
    )
    return chart


def _band(chart: Chart, bands: pd.DataFrame, now: pd.Timestamp, live: float, low: str, high: str, alpha: float) -> None:
    days = [now, *bands["month"]]
    for name, fill in ((low, None), (high, "tonexty")):
        chart.add(
            "scatter",
            x=days, y=[live, *bands[name]], mode="lines", line={"width": 0}, fill=fill,
            fillcolor=rgba(DIGITAL, alpha), hoverinfo="skip",
        )  # fmt: skip


def _line(
    chart: Chart, months: pd.Series, values: pd.Series, now: pd.Timestamp, live: float, dash: str, name: str,
    lang: str,
) -> None:  # fmt: skip
    hover = [
        "",
        *(
            f"{month_text(at, lang)}, {name}: {number(value, 0, lang)}"
            for at, value in zip(months, values, strict=True)
        ),
    ]
    chart.add(
        "scatter",
        x=[now, *months], y=[live, *values], mode="lines", hovertext=hover, hoverinfo="text",
        line={"color": DIGITAL, "dash": dash, "width": 2},
    )  # fmt: skip
