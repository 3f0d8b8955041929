"""What all charts have in common: fonts, colours, axes with Indonesian texts, end labels."""

from collections.abc import Sequence
from math import ceil, floor, log10

import pandas as pd

from core.formats import number, percent, short_day
from core.theme import INK, LINE, MUTED, PAPER
from pages.charts.chart import Chart, FigurePart

FONT = "Source Sans, Source Sans Pro, sans-serif"
FONT_SIZE = 16
MAX_TICKS = 6


def figure(height: int) -> Chart:
    """Return an empty figure: readable at 390 px, texts beside the data, nothing to drag by accident."""
    return styled(Chart(), height)


def styled(chart: Chart, height: int) -> Chart:
    """Return a figure with the looks of the product."""
    chart.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        separators=",.",
        showlegend=False,
        font={"family": FONT, "size": FONT_SIZE, "color": INK},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        dragmode=False,
        hoverlabel={"font": {"size": FONT_SIZE}, "bgcolor": PAPER},
    )
    chart.update_axes("x", showgrid=False, zeroline=False, fixedrange=True, automargin=True, linecolor=LINE, ticks="")
    chart.update_axes("y", gridcolor=LINE, zeroline=False, fixedrange=True, automargin=True, ticks="")
    return chart


def middle_of(months: pd.Series, first: pd.Timestamp | None = None, last: pd.Timestamp | None = None) -> pd.Series:
    """Return the middle of the days that a month's figures stand for, where days have a place of their own beside them.

    `first`, `last`: days before which, and after which, there are none: the point of a month in which an office went
    live stands behind the mark of that day.
    """
    begin, end = months, months + pd.offsets.MonthBegin(1)
    if first is not None:
        begin = begin.mask((begin < first) & (first < end), first)
    if last is not None:
        after = last + pd.Timedelta(days=1)
        end = end.mask((begin < after) & (after < end), after)
    middle: pd.Series = begin + (end - begin) / 2
    return middle


def month_axis(chart: Chart, first: pd.Timestamp, last: pd.Timestamp, lang: str, *, is_in_middle: bool = False) -> None:
    """Write months as words, at most six of them; a year stands below its first.

    `is_in_middle`: below the middle of each (`middle_of`), else below its first day.
    """
    months = pd.date_range(first.to_period("M").to_timestamp(), last, freq="MS")
    shown = months[:: ceil(len(months) / MAX_TICKS)]
    texts, year = [], 0
    for month in shown:
        _, name, number = short_day(month.date(), lang).split()
        texts.append(f"{name}<br>{number}" if month.year != year else name)
        year = month.year
    places = middle_of(shown.to_series()) if is_in_middle else shown
    chart.update_axes("x", tickvals=list(places), ticktext=texts, tickangle=0)


def share_axis(chart: Chart, highest: float, lang: str, axis: str = "y") -> None:
    """Write shares as per cent from 0 to a round number above the highest value."""
    step = 0.1 if highest <= 0.5 else 0.2
    top = 1.0 if pd.isna(highest) else min(1.0, ceil(highest / step + 0.2) * step)
    ticks = [step * k for k in range(round(top / step) + 1)]
    chart.update_axes(axis, range=[0, top * 1.04], tickvals=ticks, ticktext=[percent(tick, 0, lang) for tick in ticks])


def count_axis(chart: Chart, highest: float, lang: str) -> None:
    """Write counts from 0 to the highest in two to five round steps."""
    power = 10 ** floor(log10(max(highest, 1)))
    step = next(power * part for part in (0.2, 0.5, 1, 2) if highest / (power * part) <= 5)
    ticks = [step * k for k in range(int(highest / step) + 1)]
    chart.update_axes("y", tickvals=ticks, ticktext=[number(tick, 0, lang) for tick in ticks])


def label(
    chart: Chart,
    x: object,
    y: float,
    text: str,
    colour: str,
    *,
    side: str = "left",
    shift: int = 0,
    away: int = 0,
    row: int = 1,
    is_over: bool = False,
) -> None:
    """Write a text beside a point, `away` pixels from it; `side` is the side of the point that the text lies on.

    `is_over`: lines that cross it are covered.

    In the middle it stands over or under the point, `away` pixels to the right.
    """
    anchor, sign = {"left": ("right", -1), "right": ("left", 1), "middle": ("center", 1)}[side]
    font = {"color": colour, "size": FONT_SIZE}
    ground = {"bgcolor": PAPER} if is_over else {}
    chart.annotate(row, x=x, y=y, text=text, xanchor=anchor, xshift=sign * away, yshift=shift, font=font, **ground)


def say_no_data(chart: Chart, text: str) -> None:
    """Write why there is nothing to draw, in the middle of an empty figure."""
    chart.annotate(x=0.5, y=0.5, xref="paper", yref="paper", text=text, font={"color": MUTED, "size": FONT_SIZE})
    chart.update_axes("x", visible=False)
    chart.update_axes("y", visible=False)


def error_bars(frame: pd.DataFrame, colour: str) -> FigurePart:
    """Return the error bars of shares with columns lower and upper."""
    return {
        "type": "data",
        "array": list(frame["upper"] - frame["share"]),
        "color": colour,
        "thickness": 2,
        "arrayminus": list(frame["share"] - frame["lower"]),
        "width": 4,
    }


def last_known(frame: pd.DataFrame, column: str) -> pd.Series | None:
    """Return the last row in which a column has a value, None where it never has."""
    known = frame[frame[column].notna()]
    return known.iloc[-1] if len(known) else None


def shares_text(shares: Sequence[float], lang: str) -> list[str]:
    """Return shares as whole per cent, for labels at points."""
    return ["" if pd.isna(share) else percent(share, 0, lang) for share in shares]
