"""Cards, notes and tables as plain HTML: every text is escaped, nothing can be downloaded past disclosure."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from core import formats
from core.definitions import definitions
from pages.components.view import View
from report.sentences import Figure

STYLE = Path(__file__).with_name("style.css")


def use_style() -> None:
    """Bring the product's look into the page."""
    st.html(STYLE)


def show_cards(figures: Iterable[Figure], view: View) -> None:
    """Show headline figures as cards side by side, below each other on a phone."""
    st.html(f'<div class="cards">{"".join(_card(figure, view) for figure in figures)}</div>')


def _card(figure: Figure, view: View) -> str:
    words = definitions()[figure.definition].words(view.lang)
    parts = [words.formula, words.exclusions]
    return (
        f'<section class="card"><h3>{escape(figure.label)}</h3>{_value(figure)}'
        f'<p class="sentence">{escape(figure.sentence)}</p><p class="detail">{escape(figure.detail)}</p>'
        f'<p class="period">{escape(figure.period)} · {escape(figure.change)}</p>'
        f"<details><summary>{escape(view.t('Apa artinya?'))}</summary>"
        f"<p>{escape(' '.join(part for part in parts if part))}</p></details></section>"
    )


def _value(figure: Figure) -> str:
    """The number large, what it counts small; one line for each part."""
    if not figure.is_stated:
        return f'<p class="value unstated">{escape(figure.value)}</p>'
    lines = []
    for part in figure.value.split(" · "):
        count, _, unit = part.replace("\N{NO-BREAK SPACE}", " ").partition(" ")
        lines.append(f'<p class="value">{escape(count)}<small> {escape(unit)}</small></p>')
    return "".join(lines)


def show_frame_line(view: View) -> None:
    """Show what is looked at and as of when: month, place, and whether the data are a sample."""
    texts = [
        *([formats.month(view.month, view.lang)] if view.month else []),
        view.scope_name,
        view.t("Data sampai {day}").format(day=formats.day(view.build.meta["as_of"], view.lang)),
    ]
    sample = f'<span class="sample">{escape(view.t("DATA CONTOH"))}</span>' if view.build.meta["is_sample"] else ""
    st.html(f'<p class="asof">{sample}<span>{" · ".join(escape(text) for text in texts)}</span></p>')


def note(text: str, kind: str = "info") -> None:
    """Show one sentence in a box; kind: info, warn or empty."""
    st.html(f'<p class="note {kind}" role="note">{escape(text)}</p>')


def show_table(frame: pd.DataFrame, *, caption: str, numeric: tuple[str, ...] = (), height: int | None = None) -> None:
    """Show a frame of formatted texts; `numeric` columns stand right, `height` in px makes it scroll."""
    heads = "".join(f'<th scope="col"{_right(name, numeric)}>{escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td{_right(name, numeric)} data-label="{escape(str(name))}"><span>{escape(str(row[name]))}</span></td>'
            for name in frame.columns
        )
        + "</tr>"
        for row in frame.to_dict("records")
    )
    limit = f' style="max-height:{height}px"' if height else ""
    st.html(
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"{limit}><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _right(name: str, numeric: tuple[str, ...]) -> str:
    return ' class="number"' if name in numeric else ""
