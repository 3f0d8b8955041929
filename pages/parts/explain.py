"""Explain this number in at most 60 words and its counts, the same way everywhere; the sources once a page.

The words come from core/definitions.toml alone; the view adds the counts it shows and the build they come from.
"""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics.uptake import left_out
from core import formats
from core.city import city
from core.definitions import definitions
from core.sources import SOURCE_WORDS
from pages.view.view import View
from wording import LEFT_OUT_WORDS

MOST_WORDS = 60
"""Of one explanation; its counts apart."""


def explain(view: View, *keys: str, counts: Sequence[str] = (), left_out: Mapping[str, str] | None = None) -> None:
    """Show the folded explanation of one or more figures; arguments as in `explanation`."""
    st.html(explanation(view, *keys, counts=counts, left_out=left_out))


def explanation(
    view: View,
    *keys: str,
    counts: Sequence[str] = (),
    left_out: Mapping[str, str] | None = None,
    lead: Sequence[str] = (),
    beside: Mapping[str, str] | None = None,
    is_small: bool = False,
) -> str:
    """Return the explanation as HTML.

    `keys`: of core.definitions. `counts`: numerator and denominator of the first figure as shown here; `left_out`:
    what was left out of it here, name and count; `lead`: sentences on the figure as it is here, before all else, the
    weightiest first: those that there is no room for are left out; `beside`: more figures, a name and its words, after
    the counts; `is_small`: a sign stands for the words on the fold.
    """
    t = view.t
    room = MOST_WORDS - _length(keys[0], view.lang)
    told = fitting(lead, room)
    parts = [f"<p class='lead'>{escape(text)}</p>" for text in told]
    room -= sum(len(text.split()) for text in told)
    first, *others = keys[0], *_fitting_figures(keys[1:], room, view.lang)
    parts += [_figure(view, first, counts, left_out or {}), *(_figure(view, key, (), {}) for key in others)]
    title = escape(t("Jelaskan angka ini"))
    parts.append(_list(beside or {}))
    if is_small:
        sign = f'<span class="about-sign" aria-hidden="true" title="{title}">i</span>'
        title = f'{sign}<span class="unseen">{title}</span>'
    return f'<details class="fold"><summary>{title}</summary><div class="inner">{"".join(parts)}</div></details>'


def fitting(texts: Sequence[str], room: int) -> list[str]:
    """Return those texts, in their order, for which so many words leave room; no empty ones."""
    told = []
    for text in texts:
        words = len(text.split())
        if 0 < words <= room:
            told.append(text)
            room -= words
    return told


def _fitting_figures(keys: Sequence[str], room: int, lang: str) -> list[str]:
    """The figures that a short explanation still has room for."""
    shown = []
    for key in keys:
        if (length := _length(key, lang)) <= room:
            shown.append(key)
            room -= length
    return shown


def _length(key: str, lang: str) -> int:
    """How many words a figure's name and definition in short take."""
    words = definitions()[key].words(lang)
    return len(f"{words.label} {words.brief}".split())


def _figure(view: View, key: str, counts: Sequence[str], left_out: Mapping[str, str]) -> str:
    t, words = view.t, definitions()[key].words(view.lang)
    numerator, denominator = (*counts, "", "")[:2]
    here = "; ".join(f"{name}: {count}" for name, count in left_out.items())
    lines = {t("Pembilang"): numerator, t("Penyebut"): denominator, t("Tidak ikut dihitung di sini"): here}
    return f"<p class='name'>{escape(words.label)}</p><p>{escape(words.brief)}</p>{_list(lines)}"


def show_sources(view: View) -> None:
    """Show, once a page, where its figures come from and where their full definitions stand."""
    t = view.t
    full = t("Definisi lengkap semua angka halaman ini ada di lembar Definisi dalam buku XLSX.")
    inside = f"{_list(_sources(view))}<p>{escape(full)}</p>"
    title = escape(t("Sumber data"))
    st.html(f'<details class="fold sources"><summary>{title}</summary><div class="inner">{inside}</div></details>')


def _sources(view: View) -> dict[str, str]:
    """The build with its time, the period of the data, and the newest row of each source."""
    t, lang, meta = view.t, view.lang, view.build.meta
    moment = pd.Timestamp(meta["created_at"])
    state = view.build.source_state
    sources = zip(state["source"], state["newest"], strict=True)
    newest = [f"{t(SOURCE_WORDS[source])} ({formats.short_day(day, lang)})" for source, day in sources]
    return {
        t("Versi data"): str(meta["build"]),
        t("Dibuat"): f"{formats.day(moment, lang)}, {moment:%H.%M} {city().zone}",
        t("Data sampai"): formats.day(meta["as_of"], lang),
        t("Sumber dan baris terbarunya"): ", ".join(newest),
        **({t("Catatan"): t("DATA CONTOH: angka tiruan, bukan data kota.")} if meta["is_sample"] else {}),
    }


def _list(lines: Mapping[str, str]) -> str:
    if not any(lines.values()):
        return ""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines.items() if text)
    return f"<dl>{rows}</dl>"


def left_out_words(view: View) -> dict[str, str]:
    """Return the reason in words and its count."""
    counts = left_out(view.in_period(view.chosen.facts))
    return {view.t(LEFT_OUT_WORDS[reason]): formats.number(count, 0, view.lang) for reason, count in counts.items()}
