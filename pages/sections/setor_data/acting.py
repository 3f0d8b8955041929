"""How sending and withdrawing begin and end on the page: who does it is asked anew, what came of it is said."""

from collections.abc import Callable
from html import escape
from typing import TypeVar

import streamlit as st

from akses import UNNAMED, Reach, address_of, login_settings, note_act, rights_of, who_asks
from intake import IntakeRefusedError
from pages.parts.cards import note
from pages.view.reader import sent_headers
from pages.view.work import WorkView

SAID = "setor_dikatakan"
Result = TypeVar("Result")


def act(work: WorkView, do: Callable[[], Result]) -> Result | None:
    """Do it for who asks now and return what came of it; None, and a sentence, where something stands in the way."""
    if not _may(work):
        note(
            work.t("Sesi Anda berakhir atau hak Anda berubah. Muat ulang halaman ini; berkas Anda tetap menunggu."),
            "warn",
        )
        return None
    try:
        return do()
    except IntakeRefusedError as refused:
        note(refused.words(work.t), "warn")
        return None


def note_done(work: WorkView, kind: str, **told: str | int) -> None:
    """Note an act in the notes of who did what. `kind`: submit or withdraw."""
    if work.reader != UNNAMED:
        note_act(kind, work.reader.name, address_of(sent_headers()), **told)


def say_next(*sentences: str) -> None:
    """Keep sentences for the next run, and begin it."""
    st.session_state[SAID] = sentences
    st.rerun(scope="app")


def show_what_was_done() -> None:
    """Show what was kept in the run before."""
    if said := st.session_state.pop(SAID, ()):
        lines = " ".join(escape(sentence) for sentence in said)
        st.html(f'<p class="note info" role="status">{lines}</p>')


def _may(work: WorkView) -> bool:
    """Asked anew: the session may have ended, or a row of the table of access gone, since the page was drawn."""
    if login_settings() is None:
        return work.rights.sends is not Reach.NOTHING
    return who_asks(sent_headers()) == work.reader and rights_of(work.reader.role).sends is not Reach.NOTHING
