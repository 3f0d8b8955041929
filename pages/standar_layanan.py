"""Standar layanan: is the work done within the time that the city promised, and what has been waiting longest?"""

import streamlit as st

from pages.parts.cards import note
from pages.parts.folds import show_folds
from pages.sections.standar_layanan.open_requests import open_words, show_open
from pages.sections.standar_layanan.satisfaction import has_survey, show_satisfaction
from pages.sections.standar_layanan.standards import show_offices, show_processing, show_standard
from pages.view import view as views

view = views.current_view()
t = view.t

show_standard(view)
if told := open_words(view):
    note(told)
show_processing(view)
folds = {
    "kantor": (t("Menurut kantor"), lambda: show_offices(view)),
    "terbuka": (t("Permohonan yang masih terbuka"), lambda: show_open(view)),
}
if view.unit:
    folds = {}
if has_survey(view):
    folds["kepuasan"] = (t("Kepuasan warga"), lambda: show_satisfaction(view))
if folds:
    st.header(t("Selengkapnya"))
    show_folds(folds)
