"""A report made on request: refused in words, or written, with a line for each step on the way."""

import streamlit as st

from pages.components.cards import note
from pages.components.report_view import CHOSEN
from pages.components.view import View
from report.archive import archive, latest
from report.drawing import EmptyDrawingError
from report.month import month_content
from report.period import RefusedError
from report.record import code_of, make_record
from report.tables import read_tables

STEPS = {"pdf": "Menata PDF", "png": "Menggambar satu halaman", "html": "Menulis HTML"}


def make_report(view: View, is_draft: bool) -> None:
    """Make the report of the view's month and language, and say what came out."""
    t = view.t
    assert view.month is not None
    with st.status(t("Menghitung angka"), expanded=True) as status:

        def told(form: str) -> None:
            status.update(label=t(STEPS[form]))
            st.write(t(STEPS[form]))

        try:
            content = month_content(read_tables(view.build.snapshot), view.month, view.lang, is_draft)
            before = latest(content.month, content.lang, content.is_sample)
            path = archive(make_record(content), told)
        except RefusedError as refusal:
            status.update(label=t("Ditolak"), state="error")
            note(str(refusal), "warn")
            return
        except (EmptyDrawingError, OSError) as error:
            status.update(label=t("Gagal"), state="error")
            note(t("Laporan tidak dapat ditulis: {reason}").format(reason=error), "warn")
            return
        status.update(label=t("Selesai"), state="complete")
    if is_draft:
        st.download_button(t("Unduh draf (PDF)"), path.read_bytes, path.name, "application/pdf", key="unduh_draf")
        return
    made = latest(content.month, content.lang, content.is_sample)
    if made is not None:
        st.session_state[CHOSEN] = code_of(made)
    is_same = t("Laporan yang sama sudah ada di arsip; tidak ada yang berubah.")
    note(is_same if made == before else t("Laporan ditulis ke arsip."))
