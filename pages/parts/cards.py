"""Cards, notes and tables as plain HTML: every text is escaped, nothing can be downloaded past disclosure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics import Share
from core import formats
from core.formats import percent
from pages.parts.explain import explanation
from pages.view.view import View
from wording import Figure, share_words

STYLE = Path(__file__).with_name("style.css")
SCRIPTS = [Path(__file__).with_name(name).read_text("utf-8") for name in ("frame.js", "picture.js")]


def use_style() -> None:
    """Bring the product's look into the page, and the scripts of its links and pictures."""
    st.html(STYLE)
    st.html(f"<script>{''.join(SCRIPTS)}</script>", unsafe_allow_javascript=True)


@dataclass(frozen=True)
class More:
    """What one card shows beyond its words: a meter as HTML, numerator and denominator, and what was left out."""

    meter: str = ""
    counts: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


def show_cards(figures: Iterable[Figure], view: View, more: Mapping[str, More]) -> None:
    """Show headline figures as cards side by side, below each other on a phone; `more` by definition."""
    drawn = "".join(_card(figure, view, more.get(figure.definition, More())) for figure in figures)
    st.html(f'<div class="cards">{drawn}</div>')


def _card(figure: Figure, view: View, more: More) -> str:
    keys = [figure.definition, *(["late_cancellations"] if figure.provisional else [])]
    about = explanation(view, *keys, counts=more.counts, left_out=more.left_out)
    return (
        f'<section class="card"><h2>{escape(figure.label)}</h2>{_value(figure)}{more.meter}'
        f'<p class="sentence">{escape(figure.sentence)}</p><p class="detail">{escape(_detail(figure))}</p>'
        f'<p class="period">{escape(figure.period)} · {_arrow(figure.direction)}{escape(figure.change)}</p>'
        f"{about}</section>"
    )


def _detail(figure: Figure) -> str:
    return f"{figure.detail}. {figure.provisional}" if figure.provisional else figure.detail


def _arrow(direction: str) -> str:
    """The direction of a change as a mark beside its words."""
    mark = {"up": "▲", "down": "▼"}.get(direction, "")
    return f'<span aria-hidden="true">{mark} </span>' if mark else ""


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
        *([formats.month(view.known_month, view.lang)] if view.known_month else []),
        view.scope_name,
        view.t("Data sampai {day}").format(day=formats.day(view.build.meta["as_of"], view.lang)),
    ]
    sample = f'<span class="sample">{escape(view.t("DATA CONTOH"))}</span>' if view.build.meta["is_sample"] else ""
    st.html(f'<p class="asof">{sample}<span>{" · ".join(escape(text) for text in texts)}</span></p>')


def note(text: str, kind: str = "info") -> None:
    """Show one sentence in a box; kind: info, warn or empty."""
    st.html(f'<p class="note {kind}" role="note">{escape(text)}</p>')


def heading(text: str, level: int = 2) -> None:
    """Show a heading that holds text from data: as it is, where st.header would read it as Markdown."""
    st.html(f"<h{level}>{escape(text)}</h{level}>")


def caption(text: str) -> None:
    """Show small print that holds text from data, as it is."""
    st.html(f'<p class="caption">{escape(text)}</p>')


def show_table(
    frame: pd.DataFrame,
    *,
    caption: str,
    numeric: tuple[str, ...] = (),
    height: int | None = None,
    links: Mapping[str, str] | None = None,
) -> None:
    """Show a frame of formatted texts; `numeric` columns stand right, `height` in px makes it scroll.

    The first column heads its row; `links` gives some of its texts an address within the product.
    """
    st.html(table_html(frame, caption=caption, numeric=numeric, height=height, links=links))


def fold_table(
    frame: pd.DataFrame,
    title: str,
    *,
    caption: str,
    numeric: tuple[str, ...] = (),
    links: Mapping[str, str] | None = None,
) -> str:
    """Return a folded table as HTML; `title` is what stands on the fold, the rest as in `show_table`."""
    table = table_html(frame, caption=caption, numeric=numeric, height=420, links=links)
    return f'<details class="fold"><summary>{escape(title)}</summary><div class="inner">{table}</div></details>'


def table_html(
    frame: pd.DataFrame,
    *,
    caption: str,
    numeric: tuple[str, ...] = (),
    height: int | None = None,
    links: Mapping[str, str] | None = None,
) -> str:
    """Return a frame of formatted texts as an HTML table; arguments as in `show_table`."""
    names = [escape(str(name)) for name in frame.columns]
    sides = [' class="number"' if name in numeric else "" for name in frame.columns]
    heads = "".join(f'<th scope="col"{side}>{name}</th>' for name, side in zip(names, sides, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(
            f'<{_tag(at)}{sides[at]} data-label="{names[at]}"><span>{_text(value, at, links)}</span></{_tag(at)[:2]}>'
            for at, value in enumerate(values)
        )
        + "</tr>"
        for values in frame.itertuples(index=False)
    )
    limit = f' style="max-height:{height}px"' if height else ""
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(caption)}"{limit}><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _tag(column: int) -> str:
    return "td" if column else 'th scope="row"'


def _text(value: object, column: int, links: Mapping[str, str] | None) -> str:
    text = escape(str(value))
    target = links.get(str(value)) if links and not column else None
    return f'<a class="inside" href="{escape(target)}">{text}</a>' if target else text


def share_meter(share: Share, view: View) -> str:
    """Return the bar as HTML with its words for who cannot see it; '' where there is no share."""
    row = share.this
    if row["state"] != "ok" or pd.isna(row["lower"]):
        return ""
    words = view.t("Porsi {share}, selang {low} sampai {high}").format(
        share=share_words(row, view.lang),
        low=percent(row["lower"], 1, view.lang),
        high=percent(row["upper"], 1, view.lang),
    )
    goal = ""
    if share.target is not None:
        words += view.t(", sasaran {goal}").format(goal=percent(share.target, 0, view.lang))
        goal = f'<span class="goal" style="left:{share.target:.1%}"></span>'
    return (
        f'<div class="meter" role="img" aria-label="{escape(words)}">'
        f'<span class="spread" style="left:{row["lower"]:.1%};width:{row["upper"] - row["lower"]:.1%}"></span>'
        f'<span class="point" style="left:{row["share"]:.1%}"></span>{goal}</div>'
    )
