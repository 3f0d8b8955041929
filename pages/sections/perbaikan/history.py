"""What was changed: by whom, when, what and why, the newest first, each with its undo."""

from difflib import unified_diff
from pathlib import PurePosixPath

import streamlit as st

from core import formats
from intake import Entry, NotUndoneError, history, kept_copies, undo, undone_numbers
from pages.parts.cards import caption, note
from pages.sections.perbaikan.acting import do
from pages.sections.perbaikan.tables import PEOPLE_TITLES, check_of
from pages.view.work import WorkView

AT_ONCE = 20
LINES_TOLD = 3
"""Rows of a change that stand above its fold."""


def show_edits(work: WorkView) -> None:
    """Show the newest changes; what later ones built on stays as it is."""
    t = work.t
    found, undone = history(), undone_numbers()
    if not found:
        note(t("Belum ada yang diubah."), "empty")
    for entry in found[:AT_ONCE]:
        with st.container(border=True, key=f"ubah_{entry.number}"):
            _show_entry(work, entry, is_undone=entry.number in undone)


def _show_entry(work: WorkView, entry: Entry, *, is_undone: bool) -> None:
    t = work.t
    who = entry.account or t("tanpa akun")
    when = f"{formats.short_day(entry.at.date(), work.lang)} {entry.at:%H.%M}"
    what = t("Dibatalkan: nomor {n}").format(n=entry.told["of"]) if entry.kind == "undone" else _what(entry)
    caption(f"{entry.number} · {when} · {who} · {entry.told['file']}")
    caption(what)
    with st.expander(t("Apa yang berubah")):
        _show_difference(work, entry)
    if is_undone:
        caption(t("Sudah dibatalkan"))
    elif st.button(t("Batalkan perubahan ini"), key=f"batal_{entry.number}"):
        _undo(work, entry)


def _what(entry: Entry) -> str:
    now, why = entry.told.get("now"), entry.told.get("why")
    told = [*map(str, now)] if isinstance(now, list) else [str(now)] if now else []
    return " · ".join([*told[:LINES_TOLD], *([str(why)] if why else [])])


def _show_difference(work: WorkView, entry: Entry) -> None:
    copy = kept_copies(entry)
    if copy is None:
        caption(work.t("Salinannya tidak ada lagi."))
        return
    before, after = ((text or "").splitlines() for text in copy)
    lines = [
        line for line in unified_diff(before, after, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))
    ]
    st.code("\n".join(lines), language=None, wrap_lines=True)


def _undo(work: WorkView, entry: Entry) -> None:
    t = work.t
    try:
        is_done = do(
            work,
            lambda: undo(entry, check_of(str(entry.told["file"]), work), work.reader.name),
            t("Perubahan nomor {n} dibatalkan.").format(n=entry.number),
            is_loaded=PurePosixPath(str(entry.told["file"])).stem not in PEOPLE_TITLES,
        )
    except NotUndoneError:
        note(t("Perubahan itu tidak dapat dibatalkan lagi: bagian yang sama sudah diubah sesudahnya."), "warn")
        return
    if is_done:
        st.rerun()
