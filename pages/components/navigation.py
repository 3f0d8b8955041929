"""Which pages there are, in the order of the menu."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.texts import Translate


def navigation(t: Translate) -> StreamlitPage:
    """Declare the pages and return the one the address asks for."""
    return st.navigation(
        [
            st.Page("pages/ringkasan.py", title=t("Ringkasan"), default=True),
            st.Page("pages/peta.py", title=t("Peta")),
            st.Page("pages/kanal.py", title=t("Kanal per hari")),
            st.Page("pages/kemajuan.py", title=t("Kemajuan")),
            st.Page("pages/bantuan_112.py", title=t("Bantuan 112")),
            st.Page("pages/kelurahan.py", title=t("Kelurahan")),
            st.Page("pages/mutu_data.py", title=t("Mutu data")),
        ]
    )
