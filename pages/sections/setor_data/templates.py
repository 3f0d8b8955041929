"""Templates to fill in: for an officer the own office's, for those who send for the city any office's."""

from typing import Final

import pandas as pd
import streamlit as st

from akses import Reach
from core import formats
from core.clock import now_in_city
from core.sources import SOURCE_WORDS, SOURCES
from intake import csv_template, month_due, template_columns, template_months, walk_in_workbook
from pages.parts.cards import fold_table
from pages.parts.downloads import CSV_TYPE, XLSX_TYPE, show_button
from pages.sections.setor_data.offices import office_names
from pages.view.reader import part_for_reader
from pages.view.work import WorkView, published_build

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
        today, build = now_in_city().date(), published_build(work)
        first_day = pd.Timestamp(build.meta["first_day"]).date() if build and build.as_of else None
        months = template_months(today, first_day)
        month = right.selectbox(
            t("Bulan"), months, months.index(month_due(today)),
            format_func=lambda day: formats.month(day, work.lang), key="templat_bulan",
        )  # fmt: skip
        if code and month:
            name = f"kunjungan-{code}-{month:%Y-%m}.xlsx"
            # What is typed into a list and is not in it chooses nothing: the button says what it gives.
            label = t("Unduh templat kunjungan loket {month}").format(month=formats.month(month, work.lang))
            show_button(label, lambda: walk_in_workbook(code, month), name, XLSX_TYPE, "templat_kunjungan")
        others = [source for source in SOURCES if source != WALK_IN]
        source = st.selectbox(
            t("Sumber lain"), others, format_func=lambda each: t(SOURCE_WORDS[each]), key="templat_sumber"
        )
        if source:
            label = t("Unduh templat CSV")
            show_button(label, lambda: csv_template(source), f"{source}.csv", CSV_TYPE, "templat_csv")
            _show_how(work, source)


def _show_how(work: WorkView, source: str) -> None:
    """How each column of a table is filled in: the table itself holds no example, which might be sent back."""
    t, columns = work.t, template_columns(source, work.t)
    title = t("Cara mengisi templat")
    table = pd.DataFrame(
        {
            t("Judul"): [column.title for column in columns],
            t("Isi"): [column.how for column in columns],
            t("Wajib"): [t("ya") if column.is_required else t("tidak") for column in columns],
        }
    )
    st.html(fold_table(table, title, caption=title))
