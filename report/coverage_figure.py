"""The coverage chart for print: live offices by month, targets, and what is planned or forecast."""

from datetime import date

import pandas as pd

from core.formats import number, short_day
from core.theme import DIGITAL, INK, TARGET
from report.axes import Axes
from report.blocks import CoverageChart
from report.coverage_labels import write_labels
from report.drawing import EmptyDrawingError, Sheet

LABELS = 7
ROOM_RIGHT = 66.0
BAND = "#d9e8f3"


def coverage_drawing(chart: CoverageChart, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the chart as SVG: lines for what is live, diamonds for targets, a band or dashes for what may come.

    Lines differ by dash as well as by colour. Raises EmptyDrawingError without a single known number: an empty
    chart is never printed.
    """
    if not any(value is not None for _day, *values in chart.past for value in values):
        raise EmptyDrawingError("There is no coverage to draw.")
    axes = _axes(chart, width_mm, height_mm, lang)
    _ahead(axes, chart)
    for points, colour, dash in zip(_lines(chart), (DIGITAL, INK), ("", "4 2"), strict=True):
        axes.line(points, colour, 1.4, dash)
        for day, value in points:
            if value is not None:
                axes.sheet.circle(axes.at(day, value), 1.5, colour)
    for when, value in chart.targets:
        x, y = axes.at(_x(when), value)
        axes.sheet.area([[(x - 3.4, y), (x, y + 3.4), (x + 3.4, y), (x, y - 3.4)]], TARGET, "#ffffff", 0.8)
    known = [[(x, value) for x, value in line if value is not None] for line in _lines(chart)]
    write_labels(axes, chart, known, _steps(chart), lang)
    return axes.sheet.svg()


def _lines(chart: CoverageChart) -> tuple[list[tuple[float, float | None]], ...]:
    """The two lines that are known: kelurahan and kecamatan offices."""
    return [(_x(row[0]), row[1]) for row in chart.past], [(_x(row[0]), row[2]) for row in chart.past]


def _x(day: date) -> float:
    return float(day.toordinal())


def _axes(chart: CoverageChart, width_mm: float, height_mm: float, lang: str) -> Axes:
    days = [*(row[0] for row in chart.past), *(row[0] for row in chart.targets), *(row[0] for row in chart.ahead)]
    ups = _steps(chart)
    axes = Axes(Sheet(width_mm, height_mm), (_x(min(days)), _x(max(days))), (0.0, ups[-1]), right=ROOM_RIGHT, left=26.0)
    ends = pd.date_range(min(days), max(days), freq="ME")
    shown = [end.date() for end in ends[:: max(1, -(-len(ends) // LABELS))]]
    axes.frame(
        [(_x(day), short_day(day, lang).split(" ", 1)[1]) for day in shown],
        [(value, number(value, 0, lang)) for value in ups],
    )
    return axes


def _steps(chart: CoverageChart) -> list[float]:
    """The values with a grid line, from 0 to above the largest."""
    known = [live for _day, *pair in chart.past for live in pair if live is not None]
    values = [10.0, *known, *(value for _day, value in chart.targets), *(row[3] for row in chart.ahead)]
    step = 10 if max(values) > 25 else 5
    return [float(value) for value in range(0, int(max(values) // step + 1) * step + 1, step)]


def _ahead(axes: Axes, chart: CoverageChart) -> None:
    if not chart.ahead:
        return
    low = [axes.at(_x(row[0]), row[1]) for row in chart.ahead]
    high = [axes.at(_x(row[0]), row[3]) for row in chart.ahead]
    axes.sheet.area([[*high, *reversed(low)]], BAND)
    axes.line([(_x(row[0]), row[2]) for row in chart.ahead], DIGITAL, 1.2, "1.2 2")
