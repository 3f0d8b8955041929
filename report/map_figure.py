"""The map for print: every kelurahan by colour and mark, the kecamatan offices as ringed marks with their own."""

from collections.abc import Sequence

import numpy as np

from analytics.map_marks import ink_on
from core.theme import INK, PAPER, STATUS_COLOURS, SURFACE
from report.content import Point, Unit
from report.drawing import POINTS_PER_MM, EmptyDrawingError, Sheet, text_width
from report.map_shapes import Shape, borders, place_shapes

NAME_SIZE = 6.1
LINE_HEIGHT = 6.3
MARK_RADIUS = 3.0
SMALLEST_MARK = 1.5
MARK_GAP = 1.2
LABEL_HALF = 5.7
PAIR_WIDTH = 37.0
# How much of the mark's disc is filled; the cross of `ditunda` is no disc.
FILLED = {"aktif": 1.0, "pelatihan": 0.75, "sosialisasi": 0.5, "persiapan": 0.25, "belum": 0.0}
# Kecamatan are named by the part that tells them apart.
COMMON_PARTS = {"Samarinda ": "", "Loa Janan ": "L.J. "}
Label = tuple[Unit, float, float, float]


def unit_map(units: Sequence[Unit], width_mm: float, is_official: bool = False) -> tuple[str, float]:
    """Return the map as SVG and its height in mm: official boundaries, or the cartogram's hexagons.

    An office whose status is not known is drawn without colour and with a question mark. Raises
    ValueError without any shape: an empty map is never printed.
    """
    places = [unit for unit in units if unit.outline]
    if not places:
        raise EmptyDrawingError("There is no shape to draw.")
    corners = np.array([point for unit in places for ring in unit.outline for point in ring])
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = (width_mm * POINTS_PER_MM - 2) / (high[0] - low[0])
    height_mm = float((high[1] - low[1]) * scale + 2) / POINTS_PER_MM
    sheet = Sheet(width_mm, height_mm)
    shapes = place_shapes(places, (float(low[0]), float(low[1])), float(scale))
    labels = [_label(unit, *((np.array(unit.centre) - low) * scale + 1)) for unit in units if not unit.outline]
    for shape in shapes:
        sheet.area(shape.rings, _fill(shape.unit.status), PAPER, 0.7)
    for line in borders(shapes):
        sheet.line(line, INK, 1.1)
    for shape in shapes:
        if is_official:
            _true_place(sheet, shape)
        else:
            _place(sheet, shape, labels)
    for label in labels:
        if is_official:
            _ringed(sheet, label)
        else:
            _office(sheet, label)
    return sheet.svg(), height_mm


def status_mark(status: str | None) -> str:
    """Return the legend's mark of a status as a small SVG: its colour, with the mark on it."""
    sheet = Sheet(4.2, 4.2)
    side = 4.2 * POINTS_PER_MM
    sheet.box((0.5, 0.5), (side - 1, side - 1), _fill(status), 2, INK)
    _mark(sheet, status, (side / 2, side / 2), ink_on(_fill(status)))
    return sheet.svg()


def _fill(status: str | None) -> str:
    return SURFACE if status is None else STATUS_COLOURS[status]


def _place(sheet: Sheet, shape: Shape, labels: Sequence[Label]) -> None:
    """Mark and name in a hexagon, out of the way of the office labels near it."""
    points = np.array(shape.rings[0])
    x, y = (points.min(axis=0) + points.max(axis=0)) / 2
    half = (points[:, 1].max() - points[:, 1].min()) / 2
    lines = _lines(shape.unit.name)
    width = max(text_width(line, NAME_SIZE) for line in lines) / 2 + 1
    near = [at for _unit, left, at, long in labels if abs(left - x) < long / 2 + width and abs(at - y) < half]
    top = min([y + 0.72 * half, *(at - LABEL_HALF - 1 for at in near if at > y)])
    bottom = max([y - 0.72 * half, *(at + LABEL_HALF + 1 for at in near if at <= y)])
    height = 2 * MARK_RADIUS + MARK_GAP + LINE_HEIGHT * len(lines)
    _named_mark(sheet, shape.unit, (float(x), float((top + bottom + height) / 2)), MARK_RADIUS, lines)


def _true_place(sheet: Sheet, shape: Shape) -> None:
    """Mark and, where there is room, name inside a true shape; a tiny one has a small mark and no name."""
    x, y = shape.middle
    radius = min(MARK_RADIUS, max(SMALLEST_MARK, 0.75 * shape.room))
    lines = _lines(shape.unit.name)
    height = 2 * radius + MARK_GAP + LINE_HEIGHT * len(lines)
    width = max(text_width(line, NAME_SIZE) for line in lines)
    is_roomy = (width / 2) ** 2 + (height / 2) ** 2 < (1.15 * shape.room) ** 2
    top = y + height / 2 if is_roomy else y + radius
    _named_mark(sheet, shape.unit, (x, top), radius, lines if is_roomy else [])


def _named_mark(sheet: Sheet, unit: Unit, top: Point, radius: float, lines: Sequence[str]) -> None:
    """A status mark that hangs from a point, and lines of a name below it."""
    ink = ink_on(_fill(unit.status))
    _mark(sheet, unit.status, (top[0], top[1] - radius), ink, radius)
    for position, line in enumerate(lines, start=1):
        base = top[1] - 2 * radius - MARK_GAP - LINE_HEIGHT * position + 1.5
        sheet.text((top[0], base), line, NAME_SIZE, ink)


def _lines(name: str) -> list[str]:
    """A word a line; the first two of three words share one where they fit."""
    words = name.split()
    pair = " ".join(words[:2])
    return [pair, *words[2:]] if len(words) > 2 and text_width(pair, NAME_SIZE) <= PAIR_WIDTH else words


def _mark(sheet: Sheet, status: str | None, at: Point, ink: str, radius: float = MARK_RADIUS) -> None:
    """The second, non-colour mark of a status: a disc that fills up on the way to live."""
    x, y = at
    if status is None:
        sheet.text((x, y - 2.2), "?", 7, ink, is_strong=True)
    elif status not in FILLED:
        arm = radius * 0.8
        for slope in (-1, 1):
            sheet.line([(x - arm, y - slope * arm), (x + arm, y + slope * arm)], ink, 1.1)
    else:
        sheet.circle(at, radius, "none", ink, 0.7)
        if FILLED[status]:
            sheet.wedge(at, radius, FILLED[status], ink)


def _label(unit: Unit, x: float, y: float) -> Label:
    """A kecamatan office with its middle and the width of its label in points."""
    width = text_width(_short(unit.name), NAME_SIZE, is_strong=True) + 2 * MARK_RADIUS + 6
    return unit, float(x), float(y), width


def _office(sheet: Sheet, label: Label) -> None:
    """A kecamatan office on the cartogram: a ringed pill with mark and name."""
    unit, x, y, width = label
    fill, left, half = _fill(unit.status), x - width / 2, LABEL_HALF - 1.4
    for pad, colour in ((1.4, INK), (0.7, PAPER), (0.0, fill)):
        corner, size = (left - pad, y - half - pad), (width + 2 * pad, 2 * (half + pad))
        sheet.box(corner, size, colour, half + pad)
    ink, radius = ink_on(fill), MARK_RADIUS * 0.9
    _mark(sheet, unit.status, (left + MARK_RADIUS + 1.6, y), ink, radius)
    sheet.text((left + 2 * MARK_RADIUS + 3.4, y - 2.0), _short(unit.name), NAME_SIZE, ink, "start", is_strong=True)


def _ringed(sheet: Sheet, label: Label) -> None:
    """A kecamatan office on the true map: a small ringed square, so that the places around it stay in sight."""
    unit, x, y, _width = label
    fill = _fill(unit.status)
    for half, colour in ((4.2, INK), (3.5, PAPER), (2.8, fill)):
        sheet.box((x - half, y - half), (2 * half, 2 * half), colour, 1)
    _mark(sheet, unit.status, (x, y), ink_on(fill), 1.9)


def _short(kecamatan: str) -> str:
    for part, short in COMMON_PARTS.items():
        if kecamatan.startswith(part):
            return short + kecamatan.removeprefix(part)
    return kecamatan
