"""The charts of 112 help: the funnel, the hours, and the need by weeks since an office went live."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from core.formats import number, weekday
from core.method import MIN_OFFICES
from core.texts import translator
from core.theme import DIGITAL, LINE, MUTED, PAPER
from pages.charts.chart import Chart, FigurePart
from pages.charts.style import FONT_SIZE, figure, say_no_data

BAR_PX = 46
SCALE_PX = 72
HOURS = (0, 6, 12, 18, 23)


def bar_chart(
    names: Sequence[str], counts: Sequence[float], lang: str = "id", shown: Sequence[str] | None = None
) -> Chart:
    """Return horizontal bars from top to bottom, each with its name and count above it.

    A missing count has no bar but a dash; `shown` gives the counts in other words, such as `<5`.
    """
    chart = figure(BAR_PX * len(names) + 40)
    if not len(names):
        say_no_data(chart, translator(lang)("Tidak ada panggilan"))
        return chart
    words = shown or [number(count, 0, lang) for count in counts]
    # Plotly reads markup in texts: a `<5` would vanish.
    texts = [f"{escape(name)}: {escape(word)}" for name, word in zip(names, words, strict=True)]
    places = list(range(len(names)))
    chart.add(
"bar",
        x=[0 if pd.isna(count) else count for count in counts], y=places, orientation="h", width=0.42,
        marker={"color": DIGITAL}, hovertext=texts, hoverinfo="text",
    )  # fmt: skip
    for place, text in zip(places, texts, strict=True):
        chart.annotate(x=0, y=place - 0.42, text=text, xanchor="left", font={"size": FONT_SIZE})
    chart.update_axes("y", autorange="reversed", visible=False)
    chart.update_axes("x", visible=False)
    return chart


def hours_chart(frame: pd.DataFrame, lang: str = "id") -> Chart:
    """Return help calls per day by weekday and hour as a heat map below its scale (frame: assistance.help_by_hour).

    Without a single call there is nothing to colour: plotly would paint all of it in the middle of the scale.
    """
    chart = figure(330 + SCALE_PX)
    grid = frame.pivot(index="weekday", columns="hour", values="calls_per_day")
    days = [int(day) for day in frame["weekday"].drop_duplicates().sort_values()]
    if not (grid > 0).any().any():
        say_no_data(chart, translator(lang)("Tidak ada panggilan bantuan."))
        return chart
    per_day, clock = translator(lang)("panggilan per hari"), translator(lang)("{hour}.00")
    hover = [
        [
            f"{weekday(day, lang)} {clock.format(hour=f'{hour:02d}')}: {number(value, 1, lang)} {per_day}"
            for hour, value in row.items()
        ]
        for day, (_, row) in zip(days, grid.iterrows(), strict=True)
    ]
    chart.add(
"heatmap",
        z=grid.to_numpy(), x=list(grid.columns), y=days, hovertext=hover, hoverinfo="text", colorbar=_scale(per_day),
        colorscale=[[0, PAPER], [1, DIGITAL]], zmin=0, xgap=1, ygap=1,
    )  # fmt: skip
    chart.update_layout(margin={"t": SCALE_PX})
    chart.update_axes("y", autorange="reversed", tickvals=days, ticktext=[weekday(day, lang) for day in days])
    chart.update_axes("x", tickvals=list(HOURS), ticktext=[clock.format(hour=f"{hour:02d}") for hour in HOURS])
    return chart


def _scale(unit: str) -> FigurePart:
    """The scale of the colours above the picture, in its unit."""
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "len": 0.6, "thickness": 10,
        "nticks": 4, "outlinewidth": 1, "outlinecolor": LINE, "tickfont": {"size": FONT_SIZE, "color": MUTED},
        "title": {"text": unit, "side": "top", "font": {"size": FONT_SIZE, "color": MUTED}},
    }  # fmt: skip


def weeks_shown(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the weeks that the chart shows: those that at least four offices have reached."""
    return frame[(frame["state"] == "ok") & (frame["offices"] >= MIN_OFFICES)]


def why_no_weeks(frame: pd.DataFrame, lang: str = "id") -> str:
    """Return in a sentence why weeks_shown has no row: no go-live seen, no covered week, or too few offices."""
    _ = translator(lang)
    if frame.empty:
        return _("Belum ada kantor aktif yang tanggal mulainya diketahui.")
    if not frame["state"].eq("ok").any():
        return _("Belum ada minggu yang tercakup oleh kedua log dan berisi permohonan digital.")
    return _("Belum ada minggu yang sudah dijalani {min_offices} kantor.")


def weeks_live_chart(frame: pd.DataFrame, lang: str = "id") -> Chart:
    """Return the assistance rate by weeks since go-live (frame: assistance.assistance_by_weeks_live)."""
    chart = figure(330)
    rows = weeks_shown(frame)
    if rows.empty:
        say_no_data(chart, why_no_weeks(frame, lang))
        return chart
    words = translator(lang)("minggu ke-{week}: {rate} per 100, {offices} kantor")
    hover = [
        words.format(week=week, rate=number(rate, 1, lang), offices=offices)
        for week, rate, offices in zip(rows["weeks_since_live"] + 1, rows["rate"], rows["offices"], strict=True)
    ]
    chart.add(
        "scatter",
        x=rows["weeks_since_live"] + 1, y=rows["rate"], mode="lines+markers", hovertext=hover, hoverinfo="text",
        line={"color": DIGITAL, "width": 3}, marker={"size": 6},
    )  # fmt: skip
    chart.update_axes("y", rangemode="tozero", gridcolor=LINE)
    title = translator(lang)("Minggu ke berapa sejak aktif")
    chart.update_axes("x", zeroline=False, title={"text": title, "font": {"color": MUTED, "size": FONT_SIZE}})
    return chart
