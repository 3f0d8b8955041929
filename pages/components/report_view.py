"""One archived report on the page: its files to download, and its own pages to look at."""

import base64
from html import escape

import streamlit as st

from core import formats
from core.archive import RECORD_SUFFIX
from pages.components.cards import note
from pages.components.data import read_pages
from pages.components.filters import select
from pages.components.language import NAMES
from pages.components.view import View
from report.listing import Archived
from report.pdf_pages import DamagedPdfError

FORMS = {
    ".pdf": "Unduh PDF",
    ".png": "Unduh satu halaman (PNG)",
    ".html": "Unduh HTML",
    RECORD_SUFFIX: "Unduh isi (JSON)",
}
MIME = {".pdf": "application/pdf", ".png": "image/png", ".html": "text/html", RECORD_SUFFIX: "application/json"}


CHOSEN = "laporan"
CHOSEN_FOR = "laporan_untuk"


def choose_report(reports: list[Archived], view: View) -> Archived:
    """Return the report to show: that of the view's month until another one is chosen, or another month."""
    by_code = {report.code: report for report in reports}
    wanted = (view.month, view.lang)
    codes = sorted(by_code, key=lambda code: (by_code[code].month, by_code[code].lang) != wanted)
    if st.session_state.setdefault(CHOSEN_FOR, wanted) != wanted:
        st.session_state[CHOSEN_FOR], st.session_state[CHOSEN] = wanted, codes[0]
    names = {code: report_name(by_code[code], view) for code in codes}
    return by_code[select(view.t("Laporan"), codes, names, CHOSEN, is_moving=True)]


def report_name(report: Archived, view: View) -> str:
    """Return a report as `Oktober 2024 · Bahasa Indonesia · revisi 2`."""
    parts = [formats.month(report.month, view.lang), NAMES[report.lang]]
    parts += [view.t("revisi {n}").format(n=report.revision)] if report.revision > 1 else []
    return " · ".join([*parts, *([view.t("DATA CONTOH")] if report.is_sample else [])])


def show_downloads(report: Archived, view: View) -> None:
    """Show a button for each form of a report; a file is read only when it is asked for."""
    for place, suffix in zip(st.columns(len(FORMS)), FORMS, strict=True):
        file = report.path.with_suffix(suffix)
        if file.exists():
            place.download_button(
                view.t(FORMS[suffix]), file.read_bytes, file.name, MIME[suffix], key=f"unduh{suffix}", width="stretch"
            )


def show_pages(report: Archived, view: View) -> None:
    """Show one page of the archived PDF itself, chosen by number."""
    try:
        pages = read_pages(view.build.scope, report.path, report.path.stat().st_mtime)
    except OSError:
        note(view.t("Berkas PDF laporan ini tidak ada lagi di arsip."), "warn")
        return
    except DamagedPdfError:
        note(view.t("Berkas PDF laporan ini rusak. Buat lagi laporan bulan itu, atau pulihkan dari cadangan."), "warn")
        return
    numbers = [str(number) for number in range(1, len(pages) + 1)]
    pattern = view.t("Halaman {n} dari {all}")
    names = {number: pattern.format(n=number, all=len(pages)) for number in numbers}
    chosen = select(view.t("Halaman"), numbers, names, "halaman")
    alt = view.t("{page} dari laporan {name}; kata-katanya dapat dibaca dalam PDF dan HTML.").format(
        page=names[chosen], name=report_name(report, view)
    )
    picture = base64.b64encode(pages[int(chosen) - 1]).decode()
    st.html(f'<img class="paper" src="data:image/png;base64,{picture}" alt="{escape(alt)}">')
