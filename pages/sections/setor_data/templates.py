"""Templates to fill in: for an officer the own office's, for those who send for the city any office's."""

from datetime import date
from typing import Final

import streamlit as st

from akses import Reach
from core import formats
from core.clock import now_in_city
from core.sources import SOURCE_WORDS, SOURCES
from intake import csv_template, month_due, walk_in_workbook
from pages.parts.downloads import CSV_TYPE, XLSX_TYPE, show_button
from pages.sections.setor_data.offices import office_names
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

MONTHS: Final = 4
"""Months that are offered: the next and those before it."""
WALK_IN: Final = "kunjungan"


@part_for_reader
def show_templates(work: WorkView, asked: str = "") -> None:
    """Show which office and month, and the buttons. `asked`: code of the office that the address asks for."""
    t, names = work.t, office_names(work.lang)
    with st.expander(t("Unduh templat"), expanded=bool(asked)):
        st.markdown(t("Templat yang diisi dan disetor kembali selalu terbaca utuh."))
        codes = [work.reader.place] if work.rights.sends is Reach.OWN else [*names]
        codes = [code for code in codes if code in names]
        left, right = st.columns(2)
        at = codes.index(asked) if asked in codes else 0
        code = left.selectbox(t("Kantor"), codes, at, format_func=names.__getitem__, key="templat_kantor")
        due = month_due(now_in_city().date())
        months = [_month_before(due, back - 1) for back in range(MONTHS)]
        month = right.selectbox(
            t("Bulan"), months, 1, format_func=lambda day: formats.month(day, work.lang), key="templat_bulan"
        )
        if code and month:
            name = f"kunjungan-{code}-{month:%Y-%m}.xlsx"
            label = t("Unduh templat kunjungan loket")
            show_button(label, lambda: walk_in_workbook(code, month), name, XLSX_TYPE, "templat_kunjungan")
        others = [source for source in SOURCES if source != WALK_IN]
        source = st.selectbox(
            t("Sumber lain"), others, format_func=lambda each: t(SOURCE_WORDS[each]), key="templat_sumber"
        )
        if source:
            label = t("Unduh templat CSV")
            show_button(label, lambda: csv_template(source), f"{source}.csv", CSV_TYPE, "templat_csv")


def _month_before(month: date, back: int) -> date:
    """The first day of so many months before, or after for less than 0."""
    months = month.year * 12 + month.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)
