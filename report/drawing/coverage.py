"""The words on the coverage chart: each beside what it names, clear of lines, marks, axes and one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import dist

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from core.formats import number, short_day
from core.theme import DIGITAL, INK, PAPER, TARGET
from report.content.blocks import CoverageChart
from report.content.model import Point
from report.drawing.axes import SIZE, Axes
from report.drawing.room import Room, box_at, nearest
from report.drawing.sheet import EmptyDrawingError, Sheet, text_width

Lines = Sequence[Sequence[Point]]
HEIGHT = 0.95 * SIZE
CLEAR = 2.2
ASIDE = 6.0
REACH = 75.0
"""How far a word may stand from what it names, in points."""


@dataclass(frozen=True)
class Label:
    """A word, the colour of its line, and the point it belongs to; `sides`: -1 left, 1 right, the better one first."""

    words: str
    colour: str
    at: Point
    sides: tuple[int, ...] = (-1, 1)


def write_labels(axes: Axes, chart: CoverageChart, known: Lines, steps: Sequence[float], lang: str) -> None:
    """Write what each line and each target is; `known`: both lines, without gaps.

    `steps`: values with a grid line, which words avoid where they can, and otherwise cover.
    """
    sheet = axes.sheet
    drawn = shapely.union_all([part.buffer(CLEAR) for part in _drawn(axes, chart, known)])
    room = Room(shapely.box(axes.left + 2, axes.bottom + 2, sheet.width, sheet.height).difference(drawn))
    grid = [_line([axes.at(axes.x[0], value), axes.at(axes.x[1], value)]).buffer(0.6) for value in steps]
    quiet = shapely.union_all(grid)
    for label in _labels(axes, chart, known, lang):
        size = text_width(label.words, SIZE), HEIGHT
        middle = _middle(label, size, room.free.difference(quiet)) or _middle(label, size, room.free) or label.at
        room.take(middle, size)
        if quiet.intersects(box_at(middle, size)):
            sheet.box((middle[0] - size[0] / 2, middle[1] - size[1] / 2), size, PAPER)
        sheet.text((middle[0], middle[1] - 0.25 * SIZE), label.words, SIZE, label.colour)


def _middle(label: Label, size: Point, free: BaseGeometry) -> Point | None:
    """Where a word moves least from a side of its point; the second side only where that is clearly nearer."""
    found = []
    for order, side in enumerate(label.sides):
        wished = label.at[0] + side * (size[0] / 2 + ASIDE), label.at[1]
        at = nearest(wished, size, free, REACH)
        if at is not None:
            found.append((dist(at, wished) + ASIDE * order, at))
    return min(found)[1] if found else None


def _labels(axes: Axes, chart: CoverageChart, known: Lines, lang: str) -> list[Label]:
    """At the last known values, beside the targets, and at the end of what may come."""
    found = []
    for name, line, colour in zip(chart.words, known, (DIGITAL, INK), strict=False):
        if line:
            x, y = axes.at(*line[-1])
            found.append(Label(f"{name} {number(line[-1][1], 0, lang)}", colour, (x, y + HEIGHT)))
    for when, value in chart.targets:
        x, y = axes.at(_x(when), value)
        found.append(Label(f"{chart.words[2]} {number(value, 0, lang)}", TARGET, (x, y)))
    if chart.ahead:
        x, y = axes.at(_x(chart.ahead[-1][0]), chart.ahead[-1][2])
        found.append(Label(chart.words[3], DIGITAL, (x, y), (1,)))
    return found


def _drawn(axes: Axes, chart: CoverageChart, known: Lines) -> list[BaseGeometry]:
    """What no word may lie on: the lines, the targets, and the edges of what may come."""
    ahead = zip(*([(_x(row[0]), value) for value in row[1:]] for row in chart.ahead), strict=True)
    lines = [[axes.at(*pair) for pair in line] for line in (*known, *ahead) if line]
    marks = [shapely.Point(axes.at(_x(when), value)).buffer(1.8) for when, value in chart.targets]
    return [*marks, *(_line(points) for points in lines)]


def _line(points: Sequence[Point]) -> BaseGeometry:
    return shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])


def _x(day: date) -> float:
    return float(day.toordinal())


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
