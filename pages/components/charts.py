"""One way to show a chart: a sentence, the picture, its table twin, its explanation, and its files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.chart_marks import has_strip
from core import formats
from core.theme import MUTED, in_dark
from pages.components.cards import fold_table
from pages.components.downloads import Sheet
from pages.components.plotly_locale import INDONESIAN
from pages.components.tools import show_tools
from pages.components.view import View

STAMP_PX = 54
AXIS_PX = 48
# As plotly writes it into JSON, the signs may be escapes. Ours are line breaks, bold, and a colour of the palette.
MARKUP = re.compile(
    r"(?:<|\\u003c)(?!(?:/|\\u002f)?(?:br|b|i|extra|span(?: style='color:#[0-9a-f]{6}')?)(?:>|\\u003e))"
)


@dataclass(frozen=True)
class Twin:
    """The same as the chart, as a table of texts; `numeric`: columns that stand right."""

    table: pd.DataFrame
    numeric: tuple[str, ...] = ()


def show_chart(
    view: View,
    figure: go.Figure,
    summary: str,
    key: str,
    *,
    twin: Twin,
    sheet: Sheet,
    caption: str = "",
    counts: tuple[str, ...] = (),
    left_out: Mapping[str, str] | None = None,
) -> None:
    """Show a figure. `summary` says in a sentence what can be seen; `sheet` is what may be downloaded of it."""
    st.html(f'<p class="summary">{escape(summary)}</p>')
    # The image button is hidden by the stylesheet: our own button, which the keyboard reaches, presses it.
    config = {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "locale": view.lang,
        "locales": {"id": INDONESIAN},
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": sheet.file_name(view)},
    }
    st.plotly_chart(_as_device(_plain(_stamped(figure, view))), theme=None, config=config, alt=summary, key=key)
    if caption:
        st.caption(caption)
    table = fold_table(twin.table, view.t("Tabel angka"), caption=sheet.title, numeric=twin.numeric)
    show_tools(view, sheet, key, twin=table, counts=counts, left_out=left_out, has_picture=True)


def is_dark() -> bool:
    """True where the reader's device asks for dark; a server without a browser sees light."""
    return st.context.theme.type == "dark"


def _plain(figure: go.Figure) -> go.Figure:
    """The figure without markup from data: plotly would make a link of it. Our own line breaks and bold stay."""
    text = figure.to_json()
    return go.Figure(json.loads(MARKUP.sub("&lt;", text))) if MARKUP.search(text) else figure


def _as_device(figure: go.Figure) -> go.Figure:
    """The figure in the colours of the page; charts are drawn for light paper."""
    return go.Figure(json.loads(in_dark(figure.to_json()))) if is_dark() else figure


def _stamped(figure: go.Figure, view: View) -> go.Figure:
    """The figure with lines below that say where it comes from, so that an image says it too."""
    t, meta = view.t, view.build.meta
    sample = f"{t('DATA CONTOH')} · " if meta["is_sample"] else ""
    # Three short lines: they must fit beside a phone's axis.
    lines = (
        f"{sample}{t('Adopsi layanan digital Samarinda')}",
        f"{view.scope_name} · {t('Data sampai {day}').format(day=formats.short_day(meta['as_of'], view.lang))}",
        str(meta["build"]),
    )
    # A strip of events holds the axis' words already; without one they stand in the margin, above the stamp.
    has_words = figure.layout.xaxis.visible is not False and not has_strip(figure)
    room = STAMP_PX + (AXIS_PX if has_words else 0)
    height = figure.layout.height + STAMP_PX
    figure.add_annotation(
        text="<br>".join(lines), x=0, y=0, xref="paper", yref="paper", xanchor="left", yanchor="top", align="left",
        yshift=STAMP_PX - room - 4, showarrow=False, font={"size": 11, "color": MUTED},
    )  # fmt: skip
    figure.update_layout(height=height, margin={"b": room})
    return figure
