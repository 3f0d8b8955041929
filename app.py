"""The frame around every page: build, language, filters, navigation and the as-of line.

Where a page is shown the run comes to its end, never by st.stop(): that throws away every tap that came meanwhile, and
keeps the parts of the page before, which may run again beside a sentence and leave the browser with an empty page.
"""

import logging

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from akses import UNNAMED, Reach, rights_of, scope_of
from core.settings import ROOT, WrongSettingError
from core.store import active_store, data_files
from core.store.published_builds import DamagedBuildError, NoBuildError, current_build
from core.texts import translator
from operations import page_seconds
from pages.frame import filters
from pages.frame.language import choose_language, is_open_to_others, language
from pages.frame.reader import let_in, show_account
from pages.frame.scripts import use_script
from pages.frame.trail import show_trail
from pages.parts import cards, downloads
from pages.parts.explain import show_sources
from pages.view import address
from pages.view.cache import Build, read_build
from pages.view.navigation import PATH_OF_OFFICES, PATH_OF_QUALITY, WORK_TITLES, asked_in_vain, navigation, show_menu
from pages.view.reader import note_view
from pages.view.work import WorkView, begin_work
from wording import no_figures_words, uncovered


def run_page(page: StreamlitPage) -> None:
    """Run a page; one that breaks must not show a trace, nor take the others with it: the log has the whole story."""
    try:
        with page_seconds(page.title):
            page.run()
    except Exception:
        logging.getLogger("adopsi").exception("page %s", page.url_path)
        words = t(
            "Halaman ini tidak dapat ditampilkan. Pilih bulan atau wilayah lain; "
            "bila tetap begitu, beri tahu pengelola."
        )
        cards.note(words, "warn")


def show_work() -> None:
    """Show a page for those who bring and mend data: without a build, a period and a place."""
    show_menu_alone()
    begin_work(WorkView(t, lang, reader))
    note_view(page.title, "", "")
    run_page(page)


def show_menu_alone() -> None:
    """Show the menu where no filters stand below it."""
    with place_of_menu:
        show_menu(t, page, pages)


def published() -> Build | None:
    """Return what is published, as far as the reader sees it; None, and a sentence, where there is nothing to show."""
    try:
        # Roles of the whole city see it alike; the scope is made here and nowhere else.
        return read_build(scope_of(reader, current_build(active_store())))
    except WrongSettingError as wrong:
        words = t("Setelan {name} tidak dapat dipakai: '{value}'. Perbaiki, lalu jalankan dasbor lagi.")
        cards.note(words.format(name=wrong.name, value=wrong.value), "warn")
    except DamagedBuildError:
        show_menu_alone()
        cards.note(t("Data terbit rusak atau tidak boleh dibaca."), "warn")
        show_help(t("periksa izin folder data, lalu buat lagi dengan make load"))
    except NoBuildError:
        show_menu_alone()
        if data_files(active_store().raw):
            cards.note(t("Ada berkas yang belum termuat."), "warn")
            command = t("jalankan make load, lalu ikuti pesannya")
        else:
            cards.note(t("Belum ada data."), "empty")
            command = t("letakkan berkas di data/raw, lalu jalankan make load")
        if may_send:
            cards.show_way("setor_data", t("Setor berkasnya di halaman Setor data"))
        if is_at_server or not may_send:
            show_help(command)
    return None


def show_help(command: str) -> None:
    """Say what is typed at the server to who sits there, to others whom to tell."""
    st.caption(t("Di server: {command}.").format(command=command) if is_at_server else t("Beri tahu pengelola dasbor."))


def declare_no_page() -> None:
    """Declare a navigation without pages: Streamlit would list the files of pages/.

    Any address is one of its pages, as Streamlit would else open a dialog of its own.
    """
    st.navigation([st.Page(lambda: None, title="-"), *asked_in_vain([])], position="hidden")


def show_figures(build: Build) -> None:
    """Show a page of figures with its filters, its line of what is shown, its workbook and its sources."""
    filters.apply_selection(build)
    view = filters.choose(build, lang, place_of_filters)
    st.session_state["view"] = view
    if view.unit and page.url_path == PATH_OF_OFFICES:
        st.set_page_config(page_title=f"{view.scope_name} · {SITE}")
    address.write_address()
    show_menu_alone()
    show_trail(view, page)
    cards.show_frame_line(view)
    place_of_repairs = st.container()
    if view.known_period is not None and (gaps := uncovered(build.log_gap, view.period, lang)):
        cards.note(" ".join(gaps), "warn")
    if view.known_period is None:
        cards.note(no_figures_words(build.source_state, lang), "empty")
        if may_send:
            cards.show_way("setor_data", t("Setor log permohonan dan hitungan kunjungan masa yang sama"))
        if page.url_path == PATH_OF_QUALITY:
            # Who has reported is known before there is a figure.
            run_page(page)
        return
    downloads.forget_sheets()
    note_view(page.title, view.scope_name, view.period_name)
    try:
        run_page(page)
    finally:
        # After the page: its own choices stand in the address, too.
        with place_of_repairs:
            filters.show_repaired(view)
    address.write_address(is_page_shown=True)
    downloads.show_book(view, page.title)
    show_sources(view)


address.begin()
lang = language()
t = translator(lang)
SITE = t("Adopsi {city}")
st.set_page_config(page_title=SITE, page_icon=str(ROOT / "static" / "icon.svg"), layout="wide")
if is_open_to_others():
    declare_no_page()
    st.text(
        t(
            "Dasbor ini hanya dapat dibuka lewat gerbangnya, di komputer tempat ia berjalan: "
            "jalankan dengan make run, di 127.0.0.1."
        )
    )
else:
    cards.use_style()
    use_script()
    if (who := let_in(t)) is None:
        declare_no_page()
    else:
        reader = who
        page, pages = navigation(t, rights_of(reader.role))
        st.set_page_config(page_title=f"{page.title} · {SITE}")
        with st.sidebar:
            place_of_menu, place_of_filters = st.container(), st.container()
            choose_language(t, lang)
            show_account(t, reader)
        st.title(page.title)
        may_send = rights_of(reader.role).sends is not Reach.NOTHING
        is_at_server = reader == UNNAMED
        if page.url_path in WORK_TITLES:
            show_work()
        elif (build := published()) is not None:
            show_figures(build)
