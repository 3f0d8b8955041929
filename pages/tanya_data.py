"""Tanya data: a question in SQL of the published build, its answer as table, chart and file, and what can be asked."""

from functools import partial

import streamlit as st

from akses import scope_of
from core.scope import Scope
from core.store import active_store
from core.store.published_builds import NoBuildError, current_build
from intake import Query, QuestionBusyError, RunningQuestion, own_limits
from pages.parts.cards import note
from pages.parts.folds import show_folds
from pages.sections.open_data import show_open_data
from pages.sections.tanya_data.answer import show_answer
from pages.sections.tanya_data.saved_questions import ASKED, choose_question, show_keeping
from pages.sections.tanya_data.tables import show_dictionary
from pages.view.cache import read_build
from pages.view.reader import note_question
from pages.view.work import current_work

ANSWERED = "tanya_jawaban"
LOOK_EVERY_SECONDS = 0.2

work = current_work()
t, lang = work.t, work.lang


def readers_scope() -> Scope | None:
    """What this reader sees of the build of now; None, said in a sentence, where there is none."""
    try:
        return scope_of(work.reader, current_build(active_store()))
    except NoBuildError:
        note(t("Belum ada data terbit yang dapat ditanya."), "empty")
        return None


def ask(question: Query) -> None:
    """Ask, and keep the answer for this session; any other step of the reader ends the question."""
    limits = own_limits()
    place = st.empty()
    try:
        with RunningQuestion(question, limits) as asking:
            with place.container():
                st.button(t("Batalkan"), key="tanya_batal")
                told = st.empty()
            while not asking.is_done(LOOK_EVERY_SECONDS):
                text = t("Sedang dihitung: {n} dari paling lama {most} detik.")
                told.caption(text.format(n=int(asking.seconds), most=limits.seconds))
            answer = asking.answer()
    except QuestionBusyError:
        note(t("Sedang ada pertanyaan lain yang dihitung. Coba lagi sebentar lagi."), "warn")
        return
    place.empty()
    outcome = answer.complaint.code if answer.complaint else "answered"
    note_question(question.sql, question.scope.build.stem, outcome)
    st.session_state[ANSWERED] = (question, answer)


def show_question(scope: Scope) -> None:
    """The question, and below it its answer."""
    choose_question(work)
    sql = st.text_area(t("Pertanyaan (SQL)"), key=ASKED, height=220)
    if st.button(t("Tanyakan"), type="primary", key="tanya_tanya"):
        st.session_state.pop(ANSWERED, None)
        ask(Query(sql, scope))
    if ANSWERED in st.session_state:
        show_answer(work, *st.session_state[ANSWERED])


def show_released(scope: Scope) -> None:
    """The open data, of the build that is asked."""
    show_open_data(read_build(scope), t, lang)


if scope := readers_scope():
    note(
        t(
            "Satu SELECT dalam SQL DuckDB atas data terbit. Data hanya dibaca; berkas, jaringan, dan setelan tertutup, "
            "dan di dalamnya tidak ada nama, NIK, atau nomor telepon."
        )
    )
    with st.container():
        show_question(scope)
    show_keeping(work)
    st.header(t("Apa yang dapat ditanya?"))
    show_dictionary(work)
    show_folds({"terbuka": (t("Data terbuka"), partial(show_released, scope))})
