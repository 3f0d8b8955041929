"""The words on the coverage chart: each beside what it names, clear of lines, marks, axes and one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import dist

import shapely
from shapely.geometry.base import BaseGeometry

from core.formats import number
from core.theme import DIGITAL, INK, PAPER, TARGET
from report.axes import SIZE, Axes
from report.blocks import CoverageChart
from report.content import Point
from report.drawing import text_width
from report.room import Room, box_at, nearest

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
