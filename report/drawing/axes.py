"""The frame of a print chart: two scales, quiet grid lines, words at the ticks."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.theme import INK, LINE, MUTED
from report.drawing.paper import Paper, Point

SIZE = 7.2


@dataclass(frozen=True)
class Axes:
    """Values on a sheet: `x` and `y` are the ranges shown, the rest the margins in points."""

    sheet: Paper
    x: tuple[float, float]
    y: tuple[float, float]
    left: float = 22.0
    bottom: float = 14.0
    right: float = 2.0
    top: float = 5.0

    def at(self, x: float, y: float) -> Point:
        """Return where a pair of values lies on the sheet."""
        across = self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * (self.sheet.width - self.left - self.right)
        up = self.bottom + (y - self.y[0]) / (self.y[1] - self.y[0]) * (self.sheet.height - self.bottom - self.top)
        return across, up

    def frame(self, across: Iterable[tuple[float, str]], up: Iterable[tuple[float, str]]) -> None:
        """Draw grid lines with their words: (value, word) of the ticks below and beside."""
        for value, word in up:
            start, end = self.at(self.x[0], value), self.at(self.x[1], value)
            self.sheet.line([start, end], LINE if value > self.y[0] else MUTED, 0.5)
            self.sheet.text((start[0] - 4, start[1] - 2.3), word, SIZE, INK, "end")
        for value, word in across:
            place = self.at(value, self.y[0])
            self.sheet.text((place[0], place[1] - 9), word, SIZE)

    def band(self, first: float, last: float, fill: str) -> None:
        """Draw a band over the whole height."""
        low, high = self.at(first, self.y[0]), self.at(last, self.y[1])
        self.sheet.box(low, (high[0] - low[0], high[1] - low[1]), fill)

    def line(self, points: Iterable[tuple[float, float | None]], colour: str, width: float, dash: str = "") -> None:
        """Draw a line that breaks where a value is missing, with a dot at every value if it is solid."""
        run: list[Point] = []
        for x, y in [*points, (0.0, None)]:
            if y is not None:
                run.append(self.at(x, y))
                continue
            if len(run) > 1:
                self.sheet.line(run, colour, width, dash)
            run = []

    def note(self, x: float, y: float, word: str, colour: str, shift: Point = (0, 0), anchor: str = "middle") -> None:
        """Write a word at a pair of values, moved by `shift` points."""
        place = self.at(x, y)
        self.sheet.text((place[0] + shift[0], place[1] + shift[1]), word, SIZE, colour, anchor)
