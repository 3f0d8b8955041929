"""The table that people look things up in: sorted by a heading, searched by name, two lines a row on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from core.theme import STATUS_MARKS, UNKNOWN
from pages.parts.cards import note
from pages.view import address
from pages.view.view import View

SEARCH_FROM = 12
"""A table of fewer rows is seen at a glance."""
UP, DOWN = "naik", "turun"
OWN_ROW = ' class="own"'


@dataclass(frozen=True)
class RankedColumn:
    """One column: what it is called in the address, its title, and by what its rows are sorted.

    `shown` a text a row, as HTML where `is_html`; `by` a value a row, None or NaN is last either way. `first`: which
    way a first tap sorts. `on_phone`: beside the name, in the second line, or not at all.
    """

    key: str
    title: str
    shown: Sequence[str]
    by: Sequence[Any]
    first: str = DOWN
    on_phone: str = "second"
    is_number: bool = False
    is_html: bool = False


@dataclass(frozen=True)
class Rows:
    """What every row is of: its name, where it leads ('': nowhere), and how it is found (`words`).

    `own`: the place of the row that is looked at, marked by a sign and the words `own_words`; None: there is none.
    `whole`: the place of the row that all others are parts of: it stands below them, however they are sorted.
    """

    title: str
    names: Sequence[str]
    links: Sequence[str]
    words: Sequence[str] = field(default=())
    own: int | None = None
    own_words: str = ""
    whole: int | None = None


def show_ranked(
    view: View, rows: Rows, columns: Sequence[RankedColumn], *, caption: str, key: str = "", is_searched: bool = True
) -> None:
    """Show rows in their given order until the reader taps a heading; what is chosen stands in the address.

    `key`: set apart from another such table of the page; `is_searched`: a long one can be searched.
    """
    sort_key, search_key = f"urut{key}", f"cari{key}"
    has_search = is_searched and len(rows.names) >= SEARCH_FROM
    label = view.t("Cari kantor atau kecamatan")
    found = searched(rows.words or rows.names, search_key, label) if has_search else list(range(len(rows.names)))
    found = [at for at in found if at != rows.whole]
    names = [name.casefold() for name in rows.names]
    every = [RankedColumn("nama", rows.title, rows.names, names, UP, "name"), *columns]
    ways = [f"{column.key}-{way}" for column in every for way in (DOWN, UP)]
    sorted_by = address.chosen(sort_key, ["", *ways], "")
    st.session_state[sort_key] = sorted_by
    address.keep_choice(sort_key, sorted_by, "")
    if not found:
        note(view.t("Tidak ada yang cocok dengan pencarian ini."), "empty")
        return
    st.html(_html(view, rows, every, _order(every, sorted_by, found), (sort_key, sorted_by), caption))


def searched(words: Sequence[str], key: str, label: str) -> list[int]:
    """Show a search that the address keeps; return the places of the words that hold what was typed."""
    st.session_state[key] = address.typed(key)
    longest = address.LONGEST_SHOWN
    wanted = st.text_input(
        label, key=key, max_chars=longest, label_visibility="collapsed", placeholder=label, on_change=address.note_pick
    )
    address.keep_choice(key, wanted, "")
    return [at for at, word in enumerate(words) if all(part in word.casefold() for part in wanted.casefold().split())]


def _order(columns: Sequence[RankedColumn], sorted_by: str, found: list[int]) -> list[int]:
    """The places in the order asked for; what has no value comes last."""
    if not sorted_by:
        return found
    key, _, way = sorted_by.rpartition("-")
    by = next(column.by for column in columns if column.key == key)
    known = [at for at in found if not _is_missing(by[at])]
    return sorted(known, key=lambda at: by[at], reverse=way == DOWN) + [at for at in found if _is_missing(by[at])]


def _is_missing(value: Any) -> bool:
    return value is None or bool(pd.isna(value))


def _html(
    view: View, rows: Rows, columns: Sequence[RankedColumn], order: list[int], chosen: tuple[str, str], caption: str
) -> str:
    heads = "".join(_head(view, column, *chosen) for column in columns)
    body = "".join(_row(rows, columns, at) for at in order)
    foot = "" if rows.whole is None else f"<tfoot>{_row(rows, columns, rows.whole)}</tfoot>"
    return (
        f'<div class="table ranked" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
    )


def _row(rows: Rows, columns: Sequence[RankedColumn], at: int) -> str:
    return (
        f"<tr{OWN_ROW if at == rows.own else ''}>"
        f'<th scope="row">{_name(rows.names[at], rows.links[at])}{_own(rows, at)}</th>'
        f"{''.join(_cell(column, at) for column in columns[1:])}</tr>"
    )


def _name(name: str, link: str) -> str:
    return f'<a class="inside" href="{escape(link)}">{escape(name)}</a>' if link else f"<span>{escape(name)}</span>"


def _own(rows: Rows, at: int) -> str:
    """The mark of the row that is looked at: a sign and words, not colour alone."""
    if at != rows.own:
        return ""
    return f' <span class="own-words"><span aria-hidden="true">◀ </span>{escape(rows.own_words)}</span>'


def _head(view: View, column: RankedColumn, sort_key: str, sorted_by: str) -> str:
    """A heading that sorts: the same again the other way round."""
    now = sorted_by.rpartition("-")[2] if sorted_by.rpartition("-")[0] == column.key else ""
    after = {UP: DOWN, DOWN: UP}.get(now, column.first)
    state = {UP: ' aria-sort="ascending"', DOWN: ' aria-sort="descending"'}.get(now, "")
    mark = {UP: " ▲", DOWN: " ▼"}.get(now, "")
    target = escape(address.link_here(**{sort_key: f"{column.key}-{after}"}))
    told = escape(view.t("Urutkan menurut {column}").format(column=column.title))
    return (
        f'<th scope="col" class="{_classes(column)}"{state}><a class="inside stay" id="{sort_key}-{column.key}" '
        f'href="{target}" title="{told}">{escape(column.title)}<span aria-hidden="true">{mark}</span></a></th>'
    )


def _cell(column: RankedColumn, at: int) -> str:
    text = column.shown[at] if column.is_html else escape(str(column.shown[at]))
    return f'<td class="{_classes(column)}" data-label="{escape(column.title)}"><span>{text}</span></td>'


def _classes(column: RankedColumn) -> str:
    return f"{column.on_phone}{' number' if column.is_number else ''}"


def share_bar(share: float, text: str) -> str:
    """Return a share as a small bar with its text, as HTML; without a share the text alone.

    Texts have room for a mark, so that bars begin at one place with it and without.
    """
    if pd.isna(share):
        return f'<span class="none">{escape(text)}</span>'
    bar = f'<span class="bar"><i style="width:{share:.1%}"></i></span>'
    return f'{bar}<span class="amount">{escape(text)}</span>'


def status_cell(status: str | None, word: str) -> str:
    """Return a status as the map's mark with its word, as HTML: never colour alone."""
    mark = STATUS_MARKS[status or UNKNOWN]
    return f'<span class="state {status or "unknown"}"><i aria-hidden="true">{mark}</i> {escape(word)}</span>'
