"""Charts over months and weekdays, as plotly dictionaries. Sentences for readers who cannot see them are the pages'."""

import pandas as pd

from core.clock import WORKDAYS
from core.formats import month as month_text
from core.formats import number, percent, share_interval, weekday
from core.texts import translator
from core.theme import DIGITAL, MUTED, TARGET, VISIT, rgba
from pages.charts.chart import Chart
from pages.charts.coverage import coverage_chart
from pages.charts.style import (
    count_axis,
    error_bars,
    figure,
    label,
    last_known,
    middle_of,
    month_axis,
    say_no_data,
    share_axis,
    shares_text,
)
from wording import share_words

__all__ = ["channel_month_chart", "coverage_chart", "share_trend_chart", "weekday_share_chart"]

BAND = rgba(DIGITAL, 0.1)
OFFSET = 0.14
OUT_PX = 4
"""How far the words of a point stand away from the interval of its neighbour."""
LONGEST_DAY = 6
NAME_PX = 20
"""How far the name of the first points reaches towards the axis: more would run into its words on a phone."""


def weekday_share_chart(frame: pd.DataFrame, digital: list[int], group: str = "both", lang: str = "id") -> Chart:
    """Return shares by weekday before (hollow) and since (filled) the start, with intervals.

    `frame`: uptake.weekday_shares; `group` of it is drawn (both, or later: since only); `digital`: its
    digital-first weekdays, on a shaded band. A share that is not there leaves its place empty.
    """
    _ = translator(lang)
    rows = frame[(frame["group"] == group) & frame["weekday"].isin(map(str, WORKDAYS))]
    chart = figure(400)
    if not rows["share"].notna().any():
        say_no_data(chart, _("Belum ada porsi yang dapat dihitung"))
        return chart
    bands = {"type": "rect", "yref": "y domain", "y0": 0, "y1": 1, "fillcolor": BAND, "layer": "below"}
    places = [{"x0": position - 0.5, "x1": position + 0.5, "line": {"width": 0}} for position in digital]
    chart.update_layout(shapes=[bands | place for place in places])
    if digital:
        chart.annotate(
            x=sum(digital) / len(digital),
            y=1,
            yref="paper",
            yanchor="bottom",
            text=_("hari digital"),
            font={"color": DIGITAL},
        )
    _weekday_points(chart, rows, "before", -OFFSET, MUTED, _("sebelum"), lang)
    _weekday_points(chart, rows, "since", OFFSET, DIGITAL, _("sejak"), lang)
    share_axis(chart, float(rows["upper"].max()), lang)
    chart.update_axes("x", range=[0.5, 5.5], tickvals=list(range(1, 6)), ticktext=_day_names(lang), tickangle=0)
    return chart


def _day_names(lang: str) -> list[str]:
    """The working days, in short where their names would not stand beside each other on a phone."""
    names = [weekday(day, lang) for day in range(1, 6)]
    return names if max(map(len, names)) <= LONGEST_DAY else [weekday(day, lang, is_short=True) for day in range(1, 6)]


def _weekday_points(
    chart: Chart, rows: pd.DataFrame, period: str, offset: float, colour: str, name: str, lang: str
) -> None:
    part = rows[rows["period"] == period]
    if not part["share"].notna().any():
        return
    x = part["weekday"].astype(int) + offset
    symbol = "circle-open" if period == "before" else "circle"
    hover = [
        f"{weekday(int(row['weekday']), lang)}, {name}: {share_words(row, lang)} "
        f"({share_interval(row['lower'], row['upper'], lang)})"
        for row in part.to_dict("records")
    ]
    chart.add(
        "scatter",
        x=x,
        y=part["share"],
        mode="markers",
        error_y=error_bars(part, colour),
        hovertext=hover,
        hoverinfo="text",
        marker={"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2}},
        name=name,
    )
    is_before = period == "before"
    edges, shift = (part["lower"], -11) if is_before else (part["upper"], 11)
    first = part["share"].first_valid_index()
    for place, edge, text in zip(x, edges, shares_text(list(part["share"]), lang), strict=True):
        if text:
            label(chart, place, edge, text, colour, side="middle", shift=shift, away=-OUT_PX if is_before else OUT_PX)
    name_shift = shift + (-17 if is_before else 17)
    label(chart, x[first], edges[first], name, colour, side="right", shift=name_shift, away=-NAME_PX)


def channel_month_chart(frame: pd.DataFrame, lang: str = "id") -> Chart:
    """Return digital requests and counter visits a month as stacked bars, digital at the base.

    `frame`: uptake.digital_share by month. A month without a share has no bar but a dash. A bar stands over its days.
    """
    _ = translator(lang)
    chart = figure(360)
    rows = frame.assign(digital=frame["numerator"], visits=frame["denominator"] - frame["numerator"])
    rows["at"] = middle_of(rows["month"])
    shown = rows[rows["state"] == "ok"]
    if shown.empty:
        say_no_data(chart, _("Belum ada bulan yang cukup lengkap"))
        return chart
    for column, colour, name in (("digital", DIGITAL, _("digital")), ("visits", VISIT, _("kunjungan loket"))):
        hover = [
            f"{month_text(at, lang)}: {number(count, 0, lang)} {name}"
            for at, count in zip(shown["month"], shown[column], strict=True)
        ]
        chart.add(
            "bar",
            x=shown["at"],
            y=shown[column],
            marker={"color": colour},
            name=name,
            hovertext=hover,
            hoverinfo="text",
        )
    highest = float(shown["denominator"].max())
    for place in rows.loc[rows["state"] != "ok", "at"]:
        label(chart, place, highest * 0.02, "–", MUTED, side="middle")
    # Names above the bars instead of a legend: they hold at any width.
    names = ((VISIT, _("kunjungan loket")), (DIGITAL, _("digital")))
    title = "   ".join(f"<span style='color:{colour}'>■ {name}</span>" for colour, name in names)
    chart.annotate(x=0, y=1, xref="paper", yref="paper", yanchor="bottom", text=title)
    chart.update_layout(barmode="stack", bargap=0.25)
    count_axis(chart, highest, lang)
    month_axis(chart, rows["month"].min(), rows["month"].max(), lang, is_in_middle=True)
    return chart


def share_trend_chart(frame: pd.DataFrame, target: float | None = None, lang: str = "id") -> Chart:
    """Return the digital share by month with its intervals, and the target as a dotted line.

    `frame`: uptake.digital_share by month. A month without a share is a gap. Where the origin of more
    than 5% of requests is unknown, a thin line reaches to the share if all of them were digital.
    """
    _ = translator(lang)
    chart = figure(360)
    if not frame["share"].notna().any():
        say_no_data(chart, _("Belum ada bulan yang cukup lengkap"))
        return chart
    for at, low, high in frame[["month", "lower_unknown", "upper_unknown"]].dropna().itertuples(index=False):
        chart.add(
            "scatter",
            x=[at, at],
            y=[low, high],
            mode="lines",
            line={"color": MUTED, "width": 1, "dash": "dot"},
            hoverinfo="skip",
        )
    hover = [f"{month_text(row['month'], lang)}: {share_words(row, lang)}" for row in frame.to_dict("records")]
    chart.add(
        "scatter",
        x=frame["month"],
        y=frame["share"],
        mode="lines+markers",
        error_y=error_bars(frame, DIGITAL),
        line={"color": DIGITAL, "width": 3},
        marker={"size": 8},
        hovertext=hover,
        hoverinfo="text",
        connectgaps=False,
    )
    end = last_known(frame, "share")
    if end is not None:
        label(chart, end["month"], end["upper"], share_words(end, lang), DIGITAL, side="middle", shift=14)
    highest = float(frame[["upper", "upper_unknown"]].max().max())
    if target is not None:
        chart.add_line(y=target, line={"color": TARGET, "dash": "dot", "width": 2})
        text = f"{_('sasaran')} {percent(target, 0, lang)}"
        label(chart, frame["month"].min(), target, text, TARGET, side="right", shift=12)
        highest = max(highest, target)
    share_axis(chart, highest, lang)
    month_axis(chart, frame["month"].min(), frame["month"].max(), lang)
    return chart
