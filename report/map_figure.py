"""The map for print: the cartogram's equal hexagons, or the official boundaries with the dense centre enlarged."""

from collections.abc import Sequence

import numpy as np

from analytics.map_marks import ink_on
from core.theme import INK, PAPER
from report.content import Point, Unit
from report.drawing import POINTS_PER_MM, EmptyDrawingError, Sheet, text_width
from report.map_marks import MARK_RADIUS, NAME_SIZE, draw_mark, fill_of, lines_of, named_mark, size_of
from report.map_shapes import Shape, borders, place_shapes
from report.true_map import draw_true_map

LABEL_HALF = 5.7
# Kecamatan are named by the part that tells them apart.
COMMON_PARTS = {"Samarinda ": "", "Loa Janan ": "L.J. "}
Label = tuple[Unit, float, float, float]


def unit_map(units: Sequence[Unit], room_mm: Point, is_official: bool = False) -> tuple[str, float]:
    """Return the map as SVG and its width in mm, as large as fits: official boundaries, or the cartogram's hexagons.

    An office whose status is not known is drawn without colour and with a question mark. Raises
    EmptyDrawingError without any shape: an empty map is never printed.
    """
    places = [unit for unit in units if unit.outline]
    if not places:
        raise EmptyDrawingError("There is no shape to draw.")
    # With all centres: a kelurahan that the boundaries lack may lie outside the others.
    corners = np.array(
        [*(unit.centre for unit in units), *(p for unit in places for ring in unit.outline for p in ring)]
    )
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = float(min((np.array(room_mm) * POINTS_PER_MM - 2) / (high - low)))
    width, height = (float(size * scale + 2) / POINTS_PER_MM for size in high - low)
    shapes = place_shapes(places, (float(low[0]), float(low[1])), scale)
    points = {unit: _on_sheet(unit, low, scale) for unit in units if not unit.outline}
    if is_official:
        sheet = Sheet(room_mm[0], height)
        draw_true_map(sheet, width * POINTS_PER_MM, shapes, points)
        return sheet.svg(), room_mm[0]
    sheet = Sheet(width, height)
    _draw_cartogram(sheet, shapes, [_label(unit, *at) for unit, at in points.items()])
    return sheet.svg(), width


def _on_sheet(unit: Unit, low: np.ndarray, scale: float) -> Point:
    x, y = (np.array(unit.centre) - low) * scale + 1
    return float(x), float(y)


def _draw_cartogram(sheet: Sheet, shapes: Sequence[Shape], labels: Sequence[Label]) -> None:
    for shape in shapes:
        sheet.area(shape.rings, fill_of(shape.unit.status), PAPER, 0.7)
    for line in borders(shapes):
        sheet.line(line, INK, 1.1)
    for shape in shapes:
        _place(sheet, shape, labels)
    for label in labels:
        _office(sheet, label)


def _place(sheet: Sheet, shape: Shape, labels: Sequence[Label]) -> None:
    """Mark and name in a hexagon, out of the way of the office labels near it."""
    points = np.array(shape.rings[0])
    x, y = (points.min(axis=0) + points.max(axis=0)) / 2
    half = (points[:, 1].max() - points[:, 1].min()) / 2
    lines = lines_of(shape.unit.name)
    wide, height = size_of(lines, MARK_RADIUS)
    reach = wide / 2 + 1
    near = [at for _unit, left, at, long in labels if abs(left - x) < long / 2 + reach and abs(at - y) < half]
    top = min([y + 0.72 * half, *(at - LABEL_HALF - 1 for at in near if at > y)])
    bottom = max([y - 0.72 * half, *(at + LABEL_HALF + 1 for at in near if at <= y)])
    named_mark(sheet, shape.unit, (float(x), float((top + bottom + height) / 2)), MARK_RADIUS, lines)


def _label(unit: Unit, x: float, y: float) -> Label:
    """A kecamatan office with its middle and the width of its label in points."""
    return unit, x, y, text_width(_short(unit.name), NAME_SIZE, is_strong=True) + 2 * MARK_RADIUS + 6


def _office(sheet: Sheet, label: Label) -> None:
    """A kecamatan office: a ringed pill with mark and name."""
    unit, x, y, width = label
    fill, left, half = fill_of(unit.status), x - width / 2, LABEL_HALF - 1.4
    for pad, colour in ((1.4, INK), (0.7, PAPER), (0.0, fill)):
        corner, size = (left - pad, y - half - pad), (width + 2 * pad, 2 * (half + pad))
        sheet.box(corner, size, colour, half + pad)
    ink, radius = ink_on(fill), MARK_RADIUS * 0.9
    draw_mark(sheet, unit.status, (left + MARK_RADIUS + 1.6, y), ink, radius)
    sheet.text((left + 2 * MARK_RADIUS + 3.4, y - 2.0), _short(unit.name), NAME_SIZE, ink, "start", is_strong=True)


def _short(kecamatan: str) -> str:
    for part, short in COMMON_PARTS.items():
        if kecamatan.startswith(part):
            return short + kecamatan.removeprefix(part)
    return kecamatan
