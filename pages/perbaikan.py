"""Perbaikan data: what was held back is mended, tables that people keep are changed, and every change can be undone."""

import streamlit as st

from core.store import active_store
from intake import TABLE_TITLES
from pages.frame.acting import MEND, may_act, show_outcomes
from pages.parts.cards import note
from pages.sections.perbaikan.editor import show_tables
from pages.sections.perbaikan.held import show_held_work
from pages.sections.perbaikan.history import show_edits
from pages.sections.setor_data.load_view import show_load
from pages.view.work import current_work

work = current_work()
t = work.t
# What may be there or not stands in a container: of a part that moves Streamlit hears no tap.
with st.container():
    show_outcomes()
show_load(work, MEND)
with st.container():
    if active_store().is_sample and active_store().has_build:
        note(t("Yang dimuat sekarang data contoh; perbaikan di sini tersimpan di tabel Anda sendiri."))
PARTS = {"ditahan": t("Yang ditahan"), "tabel": t("Tabel"), "riwayat": t("Riwayat")}
if not may_act(work, MEND):
    # Some of the tables name people: for who changes them alone, and so is what was changed in them.
    PARTS = {"ditahan": PARTS["ditahan"]}
if (asked := st.query_params.get("tabel")) and asked in TABLE_TITLES and "tabel" in PARTS:
    # The way from another page leads to one table, once: afterwards whoever mends chooses.
    del st.query_params["tabel"]
    st.session_state["bagian"], st.session_state["perbaikan_tabel"] = "tabel", asked
part = st.segmented_control(t("Bagian"), list(PARTS), format_func=PARTS.__getitem__, default="ditahan", key="bagian")
if part == "riwayat":
    show_edits(work)
elif part == "tabel":
    show_tables(work)
else:
    show_held_work(work)
