"""Laporan: the city's record, period by period: make it, look at it, take it along."""

import pandas as pd
import streamlit as st

from akses import Reach
from core import formats
from pages.frame.language import LANGUAGE_NAMES
from pages.parts.cards import heading, note, show_table
from pages.parts.folds import show_folds
from pages.sections.laporan import (
    choose_report,
    make_report,
    place_name,
    report_period,
    reported_period,
    show_downloads,
    show_pages,
)
from pages.view import view as views
from pages.view.reader import current_rights
from report import Archived, archived
from wording import period_words

view = views.current_view()
t, lang = view.t, view.lang
asked = reported_period(view)


def show_making() -> None:
    """Make the report of the month, quarter or year that is looked at; of a week that of its month."""
    period = period_words(asked.days, asked.grain, lang)
    name = period if view.is_city_shown else f"{period} · {view.scope_name}"
    heading(t("Buat laporan {month}").format(month=name))
    if view.grain == "week":
        text = t("Laporan dibuat per bulan, triwulan, atau tahun; dari minggu yang dipilih: {month}.")
        note(text.format(month=period))
    st.caption(
        t(
            "Periode, bahasa, dan kecamatan dipilih di menu samping (di ponsel: »); "
            "tanpa kecamatan laporannya tentang seluruh kota. "
            "Laporan yang sudah ada tidak berubah; koreksi menjadi revisi."
        )
    )
    if view.unit:
        note(t("Laporan dibuat untuk kota atau kecamatan, bukan untuk satu kantor."), "empty")
        return
    is_draft = st.checkbox(t("Sebagai draf: boleh dibuat walau data belum lengkap, tidak masuk arsip"), key="draf")
    if st.button(t("Buat laporan"), type="primary"):
        make_report(view, is_draft)


def show_archive() -> None:
    """The reports that were made: one of them to look at and to take along, and all as a list."""
    st.header(t("Arsip"))
    reports, damaged = archived()
    if current_rights().reports is not Reach.CITY:
        reports, damaged = [report for report in reports if report.place == view.build.scope.kecamatan], []
    for name in damaged:
        text = t("Catatan arsip {name} rusak. Pulihkan dari cadangan, atau pindahkan dari folder arsip.")
        note(text.format(name=name), "warn")
    if not reports:
        none = t("Belum ada laporan dalam arsip.")
        note(
            none if current_rights().reports is Reach.CITY else t("Belum ada laporan wilayah ini dalam arsip."), "empty"
        )
        return
    report = choose_report(reports, view)
    if report.changes:
        note(t("Yang berubah dalam revisi ini: {changes}.").format(changes="; ".join(report.changes)))
    show_downloads(report, view)
    show_pages(report, view)
    show_list(reports)


def show_list(reports: list[Archived]) -> None:
    """Every report of the archive."""
    st.header(t("Semua laporan"))
    show_table(
        pd.DataFrame(
            {
                t("Periode"): [report_period(entry, view) for entry in reports],
                t("Tempat"): [place_name(entry, view) for entry in reports],
                t("Bahasa laporan"): [LANGUAGE_NAMES[entry.lang] for entry in reports],
                t("Revisi"): [formats.number(entry.revision, 0, lang) for entry in reports],
                t("Versi data"): [entry.build for entry in reports],
                t("Kode"): [entry.code for entry in reports],
            }
        ),
        caption=t("Semua laporan"),
        numeric=(t("Revisi"),),
        height=420,
    )
    show_folds({"keaslian": (t("Untuk analis: keaslian sebuah berkas"), show_proof)})


def show_proof() -> None:
    """How a file is held against the archive."""
    text = t(
        "Tiap laporan memuat kodenya: cocokkan dengan kolom Kode di atas. Apakah isi sebuah berkas masih seperti saat "
        "terbit, diperiksa pengelola dasbor terhadap arsip; kirim berkasnya kepadanya."
    )
    st.caption(text)


# The script runs to its end, never st.stop(): after the page the frame mends the address.
if view.may_see_city and current_rights().may_make_reports:
    show_making()
if current_rights().reports is Reach.NOTHING:
    note(t("Laporan dibuat untuk kota atau kecamatan, bukan untuk satu kantor."), "empty")
else:
    show_archive()
