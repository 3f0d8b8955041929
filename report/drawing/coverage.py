"""The coverage chart for print: two lines, targets, what may come, and a row of keys that says what each of them is."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from core.formats import number, short_day
from core.theme import DIGITAL, INK, TARGET
from report.content.blocks import CoverageChart
from report.content.model import Point
from report.drawing.axes import SIZE, Axes
from report.drawing.paper import EmptyDrawingError, Paper, text_width

LABELS = 7
BAND = "#d9e8f3"
AHEAD = "1.2 2"
DASHES = {DIGITAL: "", INK: "4 2"}
KEY_ROW = 22.0
"""Points above the highest grid line: the keys stand there, so that no word ever lies on what it names."""
SAMPLE, APART = 17.0, 15.0
"""The width of a key's sample and the space after its words, in points."""


def coverage_drawing(chart: CoverageChart, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the chart as SVG: lines for what is live, diamonds for targets, a band or dashes for what may come.

    Lines differ by dash as well as by colour. Raises EmptyDrawingError without a single known number: an empty
    chart is never printed.
    """
    known = {colour: _line(chart, at) for at, colour in enumerate(DASHES, 1)}
    values = {colour: [value for _x, value in line if value is not None] for colour, line in known.items()}
    if not any(values.values()):
        raise EmptyDrawingError("There is no coverage to draw.")
    axes = _axes(chart, width_mm, height_mm, lang)
    _ahead(axes, chart)
    for colour, points in known.items():
        axes.line(points, colour, 1.4, DASHES[colour])
        for day, value in points:
            if value is not None:
                axes.sheet.circle(axes.at(day, value), 1.5, colour)
    for when, value in chart.targets:
        _diamond(axes.sheet, axes.at(_x(when), value))
    _keys(axes.sheet, axes.left, chart, [values[colour][-1:] for colour in DASHES], lang)
    return axes.sheet.svg()


def _line(chart: CoverageChart, at: int) -> list[tuple[float, float | None]]:
    """What is known: 1 for kelurahan, 2 for kecamatan offices."""
    return [(_x(row[0]), (row[1], row[2])[at - 1]) for row in chart.past]


def _axes(chart: CoverageChart, width_mm: float, height_mm: float, lang: str) -> Axes:
    days = [*(row[0] for row in chart.past), *(row[0] for row in chart.targets), *(row[0] for row in chart.ahead)]
    ups = _steps(chart)
    across = (_x(min(days)), _x(max(days)))
    axes = Axes(Paper(width_mm, height_mm), across, (0.0, ups[-1]), left=26.0, right=20.0, top=KEY_ROW)
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
    axes.line([(_x(row[0]), row[2]) for row in chart.ahead], DIGITAL, 1.2, AHEAD)


def _keys(sheet: Paper, left: float, chart: CoverageChart, last: Sequence[Sequence[float]], lang: str) -> None:
    """What each line, mark and band is, in one row: lines and band with their last value, all targets in one."""
    kelurahan, offices, target, ahead = chart.words
    targets = sorted({value for _when, value in chart.targets})
    x, y = left, sheet.height - 9.0
    for name, values, colour in ((kelurahan, last[0], DIGITAL), (offices, last[1], INK), (target, targets, TARGET)):
        if values:
            numbers = ", ".join(number(value, 0, lang) for value in values)
            x = _key(sheet, (x, y), f"{name} {numbers}", colour, DASHES.get(colour))
    if chart.ahead:
        sheet.box((x, y - 0.7), (SAMPLE, 6.0), BAND)
        _key(sheet, (x, y), f"{ahead} {number(chart.ahead[-1][2], 0, lang)}", DIGITAL, AHEAD)


def _key(sheet: Paper, at: Point, words: str, colour: str, dash: str | None) -> float:
    """Draw a sample (a diamond without `dash`) and its words; return where the next key begins."""
    (x, y), middle = at, at[1] + 2.3
    if dash is None:
        _diamond(sheet, (x + SAMPLE / 2, middle))
    else:
        sheet.line([(x, middle), (x + SAMPLE, middle)], colour, 1.4, dash)
    sheet.text((x + SAMPLE + 4, y), words, SIZE, colour, "start")
    return x + SAMPLE + 4 + text_width(words, SIZE) + APART


def _diamond(sheet: Paper, at: Point) -> None:
    x, y = at
    sheet.area([[(x - 3.4, y), (x, y + 3.4), (x + 3.4, y), (x, y - 3.4)]], TARGET, "#ffffff", 0.8)


def _x(day: date) -> float:
    return float(day.toordinal())
