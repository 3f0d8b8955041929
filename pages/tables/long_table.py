"""A long table for analysts: its first rows and a search for the others; the file of its figure holds them all."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from core import formats
from pages.parts.cards import note
from pages.tables.ranked_table import searched
from pages.view.view import FrameRow, View, unit_name

MOST_ROWS = 20


def rows_to_show(view: View, words: Sequence[str], key: str, label: str) -> list[int]:
    """Show a search where there are more rows than are shown; return the places of the rows to show.

    `words`: what each row is found by, the first rows first; `key`: what the address calls the search, behind `cari_`;
    `label`: what is searched. How many of all are shown is said, and where the others are.
    """
    if len(words) <= MOST_ROWS:
        return list(range(len(words)))
    found = searched(words, f"cari_{key}", label)
    if not found:
        note(view.t("Tidak ada yang cocok dengan pencarian ini."), "empty")
    shown = found[:MOST_ROWS]
    if len(shown) < len(found):
        told = view.t("{n} dari {all} baris; yang lain lewat pencarian, semuanya dalam unduhan (⋯).")
        counts = {"n": len(shown), "all": len(found)}
        st.caption(told.format(**{name: formats.number(count, 0, view.lang) for name, count in counts.items()}))
    return shown


def office_words(rows: Iterable[FrameRow], view: View) -> list[str]:
    """Return by what each office is found: its name and its kecamatan."""
    return [f"{unit_name(row, view)} {row['kecamatan']}" for row in rows]


def whole_numbers(values: pd.Series, lang: str) -> list[str]:
    """Return whole numbers as texts."""
    return [formats.number(value, 0, lang) for value in values]
