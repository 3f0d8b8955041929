"""How the load goes that follows a sent file: in words, until the new figures are there."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from akses import Reach
from core import formats
from core.clock import now_in_city
from core.texts import N_
from intake import (
    TABLE_TITLES,
    LoadedFile,
    LoadState,
    Phase,
    SentFile,
    load_state,
    next_try,
    request_load,
    sendings,
    table_title,
)
from pages.frame.acting import SEND, act, end_act, keep_outcomes, may_act
from pages.frame.server_words import asks_for_command, named_table, names_server_file, without_folder
from pages.parts.cards import note
from pages.sections.setor_data.sends import again_words
from pages.view.reader import part_for_reader
from pages.view.work import WorkView, published_build
from wording import no_figures_words

EVERY_SECONDS: Final = 1.0
UNTIL_TRIED_SECONDS: Final = 5.0
"""How often it is looked whether a refused load is tried again."""
PASSING = {
    "room": N_("ruang disk di server kurang"),
    "disk": N_("berkas di server tidak dapat dibaca atau ditulis"),
    "busy": N_("pemuatan atau pencadangan lain belum selesai juga"),
    "machine": N_("server kehabisan memori atau ruang disk"),
}
"""Why a load was refused, where that may pass by itself."""
OF_COUNTERS: Final = ("kunjungan", "kunjungan_layanan")
"""Sources of which nothing shows on a day without a log."""
FILES_NAMED: Final = 6
TOLD_HOURS: Final = 24
"""After that nobody asks how a load went; the list of what was sent stays."""


def show_load(work: WorkView, page: str = SEND) -> None:
    """Show how it goes; while something is to come the part runs again by itself.

    `page`: whose right it takes to ask for a load here: who mends need not send.
    """
    keep_outcomes()
    is_active = load_state().is_active
    every = EVERY_SECONDS if is_active else UNTIL_TRIED_SECONDS if next_try() else None
    part_for_reader(_draw, run_every=every)(work, page, every is not None)


def _draw(work: WorkView, page: str, was_busy: bool) -> None:
    state = load_state()
    if was_busy and not (state.is_active or next_try()):
        st.rerun(scope="app")
    t = work.t
    match state.phase:
        case Phase.ASKED:
            note(t("Menunggu dimuat; biasanya dalam beberapa detik."))
        case Phase.WAITING:
            note(t("Pemuatan atau pencadangan lain sedang berjalan. Yang menunggu dimuat begitu itu selesai."))
        case Phase.RUNNING:
            note(t("Sedang dimuat. Halaman ini boleh ditutup; pemuatan berjalan terus."))
            if state.total:
                words = t("{n} dari {total} berkas").format(
                    n=formats.number(state.done, 0, work.lang), total=formats.number(state.total, 0, work.lang)
                )
                st.progress(min(1.0, state.done / state.total), words)
        case Phase.DIED:
            note(
                t("Pemuatan berhenti sebelum selesai; data terbit yang lama tetap dipakai. Beri tahu pengelola."),
                "warn",
            )
            _show_again(work, page)
        case Phase.REFUSED:
            note(_refusal(work, state), "warn")
            _show_again(work, page)
        case Phase.DONE if (now_in_city() - state.at).total_seconds() < TOLD_HOURS * 3600:
            _show_done(work, state)


def _refusal(work: WorkView, state: LoadState) -> str:
    """Why the last load came to nothing, and what becomes of it."""
    t = work.t
    if state.cause not in PASSING:
        told = [t("Pemuatan ditolak; data terbit yang lama tetap dipakai.")]
        if why := without_folder(state.sentence):
            # By its title who may edit the table finds it on Perbaikan data.
            table = named_table(state.sentence)
            why = f"{table_title(table, t)}: {why}" if table in TABLE_TITLES else why
            told = [t("Pemuatan ditolak; data terbit yang lama tetap dipakai. Sebabnya: {why}").format(why=why)]
        if asks_for_command(state.sentence) or names_server_file(state.sentence):
            told.append(t("Beri tahu pengelola dasbor."))
        return " ".join(told)
    text = t("Pemuatan belum berhasil; data terbit yang lama tetap dipakai. Sebabnya: {why}.")
    told = [text.format(why=t(PASSING[state.cause]))]
    if again := next_try():
        told.append(t("Dicoba lagi sendiri sekitar pukul {time}.").format(time=f"{again:%H.%M}"))
    return " ".join([*told, t("Bila tetap begitu, beri tahu pengelola dasbor.")])


def _show_again(work: WorkView, page: str) -> None:
    if may_act(work, page):
        st.button(work.t("Muat sekarang"), key="muat_lagi", on_click=_load_again, args=(work, page))


def _load_again(work: WorkView, page: str) -> None:
    if act(work, _asked_for, page=page):
        end_act()


def _asked_for() -> bool:
    """True: of an act that came to nothing, nothing is returned."""
    request_load()
    return True


def _show_done(work: WorkView, state: LoadState) -> None:
    t = work.t
    new = t("Dimuat pukul {time}: angka baru sudah terbit.")
    same = t("Dimuat pukul {time}: tidak ada angka yang berubah.")
    build = published_build(work)
    as_of = build.as_of if build else None
    if build is not None and as_of is None:
        why = no_figures_words(build.source_state, work.lang)
        lines = [t("Dimuat pukul {time}. {why}").format(time=f"{state.at:%H.%M}", why=why)]
    else:
        lines = [(new if state.is_new else same).format(time=f"{state.at:%H.%M}")]
    own = {each.sent.file: each.sent for each in sendings(work.reader)}
    files = [file for file in state.files if file.name in own or work.rights.sends is Reach.CITY]
    # A changed declaration makes many files read again; what was sent or set aside is told first.
    files.sort(key=lambda file: (file.name not in own, not file.aside))
    for file in files[:FILES_NAMED]:
        name = own[file.name].original_name if file.name in own else file.name
        lines.append(_file_words(work, file, name))
        lines += _waiting(work, own.get(file.name), as_of)
    if others := files[FILES_NAMED:]:
        lines.append(_others_words(work, others))
    note(" ".join(lines), "warn" if any(file.aside for file in files) else "info")


def _others_words(work: WorkView, files: Sequence[LoadedFile]) -> str:
    """The files that are not named, together."""
    counts = {
        "n": len(files),
        "accepted": sum(file.accepted for file in files),
        "held": sum(file.held for file in files),
        "aside": sum(bool(file.aside) for file in files),
    }
    text = work.t("Dan {n} berkas lain: {accepted} baris diterima, {held} ditahan; {aside} berkas disisihkan.")
    return text.format(**{name: formats.number(count, 0, work.lang) for name, count in counts.items()})


def _waiting(work: WorkView, sent: SentFile | None, as_of: date | None) -> list[str]:
    """That counts of days which the log does not cover yet are kept."""
    if sent is None or as_of is None or sent.source not in OF_COUNTERS or (sent.last_day or as_of) <= as_of:
        return []
    text = work.t("Harinya sesudah {day} tersimpan; tampil begitu log permohonan hari itu masuk.")
    return [text.format(day=formats.short_day(as_of, work.lang))]


def _file_words(work: WorkView, file: LoadedFile, name: str) -> str:
    t = work.t
    if file.aside:
        return t("{name} disisihkan: {why}").format(name=name, why=file.aside.partition(": ")[2] or file.aside)
    if file.again is not None:
        return f"{name}: {again_words(file.again, work)}"
    text = t("{name}: {accepted} baris diterima, {held} ditahan.")
    return text.format(
        name=name, accepted=formats.number(file.accepted, 0, work.lang), held=formats.number(file.held, 0, work.lang)
    )
