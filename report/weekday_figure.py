"""The weekday chart for print: digital share Monday to Friday, before and since the digital days."""

from dataclasses import dataclass
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from core.formats import percent, weekday
from core.theme import DIGITAL, INK, LINE, MUTED
from report.content import Weekday, Weekdays
from report.drawing import POINTS_PER_MM, print_style, to_svg

BAND = "#e4eff7"
OFFSET = 0.17
SIZE = 7.2


@dataclass(frozen=True)
class ChartWords:
    """The chart's words in the reader's language."""

    before: str
    since: str
    digital_days: str


def weekday_chart(shares: Weekdays, words: ChartWords, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the chart as SVG: hollow before, filled since, 95 % intervals, digital days on a band.

    A share that cannot be stated leaves its place empty. Raises ValueError when none can be stated: an
    empty chart is never printed.
    """
    days = [day for day in shares.days if day.share.share is not None]
    if not days:
        raise ValueError("There is no share to draw.")
    with print_style():
        figure = Figure(figsize=(width_mm / 25.4, height_mm / 25.4))
        axes = _frame(figure, width_mm, height_mm)
        top = _share_axis(axes, max(day.share.upper or 0.0 for day in days), lang)
        for number in shares.digital:
            axes.axvspan(number - 0.5, number + 0.5, color=BAND, linewidth=0, zorder=0)
        if shares.digital:
            middle = sum(shares.digital) / len(shares.digital)
            axes.text(middle, top, words.digital_days, size=SIZE, color=DIGITAL, ha="center", va="top")
        for period, name in (("before", words.before), ("since", words.since)):
            _points(axes, [day for day in days if day.period == period], period == "since", name, lang)
        return to_svg(figure)


def _frame(figure: Figure, width_mm: float, height_mm: float) -> Axes:
    """Axes with room for the labels: 19 pt left, 13 pt below."""
    left, bottom = 19 / (width_mm * POINTS_PER_MM), 13 / (height_mm * POINTS_PER_MM)
    axes = figure.add_axes((left, bottom, 1 - left, 1 - bottom))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set(color=MUTED, linewidth=0.6)
    axes.tick_params(length=0, labelsize=SIZE, labelcolor=INK, pad=3)
    axes.grid(axis="y", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_xlim(0.5, 5.5)
    return axes


def _share_axis(axes: Axes, highest: float, lang: str) -> float:
    """Per cent from 0 to a round number above the highest value, with room for the labels; returns the top."""
    step = 0.1 if highest <= 0.5 else 0.2
    top = min(ceil(highest / step) * step, 1.0)
    ticks = [step * k for k in range(round(top / step) + 1)]
    limit = top + 0.12
    axes.set_ylim(0, limit)
    axes.set_yticks(ticks, [percent(tick, 0, lang) for tick in ticks])
    axes.set_xticks(range(1, 6), [weekday(number, lang) for number in range(1, 6)])
    return limit


def _points(axes: Axes, days: list[Weekday], is_since: bool, name: str, lang: str) -> None:
    """Points with intervals; each value stands outside its interval, the first also names its period."""
    colour, shift, outwards = (DIGITAL, OFFSET, 1) if is_since else (MUTED, -OFFSET, -1)
    for position, day in enumerate(days):
        share, x = day.share, day.weekday + shift
        value, lower, upper = share.share or 0.0, share.lower or 0.0, share.upper or 0.0
        axes.plot([x, x], [lower, upper], color=colour, linewidth=1.1, solid_capstyle="butt")
        fill = colour if is_since else "white"
        axes.plot([x], [value], marker="o", markersize=4.6, color=colour, markerfacecolor=fill, markeredgewidth=1.1)
        label = percent(value, 0, lang)
        if position == 0:
            label = f"{name}\n{label}" if is_since else f"{label}\n{name}"
        edge, side = (upper, "bottom") if is_since else (lower, "top")
        axes.annotate(
            label, (x, edge), (0, 2 * outwards), textcoords="offset points", size=SIZE, color=colour,
            ha="center", va=side, linespacing=1.05,
        )  # fmt: skip
