"""A small line within a card or a table's row: the course of one figure, without an axis."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from math import isfinite
from urllib.parse import quote

from core.formats import percent
from pages.view.view import View

SHOWN_MONTHS = 14
WIDTH, HEIGHT, EDGE = 96, 30, 3


def sparkline(values: Sequence[float], words: str, *, low: float | None = 0.0, high: float | None = None) -> str:
    """Return values at equal distances as a line with its last point marked, as HTML; '' with fewer than two of them.

    The line is a mask over the page's own colour, light or dark: Streamlit takes drawings out of what it is given.

    A value that is not known is a gap. `low` and `high`: what the line's room goes from and to, where its own values do
    not reach so far; `words`: the same in a sentence, for who cannot see it.
    """
    known = [value for value in values if isfinite(value)]
    if len(known) < 2:
        return ""
    bottom = min([*known, *([low] if low is not None else [])])
    top = max([*known, *([high] if high is not None else [])])
    step, room = (WIDTH - 2 * EDGE) / (len(values) - 1), (top - bottom) or 1.0

    def place(at: int) -> tuple[float, float]:
        return EDGE + at * step, HEIGHT - EDGE - (values[at] - bottom) / room * (HEIGHT - 2 * EDGE)

    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, run))}"/>' for run in _runs(values)
    )
    last = max(at for at, value in enumerate(values) if isfinite(value))
    x, y = place(last)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g fill="none" stroke="#000" '
        f'stroke-width="2" stroke-linejoin="round" stroke-linecap="round">{lines}</g>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.8"/></svg>'
    )
    mask = f"mask-image:url('data:image/svg+xml,{quote(drawing)}')"
    return f'<span class="spark" role="img" aria-label="{escape(words)}" style="{mask}"></span>'


def share_trend(shares: Sequence[float], view: View, *, high: float | None = None, is_weekly: bool = False) -> str:
    """Return the course of a share over the last months, or weeks; '' with fewer than two. `high`: as for sparkline."""
    shares = shares[-SHOWN_MONTHS:]
    known = [share for share in shares if isfinite(share)]
    if len(known) < 2:
        return ""
    weekly = view.t("Porsi digital per minggu, dari {first} menjadi {last}")
    text = weekly if is_weekly else view.t("Porsi digital per bulan, dari {first} menjadi {last}")
    words = text.format(first=percent(known[0], 1, view.lang), last=percent(known[-1], 1, view.lang))
    return sparkline(shares, words, high=high)


def _runs(values: Sequence[float]) -> Iterator[list[int]]:
    """Places of the values that stand beside each other without a gap."""
    for is_known, run in groupby(range(len(values)), key=lambda at: isfinite(values[at])):
        if is_known:
            yield list(run)
