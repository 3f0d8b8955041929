"""The coverage chart for print: live offices by month, targets, and what is planned or forecast."""

from datetime import date
from math import isfinite, nan

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.formats import number, short_day
from core.theme import DIGITAL, INK, LINE, MUTED, TARGET
from report.blocks import CoverageChart
from report.drawing import POINTS_PER_MM, print_style, to_svg

SIZE = 7.2
TICKS = 6


def coverage_drawing(chart: CoverageChart, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the chart as SVG: lines for what is live, diamonds for targets, a band or dashes for what may come.

    Lines differ by dash as well as by colour. Raises ValueError without a single known number: an empty
    chart is never printed.
    """
    if not any(value is not None for _day, *values in chart.past for value in values):
        raise ValueError("There is no coverage to draw.")
    with print_style():
        figure = Figure(figsize=(width_mm / 25.4, height_mm / 25.4))
        left, bottom = 20 / (width_mm * POINTS_PER_MM), 14 / (height_mm * POINTS_PER_MM)
        axes = figure.add_axes((left, bottom, 0.84 - left, 0.97 - bottom))
        _scale(axes, chart, lang)
        _line(axes, chart, 1, DIGITAL, chart.words[0], lang)
        _line(axes, chart, 2, INK, chart.words[1], lang)
        _ahead(axes, chart)
        for when, value in chart.targets:
            axes.plot(_x(when), [value], marker="D", markersize=4.6, color=TARGET, linestyle="none")
            label = f"{chart.words[2]} {number(value, 0, lang)}"
            axes.annotate(
                label, (_x(when)[0], value), (0, -11), textcoords="offset points", size=SIZE, color=TARGET, ha="center"
            )
        return to_svg(figure)


def _x(*days: date) -> list[float]:
    return [float(day.toordinal()) for day in days]


def _scale(axes: Axes, chart: CoverageChart, lang: str) -> None:
    days = [*(row[0] for row in chart.past), *(row[0] for row in chart.targets), *(row[0] for row in chart.ahead)]
    known = [live for _day, *pair in chart.past for live in pair if live is not None]
    values = [10.0, *known, *(value for _day, value in chart.targets), *(row[3] for row in chart.ahead)]
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=MUTED, linewidth=0.6)
    axes.tick_params(length=0, labelsize=SIZE, labelcolor=INK, pad=3)
    axes.grid(axis="y", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)
    low, high = _x(min(days), max(days))
    axes.set(xlim=(low, high + 1), ylim=(0, max(values) * 1.08))
    places = [date.fromordinal(min(days).toordinal() + round((high - low) * part / TICKS)) for part in range(TICKS + 1)]
    axes.set_xticks(_x(*places), [short_day(place, lang).split(" ", 1)[1] for place in places])


def _line(axes: Axes, chart: CoverageChart, column: int, colour: str, name: str, lang: str) -> None:
    """Month's ends as a line that breaks where the number is not known, with the last value and name beside it."""
    days, values = _x(*(row[0] for row in chart.past)), [_or_gap(row[column]) for row in chart.past]
    dashes = "solid" if column == 1 else "dashed"
    axes.plot(days, values, color=colour, linewidth=1.4, linestyle=dashes, marker="o", markersize=2.6)
    if isfinite(values[-1]):
        axes.annotate(
            f"{name} {number(values[-1], 0, lang)}", (days[-1], values[-1]), (-6, 6), textcoords="offset points",
            size=SIZE, color=colour, ha="right",
        )  # fmt: skip


def _or_gap(value: object) -> float:
    return value if isinstance(value, float) else nan


def _ahead_rows(chart: CoverageChart) -> list[tuple[float, float, float, float]]:
    return [(float(when.toordinal()), low, middle, high) for when, low, middle, high in chart.ahead]


def _ahead(axes: Axes, chart: CoverageChart) -> None:
    if not chart.ahead:
        return
    days, lows, middles, highs = (np.array(column) for column in zip(*_ahead_rows(chart), strict=True))
    axes.fill_between(days, lows, highs, color=DIGITAL, alpha=0.15, linewidth=0)
    axes.plot(days, middles, color=DIGITAL, linewidth=1.1, linestyle=(0, (1, 1.5)))
    axes.annotate(
        chart.words[3],
        (days[-1], middles[-1]),
        (5, 0),
        textcoords="offset points",
        size=SIZE,
        color=DIGITAL,
        va="center",
    )
