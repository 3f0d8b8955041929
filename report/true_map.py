"""The official boundaries on paper: the whole city, and beside it the dense centre enlarged, where places are tiny."""

from collections.abc import Mapping, Sequence, Set

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from core.theme import INK, PAPER
from report.content import Point, Unit
from report.drawing import POINTS_PER_MM, Sheet
from report.map_marks import fill_of
from report.map_shapes import Shape, area_of, borders
from report.room import MARGIN
from report.true_marks import write_marks

TIGHT = 5.5
"""Places with less room than this (radius in points) are shown enlarged."""
GAP = 8.0
LEAST_WIDTH = 60.0
Box = tuple[float, float, float, float]
Points = Mapping[Unit, Point]


def draw_true_map(sheet: Sheet, width: float, shapes: Sequence[Shape], points: Points) -> None:
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
    inner = Sheet((box[2] - box[0]) * scale / POINTS_PER_MM, (box[3] - box[1]) * scale / POINTS_PER_MM)
    larger = [_larger(shape, box, scale) for shape in shapes]
    _draw_areas(inner, larger)
    inside = shapely.box(0, 0, inner.width, inner.height).buffer(-MARGIN)
    write_marks(inner, larger, {unit: _at(at, box, scale) for unit, at in points.items()}, inside, central)
    _lay(sheet, inner, box)


def _draw_areas(sheet: Sheet, shapes: Sequence[Shape]) -> None:
    for shape in shapes:
        sheet.area(shape.rings, fill_of(shape.unit.status), PAPER, 0.6)
    for line in borders(shapes):
        sheet.line(line, INK, 1.0)


def _lay(sheet: Sheet, inner: Sheet, box: Box) -> None:
    """Put the enlarged part in the lower right corner, with its frame here and there."""
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


def _central(shapes: Sequence[Shape], points: Points, frame: BaseGeometry, scale: float) -> Set[Unit]:
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


def _larger(shape: Shape, box: Box, scale: float) -> Shape:
    rings = tuple(tuple(_at(point, box, scale) for point in ring) for ring in shape.rings)
    return Shape(shape.unit, rings, _at(shape.middle, box, scale), shape.room * scale)
