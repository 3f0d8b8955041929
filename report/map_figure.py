"""The map for print: every kelurahan by colour and mark, the kecamatan offices as ringed labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, Polygon, Wedge
from numpy.typing import NDArray

from analytics.map_marks import ink_on
from core.theme import INK, PAPER, STATUS_COLOURS, SURFACE
from report.content import Unit
from report.drawing import POINTS_PER_MM, print_style, sheet, text_width, to_svg

NAME_SIZE = 6.1
LINE_HEIGHT = 6.3
MARK_RADIUS = 3.0
MARK_GAP = 1.2
LABEL_HALF = 5.7
PAIR_WIDTH = 37.0
# How much of the mark's disc is filled; the cross of `ditunda` is no disc.
FILLED = {"aktif": 1.0, "pelatihan": 0.75, "sosialisasi": 0.5, "persiapan": 0.25, "belum": 0.0}
# Kecamatan are named by the part that tells them apart.
COMMON_PARTS = {"Samarinda ": "", "Loa Janan ": "L.J. "}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Label:
    """The ringed label of a kecamatan office: its middle and its width in points."""

    name: str
    status: str | None
    x: float
    y: float
    width: float


def unit_map(units: Sequence[Unit], width_mm: float) -> tuple[str, float]:
    """Return the map as SVG and its height in mm.

    An office whose status is not known is drawn without colour and with a question mark. Raises
    ValueError without any shape: an empty map is never printed.
    """
    places = [unit for unit in units if unit.outline]
    if not places:
        raise ValueError("There is no shape to draw.")
    corners = np.array([point for unit in places for point in unit.outline])
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = (width_mm * POINTS_PER_MM - 2) / (high[0] - low[0])
    height_mm = float((high[1] - low[1]) * scale + 2) / POINTS_PER_MM
    with print_style():
        figure, axes = sheet(width_mm, height_mm)
        labels = [_label(unit, (np.array(unit.centre) - low) * scale + 1) for unit in units if not unit.outline]
        for unit in places:
            _place(axes, unit, (np.array(unit.outline) - low) * scale + 1, labels)
        _kecamatan_borders(axes, places, low, scale)
        for label in labels:
            _office(axes, label)
        return to_svg(figure), height_mm


def status_mark(status: str | None) -> str:
    """Return the legend's mark of a status as a small SVG: its colour, with the mark on it."""
    with print_style():
        figure, axes = sheet(4.2, 4.2)
        side = 4.2 * POINTS_PER_MM
        box = FancyBboxPatch((0.5, 0.5), side - 1, side - 1, boxstyle="round,pad=0,rounding_size=2")
        box.set(facecolor=_fill(status), edgecolor=INK, linewidth=0.4)
        axes.add_patch(box)
        _mark(axes, status, (side / 2, side / 2), ink_on(_fill(status)))
        return to_svg(figure)


def _fill(status: str | None) -> str:
    return SURFACE if status is None else STATUS_COLOURS[status]


def _place(axes: Axes, unit: Unit, outline: Floats, labels: Sequence[Label]) -> None:
    fill = _fill(unit.status)
    axes.add_patch(Polygon(outline, facecolor=fill, edgecolor=PAPER, linewidth=0.7))
    x, y = (outline.min(axis=0) + outline.max(axis=0)) / 2
    half = (outline[:, 1].max() - outline[:, 1].min()) / 2
    lines = _lines(unit.name)
    width = max(text_width(line, NAME_SIZE) for line in lines) / 2 + 1
    near = [label for label in labels if abs(label.x - x) < label.width / 2 + width and abs(label.y - y) < half]
    top = min([y + 0.72 * half, *(label.y - LABEL_HALF - 1 for label in near if label.y > y)])
    bottom = max([y - 0.72 * half, *(label.y + LABEL_HALF + 1 for label in near if label.y <= y)])
    height = 2 * MARK_RADIUS + MARK_GAP + LINE_HEIGHT * len(lines)
    start, ink = (top + bottom + height) / 2, ink_on(fill)
    _mark(axes, unit.status, (x, start - MARK_RADIUS), ink)
    for position, line in enumerate(lines, start=1):
        base = start - 2 * MARK_RADIUS - MARK_GAP - LINE_HEIGHT * position + 1.5
        axes.text(x, base, line, size=NAME_SIZE, color=ink, ha="center", va="baseline")


def _lines(name: str) -> list[str]:
    """A word a line; the first two of three words share one where they fit."""
    words = name.split()
    pair = " ".join(words[:2])
    return [pair, *words[2:]] if len(words) > 2 and text_width(pair, NAME_SIZE) <= PAIR_WIDTH else words


def _mark(axes: Axes, status: str | None, at: tuple[float, float], ink: str, radius: float = MARK_RADIUS) -> None:
    """The second, non-colour mark of a status: a disc that fills up on the way to live."""
    x, y = at
    if status is None:
        axes.text(x, y - 2.2, "?", size=7, weight="semibold", color=ink, ha="center", va="baseline")
    elif status not in FILLED:
        arm = radius * 0.8
        for slope in (-1, 1):
            axes.plot([x - arm, x + arm], [y - slope * arm, y + slope * arm], color=ink, linewidth=1.1)
    else:
        axes.add_patch(Circle(at, radius, facecolor="none", edgecolor=ink, linewidth=0.7))
        if FILLED[status]:
            axes.add_patch(Wedge(at, radius, 90 - 360 * FILLED[status], 90, facecolor=ink, linewidth=0))


def _kecamatan_borders(axes: Axes, places: Iterable[Unit], low: Floats, scale: float) -> None:
    """A dark line around the kelurahan of each kecamatan; corners are snapped, so that no seam is left."""
    groups: dict[str, list[shapely.Polygon]] = {}
    for unit in places:
        groups.setdefault(unit.kecamatan, []).append(shapely.Polygon(unit.outline))
    for shapes in groups.values():
        area = shapely.union_all(shapely.set_precision(np.array(shapes, dtype=object), 1e-6))
        for part in shapely.get_parts(area):
            line = (shapely.get_coordinates(part.exterior) - low) * scale + 1
            axes.plot(line[:, 0], line[:, 1], color=INK, linewidth=1.1, solid_joinstyle="round")


def _label(unit: Unit, at: Floats) -> Label:
    name = _short(unit.name)
    width = text_width(name, NAME_SIZE, "semibold") + 2 * MARK_RADIUS + 6
    return Label(name, unit.status, float(at[0]), float(at[1]), width)


def _office(axes: Axes, label: Label) -> None:
    """A kecamatan office: a ringed pill with mark and name."""
    fill, left = _fill(label.status), label.x - label.width / 2
    for pad, colour in ((1.4, INK), (0.7, PAPER), (0.0, fill)):
        inner = LABEL_HALF - 1.4
        shape = f"round,pad={pad},rounding_size={inner + pad}"
        box = FancyBboxPatch((left, label.y - inner), label.width, 2 * inner, boxstyle=shape)
        box.set(facecolor=colour, linewidth=0)
        axes.add_patch(box)
    ink, radius = ink_on(fill), MARK_RADIUS * 0.9
    _mark(axes, label.status, (left + MARK_RADIUS + 1.6, label.y), ink, radius)
    start = left + 2 * MARK_RADIUS + 3.4
    axes.text(start, label.y - 2.0, label.name, size=NAME_SIZE, weight="semibold", color=ink, va="baseline")


def _short(kecamatan: str) -> str:
    for part, short in COMMON_PARTS.items():
        if kecamatan.startswith(part):
            return short + kecamatan.removeprefix(part)
    return kecamatan
