"""Which pages there are, and the menu that leads to them."""

from collections.abc import Callable
from html import escape
from urllib.parse import unquote, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from akses import RIGHTS, Reach, Rights
from core.scope import NO_LOGIN
from core.texts import N_, Translate, translator
from pages.view import address
from pages.view.address import link

PAGE_TITLES = {
    "ringkasan": N_("Ringkasan"),
    "peta": N_("Peta"),
    "kanal": N_("Kanal per hari"),
    "kemajuan": N_("Kemajuan"),
    "bantuan_112": N_("Bantuan 112"),
    "standar_layanan": N_("Standar layanan"),
    "kelurahan": N_("Kelurahan"),
    "mutu_data": N_("Mutu data"),
    "laporan": N_("Laporan"),
}
"""Every page: its file in pages/ and its title, in the order of the menu."""
WORK_TITLES = {
    "setor_data": N_("Setor data"),
    "perbaikan": N_("Perbaikan data"),
    "tanya_data": N_("Tanya data"),
}
"""Pages for those who bring and mend data, below the others in the menu; they need no build, no period, no place."""
MAY_OPEN: dict[str, Callable[[Rights], bool]] = {
    "setor_data": lambda rights: rights.sends is not Reach.NOTHING,
    "perbaikan": lambda rights: rights.may_mend,
    "tanya_data": lambda rights: rights.may_query,
}
"""Who may open a page of work; to others it does not exist. What they may do there: `MAY_ACT` in frame/acting.py."""
HOME = next(iter(PAGE_TITLES))
PATHS = {"" if name == HOME else name: name for name in PAGE_TITLES}
"""The page by its address."""
PATH_OF_OFFICES = "kelurahan"
"""Where all offices are listed, and one of them has its own page."""
PATH_OF_QUALITY = "mutu_data"
"""Where it is told who has reported."""


def navigation(t: Translate, rights: Rights = RIGHTS[NO_LOGIN]) -> tuple[StreamlitPage, list[StreamlitPage]]:
    """Declare the pages; return the one the address asks for, and all of them in the order of the menu.

    `rights`: of who asks; a page of work that they do not open is none.
    """
    pages = [st.Page(f"pages/{name}.py", title=t(PAGE_TITLES[name]), default=name == HOME) for name in PAGE_TITLES]
    open_to = [name for name in WORK_TITLES if name in MAY_OPEN and MAY_OPEN[name](rights)]
    pages += [st.Page(f"pages/{name}.py", title=t(WORK_TITLES[name])) for name in open_to]
    # Hidden: Streamlit's own menu forgets the filters and makes two steps of one for the back button.
    page = st.navigation([*pages, *asked_in_vain(pages)], position="hidden")
    if page not in pages:
        address.note_wrong("alamat", page.url_path)
        st.switch_page(pages[0], query_params=st.query_params.to_dict())
    return page, pages


def enter_through_frame() -> None:
    """Start again with app.py: on a server's very first request Streamlit runs a linked page without its frame.

    It does so because a folder pages/ exists and no st.navigation has told it yet that the frame decides.
    """
    navigation(translator("id"))
    st.rerun()


class _AskedInVain(StreamlitPage):
    """A page that there is not, under the name it was asked by: st.Page refuses names with a blank or a slash."""

    def __init__(self, name: str) -> None:
        super().__init__(lambda: None, title="-", url_path="-")
        self._asked = name

    @property
    def url_path(self) -> str:
        """The name, as it is."""
        return self._asked


def asked_in_vain(pages: list[StreamlitPage]) -> list[StreamlitPage]:
    """The page of the address that there is not, if so: declared, it does not open Streamlit's own English dialog."""
    name = unquote(urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2])
    if not name or name in {page.url_path for page in pages}:
        return []
    return [_AskedInVain(name)]


def show_menu(t: Translate, page: StreamlitPage, pages: list[StreamlitPage]) -> None:
    """Show the menu: links that carry the filters and the language along; pages of work stand apart."""
    work = [each for each in pages if each.url_path in WORK_TITLES]
    read = [each for each in pages if each not in work]
    lists = "".join(f"<ul>{_entries(part, page)}</ul>" for part in (read, work) if part)
    st.html(f'<nav class="menu" aria-label="{escape(t("Halaman"))}">{lists}</nav>')


def _entries(pages: list[StreamlitPage], page: StreamlitPage) -> str:
    return "".join(
        f'<li><a class="inside" href="{escape(link(each.url_path))}"{current_mark(each is page)}>'
        f"{escape(each.title)}</a></li>"
        for each in pages
    )


def current_mark(is_current: bool) -> str:
    """Return the attribute that marks the link to where one is."""
    return ' aria-current="page"' if is_current else ""
