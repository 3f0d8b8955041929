"""The course of the digital share for print: month by month with its target, and as a small line in a table's row."""

from collections.abc import Sequence

from core.formats import month, percent
from core.theme import DIGITAL, INK, MUTED, TARGET
from report.content.decision import Trend
from report.drawing.paper import Paper, text_width

SIZE = 9.0
LEFT, RIGHT, BOTTOM, TOP = 4.0, 36.0, 16.0, 14.0
EDGE = 2.0


def trend_drawing(trend: Trend, target_word: str, width_mm: float, height_mm: float, lang: str = "id") -> str:
    """Return the share by month as SVG: first and last value and the target are written on the line; '' with fewer
    than two shares."""
    known = [(at, share) for at, (_day, share) in enumerate(trend.months) if share is not None]
    if len(known) < 2:
        return ""
    sheet = Paper(width_mm, height_mm)
    top = 1.08 * max(max(share for _at, share in known), trend.target or 0.0)
    step = (sheet.width - LEFT - RIGHT) / (len(trend.months) - 1)

    def place(at: int, share: float) -> tuple[float, float]:
        return LEFT + at * step, BOTTOM + share / top * (sheet.height - BOTTOM - TOP)

    sheet.line([place(0, 0.0), place(len(trend.months) - 1, 0.0)], MUTED, 0.5)
    if trend.target is not None:
        ends = [place(0, trend.target), place(len(trend.months) - 1, trend.target)]
        sheet.line(ends, TARGET, 1.0, "3 2")
        sheet.text(
            (ends[0][0], ends[0][1] + 3.5), f"{target_word} {percent(trend.target, 0, lang)}", SIZE, TARGET, "start"
        )
    for run in _runs([share for _day, share in trend.months]):
        sheet.line([place(at, share) for at, share in run], DIGITAL, 1.8)
    for (at, share), is_last in ((known[0], False), (known[-1], True)):
        x, y = place(at, share)
        sheet.circle((x, y), 2.4, DIGITAL)
        if is_last:
            sheet.text((x + 5, y - 3), percent(share, 0, lang), SIZE + 2, DIGITAL, "start", is_strong=True)
        else:
            sheet.text((x + 7, y - 3), percent(share, 0, lang), SIZE, DIGITAL, "start")
    first, last = (month(trend.months[at][0], lang) for at in (0, -1))
    sheet.text((LEFT, 3), first, SIZE, INK, "start")
    if text_width(first, SIZE) + text_width(last, SIZE) + 8 < sheet.width:
        sheet.text((sheet.width - 1, 3), last, SIZE, INK, "end")
    return sheet.svg()


def small_line(shares: Sequence[float | None], width_mm: float, height_mm: float) -> str:
    """Return shares as a small line from 0 with its last point marked; '' with fewer than two of them."""
    known = [(at, share) for at, share in enumerate(shares) if share is not None]
    if len(known) < 2:
        return ""
    sheet, top = Paper(width_mm, height_mm), max(share for _at, share in known) or 1.0
    step = (sheet.width - 2 * EDGE) / (len(shares) - 1)

    def place(at: int, share: float) -> tuple[float, float]:
        return EDGE + at * step, EDGE + share / top * (sheet.height - 2 * EDGE)

    for run in _runs(shares):
        sheet.line([place(at, share) for at, share in run], DIGITAL, 1.3)
    sheet.circle(place(*known[-1]), 1.7, DIGITAL)
    return sheet.svg()


def _runs(shares: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Places and shares that stand beside each other without a gap."""
    runs: list[list[tuple[int, float]]] = [[]]
    for at, share in enumerate(shares):
        if share is None:
            runs.append([])
        else:
            runs[-1].append((at, share))
    return [run for run in runs if len(run) > 1]
