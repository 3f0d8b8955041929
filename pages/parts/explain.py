"""Explain this number: definition, numerator, denominator, what was left out, and sources, the same way everywhere.

The words come from core/definitions.toml alone; the view adds the counts it shows and the build they come from.
"""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics.uptake import left_out
from core import formats
from core.definitions import definitions
from core.sources import SOURCE_WORDS
from pages.view.view import View
from wording import LEFT_OUT_WORDS


def explain(view: View, *keys: str, counts: Sequence[str] = (), left_out: Mapping[str, str] | None = None) -> None:
    """Show the folded explanation of one or more figures; arguments as in `explanation`."""
    st.html(explanation(view, *keys, counts=counts, left_out=left_out))


def explanation(
    view: View,
    *keys: str,
    counts: Sequence[str] = (),
    left_out: Mapping[str, str] | None = None,
    lead: Sequence[str] = (),
    is_small: bool = False,
) -> str:
    """Return the explanation as HTML.

    `keys`: of core.definitions. `counts`: numerator and denominator of the first figure as shown here; `left_out`:
    what was left out of it here, name and count; `lead`: sentences on the figure as it is here, before all else;
    `is_small`: a sign stands for the words on the fold.
    """
    t = view.t
    parts = [f"<p>{escape(text)}</p>" for text in lead if text]
    parts += [_figure(view, keys[0], counts, left_out or {}), *(_figure(view, key, (), {}) for key in keys[1:])]
    parts.append(f"<p class='name'>{escape(t('Sumber data'))}</p>{_list(_sources(view))}")
    title = escape(t("Jelaskan angka ini"))
    if is_small:
        sign = f'<span class="about-sign" aria-hidden="true" title="{title}">i</span>'
        title = f'{sign}<span class="unseen">{title}</span>'
    return f'<details class="fold"><summary>{title}</summary><div class="inner">{"".join(parts)}</div></details>'


def _figure(view: View, key: str, counts: Sequence[str], left_out: Mapping[str, str]) -> str:
    t, words = view.t, definitions()[key].words(view.lang)
    numerator, denominator = (*counts, "", "")[:2]
    here = "; ".join(f"{name}: {count}" for name, count in left_out.items())
    lines = {
        t("Definisi"): words.formula,
        t("Pembilang"): _with(words.numerator, numerator),
        t("Penyebut"): _with(words.denominator, denominator),
        t("Ditinggalkan, dan sebabnya"): words.exclusions or t("Tidak ada."),
        t("Ditinggalkan di tampilan ini"): here,
        t("Satuan"): words.unit,
        t("Asal definisi"): words.source,
    }
    return f"<p class='name'>{escape(words.label)}</p>{_list(lines)}"


def _with(words: str, count: str) -> str:
    return f"{words}: {count}" if words and count else words or count


def _sources(view: View) -> dict[str, str]:
    """The build with its time, the period of the data, and the newest row of each source."""
    t, lang, meta = view.t, view.lang, view.build.meta
    moment = pd.Timestamp(meta["created_at"])
    state = view.build.source_state
    sources = zip(state["source"], state["newest"], strict=True)
    newest = [f"{t(SOURCE_WORDS[source])} ({formats.short_day(day, lang)})" for source, day in sources]
    return {
        t("Versi data"): str(meta["build"]),
        t("Dibuat"): f"{formats.day(moment, lang)}, {moment:%H.%M} WITA",
        t("Data sampai"): formats.day(meta["as_of"], lang),
        t("Sumber dan baris terbarunya"): ", ".join(newest),
        **({t("Catatan"): t("DATA CONTOH: angka tiruan, bukan data kota.")} if meta["is_sample"] else {}),
    }


def _list(lines: Mapping[str, str]) -> str:
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines.items() if text)
    return f"<dl>{rows}</dl>"


def left_out_words(view: View) -> dict[str, str]:
    """Return the reason in words and its count."""
    counts = left_out(view.in_period(view.chosen.facts))
    return {view.t(LEFT_OUT_WORDS[reason]): formats.number(count, 0, view.lang) for reason, count in counts.items()}
