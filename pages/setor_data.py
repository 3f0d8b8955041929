"""Setor data: an office's file is handed in, what it would do is said, and only then it is sent."""

import streamlit as st

from akses import Reach
from core.store import active_store
from pages.frame.acting import show_outcomes
from pages.parts.cards import note
from pages.sections.setor_data.drop_zone import show_drop_zone
from pages.sections.setor_data.load_view import show_load
from pages.sections.setor_data.offices import office_names, sender_name
from pages.sections.setor_data.own_reports import show_own_reports
from pages.sections.setor_data.sends import show_sends
from pages.sections.setor_data.templates import show_templates
from pages.sections.setor_data.waiting import show_waiting
from pages.view.work import current_work

work = current_work()
t = work.t
is_own = work.rights.sends is Reach.OWN
todo = (
    t("Setor berkas {office} di sini. Berkas diperiksa dulu; belum ada yang berubah sebelum Anda menekan Setor.")
    if is_own
    else t("Setor berkas kantor di sini. Berkas diperiksa dulu; belum ada yang berubah sebelum Anda menekan Setor.")
)
names = office_names(work.lang)
st.caption(todo.format(office=sender_name(work.reader.place, names, t)))
asked = st.query_params.get("kantor", "")
asked = asked if asked in names else ""
# Whatever may be there or not stands in a container: a part that moves is another one to Streamlit, which then hears no
# tap on what it showed before.
with st.container():
    if asked and is_own and asked != work.reader.place:
        other = t("Tautan ini untuk {office}; akun Anda menyetor untuk {own}.")
        note(other.format(office=names[asked], own=sender_name(work.reader.place, names, t)), "warn")
    elif asked and not is_own:
        note(t("Tautan ini untuk {office}; templatnya sudah dipilih di bawah.").format(office=names[asked]))
    show_outcomes()
show_drop_zone(t, work.lang)
show_waiting(work)
show_load(work)
with st.container():
    if active_store().is_sample and active_store().has_build:
        note(
            t(
                "Yang tampil di dasbor sekarang data contoh. Berkas pertama yang disetor menggantikannya; angka tampil "
                "begitu log permohonan dan kunjungan loket masa yang sama sudah masuk."
            )
        )
    if office := work.reader.place if is_own else asked:
        show_own_reports(work, office)
show_sends(work)
show_templates(work, asked)
