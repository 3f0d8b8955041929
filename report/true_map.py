"""The official boundaries on paper: the whole city, and beside it the dense centre enlarged, where places are tiny."""

from collections.abc import Mapping, Sequence

import numpy as np
import shapely

from analytics.map_marks import ink_on
from core.theme import INK, PAPER
from report.content import Point, Unit
from report.drawing import POINTS_PER_MM, Sheet
from report.map_marks import LINE_HEIGHT, MARK_RADIUS, NAME_SIZE, draw_mark, fill_of, lines_of, named_mark, size_of
from report.map_shapes import Shape, borders

SMALLEST_MARK = 1.4
TIGHT = 5.5
"""Places with less room than this (radius in points) are shown enlarged."""
GAP = 8.0
SQUARE = 4.4
SHIFTS = (0.0, 9.0, -9.0, 17.0, -17.0)
Box = tuple[float, float, float, float]


def draw_true_map(sheet: Sheet, width: float, shapes: Sequence[Shape], points: Mapping[Unit, Point]) -> None:
    """Draw the map on the left `width` points of a sheet, and the centre enlarged in the rest.

    `points`: where the kecamatan offices stand, and kelurahan whose shape is not known.
    """
    box = _tight_box(shapes)
    room = (sheet.width - width - GAP, sheet.height)
    _draw(sheet, shapes, points)
    if box is None or room[0] < 60:
        return
    scale = min(room[0] / (box[2] - box[0]), room[1] / (box[3] - box[1]))
    inner = Sheet((box[2] - box[0]) * scale / POINTS_PER_MM, (box[3] - box[1]) * scale / POINTS_PER_MM)
    _draw(inner, [_larger(shape, box, scale) for shape in shapes], {u: _at(p, box, scale) for u, p in points.items()})
    corner = (sheet.width - inner.width - 0.5, 0.5)
    sheet.inset(inner, corner)
    frame = ((corner[0], corner[1]), (corner[0] + inner.width, corner[1] + inner.height))
    for low, high in (((box[0], box[1]), (box[2], box[3])), frame):
        sheet.line([low, (high[0], low[1]), high, (low[0], high[1]), low], INK, 0.7, "2.5 1.5")


def _tight_box(shapes: Sequence[Shape]) -> Box | None:
    """Around the places too small for a whole mark, without those that lie far from the others; None without any."""
    tight = [shape for shape in shapes if shape.room < TIGHT]
    if not tight:
        return None
    middles = np.array([shape.middle for shape in tight])
    distance = np.linalg.norm(middles - np.median(middles, axis=0), axis=1)
    near = distance <= 2 * np.median(distance)
    rings = [np.array(ring) for shape, is_near in zip(tight, near, strict=True) if is_near for ring in shape.rings]
    low, high = np.concatenate(rings).min(axis=0) - 3, np.concatenate(rings).max(axis=0) + 3
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _at(point: Point, box: Box, scale: float) -> Point:
    return (point[0] - box[0]) * scale, (point[1] - box[1]) * scale


def _larger(shape: Shape, box: Box, scale: float) -> Shape:
    rings = tuple(tuple(_at(point, box, scale) for point in ring) for ring in shape.rings)
    return Shape(shape.unit, rings, _at(shape.middle, box, scale), shape.room * scale)


def _draw(sheet: Sheet, shapes: Sequence[Shape], points: Mapping[Unit, Point]) -> None:
    for shape in shapes:
        sheet.area(shape.rings, fill_of(shape.unit.status), PAPER, 0.6)
    for line in borders(shapes):
        sheet.line(line, INK, 1.0)
    for shape in shapes:
        _place(sheet, shape, list(points.values()))
    for unit, at in points.items():
        _point(sheet, unit, at)


def _place(sheet: Sheet, shape: Shape, points: Sequence[Point]) -> None:
    """Mark and, where there is room, name inside a true shape; a tiny one has a small mark and no name."""
    x, y = shape.middle
    radius = min(MARK_RADIUS, max(SMALLEST_MARK, 0.75 * shape.room))
    lines = lines_of(shape.unit.name)
    width, height = size_of(lines, radius)
    area = shapely.union_all([shapely.Polygon(ring) for ring in shape.rings])
    for shift in SHIFTS:
        top = y + height / 2 + shift
        words = shapely.box(x - width / 2, top - height, x + width / 2, top)
        if area.covers(words) and not any(words.buffer(SQUARE).covers(shapely.Point(at)) for at in points):
            named_mark(sheet, shape.unit, (x, top), radius, lines)
            return
    named_mark(sheet, shape.unit, (x, y + radius), radius, [])


def _point(sheet: Sheet, unit: Unit, at: Point) -> None:
    """A kecamatan office as a ringed square; a kelurahan whose shape is not known as a disc with its name."""
    x, y = at
    fill = fill_of(unit.status)
    if unit.kind == "kecamatan":
        for half, colour in ((SQUARE, INK), (SQUARE - 0.7, PAPER), (SQUARE - 1.4, fill)):
            sheet.box((x - half, y - half), (2 * half, 2 * half), colour, 1)
        draw_mark(sheet, unit.status, at, ink_on(fill), 2.0)
        return
    sheet.circle(at, MARK_RADIUS + 1.6, fill, INK, 0.6)
    draw_mark(sheet, unit.status, at, ink_on(fill), MARK_RADIUS * 0.8)
    sheet.text((x, y - MARK_RADIUS - LINE_HEIGHT - 1), unit.name, NAME_SIZE)
