"""The shapes of the map on paper: outlines in points, where a mark stands, and the borders of the kecamatan."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from report.content.model import Point, Ring, Unit

SNAP = 0.01


@dataclass(frozen=True)
class DrawnShape:
    """One kelurahan on the sheet: its rings, the middle of the largest circle inside it, and that circle's radius."""

    unit: Unit
    rings: tuple[Ring, ...]
    middle: Point
    room: float


def place_shapes(places: Sequence[Unit], origin: Point, scale: float) -> list[DrawnShape]:
    """Return the shapes in points; `origin` is the lower left corner in degrees, `scale` points a degree."""
    return [_shape(unit, np.array(origin), scale) for unit in places]


def _shape(unit: Unit, origin: NDArray[np.float64], scale: float) -> DrawnShape:
    rings = [(np.array(ring) - origin) * scale + 1 for ring in unit.outline]
    outlines = tuple(tuple((float(a), float(b)) for a, b in ring) for ring in rings)
    return DrawnShape(unit, outlines, *_largest_circle(outlines))


@lru_cache(maxsize=512)
def _largest_circle(rings: tuple[Ring, ...]) -> tuple[Point, float]:
    """Middle and radius of the largest circle in any of the rings. A year of reports draws the same shapes."""
    largest = max((shapely.Polygon(ring) for ring in rings), key=lambda ring: float(ring.area))
    radius = shapely.maximum_inscribed_circle(largest, tolerance=0.2)
    x, y = (float(value) for value in shapely.get_coordinates(radius)[0])
    return (x, y), float(radius.length)


def area_of(shape: DrawnShape) -> BaseGeometry:
    """Return the area of a shape; a ring inside another is a hole, as it is drawn."""
    return reduce(shapely.symmetric_difference, [shapely.Polygon(ring) for ring in shape.rings])


def borders(shapes: Sequence[DrawnShape]) -> tuple[Ring, ...]:
    """Return the lines around the kelurahan of each kecamatan; corners are snapped, so that no seam is left."""
    groups: dict[str, tuple[Ring, ...]] = {}
    for shape in shapes:
        groups[shape.unit.kecamatan] = (*groups.get(shape.unit.kecamatan, ()), *shape.rings)
    return tuple(line for rings in groups.values() for line in _border(rings))


@lru_cache(maxsize=64)
def _border(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    parts = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    areas = shapely.get_parts(shapely.union_all(shapely.set_precision(parts, SNAP)))
    corners = [shapely.get_coordinates(area.exterior) for area in areas]
    return tuple(tuple((float(x), float(y)) for x, y in line) for line in corners)
