"""Which pages there are, and the menu that leads to them."""

from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from core.texts import Translate
from pages.components.address import link


def navigation(t: Translate) -> tuple[StreamlitPage, list[StreamlitPage]]:
    """Declare the pages; return the one the address asks for, and all of them in the order of the menu."""
    pages = [
        st.Page("pages/ringkasan.py", title=t("Ringkasan"), default=True),
        st.Page("pages/peta.py", title=t("Peta")),
        st.Page("pages/kanal.py", title=t("Kanal per hari")),
        st.Page("pages/kemajuan.py", title=t("Kemajuan")),
        st.Page("pages/bantuan_112.py", title=t("Bantuan 112")),
        st.Page("pages/kelurahan.py", title=t("Kelurahan")),
        st.Page("pages/mutu_data.py", title=t("Mutu data")),
        st.Page("pages/laporan.py", title=t("Laporan")),
    ]
    # Hidden: Streamlit's own menu forgets the filters and makes two steps of one for the back button.
    return st.navigation(pages, position="hidden"), pages


def show_menu(t: Translate, page: StreamlitPage, pages: list[StreamlitPage]) -> None:
    """Show the menu; each entry is a link that carries the filters and the language along."""
    entries = "".join(
        f'<li><a class="inside" href="{escape(link(each.url_path))}"{current(each is page)}>'
        f"{escape(each.title)}</a></li>"
        for each in pages
    )
    st.html(f'<nav class="menu" aria-label="{escape(t("Halaman"))}"><ul>{entries}</ul></nav>')


def current(is_current: bool) -> str:
    """Return the attribute that marks the link to where one is."""
    return ' aria-current="page"' if is_current else ""
