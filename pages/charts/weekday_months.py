"""The chart of two groups of weekdays over the months: the digital days against the others."""

from collections.abc import Sequence

import pandas as pd

from core.formats import month as month_text
from core.texts import translator
from core.theme import DIGITAL, MUTED
from pages.charts.chart import Chart
from pages.charts.style import FONT_SIZE, figure, last_known, middle_of, month_axis, say_no_data, share_axis
from wording import share_words

CLOSE = 0.04
"""Shares that end nearer to each other than this would be written over each other."""
END_PX = 52
NAMES_PX = 24


def weekday_month_chart(
    frame: pd.DataFrame,
    start: pd.Timestamp,
    names: tuple[str, str],
    lang: str = "id",
    last: pd.Timestamp | None = None,
) -> Chart:
    """Return the digital share by month on digital weekdays and on the others, with the start marked.

    `frame`: uptake.digital_share by month and is_digital_weekday; `names`: of the digital weekdays and
    of the others. A month without a share is a gap. `last`: the last day of the data; a point stands in the middle of
    its days.
    """
    chart, frame = figure(380), frame.assign(at=middle_of(frame["month"], last=last))
    if not frame["share"].notna().any():
        say_no_data(chart, translator(lang)("Belum ada bulan yang cukup lengkap"))
        return chart
    groups = [
        (frame[frame["is_digital_weekday"] == flag], colour) for flag, colour in ((True, DIGITAL), (False, MUTED))
    ]
    for (rows, colour), name in zip(groups, names, strict=True):
        _line(chart, rows, colour, name, lang)
    _ends(chart, groups, lang)
    _names(chart, names)
    chart.add_line(x=start, line={"color": DIGITAL, "dash": "dot", "width": 1.5})
    chart.annotate(
        x=start, y=1, yref="paper", yanchor="bottom", font={"color": DIGITAL},
        text=translator(lang)("hari digital dimulai"),
    )  # fmt: skip
    share_axis(chart, float(frame["share"].max()) + 0.05, lang)
    month_axis(chart, frame["month"].min(), frame["month"].max(), lang, is_in_middle=True)
    return chart


def _line(chart: Chart, rows: pd.DataFrame, colour: str, name: str, lang: str) -> None:
    hover = [f"{month_text(row['month'], lang)}, {name}: {share_words(row, lang)}" for row in rows.to_dict("records")]
    chart.add(
        "scatter",
        x=rows["at"], y=rows["share"], mode="lines+markers", connectgaps=False, hovertext=hover, hoverinfo="text",
        line={"color": colour, "width": 3}, marker={"size": 8},
    )  # fmt: skip


def _ends(chart: Chart, groups: Sequence[tuple[pd.DataFrame, str]], lang: str) -> None:
    """Write each line's last share in the margin behind it, where no line can strike it through."""
    ends = [(end, colour) for rows, colour in groups if (end := last_known(rows, "share")) is not None]
    shares = [float(end["share"]) for end, _ in ends]
    is_close = len(ends) > 1 and abs(shares[0] - shares[1]) < CLOSE
    for (end, colour), share in zip(ends, shares, strict=True):
        shift = 0 if not is_close else 10 if share == max(shares) else -10
        chart.annotate(
            x=1, xref="paper", xanchor="left", xshift=4, y=share, yshift=shift, text=share_words(end, lang, 0),
            font={"color": colour, "size": FONT_SIZE},
        )  # fmt: skip
    chart.update_layout(margin={"r": END_PX})


def _names(chart: Chart, names: tuple[str, str]) -> None:
    """Name the lines above the plot and above the mark of the start: it holds at any width."""
    pairs = zip((DIGITAL, MUTED), names, strict=True)
    text = "   ".join(f"<span style='color:{colour}'>■ {name}</span>" for colour, name in pairs)
    chart.annotate(x=0, y=1, xref="paper", yref="paper", yanchor="bottom", xanchor="left", yshift=NAMES_PX, text=text)
    chart.update_layout(margin={"t": 28 + NAMES_PX})
