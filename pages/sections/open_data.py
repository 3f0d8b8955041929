"""The open data, for who works them on: every settled month as files for programs, with their dictionary."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import streamlit as st

from analytics.open_data import NoMonthError, export, settled_months
from core import formats
from core.city import city
from core.texts import Translate
from pages.parts.cards import note
from pages.parts.downloads import show_button
from pages.view.cache import Build

ZIP_TYPE = "application/zip"


def show_open_data(build: Build, t: Translate, lang: str) -> None:
    """Say what the open data hold, and offer them as one archive; it is made when it is asked for."""
    meta = build.meta
    try:
        months = settled_months(meta)
    except NoMonthError:
        note(t("Belum ada bulan yang tuntas, jadi belum ada data terbuka."), "empty")
        return
    st.caption(
        t(
            "Tabel bulanan {first} sampai {last} untuk diolah program: CSV dan Parquet dengan kamus datanya; hitungan "
            "kecil disembunyikan. Bulan yang sudah terbit tetap; koreksinya terbit utuh."
        ).format(first=formats.month(months[0], lang), last=formats.month(months[-1], lang))
    )
    sample = "DATA_CONTOH_" if meta["is_sample"] else ""
    name = f"{sample}data-terbuka-{city().slug}-{meta['build']}.zip"
    show_button(t("Unduh data terbuka (ZIP)"), lambda: _archive(build), name, ZIP_TYPE, "terbuka")


def _archive(build: Build) -> bytes:
    content = BytesIO()
    with TemporaryDirectory() as folder, ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for path in export(build, Path(folder)):
            archive.write(path, path.name)
    return content.getvalue()
