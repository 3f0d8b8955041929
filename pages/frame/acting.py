"""How acts begin and end on a page of work: who does it is asked anew, what came of it is said.

Acts are what a button calls (`on_click`), before the page runs: a run that ends early, as another tap comes or a part
runs by itself, never loses one. So that nothing ends an act midway it draws nothing, and asks `st.session_state` for
nothing but a copy: Streamlit ends a run, also within a call of a button, where either is asked for. `st.rerun` ends
the call at once, too; the whole page then runs in place of the part that the button stands in. So it is the last of an
act, by `end_act`, or by `act` where something stands in its way.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, Final, TypeVar

import streamlit as st

from akses import UNNAMED, Reach, Rights, address_of, login_settings, note_act, rights_of, who_asks
from core.texts import N_, Translate
from intake import (
    IntakeRefusedError,
    LockedError,
    RefusedTableError,
    RefusedWordError,
    UneditableError,
    UserError,
    find,
    request_load,
)
from pages.parts.cards import note
from pages.view.reader import sent_headers
from pages.view.work import WorkView

SAID: Final = "dikatakan"
SAID_SECONDS: Final = 20
"""So long a sentence stays, whatever runs meanwhile: of two quick taps both are told."""
SEND: Final = "setor_data"
MEND: Final = "perbaikan"
ASK: Final = "tanya_data"
MAY_ACT: Final[dict[str, Callable[[Rights], bool]]] = {
    SEND: lambda rights: rights.sends is not Reach.NOTHING,
    MEND: lambda rights: rights.may_mend,
    ASK: lambda rights: rights.may_query,
}
"""Who may change something on a page of work, by what is done there; whom it is open to is asked elsewhere (MAY_OPEN).

What is done behind these pages asks nobody again, but for files that are sent: `act` is the way to all of it.
"""
ENDED = {
    SEND: N_("Sesi Anda berakhir atau hak Anda berubah. Muat ulang halaman ini; berkas Anda tetap menunggu."),
    MEND: N_("Sesi Anda berakhir atau hak Anda berubah. Muat ulang halaman ini; tidak ada yang diubah."),
    ASK: N_("Sesi Anda berakhir atau hak Anda berubah. Muat ulang halaman ini; tidak ada yang diubah."),
}
HINDRANCES: Final = (
    IntakeRefusedError, RefusedTableError, RefusedWordError, UneditableError, UserError, UnicodeDecodeError, OSError,
)  # fmt: skip
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Sentence:
    """What came of an act: shown at a `place`, '' for the head of the page; `since`: seconds of a clock."""

    text: str
    kind: str
    place: str
    since: float


def act(
    work: WorkView, do: Callable[[], Result], place: str = "", *, page: str = SEND, is_last: bool = True
) -> Result | None:
    """Do it for who asks now and return what came of it; None, and a sentence, where something stands in the way.

    `place`: of what it is about, the id of a waiting file on the page that sends; what was said there is over. A
    sentence for the head of the page ends the act where it `is_last`: nothing after it is done. One that is not must
    come to `end_act`.
    `page`: whose right is asked for. What the page itself must answer (ChangedMeanwhileError, NotUndoneError,
    WrongNameError) is raised.
    """
    _forget(place)
    if not _may(work, page):
        told = [work.t(ENDED[page])]
    else:
        try:
            return do()
        except HINDRANCES as error:
            told = _sentences(error, work.t)
    # A card that has gone meanwhile tells nothing, and the head of the page is drawn by a whole run alone.
    is_there = bool(place) and (page != SEND or find(place, work.reader.name) is not None)
    for sentence in told:
        note_hindrance(sentence, place if is_there else "")
    if is_last and not is_there:
        st.rerun(scope="app")
    return None


def _sentences(error: Exception, t: Translate) -> list[str]:
    """Why nothing was done; the words of what edits files name paths and keys, so they are ours here."""
    match error:
        case IntakeRefusedError() | RefusedWordError():
            return [error.words(t)]
        case RefusedTableError():
            return [*map(str, error.args)]
        case LockedError():
            return [t("Pemuatan sedang berjalan. Coba lagi sebentar lagi; tidak ada yang diubah.")]
        case UserError():
            text = t(
                "Tidak disimpan: itu bertentangan dengan yang sudah dinyatakan sebelumnya. Batalkan dahulu yang lama "
                "di Riwayat, lalu coba lagi."
            )
            return [text]
        case UneditableError():
            text = t(
                "Pernyataan sumber ini ditulis dengan tangan dan tidak dapat diubah dari sini. Beri tahu pengelola "
                "dasbor."
            )
            return [text]
        case UnicodeDecodeError():
            return [t("Tabel di disk bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8; tidak ada yang diubah.")]
    return [_not_written(t)]


def ask_for_load(work: WorkView) -> None:
    """Ask for a load after an act; where that cannot be written down it is said beside what was done."""
    try:
        request_load()
    except OSError:
        note_hindrance(_not_written(work.t))


def _not_written(t: Translate) -> str:
    return t("Server tidak dapat menulis berkas; mungkin ruang disknya habis. Beri tahu pengelola dasbor.")


def chosen_now() -> dict[str, Any]:
    """Return what the fields of the page hold as an act begins, by key."""
    return st.session_state.to_dict()


def note_done(work: WorkView, kind: str, **told: str | int) -> None:
    """Note an act in the notes of who did what. `kind`: submit, withdraw, map or mend."""
    if work.reader != UNNAMED:
        note_act(kind, work.reader.name, address_of(sent_headers()), **told)


def note_hindrance(sentence: str, place: str = "") -> None:
    """Keep a sentence of what stands in the way, for the run that follows."""
    _say(sentence, "warn", place)


def end_act(*sentences: str, place: str = "") -> None:
    """Keep sentences of what was done, for a place, and let the whole page run: the last of an act."""
    for sentence in sentences:
        _say(sentence, "info", place)
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


def may_act(work: WorkView, page: str) -> bool:
    """Return True where the reader of this page may change something on it; who may not is shown no button for it."""
    return MAY_ACT[page](rights_of(work.reader.role))


def _may(work: WorkView, page: str) -> bool:
    """Asked anew: the session may have ended, or a row of the table of access gone, since the page was drawn."""
    is_same = login_settings() is None or who_asks(sent_headers()) == work.reader
    return is_same and may_act(work, page)
