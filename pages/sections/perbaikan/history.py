"""What was changed: by whom, when, what and why, the newest first, each with its undo."""

from pathlib import PurePosixPath

import streamlit as st

from core import formats
from intake import (
    Entry,
    MappingChange,
    NotUndoneError,
    history,
    kept_copies,
    mapping_changes,
    mapping_path,
    take_back_mapping,
    text_of,
    undo,
    undone_numbers,
)
from pages.frame.acting import MEND, act, ask_for_load, end_act, note_done, note_hindrance, show_outcomes
from pages.parts.cards import caption, note
from pages.sections.perbaikan.change_words import change_sentences
from pages.sections.perbaikan.tables import PEOPLE_TITLES, check_of
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

AT_ONCE = 20
LINES_TOLD = 3
"""Sentences of a change that stand above its fold."""


@part_for_reader
def show_edits(work: WorkView) -> None:
    """Show the newest changes, those of answers on Setor data among them; what later ones built on stays as it is."""
    t = work.t
    found: list[Entry | MappingChange] = [*history(), *mapping_changes()]
    found.sort(key=lambda change: -change.number)
    # The ledger's own numbers count what is no change, too.
    places = {change.number: len(found) - at for at, change in enumerate(found)}
    undone = undone_numbers()
    if not found:
        note(t("Belum ada yang diubah."), "empty")
    for change in found[:AT_ONCE]:
        with st.container(border=True, key=f"ubah_{change.number}"):
            _show_change(work, change, places, is_undone=change.number in undone)


def _show_change(work: WorkView, change: Entry | MappingChange, places: dict[int, int], *, is_undone: bool) -> None:
    t, place = work.t, places[change.number]
    when = f"{formats.short_day(change.at.date(), work.lang)} {change.at:%H.%M}"
    caption(f"{place} · {when} · {change.account or t('tanpa akun')}")
    lines = _lines(work, change, places)
    for line in lines[:LINES_TOLD]:
        st.text(line)
    if more := lines[LINES_TOLD:]:
        with st.expander(t("{n} perubahan lagi").format(n=formats.number(len(more), 0, work.lang))):
            st.text("\n".join(more))
    if why := isinstance(change, Entry) and change.told.get("why"):
        caption(t("Alasan: {why}").format(why=why))
    if is_undone:
        caption(t("Sudah dibatalkan"))
    elif _may_be_undone(change):
        show_outcomes(f"ubah_{change.number}")
        label, key = t("Batalkan perubahan ini"), f"batal_{change.number}"
        st.button(label, key=key, on_click=_undo, args=(work, change, place))


def _lines(work: WorkView, change: Entry | MappingChange, places: dict[int, int]) -> list[str]:
    if isinstance(change, Entry) and change.kind == "undone":
        return [work.t("Dibatalkan: nomor {n}").format(n=places.get(int(str(change.told["of"])), "–"))]
    return change_sentences(work, change) or [work.t("Tidak ada yang berbeda.")]


def _may_be_undone(change: Entry | MappingChange) -> bool:
    """An answer on Setor data while nothing was answered after it; of others it is found out when it is tried."""
    if isinstance(change, Entry):
        return kept_copies(change) is not None
    if change.before == change.after:
        return False
    try:
        return text_of(mapping_path(change.source, change.sender)) == change.after
    except UnicodeDecodeError:
        return False


def _undo(work: WorkView, change: Entry | MappingChange, number: int) -> None:
    t, place = work.t, f"ubah_{change.number}"
    try:
        done = act(work, lambda: _taken_back(work, change), place, page=MEND)
    except NotUndoneError:
        text = t("Perubahan itu tidak dapat dibatalkan lagi: bagian yang sama sudah diubah sesudahnya.")
        note_hindrance(text, place)
        return
    if done:
        note_done(work, "mend", entry=done.number)
        if isinstance(change, MappingChange) or PurePosixPath(str(change.told["file"])).stem not in PEOPLE_TITLES:
            ask_for_load(work)
        end_act(t("Tersimpan."), t("Perubahan nomor {n} dibatalkan.").format(n=number))


def _taken_back(work: WorkView, change: Entry | MappingChange) -> Entry | MappingChange:
    if isinstance(change, MappingChange):
        return take_back_mapping(work.reader, change.number)
    return undo(change, check_of(str(change.told["file"]), work), work.reader.name)
