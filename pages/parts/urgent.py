"""Offices that need somebody: why, what to do, and whom to ask."""

from html import escape

import pandas as pd
import streamlit as st

from pages.parts.cards import note
from pages.view.view import View, unit_links, unit_name
from wording import urgent_action, urgent_words

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
        f"<span>{escape(urgent_words(row['reasons'], row['overdue_days'], view.lang))}</span>"
        f"<span>→ {escape(urgent_action(row['reasons'][0], row['kind'], view.lang, is_city=view.is_city))}</span></li>"
        for row in rows
    )
    st.html(f'<ol class="urgent">{items}</ol>')
