"""Standar layanan: is the work done within the time that the city promised, and what has been waiting longest?"""

import streamlit as st

from pages.parts.cards import note
from pages.parts.folds import show_folds
from pages.parts.satisfaction import has_survey, show_satisfaction
from pages.sections.standar_layanan import show_offices, show_processing, show_standard
from pages.sections.standar_layanan_open import open_words, show_open
from pages.view import view as views

view = views.current_view()
t = view.t

show_standard(view)
if told := open_words(view):
    note(told)
st.header(t("Menurut layanan"))
show_processing(view)
st.header(t("Selengkapnya"))
offices = {} if view.unit else {"kantor": (t("Menurut kantor"), lambda: show_offices(view))}
survey = {"kepuasan": (t("Kepuasan warga"), lambda: show_satisfaction(view))} if has_survey(view) else {}
show_folds({**offices, "terbuka": (t("Permohonan yang masih terbuka"), lambda: show_open(view)), **survey})
