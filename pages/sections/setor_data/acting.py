"""How acts begin and end on the page: who does it is asked anew, what came of it is said.

Acts are what a button calls (`on_click`), before the page runs: a run that ends early, as another tap comes or a part
runs by itself, never loses one. So that nothing ends an act midway it draws nothing, and asks `st.session_state` for
nothing but a copy: Streamlit ends a run, also within a call of a button, where either is asked for.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Final, TypeVar

import streamlit as st

from akses import UNNAMED, Reach, address_of, login_settings, note_act, rights_of, who_asks
from intake import IntakeRefusedError, find, request_load
from pages.parts.cards import note
from pages.view.reader import sent_headers
from pages.view.work import WorkView

SAID: Final = "setor_dikatakan"
SAID_SECONDS: Final = 20
"""So long a sentence stays, whatever runs meanwhile: of two quick taps both are told."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Sentence:
    """What came of an act: shown at a `place`, '' for the head of the page; `since`: seconds of a clock."""

    text: str
    kind: str
    place: str
    since: float


def act(work: WorkView, do: Callable[[], Result], place: str = "") -> Result | None:
    """Do it for who asks now and return what came of it; None, and a sentence, where something stands in the way.

    `place`: the id of the waiting file that it is about; what was said there is over.
    """
    t = work.t
    _forget(place)
    if not _may(work):
        told = t("Sesi Anda berakhir atau hak Anda berubah. Muat ulang halaman ini; berkas Anda tetap menunggu.")
    else:
        try:
            return do()
        except IntakeRefusedError as refused:
            told = refused.words(t)
        except OSError:
            told = _not_written(work)
    # A card that has gone meanwhile tells nothing, and the head of the page is drawn by a whole run alone.
    is_there = bool(place) and find(place, work.reader.name) is not None
    note_hindrance(told, place if is_there else "")
    if not is_there:
        st.rerun(scope="app")
    return None


def ask_for_load(work: WorkView) -> None:
    """Ask for a load after an act; where that cannot be written down it is said beside what was done."""
    try:
        request_load()
    except OSError:
        note_hindrance(_not_written(work))


def _not_written(work: WorkView) -> str:
    return work.t("Server tidak dapat menulis berkas; mungkin ruang disknya habis. Beri tahu pengelola dasbor.")


def chosen_now() -> dict[str, Any]:
    """Return what the fields of the page hold as an act begins, by key."""
    return st.session_state.to_dict()


def note_done(work: WorkView, kind: str, **told: str | int) -> None:
    """Note an act in the notes of who did what. `kind`: submit or withdraw."""
    if work.reader != UNNAMED:
        note_act(kind, work.reader.name, address_of(sent_headers()), **told)


def note_hindrance(sentence: str, place: str = "") -> None:
    """Keep a sentence of what stands in the way, for the run that follows."""
    _say(sentence, "warn", place)


def end_act(*sentences: str) -> None:
    """Keep sentences of what was done, and let the whole page run: the last of an act."""
    for sentence in sentences:
        _say(sentence, "info", "")
    st.rerun(scope="app")


def show_outcomes(place: str = "") -> None:
    """Show what was said of late at a place."""
    keep_outcomes()
    kept: list[_Sentence] = st.session_state[SAID]
    kept[:] = [each for each in kept if time.monotonic() - each.since < SAID_SECONDS]
    here = [each for each in kept if each.place == place]
    if done := [each.text for each in here if each.kind == "info"]:
        st.html(f'<p class="note info" role="status">{" ".join(map(escape, done))}</p>')
    for each in here:
        if each.kind == "warn":
            note(each.text, "warn")


def keep_outcomes() -> None:
    """Make the list that acts write into: a page that shows a button of an act needs it."""
    if SAID not in st.session_state:
        st.session_state[SAID] = []


def _say(text: str, kind: str, place: str) -> None:
    _kept().append(_Sentence(text, kind, place, time.monotonic()))


def _forget(place: str) -> None:
    kept = _kept()
    kept[:] = [each for each in kept if each.kind != "warn" or each.place != place]


def _kept() -> list[_Sentence]:
    """The list itself, of which a copy of the state holds no copy."""
    kept: list[_Sentence] = chosen_now()[SAID]
    return kept


def _may(work: WorkView) -> bool:
    """Asked anew: the session may have ended, or a row of the table of access gone, since the page was drawn."""
    if login_settings() is None:
        return work.rights.sends is not Reach.NOTHING
    return who_asks(sent_headers()) == work.reader and rights_of(work.reader.role).sends is not Reach.NOTHING
