"""The official boundaries on paper: the whole city, and beside it the dense centre enlarged, where places are tiny."""

from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from core.theme import INK, PAPER, ink_on
from report.content.model import Point, Unit
from report.drawing.free_space import MARGIN, Room, box_at, nearest
from report.drawing.map_marks import (
    LINE_HEIGHT,
    MARK_RADIUS,
    NAME_SIZE,
    draw_mark,
    fill_of,
    name_lines,
    named_mark,
    size_of,
)
from report.drawing.paper import POINTS_PER_MM, Paper
from report.drawing.shapes import DrawnShape, area_of, borders

SQUARE = 4.4
DISC = MARK_RADIUS + 1.9
RADII = (MARK_RADIUS, 2.2, 1.4)
"""Radii of a mark in points, the one to be wished for first."""


def write_marks(
    sheet: Paper, shapes: Sequence[DrawnShape], points: Mapping[Unit, Point], region: BaseGeometry, here: Set[Unit]
) -> None:
    """Write the marks and names of the units in `here` on a region of a sheet where all shapes are drawn.

    A mark may stand anywhere in its shape, so offices come first; they leave the core of small shapes free.
    """
    room, own = Room(region), [shape for shape in shapes if shape.unit in here]
    cores = shapely.union_all([shapely.Point(shape.middle).buffer(2.2) for shape in own if shape.room < 2 * SQUARE])
    discs: dict[Unit, Point] = {}
    for unit in sorted(here & set(points), key=lambda unit: (unit.kind != "kecamatan", unit.code)):
        half = SQUARE if unit.kind == "kecamatan" else DISC
        at = nearest(points[unit], (2 * half, 2 * half), room.free.difference(cores)) or points[unit]
        room.take(at, (2 * half, 2 * half))
        _point(sheet, unit, at)
        discs |= {} if unit.kind == "kecamatan" else {unit: at}
    for shape in own:
        _place(sheet, shape, room)
    room.free = room.free.difference(shapely.union_all([area_of(shape) for shape in shapes]).buffer(0.8))
    for unit, at in discs.items():
        _name_beside(sheet, unit, at, room)


def _place(sheet: Paper, shape: DrawnShape, room: Room) -> None:
    """Mark and, where there is room, name inside a true shape; a tiny one has a small mark and no name."""
    free, words = room.inside(area_of(shape)), name_lines(shape.unit.name)
    forms = [(words, MARK_RADIUS), ([shape.unit.name], MARK_RADIUS), (words, RADII[1]), *(([], each) for each in RADII)]
    for lines, radius in forms:
        size = size_of(lines, radius) if lines else (2 * radius, 2 * radius)
        at = nearest(shape.middle, size, free)
        if at is not None:
            room.take(at, size)
            named_mark(sheet, shape.unit, (at[0], at[1] + size[1] / 2), radius, lines)
            return
    named_mark(sheet, shape.unit, (shape.middle[0], shape.middle[1] + RADII[-1]), RADII[-1], [])


def _point(sheet: Paper, unit: Unit, at: Point) -> None:
    """A kecamatan office as a ringed square; a kelurahan whose shape is not known as a disc."""
    x, y = at
    fill = fill_of(unit.status)
    if unit.kind == "kecamatan":
        for half, colour in ((SQUARE, INK), (SQUARE - 0.7, PAPER), (SQUARE - 1.4, fill)):
            sheet.box((x - half, y - half), (2 * half, 2 * half), colour, 1)
        draw_mark(sheet, unit.status, at, ink_on(fill), 2.0)
        return
    sheet.circle(at, MARK_RADIUS + 1.6, fill, INK, 0.6)
    draw_mark(sheet, unit.status, at, ink_on(fill), MARK_RADIUS * 0.8)


def _name_beside(sheet: Paper, unit: Unit, at: Point, room: Room) -> None:
    """The name below, above, right or left of a disc, where it lies on nothing else."""
    for lines in ([unit.name], name_lines(unit.name)):
        wide, high = size_of(lines, 0)[0], LINE_HEIGHT * len(lines)
        down, across = DISC + 1 + high / 2, DISC + 1.5 + wide / 2
        for x, y in ((0, -down), (0, down), (across, 0), (-across, 0)):
            middle = (at[0] + x, at[1] + y)
            if room.free.covers(box_at(middle, (wide, high))):
                room.take(middle, (wide, high))
                for position, line in enumerate(lines, start=1):
                    base = middle[1] + high / 2 - LINE_HEIGHT * position + 1.5
                    sheet.text((middle[0], base), line, NAME_SIZE)
                return


TIGHT = 5.5
"""Places with less room than this (radius in points) are shown enlarged."""
GAP = 8.0
LEAST_WIDTH = 60.0
Box = tuple[float, float, float, float]
Points = Mapping[Unit, Point]


def draw_true_map(sheet: Paper, width: float, shapes: Sequence[DrawnShape], points: Points) -> None:
    """Draw the map on the left `width` points of a sheet, and the centre enlarged in the rest.

    `points`: where the kecamatan offices stand, and kelurahan whose shape is not known. Marks and names of the
    centre stand in the enlarged part only.
    """
    page, box = shapely.box(0, 0, width, sheet.height), _tight_box(shapes)
    room = (sheet.width - width - GAP, sheet.height)
    _draw_areas(sheet, shapes)
    if box is None or room[0] < LEAST_WIDTH:
        write_marks(sheet, shapes, points, page, {*points, *(shape.unit for shape in shapes)})
        return
    scale = min(room[0] / (box[2] - box[0]), room[1] / (box[3] - box[1]))
    frame = shapely.box(*box)
    central = _central(shapes, points, frame, scale)
    others = {unit for unit in [*points, *(shape.unit for shape in shapes)] if unit not in central}
    write_marks(sheet, shapes, points, page.difference(frame.buffer(MARGIN)), others)
    inner = Paper((box[2] - box[0]) * scale / POINTS_PER_MM, (box[3] - box[1]) * scale / POINTS_PER_MM)
    larger = [_larger(shape, box, scale) for shape in shapes]
    _draw_areas(inner, larger)
    inside = shapely.box(0, 0, inner.width, inner.height).buffer(-MARGIN)
    write_marks(inner, larger, {unit: _at(at, box, scale) for unit, at in points.items()}, inside, central)
    _lay(sheet, inner, box)


def _draw_areas(sheet: Paper, shapes: Sequence[DrawnShape]) -> None:
    for shape in shapes:
        sheet.area(shape.rings, fill_of(shape.unit.status), PAPER, 0.6)
    for line in borders(shapes):
        sheet.line(line, INK, 1.0)


def _lay(sheet: Paper, inner: Paper, box: Box) -> None:
    """Put the enlarged part in the lower right corner, with its frame here and there."""
    corner = (sheet.width - inner.width - 0.5, 0.5)
    sheet.inset(inner, corner)
    frame = ((corner[0], corner[1]), (corner[0] + inner.width, corner[1] + inner.height))
    for low, high in (((box[0], box[1]), (box[2], box[3])), frame):
        sheet.line([low, (high[0], low[1]), high, (low[0], high[1]), low], INK, 0.7, "2.5 1.5")


def _tight_box(shapes: Sequence[DrawnShape]) -> Box | None:
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


def _central(shapes: Sequence[DrawnShape], points: Points, frame: BaseGeometry, scale: float) -> Set[Unit]:
    """The places that have more room in the enlarged part, and the points in it."""
    areas = [(shape.unit, area_of(shape)) for shape in shapes]
    inside = {unit for unit, area in areas if scale * _room(area & frame) > _room(area - frame)}
    return inside | {unit for unit, at in points.items() if frame.covers(shapely.Point(at))}


def _room(area: BaseGeometry) -> float:
    """The radius of the largest circle inside an area."""
    parts = [part for part in shapely.get_parts(area) if part.area]
    return max((float(shapely.maximum_inscribed_circle(part, tolerance=0.2).length) for part in parts), default=0.0)


def _at(point: Point, box: Box, scale: float) -> Point:
    return (point[0] - box[0]) * scale, (point[1] - box[1]) * scale


def _larger(shape: DrawnShape, box: Box, scale: float) -> DrawnShape:
    rings = tuple(tuple(_at(point, box, scale) for point in ring) for ring in shape.rings)
    return DrawnShape(shape.unit, rings, _at(shape.middle, box, scale), shape.room * scale)
