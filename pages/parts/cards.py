"""Cards, notes and tables as plain HTML: every text is escaped, nothing can be downloaded past disclosure."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from core import formats
from pages.view.address import link
from pages.view.view import View
from wording import MainAnswer

STYLE = Path(__file__).with_name("style.css")


def use_style() -> None:
    """Bring the product's look into the page."""
    st.html(STYLE)


WORD = re.compile(r"[^\W\d_]{2}")
"""More than the x of a hidden count."""
SECOND_LINE = 2
"""The first column that stands in a phone's second line."""
SIGNS = {"good": "✓", "bad": "✕", "open": "○"}


def show_answers(answers: Iterable[MainAnswer], trends: Mapping[str, str], about: Mapping[str, str]) -> None:
    """Show the main answers as cards side by side, below each other on a phone.

    `trends`, `about`: the small trend and the folded explanation of each as HTML, by its key.
    """
    drawn = "".join(_card(answer, trends[answer.key], about[answer.key]) for answer in answers)
    st.html(f'<div class="cards">{drawn}</div>')


def _card(answer: MainAnswer, trend: str, about: str) -> str:
    """Question, figure and verdict beside the trend, one line; all the rest in its explanation."""
    value = _value(answer.value) if answer.value else ""
    return (
        f'<section class="card answer"><h2>{escape(answer.question)}</h2><div class="figure"><div>{value}'
        f'<p class="verdict {answer.sign}"><span aria-hidden="true">{SIGNS[answer.sign]} </span>{escape(answer.label)}'
        f'</p></div>{trend}</div><p class="line">{escape(answer.line)}</p>{about}</section>'
    )


def _value(text: str) -> str:
    """The number large, what it counts small; words as words."""
    count, _, unit = text.replace("\N{NO-BREAK SPACE}", " ").partition(" ")
    if not any(sign.isdigit() for sign in count):
        return f'<p class="value words">{escape(text)}</p>'
    said = f"<small> {escape(unit)}</small>" if unit else ""
    return f'<p class="value">{escape(count)}{said}</p>'


def show_frame_line(view: View) -> None:
    """Show what is looked at and as of when: month, place, and whether the data are a sample."""
    texts = [
        *([formats.begun(view.period_name)] if view.known_period else []),
        view.scope_name,
        view.t("Data sampai {day}").format(day=formats.short_day(view.build.meta["as_of"], view.lang)),
    ]
    sample = f'<span class="sample">{escape(view.t("DATA CONTOH"))}</span>' if view.build.meta["is_sample"] else ""
    st.html(f'<p class="asof">{sample}<span>{" · ".join(escape(text) for text in texts)}</span></p>')


def show_way(page: str, text: str, **changes: str) -> None:
    """Show a link to another page of what is chosen; `changes`: more of its address."""
    st.html(f'<p class="story"><a class="inside" href="{escape(link(page, **changes))}">{escape(text)} →</a></p>')


def show_title(text: str) -> None:
    """Show the title of the chart below: what is found in it."""
    st.html(f'<p class="finding">{escape(text)}</p>')


def note(text: str, kind: str = "info") -> None:
    """Show one sentence in a box; kind: info, warn or empty."""
    st.html(f'<p class="note {kind}" role="note">{escape(formats.begun(text))}</p>')


def heading(text: str, level: int = 2) -> None:
    """Show a heading that holds text from data: as it is, where st.header would read it as Markdown."""
    st.html(f"<h{level}>{escape(text)}</h{level}>")


def caption(text: str, *, on_phone: bool = True) -> None:
    """Show small print that holds text from data, as it is; `on_phone`: also where columns are hidden."""
    st.html(f'<p class="caption{"" if on_phone else " wide"}">{escape(text)}</p>')


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
    classes = [_classes(at, name in numeric, _is_bare(frame.iloc[:, at])) for at, name in enumerate(frame.columns)]
    heads = "".join(f'<th scope="col"{side}>{name}</th>' for name, side in zip(names, classes, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(
            f'<{_tag(at)}{classes[at]} data-label="{names[at]}"><span>{_text(value, at, links)}</span></{_tag(at)[:2]}>'
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


def _classes(at: int, is_number: bool, is_bare: bool) -> str:
    """Right for numbers; on a phone the second column stands beside the first, the others in a second line.

    There the headings are gone: a bare number in the first line is named, as those in the second are.
    """
    place = "beside" if at == 1 else "second" if at else ""
    parts = (place, "number" if is_number else "", "named" if is_bare and at < SECOND_LINE else "")
    names = " ".join(name for name in parts if name)
    return f' class="{names}"' if names else ""


def _is_bare(cells: pd.Series) -> bool:
    """True where a column's cells are numbers without a word that says of what."""
    text = " ".join(str(cell) for cell in cells)
    return any(map(str.isdigit, text)) and not WORD.search(text)


def _tag(column: int) -> str:
    return "td" if column else 'th scope="row"'


def _text(value: object, column: int, links: Mapping[str, str] | None) -> str:
    text = escape(str(value))
    target = links.get(str(value)) if links and not column else None
    return f'<a class="inside" href="{escape(target)}">{text}</a>' if target else text
