"""Mutu data: how fresh and complete the data are, who was silent when, what was held back, and what is owed."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from akses import Reach
from analytics import quality
from core import formats
from core.sources import SOURCE_WORDS
from pages.parts.cards import show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.folds import show_folds
from pages.sections.mutu_data.files import show_files
from pages.sections.mutu_data.findings import show_findings
from pages.sections.mutu_data.held import show_held
from pages.sections.mutu_data.owing import owed_reports, show_owed_days, show_owing
from pages.sections.mutu_data.reported import show_first_reports, show_reported
from pages.sections.mutu_data.silence import show_silence
from pages.sections.open_data import show_open_data
from pages.tables.long_table import office_words, rows_to_show, whole_numbers
from pages.view import view as views
from pages.view.reader import current_rights

view = views.current_view()
t, lang, build = view.t, view.lang, view.build

COMPLETE = (
    "unit_code", "name", "kind", "kecamatan", "source", "complete_days", "expected_days", "completeness", "reason",
)  # fmt: skip

OF_CITY = ("kesegaran", "berkas", "terbuka")
"""Folds about what no office has of its own."""
OF_HELD_ROWS = ("ditahan", "berkas")
"""Folds about rows that were held back, and their files."""


def show_freshness() -> None:
    """How old the newest row of each source is."""
    fresh = build.freshness
    title = t("Kesegaran per sumber")
    show_table(
        pd.DataFrame(
            {
                t("Sumber"): [t(SOURCE_WORDS[source]) for source in fresh["source"]],
                t("Baris terbaru"): [formats.short_day(day, lang) for day in fresh["newest"]],
                t("Tertinggal"): [
                    t("belum ada data")
                    if pd.isna(days)
                    else t("{n} hari").format(n=formats.number(max(days, 0), 0, lang))
                    for days in fresh["age_days"]
                ],
                t("Jumlah baris"): whole_numbers(fresh["row_count"], lang),
            }
        ),
        caption=title,
        numeric=(t("Tertinggal"), t("Jumlah baris")),
    )
    columns = ["source", "newest", "age_days", "row_count", "reason"]
    show_tools(view, Sheet(title, fresh[columns], ("freshness",)), "kesegaran")


def show_completeness() -> None:
    """How many of the days due each office has reported, the lowest first."""
    complete = quality.completeness(owed.facts, by=["unit_code"])
    complete = complete[complete["source"] == "kunjungan"].merge(build.units, on="unit_code")
    complete = complete.sort_values("completeness")
    sheet = Sheet(t("Kelengkapan per kantor"), complete[list(COMPLETE)], ("completeness",))
    words = office_words(complete.to_dict("records"), view)
    complete = complete.iloc[rows_to_show(view, words, "kelengkapan", t("Cari kantor"))]
    rows = complete.to_dict("records")
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for row in rows],
                t("Kelengkapan"): [formats.percent(row["completeness"], 0, lang) for row in rows],
                t("Hari dilaporkan"): whole_numbers(complete["complete_days"], lang),
                t("Hari diharapkan"): whole_numbers(complete["expected_days"], lang),
            }
        ),
        caption=sheet.title,
        height=420,
        numeric=(t("Hari dilaporkan"), t("Hari diharapkan"), t("Kelengkapan")),
        links=views.unit_links(rows, view),
    )
    show_tools(view, sheet, "kelengkapan")


if view.known_period is None:
    # The run comes to its end: st.stop() throws away every tap that came meanwhile.
    show_first_reports(view)
else:
    owed = owed_reports(view)
    st.header(t("Siapa belum melapor?"))
    show_owing(owed, view)
    st.header(t("Angka yang perlu diperiksa"))
    show_findings(view.chosen.facts, view.in_period(view.chosen.facts), view)
    st.header(t("Untuk analis"))
    folds: dict[str, tuple[str, Callable[[], None]]] = {
        "lapor": (t("Siapa sudah melapor, hari demi hari"), lambda: show_reported(view)),
        "tagih": (t("Laporan yang belum masuk"), lambda: show_owed_days(owed, view)),
        "kelengkapan": (t("Kelengkapan per kantor"), show_completeness),
        "diam": (t("Kantor yang tidak melapor, minggu demi minggu"), lambda: show_silence(view)),
        "kesegaran": (t("Kesegaran per sumber"), show_freshness),
        "ditahan": (t("Baris yang ditahan atau ditandai"), lambda: show_held(view)),
        "berkas": (t("Berkas dan barisnya"), lambda: show_files(view)),
        "terbuka": (t("Data terbuka"), lambda: show_open_data(build, t, lang)),
    }
    left_out = set() if view.may_see_city else set(OF_CITY)
    left_out |= set(OF_HELD_ROWS) if current_rights().held_rows is Reach.NOTHING else set()
    show_folds({name: fold for name, fold in folds.items() if name not in left_out})
    if not view.may_see_city:
        st.caption(t("Sumber, berkas, dan data terbuka memuat seluruh kota; akun ini hanya melihat kantornya sendiri."))
