"""A report made on request: refused in words, or written, with a line for each step on the way."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer
from typst import TypstError

from pages.components.cards import note
from pages.components.report_view import CHOSEN
from pages.components.view import View
from report.archive import archive, latest
from report.drawing import EmptyDrawingError
from report.kept import DamagedRecordError
from report.month import month_content
from report.period import RefusedError
from report.record import code_of, make_record
from report.tables import read_tables

STEPS = {"pdf": "Menata PDF", "png": "Menggambar satu halaman", "html": "Menulis HTML"}


@dataclass(frozen=True)
class Made:
    """What came out: the PDF's path and whether it was there already; else the reason in words."""

    path: Path | None
    is_same: bool = False
    reason: str = ""


def make_report(view: View, is_draft: bool) -> None:
    """Make the report of the view's month and language, and say what came out."""
    t = view.t
    with st.status(t("Menghitung angka"), expanded=True) as status:
        made = _make(view, is_draft, status)
    # Outside the steps: they fold away when they are done.
    if made.path is None:
        note(made.reason, "warn")
    elif is_draft:
        st.download_button(
            t("Unduh draf (PDF)"), made.path.read_bytes, made.path.name, "application/pdf", key="unduh_draf"
        )
    elif made.is_same:
        note(t("Laporan yang sama sudah ada di arsip; tidak ada yang berubah."))
    else:
        note(t("Laporan ditulis ke arsip."))


def _make(view: View, is_draft: bool, status: StatusContainer) -> Made:
    """Compute, set and keep; the archived report becomes the one that is shown."""
    t = view.t
    assert view.month is not None

    forms: list[str] = []

    def told(form: str) -> None:
        forms.append(form)
        status.update(label=t(STEPS[form]))
        status.write(t(STEPS[form]))

    try:
        content = month_content(read_tables(view.build.snapshot), view.month, view.lang, is_draft)
        path = archive(make_record(content), told)
    except RefusedError as refusal:
        status.update(label=t("Ditolak"), state="error", expanded=False)
        return Made(None, reason=str(refusal))
    except DamagedRecordError as name:
        status.update(label=t("Gagal"), state="error", expanded=False)
        words = t("Catatan arsip {name} rusak. Pulihkan dari cadangan, atau pindahkan dari folder arsip.")
        return Made(None, reason=words.format(name=name))
    except (EmptyDrawingError, TypstError, OSError) as error:
        status.update(label=t("Gagal"), state="error", expanded=False)
        return Made(None, reason=t("Laporan tidak dapat ditulis: {reason}").format(reason=error))
    status.update(label=t("Selesai"), state="complete", expanded=False)
    after = latest(content.month, content.lang, content.is_sample)
    if after is not None and not is_draft:
        st.session_state[CHOSEN] = code_of(after)
    return Made(path, is_same=not forms)
