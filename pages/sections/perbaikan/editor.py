"""A table of people's own in the browser: changed row by row, checked, its consequences shown, then saved."""

import csv
from collections.abc import Mapping
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from core import formats
from intake import ChangedMeanwhileError, KeptTable, RefusedTableError, UserError, save_table, table_text, text_of
from pages.frame.acting import MEND, act, ask_for_load, chosen_now, end_act, note_done
from pages.parts.cards import caption, note, show_table
from pages.sections.perbaikan.change_words import table_lines
from pages.sections.perbaikan.columns import cell_words, column_settings, column_title
from pages.sections.perbaikan.edited import editor_frame, edits_made, screen_rows
from pages.sections.perbaikan.effect import CheckedTable, show_checked
from pages.sections.perbaikan.fault_words import TableFaults
from pages.sections.perbaikan.tables import kept_table, titles
from pages.view.work import WorkView

BASE = "tabel_dasar"
"""In the session: by table the text that is being changed, and how often it was begun anew."""
CHECKED = "tabel_diperiksa"
ASKED = "tabel_minta_diperiksa"
FAULTS_SHOWN = 20
TableBase = tuple[str | None, int]


def show_tables(work: WorkView) -> None:
    """Show the choice of a table and its editor."""
    t, names = work.t, titles(work)
    name = st.selectbox(t("Tabel"), list(names), format_func=names.__getitem__, key="perbaikan_tabel")
    table = kept_table(name, work)
    try:
        _edit(work, table)
    except UnicodeDecodeError:
        note(t("Tabel ini di disk bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8."), "warn")
    except (csv.Error, StopIteration):
        note(t("Tabel ini di disk bukan CSV: periksa tanda kutipnya. Perbaiki berkasnya dahulu."), "warn")
    if table.shipped:
        with st.expander(t("Baris bawaan produk ({n})").format(n=len(table.shipped))):
            st.caption(t("Tidak dapat diubah di sini. Untuk menggantinya, tulis baris dengan kunci yang sama di atas."))
            show_table(_named(work, table), caption=names[name], height=420)


def _named(work: WorkView, table: KeptTable) -> pd.DataFrame:
    """The rows that come with the product, in words."""
    rows = [
        {column_title(name, work.t): cell_words(table, name, cell, work.lang) for name, cell in row.items()}
        for row in table.shipped
    ]
    return pd.DataFrame(rows)


def _edit(work: WorkView, table: KeptTable) -> None:
    t, now = work.t, text_of(table.path)
    base, number = _base(table, now)
    key = _key(table, number)
    pending = st.session_state.get(key)
    shown = table_text(base, table.columns)
    if table.required:
        caption(t("Kolom bertanda * wajib diisi. Tanggal boleh ditulis 01/09/2024 atau 1 Sep 2024."))
    st.data_editor(
        editor_frame(table, shown, work.lang),
        placeholder="",
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_config=column_settings(table, shown, t),
        width="stretch",
    )
    state = st.session_state.get(key) or pending
    edits = edits_made(table, state)
    if now != base:
        _show_both(work, table, shown.with_edits(edits), base, now)
        return
    if edits.is_empty:
        note(t("Ubah sel, tambah baris di bawah, atau pilih baris lalu hapus. Belum ada yang diubah."), "empty")
        return
    text = shown.with_edits(edits)
    checked: CheckedTable | None = st.session_state.get(CHECKED)
    if checked is None or (checked.table, checked.text) != (table.name, text):
        label = t("Periksa dan lihat akibatnya")
        st.button(label, type="primary", key=f"periksa_{table.name}", on_click=_ask_to_check, args=(table.name,))
        if st.session_state.get(ASKED) == table.name:
            _check(work, table, text, screen_rows(table_text(text, table.columns), len(shown.rows), state))
            del st.session_state[ASKED]
        return
    show_checked(work, checked, table_lines(work, table, base, text))
    _offer_to_save(work, table, base, text)


def _base(table: KeptTable, now: str | None) -> TableBase:
    """What is being changed; the file on disk, where nobody has begun to change it, or as it was then."""
    kept: dict[str, TableBase] = st.session_state.setdefault(BASE, {})
    base, number = kept.get(table.name, (now, 0))
    if base != now and edits_made(table, st.session_state.get(_key(table, number))).is_empty:
        base, number = now, number + 1
    kept[table.name] = (base, number)
    return base, number


def _begin_anew(table: KeptTable) -> None:
    """In the session's own list, of which a copy of the state holds no copy."""
    kept: dict[str, TableBase] = chosen_now()[BASE]
    _, number = kept.pop(table.name, (None, 0))
    kept[table.name] = (text_of(table.path), number + 1)


def _key(table: KeptTable, number: int) -> str:
    return f"sunting_{table.name}_{number}"


def _show_both(work: WorkView, table: KeptTable, mine: str, base: str | None, now: str | None) -> None:
    """Somebody changed the file on disk meanwhile: nothing is written over it."""
    t = work.t
    note(t("Tabel ini berubah di disk sejak Anda mulai menyuntingnya. Tidak ada yang ditimpa."), "warn")
    for title, text in ((t("Perubahan Anda"), mine), (t("Perubahan di disk"), now or "")):
        st.caption(title)
        st.text("\n".join(table_lines(work, table, base, text)) or t("Tidak ada yang berbeda."))
    st.button(t("Mulai lagi dari yang di disk"), key=f"ulang_{table.name}", on_click=_begin_anew, args=(table,))


def _ask_to_check(name: str) -> None:
    """Kept until it is done: the tap's own run ends early where the last cell typed comes in after it."""
    st.session_state[ASKED] = name


def _check(work: WorkView, table: KeptTable, text: str, rows: Mapping[int, int]) -> None:
    t = work.t
    try:
        table.check(text)
    except (UserError, RefusedTableError) as error:
        faults = TableFaults(work, table, table_text(text, table.columns), rows).sentences(error)
        shown = [escape(sentence) for sentence in faults[:FAULTS_SHOWN]]
        if more := len(faults) - len(shown):
            shown.append(escape(t("Dan {n} lagi.").format(n=formats.number(more, 0, work.lang))))
        st.html(f'<p class="note warn" role="alert">{"<br>".join(shown)}</p>')
        return
    with st.spinner(t("Menghitung akibatnya dari data yang termuat")):
        st.session_state[CHECKED] = CheckedTable.of(work, table, text)
    del st.session_state[ASKED]
    st.rerun()


def _offer_to_save(work: WorkView, table: KeptTable, base: str | None, text: str) -> None:
    t = work.t
    with st.form(f"simpan_{table.name}", border=False):
        st.text_input(t("Alasan (boleh kosong)"), max_chars=200, key=f"alasan_{table.name}")
        left, right = st.columns([1, 3])
        left.form_submit_button(
            t("Simpan"), type="primary", width="stretch", on_click=_save, args=(work, table, base, text)
        )
        right.form_submit_button(t("Buang perubahan ini"), on_click=_begin_anew, args=(table,))


def _save(work: WorkView, table: KeptTable, base: str | None, text: str) -> None:
    why = str(chosen_now().get(f"alasan_{table.name}", "")).strip()
    try:
        entry = act(work, partial(save_table, table, base, text, work.reader.name, why), page=MEND)
    except ChangedMeanwhileError:
        return  # the page shows both then
    if entry:
        _begin_anew(table)
        note_done(work, "mend", entry=entry.number)
        if table.is_reference:
            ask_for_load(work)
        end_act(work.t("Tersimpan."), work.t("Tabel diubah."))
