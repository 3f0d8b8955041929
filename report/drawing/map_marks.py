"""The marks of the printed map: a status as a disc that fills up on the way to live, and names in lines."""

from collections.abc import Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from core.theme import INK, STATUS_COLOURS, SURFACE, ink_on
from report.content.model import Point, Unit
from report.drawing.paper import POINTS_PER_MM, Paper, text_width

NAME_SIZE = 6.1
SPACED = 6.3 / 6.1
"""From line to line, as a multiple of the size of letters."""
LINE_HEIGHT = NAME_SIZE * SPACED
MARK_RADIUS = 3.0
MARK_GAP = 1.2
PAIR_WIDTH = 37.0
# How much of the mark's disc is filled; the cross of `ditunda` is no disc.
FILLED = {"aktif": 1.0, "pelatihan": 0.75, "sosialisasi": 0.5, "persiapan": 0.25, "belum": 0.0}


def status_mark(status: str | None) -> str:
    """Return the legend's mark of a status as a small SVG: its colour, with the mark on it."""
    sheet = Paper(4.2, 4.2)
    side = 4.2 * POINTS_PER_MM
    sheet.box((0.5, 0.5), (side - 1, side - 1), fill_of(status), 2, INK)
    draw_mark(sheet, status, (side / 2, side / 2), ink_on(fill_of(status)))
    return sheet.svg()


def fill_of(status: str | None) -> str:
    """Return the colour of a status; one that is not known has none."""
    return SURFACE if status is None else STATUS_COLOURS[status]


def draw_mark(sheet: Paper, status: str | None, at: Point, ink: str, radius: float = MARK_RADIUS) -> None:
    """Draw the second, non-colour mark of a status."""
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


def named_mark(
    sheet: Paper, unit: Unit, top: Point, radius: float, lines: Sequence[str], size: float = NAME_SIZE
) -> None:
    """Draw a status mark that hangs from a point, and lines of a name below it, in letters of a size in points."""
    ink = ink_on(fill_of(unit.status))
    draw_mark(sheet, unit.status, (top[0], top[1] - radius), ink, radius)
    for base, line in zip(_bases(lines, size, top, radius), lines, strict=True):
        sheet.text((top[0], base), line, size, ink)


def outline_of(lines: Sequence[str], size: float, top: Point, radius: float) -> BaseGeometry:
    """Return what a named mark covers: its disc, and the small letters of each line."""
    halves = (text_width(line, size) / 2 for line in lines)
    boxes = [
        shapely.box(top[0] - half, base, top[0] + half, base + 0.5 * size)
        for half, base in zip(halves, _bases(lines, size, top, radius), strict=True)
    ]
    return shapely.union_all([shapely.Point(top[0], top[1] - radius).buffer(radius), *boxes])


def _bases(lines: Sequence[str], size: float, top: Point, radius: float) -> list[float]:
    """The heights of the base lines of a name below its mark."""
    first = top[1] - 2 * radius - MARK_GAP + 1.5
    return [first - size * SPACED * position for position in range(1, len(lines) + 1)]


def size_of(lines: Sequence[str], radius: float, size: float = NAME_SIZE) -> tuple[float, float]:
    """Return width and height of a named mark in points."""
    height = 2 * radius + MARK_GAP + size * SPACED * len(lines)
    return max((text_width(line, size) for line in lines), default=2 * radius), height


def name_lines(name: str) -> list[str]:
    """Return a name in lines: a word each; the first two of three words share one where they fit."""
    words = name.split()
    pair = " ".join(words[:2])
    return [pair, *words[2:]] if len(words) > 2 and text_width(pair, NAME_SIZE) <= PAIR_WIDTH else words
