"""One archived report on the page: its files to download, and its own pages to look at."""

import base64
from html import escape
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer
from typst import TypstError

from akses import Reach
from analytics import Span, period_code
from analytics.open_data import DamagedReleaseError
from core import formats
from core.scope import Scope
from core.store.report_records import RECORD_SUFFIX
from core.texts import N_
from pages.frame.filters import select
from pages.frame.language import LANGUAGE_NAMES
from pages.parts.cards import note
from pages.view.cached import PREVIEWS_KEPT, cached
from pages.view.reader import current_rights, for_reader, note_report
from pages.view.view import View
from report import (
    Archived,
    DamagedPdfError,
    DamagedRecordError,
    EmptyDrawingError,
    Made,
    ReportRefusedError,
    make,
    pages_of,
)
from wording import period_words

FORMS = {
    ".pdf": N_("Unduh PDF"),
    ".png": N_("Unduh satu halaman (PNG)"),
    ".html": N_("Unduh HTML"),
    RECORD_SUFFIX: N_("Unduh isi (JSON)"),
}
MIME = {".pdf": "application/pdf", ".png": "image/png", ".html": "text/html", RECORD_SUFFIX: "application/json"}


CHOSEN = "laporan"
CHOSEN_FOR = "laporan_untuk"


class PeriodToReport(NamedTuple):
    """The period that a report can be made of: its days as far as the data reach, and month, quarter or year."""

    days: Span
    grain: str


def reported_period(view: View) -> PeriodToReport:
    """Return the period of the view; of a week the month beside it (View.month)."""
    return (
        PeriodToReport(view.whole_month, "month") if view.grain == "week" else PeriodToReport(view.period, view.grain)
    )


def choose_report(reports: list[Archived], view: View) -> Archived:
    """Return the report to show: that of the view's period and place until another, or another period, is chosen."""
    by_code, asked = {report.code: report for report in reports}, reported_period(view)
    wanted = (period_code(asked.days[0], asked.grain), view.lang, view.kecamatan or "")
    codes = sorted(by_code, key=lambda code: _unlike(by_code[code], wanted))
    if st.session_state.setdefault(CHOSEN_FOR, wanted) != wanted:
        st.session_state[CHOSEN_FOR], st.session_state[CHOSEN] = wanted, codes[0]
    names = {code: report_name(by_code[code], view) for code in codes}
    return by_code[select(view.t("Laporan"), codes, names, CHOSEN, is_moving=True)]


def _unlike(report: Archived, wanted: tuple[str, str, str]) -> tuple[bool, bool]:
    """Sorts first what is of the period and language; of these what is of the place."""
    return (period_code(report.period[0], report.grain), report.lang) != wanted[:2], report.place != wanted[2]


def report_period(report: Archived, view: View) -> str:
    """Return what a report is about in words: `Oktober 2024`, `Triwulan IV 2024 sampai 29 November`."""
    return formats.begun(period_words(report.period, report.grain, view.lang))


def place_name(report: Archived, view: View) -> str:
    """Return what a report is about: the city, or a kecamatan."""
    if not report.place:
        return view.t("{full_city}")
    return view.t("Wilayah Kecamatan {name}").format(name=report.place_name)


def report_name(report: Archived, view: View) -> str:
    """Return a report as `Oktober 2024 · Bahasa Indonesia · revisi 2`."""
    place = [place_name(report, view)] if report.place else []
    parts = [report_period(report, view), *place, LANGUAGE_NAMES[report.lang]]
    parts += [view.t("revisi {n}").format(n=report.revision)] if report.revision > 1 else []
    return " · ".join([*parts, *([view.t("DATA CONTOH")] if report.is_sample else [])])


def show_downloads(report: Archived, view: View) -> None:
    """Show a button for each form of a report; a file is read only when it is asked for.

    What a report is made of names every file of the city and counts every row held back: it is for who may see these.
    """
    sees_all = current_rights().held_rows is Reach.CITY
    forms = [suffix for suffix in FORMS if sees_all or suffix != RECORD_SUFFIX]
    for place, suffix in zip(st.columns(len(forms)), forms, strict=True):
        file = report.path.with_suffix(suffix)
        if file.exists():
            # Without "ignore" the page runs again at once and forgets the file that was asked for.
            place.download_button(
                view.t(FORMS[suffix]),
                for_reader(file.read_bytes, file.name),
                file.name,
                MIME[suffix],
                key=f"unduh{suffix}",
                on_click="ignore",
                width="stretch",
            )


def show_pages(report: Archived, view: View) -> None:
    """Show one page of the archived PDF itself, chosen by number."""
    try:
        pages = read_pages(view.build.scope, report.path, report.path.stat().st_mtime)
    except OSError:
        note(view.t("Berkas PDF laporan ini tidak ada lagi di arsip."), "warn")
        return
    except DamagedPdfError:
        note(view.t("Berkas PDF laporan ini rusak. Buat lagi laporannya, atau pulihkan dari cadangan."), "warn")
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


STEPS = {"pdf": N_("Menata PDF"), "png": N_("Menggambar satu halaman"), "html": N_("Menulis HTML")}


def make_report(view: View, is_draft: bool) -> None:
    """Make the report of the view's period and language, and say what came out."""
    t = view.t
    with st.status(t("Menghitung angka"), expanded=True) as status:
        made = _make(view, is_draft, status)
    # Outside the steps: they fold away when they are done.
    if isinstance(made, str):
        note(made, "warn")
    elif is_draft:
        st.download_button(
            t("Unduh draf (PDF)"),
            for_reader(made.path.read_bytes, made.path.name),
            made.path.name,
            "application/pdf",
            key="unduh_draf",
            on_click="ignore",
        )
    elif made.is_same:
        note(t("Laporan yang sama sudah ada di arsip; tidak ada yang berubah."))
    else:
        note(t("Laporan ditulis ke arsip."))


def _make(view: View, is_draft: bool, status: StatusContainer) -> Made | str:
    """Compute, set and keep, the archived report becomes the one that is shown; else the reason in words."""
    t = view.t

    def told(form: str) -> None:
        status.update(label=t(STEPS[form]))
        status.write(t(STEPS[form]))

    try:
        days, grain = reported_period(view)
        made = make(view.build, days[0], view.lang, is_draft, told, view.kecamatan or "", grain)
        note_report(view.scope_name, period_code(days[0], grain), "" if is_draft else made.code)
    except ReportRefusedError as refusal:
        status.update(label=t("Ditolak"), state="error", expanded=False)
        return str(refusal)
    except DamagedRecordError as name:
        status.update(label=t("Gagal"), state="error", expanded=False)
        words = t("Catatan arsip {name} rusak. Pulihkan dari cadangan, atau pindahkan dari folder arsip.")
        return words.format(name=name)
    except DamagedReleaseError as name:
        status.update(label=t("Gagal"), state="error", expanded=False)
        words = t("Catatan rilis {name} rusak. Pulihkan dari cadangan; tanpa itu laporan tidak dibuat.")
        return words.format(name=Path(str(name)).name)
    except (EmptyDrawingError, TypstError, OSError) as error:
        status.update(label=t("Gagal"), state="error", expanded=False)
        return t("Laporan tidak dapat ditulis: {reason}").format(reason=error)
    status.update(label=t("Selesai"), state="complete", expanded=False)
    if made.code and not is_draft:
        st.session_state[CHOSEN] = made.code
    return made


@cached(PREVIEWS_KEPT)
def read_pages(scope: Scope, pdf: Path, changed_at: float) -> list[bytes]:
    """Return the pages of an archived report as PNG; `changed_at`: so that another file of that name is read anew."""
    del scope, changed_at  # parts of the key alone
    return pages_of(pdf)
