"""Offices that need somebody: why, what to do, and whom to ask."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from core import formats
from pages.parts.cards import note
from pages.view.view import View, unit_links, unit_name
from wording import HEAD_WORDS, OFFICE_ACTIONS, OFFICE_REASONS

NAMED = 3


def show_urgent(urgent: pd.DataFrame, view: View) -> None:
    """Show the three offices that need somebody most: why, what to do, and whom to ask."""
    if urgent.empty:
        note(
            view.t("Tidak ada kantor yang mendesak: laporan lengkap, kantor dipakai, tidak ada rencana terlewat."),
            "empty",
        )
        return
    rows = urgent.head(NAMED).to_dict("records")
    links = unit_links(rows, view)
    items = "".join(
        f'<li><a class="inside" href="{escape(links[unit_name(row, view)])}">{escape(unit_name(row, view))}</a>'
        f"<span>{escape(urgent_words(row['reasons'], row['overdue_days'], view))}</span>"
        f"<span>{escape(_what_to_do(row['reasons'][0], row['kind'], view))}</span></li>"
        for row in rows
    )
    st.html(f'<ol class="urgent">{items}</ol>')


def urgent_words(reasons: Sequence[str], overdue_days: float, view: View) -> str:
    """Return why an office needs somebody."""
    days = formats.number(overdue_days, 0, view.lang)
    text = ", ".join(view.t(OFFICE_REASONS[reason]).format(days=days) for reason in reasons)
    return formats.begun(text)


def _what_to_do(reason: str, kind: str, view: View) -> str:
    return view.t("→ {action}; hubungi {head}").format(
        action=view.t(OFFICE_ACTIONS[reason]), head=view.t(HEAD_WORDS[kind])
    )
