"""Standar layanan: is the work done within the time that the city promised, and what has been waiting longest?"""

import streamlit as st

from pages.parts.satisfaction import show_satisfaction
from pages.sections.standar_layanan import show_offices, show_processing, show_standard
from pages.sections.standar_layanan_open import show_open
from pages.view import view as views

view = views.current_view()
t = view.t

show_standard(view)
st.header(t("Menurut layanan"))
show_processing(view)
st.header(t("Permohonan yang masih terbuka"))
show_open(view)
if not view.unit:
    st.header(t("Menurut kantor"))
    show_offices(view)
show_satisfaction(view)
