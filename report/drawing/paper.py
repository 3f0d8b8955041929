"""Paper for print charts: SVG in points, origin bottom left, the product's typeface, the same text each time."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from math import cos, radians, sin

from fontTools.ttLib import TTFont

from core.theme import INK
from report.fonts import FONT_FILES

FAMILY = "Source Sans Pro"
POINTS_PER_MM = 72 / 25.4
Point = tuple[float, float]


class EmptyDrawingError(ValueError):
    """There is nothing to draw: an empty chart is never printed."""


class Paper:
    """A drawing of a given size in mm; what is drawn later lies above. Words stay words: searchable, read aloud."""

    def __init__(self, width_mm: float, height_mm: float) -> None:
        self.width, self.height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
        self._parts: list[str] = []

    def area(self, rings: Iterable[Sequence[Point]], fill: str, line: str = "none", width: float = 0.0) -> None:
        """Fill closed rings; a ring inside another is a hole."""
        path = "".join(f"M{self._points(ring)}Z" for ring in rings)
        self._add(f'<path d="{path}" fill="{fill}" fill-rule="evenodd"{_stroke(line, width)}/>')

    def line(self, points: Sequence[Point], colour: str, width: float, dash: str = "") -> None:
        """Draw a line through points; `dash` as in SVG."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self._add(f'<polyline points="{self._points(points)}" fill="none"{_stroke(colour, width)}{dashes}/>')

    def circle(self, at: Point, radius: float, fill: str, line: str = "none", width: float = 0.0) -> None:
        """Draw a disc or a ring."""
        x, y = self._at(at)
        self._add(f'<circle cx="{x}" cy="{y}" r="{_short(radius)}" fill="{fill}"{_stroke(line, width)}/>')

    def wedge(self, at: Point, radius: float, part: float, fill: str) -> None:
        """Fill a part (0..1) of a disc, clockwise from the top."""
        if part >= 1:
            return self.circle(at, radius, fill)
        steps = [radians(90 - 360 * part * step / 24) for step in range(25)]
        arc = [(at[0] + radius * cos(angle), at[1] + radius * sin(angle)) for angle in steps]
        return self.area([[at, *arc]], fill)

    def box(self, corner: Point, size: Point, fill: str, radius: float = 0.0, line: str = "none") -> None:
        """Draw a box from its lower left corner, rounded by `radius`."""
        x, y = self._at((corner[0], corner[1] + size[1]))
        self._add(
            f'<rect x="{x}" y="{y}" width="{_short(size[0])}" height="{_short(size[1])}" rx="{_short(radius)}" '
            f'fill="{fill}"{_stroke(line, 0.4)}/>'
        )

    def text(
        self, at: Point, words: str, size: float, colour: str = INK, anchor: str = "middle", is_strong: bool = False
    ) -> None:
        """Write words on a base line; `anchor`: start, middle or end."""
        x, y = self._at(at)
        weight = ' font-weight="600"' if is_strong else ""
        self._add(
            f'<text x="{x}" y="{y}" font-size="{_short(size)}" fill="{colour}" text-anchor="{anchor}"{weight}>'
            f"{escape(words)}</text>"
        )

    def inset(self, other: "Paper", corner: Point) -> None:
        """Lay another drawing on this one, cut off at its edges; `corner`: where its lower left lies."""
        x, y = self._at((corner[0], corner[1] + other.height))
        size = f'width="{_short(other.width)}" height="{_short(other.height)}"'
        box = f'viewBox="0 0 {_short(other.width)} {_short(other.height)}"'
        self._add(f'<svg x="{x}" y="{y}" {size} {box} overflow="hidden">{"".join(other._parts)}</svg>')

    def svg(self) -> str:
        """Return the drawing."""
        size = f'width="{_short(self.width)}pt" height="{_short(self.height)}pt"'
        box = f'viewBox="0 0 {_short(self.width)} {_short(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FAMILY}">{"".join(self._parts)}</svg>'
        )

    def _add(self, part: str) -> None:
        self._parts.append(part)

    def _at(self, point: Point) -> tuple[str, str]:
        return _short(point[0]), _short(self.height - point[1])

    def _points(self, points: Iterable[Point]) -> str:
        return " ".join(",".join(self._at(point)) for point in points)


def _stroke(colour: str, width: float) -> str:
    return "" if colour == "none" else f' stroke="{colour}" stroke-width="{_short(width)}" stroke-linejoin="round"'


def _short(value: float) -> str:
    """A hundredth of a point is enough, and the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0" if abs(value) < 0.005 else "-0")


def text_width(text: str, size: float, is_strong: bool = False) -> float:
    """Return the width of a text in points."""
    widths, units = _widths(is_strong)
    return sum(widths.get(ord(letter), widths[ord("n")]) for letter in text) * size / units


@lru_cache
def _widths(is_strong: bool) -> tuple[dict[int, int], int]:
    """Advance of every letter of a typeface, and its units per em."""
    with TTFont(FONT_FILES[is_strong], lazy=True) as font:
        advances = font["hmtx"].metrics
        return {code: advances[name][0] for code, name in font.getBestCmap().items()}, font["head"].unitsPerEm
