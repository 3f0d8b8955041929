"""Marks and names on the official boundaries; a name without room of its own is left out."""

from collections.abc import Mapping, Sequence, Set

import shapely
from shapely.geometry.base import BaseGeometry

from analytics.map_marks import ink_on
from core.theme import INK, PAPER
from report.content import Point, Unit
from report.drawing import Sheet
from report.map_marks import LINE_HEIGHT, MARK_RADIUS, NAME_SIZE, draw_mark, fill_of, lines_of, named_mark, size_of
from report.map_shapes import Shape, area_of
from report.room import Room, box_at, nearest

SQUARE = 4.4
DISC = MARK_RADIUS + 1.9
RADII = (MARK_RADIUS, 2.2, 1.4)
"""Radii of a mark in points, the one to be wished for first."""


def write_marks(
    sheet: Sheet, shapes: Sequence[Shape], points: Mapping[Unit, Point], region: BaseGeometry, here: Set[Unit]
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


def _place(sheet: Sheet, shape: Shape, room: Room) -> None:
    """Mark and, where there is room, name inside a true shape; a tiny one has a small mark and no name."""
    free, words = room.inside(area_of(shape)), lines_of(shape.unit.name)
    forms = [(words, MARK_RADIUS), ([shape.unit.name], MARK_RADIUS), (words, RADII[1]), *(([], each) for each in RADII)]
    for lines, radius in forms:
        size = size_of(lines, radius) if lines else (2 * radius, 2 * radius)
        at = nearest(shape.middle, size, free)
        if at is not None:
            room.take(at, size)
            named_mark(sheet, shape.unit, (at[0], at[1] + size[1] / 2), radius, lines)
            return
    named_mark(sheet, shape.unit, (shape.middle[0], shape.middle[1] + RADII[-1]), RADII[-1], [])


def _point(sheet: Sheet, unit: Unit, at: Point) -> None:
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


def _name_beside(sheet: Sheet, unit: Unit, at: Point, room: Room) -> None:
    """The name below, above, right or left of a disc, where it lies on nothing else."""
    for lines in ([unit.name], lines_of(unit.name)):
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
