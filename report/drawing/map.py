"""The map for print: the cartogram's equal hexagons, or the official boundaries with the dense centre enlarged."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely

from core.texts import apart_name
from core.theme import INK, PAPER, ink_on
from report.content.model import Point, Ring, Unit
from report.drawing.free_space import box_at
from report.drawing.map_marks import (
    MARK_RADIUS,
    NAME_SIZE,
    draw_mark,
    fill_of,
    name_lines,
    named_mark,
    outline_of,
    size_of,
)
from report.drawing.paper import POINTS_PER_MM, EmptyDrawingError, Paper, text_width
from report.drawing.shapes import DrawnShape, borders, place_shapes
from report.drawing.true_map import draw_true_map

SIZES = (NAME_SIZE, 5.5, 5.0)
"""Sizes of letters in points; smaller ones are not read in print."""
PLAIN_SIZE = 9.0
"""Letters of a map that those who decide read: the smallest on their pages."""
MOST_LINES = 3
CUT = "…"


def forms_of(name: str, width: float) -> Iterator[tuple[list[str], float]]:
    """Yield a name in lines with the size of its letters, the one to be wished for first; the last is the shortest."""
    if len(name_lines(name)) <= MOST_LINES:
        yield name_lines(name), NAME_SIZE
    for size in SIZES:
        lines = _broken(name.split(), width, size)
        if len(lines) <= MOST_LINES:
            yield lines, size
    for most in range(MOST_LINES, 0, -1):
        lines = _broken(name.split(), width, SIZES[-1])
        kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
        yield [shortened(line, width, SIZES[-1]) for line in kept], SIZES[-1]


def shortened(text: str, width: float, size: float, is_strong: bool = False) -> str:
    """Return a text that is at most so many points wide; what was longer ends in an ellipsis."""
    if text_width(text, size, is_strong) <= width:
        return text
    long = (text[:end].rstrip() + CUT for end in range(len(text) - 1, 0, -1))
    return next((cut for cut in long if text_width(cut, size, is_strong) <= width), CUT)


def _broken(words: Sequence[str], width: float, size: float) -> list[str]:
    """Words in lines as full as they can be; a word that is too long has a line of its own."""
    lines: list[str] = []
    for word in words:
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


LABEL_HALF = 5.7
LABEL_WIDTH = 60.0
BORDER = 1.0
Label = tuple[Unit, float, float, float]
Taken = tuple[float, float, float]
"""The middle of a label and its width."""


def map_svg(
    units: Sequence[Unit], room_mm: Point, is_official: bool = False, *, is_plain: bool = False
) -> tuple[str, float]:
    """Return the map as SVG and its width in mm, as large as fits: official boundaries, or the cartogram's hexagons.

    `is_plain`: no small letters: marks, and on the cartogram the kecamatan by name. An office whose status is not known
    is drawn without colour and with a question mark. Raises EmptyDrawingError without any shape: an empty map is never
    printed.
    """
    if is_plain and is_official:
        units = [unit if unit.kind == "kecamatan" else replace(unit, name="") for unit in units]
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
        sheet = Paper(room_mm[0], height)
        draw_true_map(sheet, width * POINTS_PER_MM, shapes, points)
        return sheet.svg(), room_mm[0]
    sheet = Paper(width, height)
    letters = PLAIN_SIZE if is_plain else NAME_SIZE
    labels = [_label(unit, *at, sheet.width, letters) for unit, at in points.items()]
    _draw_cartogram(sheet, shapes, labels, letters)
    return sheet.svg(), width


def _on_sheet(unit: Unit, low: np.ndarray, scale: float) -> Point:
    x, y = (np.array(unit.centre) - low) * scale + 1
    return float(x), float(y)


def _draw_cartogram(sheet: Paper, shapes: Sequence[DrawnShape], labels: Sequence[Label], letters: float) -> None:
    """With labels in letters of a size; names stand in the hexagons where those are the small ones."""
    for shape in shapes:
        sheet.area(shape.rings, fill_of(shape.unit.status), PAPER, 0.7)
    for line in borders(shapes):
        sheet.line(line, INK, 1.1)
    taken = tuple((x, y, long) for _unit, x, y, long in labels)
    for shape in shapes:
        if letters == PLAIN_SIZE:
            _mark_in(sheet, shape, taken)
            continue
        lines, size, top = _name_in(shape.rings[0], shape.unit.name, taken)
        named_mark(sheet, shape.unit, top, MARK_RADIUS, lines, size)
    for label in labels:
        _office(sheet, label, letters)


def _mark_in(sheet: Paper, shape: DrawnShape, labels: Sequence[Taken]) -> None:
    """A mark alone, midway between the labels that reach into its hexagon."""
    bounds = shapely.Polygon(shape.rings[0]).bounds
    half = LABEL_HALF * PLAIN_SIZE / NAME_SIZE
    top = _hanging(bounds, (2 * MARK_RADIUS, 2 * MARK_RADIUS), labels, half)
    at = ((bounds[0] + bounds[2]) / 2, top - MARK_RADIUS)
    draw_mark(sheet, shape.unit.status, at, ink_on(fill_of(shape.unit.status)), MARK_RADIUS)


@lru_cache(maxsize=512)
def _name_in(ring: Ring, name: str, labels: tuple[Taken, ...]) -> tuple[list[str], float, Point]:
    """A hexagon's name in lines, its size and where it hangs: out of the way of the labels, as large as it has room.

    A year of reports draws the same hexagons with the same names.
    """
    hexagon = shapely.Polygon(ring)
    free = hexagon.difference(shapely.union_all([box_at((x, y), (long, 2 * LABEL_HALF)) for x, y, long in labels]))
    left, _low, right, _high = hexagon.bounds
    for lines, size in forms_of(name, right - left - BORDER):
        top = (left + right) / 2, _hanging(hexagon.bounds, size_of(lines, MARK_RADIUS, size), labels)
        if free.covers(outline_of(lines, size, top, MARK_RADIUS)):
            break
    return lines, size, top


def _hanging(bounds: tuple[float, ...], size: Point, labels: Sequence[Taken], label_half: float = LABEL_HALF) -> float:
    """From where a named mark of a width and height hangs, so that it stands midway between the labels near it."""
    left, low, right, high = bounds
    x, y, half = (left + right) / 2, (low + high) / 2, (high - low) / 2
    reach = size[0] / 2 + 1
    near = [at for middle, at, long in labels if abs(middle - x) < long / 2 + reach and abs(at - y) < half]
    top = min([y + 0.72 * half, *(at - label_half - 1 for at in near if at > y)])
    bottom = max([y - 0.72 * half, *(at + label_half + 1 for at in near if at <= y)])
    return (top + bottom + size[1]) / 2


def _label(unit: Unit, x: float, y: float, width: float, letters: float) -> Label:
    """A kecamatan office with its middle and the width of its label in points, wholly on a sheet of a width."""
    long = text_width(_short(unit.name, letters), letters, is_strong=True) + 2 * MARK_RADIUS + 6
    return unit, min(max(x, long / 2 + 2), width - long / 2 - 2), y, long


def _office(sheet: Paper, label: Label, letters: float) -> None:
    """A kecamatan office: a ringed pill with mark and name."""
    unit, x, y, width = label
    fill, left, half = fill_of(unit.status), x - width / 2, LABEL_HALF * letters / NAME_SIZE - 1.4
    for pad, colour in ((1.4, INK), (0.7, PAPER), (0.0, fill)):
        corner, size = (left - pad, y - half - pad), (width + 2 * pad, 2 * (half + pad))
        sheet.box(corner, size, colour, half + pad)
    ink, radius = ink_on(fill), MARK_RADIUS * 0.9
    draw_mark(sheet, unit.status, (left + MARK_RADIUS + 1.6, y), ink, radius)
    base, name = y - letters / 3, _short(unit.name, letters)
    sheet.text((left + 2 * MARK_RADIUS + 3.4, base), name, letters, ink, "start", is_strong=True)


def _short(kecamatan: str, letters: float) -> str:
    """A kecamatan's name without the part that many share, in the room of a label."""
    return shortened(apart_name(kecamatan), LABEL_WIDTH * letters / NAME_SIZE, letters, is_strong=True)
