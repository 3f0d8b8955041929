"""The weekday chart for print: digital share Monday to Friday, before and since the digital days."""

from dataclasses import dataclass
from math import ceil

from core.formats import percent, weekday
from core.theme import DIGITAL, MUTED, PAPER
from report.content.model import Weekday, Weekdays
from report.drawing.axes import SIZE, Axes
from report.drawing.paper import EmptyDrawingError, Paper

BAND = "#e4eff7"
OFFSET = 0.14
KEY_HEIGHT = 23.0
"""Points above the highest grid line, for the key's two lines: none of them is struck through."""


@dataclass(frozen=True)
class ChartWords:
    """The chart's words in the reader's language."""

    before: str
    since: str
    digital_days: str


def weekday_chart(shares: Weekdays, words: ChartWords, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the chart as SVG: hollow before, filled since, 95% intervals, digital days on a band.

    A share that cannot be stated leaves its place empty. Raises EmptyDrawingError when none can be stated: an
    empty chart is never printed.
    """
    days = [day for day in shares.days if day.share.share is not None]
    if not days:
        raise EmptyDrawingError("There is no share to draw.")
    ticks = _ticks(max(day.share.upper or day.share.share or 0.0 for day in days))
    sheet = Paper(width_mm, height_mm)
    top = ticks[-1] / (1 - KEY_HEIGHT / (sheet.height - Axes.bottom - Axes.top))
    axes = Axes(sheet, (0.5, 5.5), (0.0, top))
    for number in shares.digital:
        axes.band(number - 0.5, number + 0.5, BAND)
    axes.frame(
        [(number, weekday(number, lang)) for number in range(1, 6)], [(tick, percent(tick, 0, lang)) for tick in ticks]
    )
    if shares.digital:
        middle = sum(shares.digital) / len(shares.digital)
        axes.note(middle, top, words.digital_days, DIGITAL, (0, -9))
    for at, (period, name) in enumerate((("before", words.before), ("since", words.since))):
        is_since = period == "since"
        _key(axes, name, is_since, top, 9 + 10 * at)
        _points(axes, [day for day in days if day.period == period], is_since, lang)
    return sheet.svg()


def _key(axes: Axes, name: str, is_since: bool, top: float, down: float) -> None:
    """What the two kinds of points are, in the upper left corner."""
    colour = DIGITAL if is_since else MUTED
    x, y = axes.at(0.5, top)
    axes.sheet.circle((x + 5, y - down + 2.4), 2.3, colour if is_since else PAPER, colour, 1.1)
    axes.sheet.text((x + 11, y - down), name, SIZE, colour, "start")


def _ticks(highest: float) -> list[float]:
    """Round shares from 0 to the first one above the highest value."""
    step = 0.1 if highest <= 0.5 else 0.2
    return [step * at for at in range(min(ceil(highest / step), round(1 / step)) + 1)]


def _points(axes: Axes, days: list[Weekday], is_since: bool, lang: str) -> None:
    """Points with intervals; each value stands outside its interval: since above, before below."""
    colour, side = (DIGITAL, 1) if is_since else (MUTED, -1)
    for day in days:
        share, x = day.share, day.weekday + side * OFFSET
        value = share.share or 0.0
        low, high = (value if bound is None else bound for bound in (share.lower, share.upper))
        axes.line([(x, low), (x, high)], colour, 1.2)
        axes.sheet.circle(axes.at(x, value), 2.3, colour if is_since else PAPER, colour, 1.1)
        axes.note(x, high if is_since else low, percent(value, 0, lang), colour, (0, 3.5 if is_since else -9))
