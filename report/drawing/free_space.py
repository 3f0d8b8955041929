"""Where a mark or a word on a drawing finds room: nothing lies on another, on a line or on a frame."""

from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from report.content.model import Point

MARGIN = 0.8
"""Points between any two things."""
STEP = 1.5
AT_ONCE = 30
REACH = 21.0
"""How far from its own place a thing may move, in points; a whole number of steps."""


class Room:
    """A part of a sheet, and what is still free of it."""

    def __init__(self, region: BaseGeometry) -> None:
        self.free = region

    def take(self, at: Point, size: Point) -> None:
        """Take a box of a width and height around its middle; nothing else is put there."""
        self.free = self.free.difference(box_at(at, size).buffer(MARGIN))

    def inside(self, area: BaseGeometry) -> BaseGeometry:
        """Return the free part of an area, away from its border."""
        return self.free.intersection(area).buffer(-MARGIN)


def box_at(at: Point, size: Point) -> shapely.Polygon:
    """Return a box of a width and height around its middle."""
    return shapely.box(at[0] - size[0] / 2, at[1] - size[1] / 2, at[0] + size[0] / 2, at[1] + size[1] / 2)


def nearest(at: Point, size: Point, free: BaseGeometry) -> Point | None:
    """Return the middle nearest to a place of a box that lies in what is free; None where there is none in reach."""
    shapely.prepare(free)
    ways = _nearest_first()
    # A few at a time: nearly always one of the first fits.
    for start in range(0, len(ways), AT_ONCE):
        middles = np.array(at) + ways[start : start + AT_ONCE]
        low, high = middles - np.array(size) / 2, middles + np.array(size) / 2
        fits = np.flatnonzero(shapely.covers(free, shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])))
        if len(fits):
            return float(middles[fits[0], 0]), float(middles[fits[0], 1])
    return None


@cache
def _nearest_first() -> NDArray[np.float64]:
    """Ways to move in points, the shortest first."""
    steps = np.arange(-REACH, REACH + STEP, STEP)
    ways = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    return ways[np.argsort(np.hypot(*ways.T), kind="stable")]
