"""One way to show a chart: its finding as a title, the picture, its table twin, its explanation, and its files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd
import streamlit as st
from babel import Locale
from plotly.basedatatypes import BaseFigure

from core import formats
from core.theme import MUTED, in_dark
from pages.charts.chart import Chart, FigurePart
from pages.charts.marks import has_strip
from pages.parts import cards
from pages.parts.cards import fold_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View

_ID = Locale("id")
_DAYS = [_ID.days["format"][width] for width in ("wide", "abbreviated")]
_MONTHS = [_ID.months["format"][width] for width in ("wide", "abbreviated")]
# Plotly's weeks begin on Sunday, Babel's on Monday.
_SUNDAY_FIRST = [6, 0, 1, 2, 3, 4, 5]

INDONESIAN = {
    "dictionary": {"Download plot as a PNG": "Unduh gambar (PNG)"},
    "format": {
        "days": [_DAYS[0][day] for day in _SUNDAY_FIRST],
        "shortDays": [_DAYS[1][day] for day in _SUNDAY_FIRST],
        "months": [_MONTHS[0][month] for month in range(1, 13)],
        "shortMonths": [_MONTHS[1][month] for month in range(1, 13)],
        "date": "%d/%m/%Y",
        "decimal": ",",
        "thousands": ".",
    },
}


LINE_PX = 18
AXIS_PX = 48
TITLE_PX = 22
STAMP_LETTERS = 56
"""What fits beside a phone's axis and the names of a strip."""
MARKUP = re.compile(r"<(?!/?(?:br|b|i|extra|span(?: style='color:#[0-9a-f]{6}')?)>)")
"""A sign that begins a tag, unless the tag is ours: a line break, bold, or a colour of the palette."""


@dataclass(frozen=True)
class Twin:
    """The same as the chart, as a table of texts; `numeric`: columns that stand right."""

    table: pd.DataFrame
    numeric: tuple[str, ...] = ()


def show_chart(
    view: View,
    chart: Chart,
    title: str,
    key: str,
    *,
    told: str = "",
    twin: Twin,
    sheet: Sheet,
    caption: str = "",
    counts: tuple[str, ...] = (),
    left_out: Mapping[str, str] | None = None,
    period: str = "",
) -> None:
    """Show a chart. `title` states what is found in it (pages.titles); `sheet` is what may be downloaded of it.

    `told`: its figures in a sentence, for who cannot see it: beside the chart they would be said twice.

    `period`: what time the chart covers, where that is not the time of the sheet's rows or the month looked at.
    """
    cards.show_title(title)
    _stamp(chart, view, sheet.supposition)
    draw_chart(chart, view.lang, f"{title}. {told}".strip(), key)
    if caption:
        st.caption(caption)
    table = fold_table(twin.table, view.t("Tabel angka"), caption=sheet.title, numeric=twin.numeric)
    covered = period or _period(sheet.table, view)
    show_tools(view, sheet, key, twin=table, counts=counts, left_out=left_out, period=covered, finding=title)


def draw_chart(chart: Chart, lang: str, alt: str, key: str) -> None:
    """Draw a chart and nothing else; `alt`: what it says, for who cannot see it."""
    config = {
        "displayModeBar": False,
        "scrollZoom": False,
        "locale": lang,
        "locales": {"id": INDONESIAN},
    }
    st.plotly_chart(_Drawn(_spec(chart)), theme=None, config=config, alt=alt, key=key)


def so_far(view: View) -> str:
    """Return the whole time that the data cover up to the view's end, in words."""
    return formats.span(view.build.meta["first_day"], view.end, view.lang)


def _period(table: pd.DataFrame, view: View) -> str:
    """The months of a table's rows; of a table without them, the period looked at."""
    days = next((table[name] for name in ("month", "date") if name in table), None)
    if days is None:
        return view.period_name
    ends = [days.min(), days.max()]
    return " – ".join(dict.fromkeys(formats.month(end, view.lang) for end in ends))


def is_dark() -> bool:
    """True where the reader's device asks for dark; a server without a browser sees light."""
    return st.context.theme.type == "dark"


class _Drawn(BaseFigure):
    """A finished figure: Streamlit takes it as it is, where it would have plotly check a plain one again."""

    def __init__(self, spec: FigurePart) -> None:
        self._spec = spec

    def to_dict(self) -> FigurePart:
        """Return data and layout."""
        return self._spec


def _spec(chart: Chart) -> FigurePart:
    """The figure for this reader's device: no markup from data, colours of the page (charts are drawn for paper)."""
    spec: FigurePart = _escaped(chart.spec)
    return json.loads(in_dark(json.dumps(spec))) if is_dark() else spec


def _escaped(value: Any) -> Any:
    """Data without markup: plotly would make a link of it. Our own line breaks, bold and colours stay."""
    if isinstance(value, str):
        return MARKUP.sub("&lt;", value)
    if isinstance(value, dict):
        return {name: _escaped(part) for name, part in value.items()}
    return [_escaped(part) for part in value] if isinstance(value, list) else value


def _stamp(chart: Chart, view: View, supposition: str) -> None:
    """Write below the chart where it comes from, so that an image of it says it too."""
    t, meta = view.t, view.build.meta
    sample = f"{t('DATA CONTOH')} · " if meta["is_sample"] else ""
    told = (
        f"{sample}{t('Adopsi layanan digital {city}')}",
        f"{view.scope_name} · {t('Data sampai {day}').format(day=formats.short_day(meta['as_of'], view.lang))}",
    )
    # Bold letters are wider.
    lines = [f"<b>{line}</b>" for line in wrap(supposition, STAMP_LETTERS - 8)]
    lines += [line for text in told for line in wrap(text, STAMP_LETTERS)]
    # A strip of events holds the axis' words already; without one they stand in the margin, above the stamp.
    has_words = chart.axis("x").get("visible", True) and not has_strip(chart)
    stamp = LINE_PX * len(lines)
    title = TITLE_PX if chart.axis("x").get("title") else 0
    room = stamp + (AXIS_PX if has_words else 0) + title
    chart.annotate(
        text="<br>".join(lines), x=0, y=0, xref="paper", yref="paper", xanchor="left", yanchor="top", align="left",
        yshift=stamp - room - 4, font={"size": 11, "color": MUTED},
    )  # fmt: skip
    chart.update_layout(height=chart.layout["height"] + stamp + title, margin={"b": room})
