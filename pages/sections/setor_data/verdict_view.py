"""What a waiting file would do: in sentences, with tables behind them."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from core import formats
from intake import WHOLE_FILE, FileVerdict, MarkedCell, contract, reason_words_for_sender, verdict_sentences
from pages.parts.cards import fold_table, note, show_table
from pages.sections.setor_data.offices import sender_name
from pages.view.work import WorkView


def show_file_verdict(work: WorkView, verdict: FileVerdict, names: dict[str, str]) -> None:
    """Show what was understood, what would be accepted or not and why, what it would change, what to look at."""
    t, words = work.t, verdict_sentences(verdict, work.lang, names)
    for sentence in words.refusal:
        note(sentence, "warn")
    _show_sentences(words.understood)
    for sentence in words.warnings:
        note(sentence, "warn")
    if words.held:
        st.html(f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in words.held)}</ul>")
    if verdict.marked:
        rows = t("Baris")
        show_table(_cells(work, verdict, rows), caption=t("Isi yang ditahan atau ditandai"), numeric=(rows,))
    _show_sentences(words.effect)
    if verdict.unread:
        titles = escape(", ".join(verdict.unread))
        head = escape(t("Judul yang tidak dibaca"))
        inside = f'<div class="inner"><p>{titles}</p></div>'
        st.html(f'<details class="fold"><summary>{head}</summary>{inside}</details>')
    if verdict.effect and verdict.effect.changes:
        _show_changes(work, verdict, names)


def show_refusal(work: WorkView, verdict: FileVerdict, names: dict[str, str], why: str) -> None:
    """Show what was understood and why this reader may not send it: what it would change is another's."""
    offices = ", ".join(names.get(code, code) for code in verdict.offices)
    _show_sentences(verdict_sentences(verdict, work.lang, names).understood or [f"{offices}."])
    note(why, "warn")


def _show_sentences(sentences: Iterable[str]) -> None:
    if told := " ".join(escape(sentence) for sentence in sentences):
        st.html(f"<p>{told}</p>")


def _cells(work: WorkView, verdict: FileVerdict, rows: str) -> pd.DataFrame:
    t = work.t
    told = [reason_words_for_sender(cell.reason, work.lang, is_held=cell.is_held) for cell in verdict.marked]
    return pd.DataFrame(
        {
            t("Tempat pertama"): [_place(work, verdict, cell) for cell in verdict.marked],
            t("Isi"): [cell.value or t("(kosong)") for cell in verdict.marked],
            rows: ["–" if cell.place == WHOLE_FILE else _count(work, cell.rows) for cell in verdict.marked],
            t("Sebab"): [sentence for sentence, _ in told],
            t("Yang perlu dilakukan"): [action for _, action in told],
        }
    )


def _place(work: WorkView, verdict: FileVerdict, cell: MarkedCell) -> str:
    """A cell by its name; a line of a text by its number; what a whole column has by the column."""
    if cell.place != WHOLE_FILE:
        return work.t("baris {number}").format(number=cell.place) if cell.place.isdecimal() else cell.place
    columns = contract(verdict.source).column if verdict.source else []
    titles = [column.headers[0] for column in columns if column.name == cell.column and column.headers]
    return work.t("kolom {title}").format(title=titles[0]) if titles else work.t("seluruh berkas")


def _show_changes(work: WorkView, verdict: FileVerdict, names: dict[str, str]) -> None:
    """Of records a day's count in the file does not take the place of the published one: the two stand beside."""
    t, changes = work.t, verdict.effect.changes if verdict.effect else []
    was, becomes, title = t("Semula"), t("Menjadi"), t("Hitungan yang berubah")
    if verdict.effect and verdict.effect.is_by_record:
        was, becomes, title = t("Di data terbit"), t("Di berkas ini"), t("Hari yang jumlahnya berbeda")
    table = pd.DataFrame(
        {
            t("Hari"): [formats.short_day(change.date, work.lang) for change in changes],
            t("Kantor"): [sender_name(change.unit_code, names, t) for change in changes],
            was: [_count(work, change.was) for change in changes],
            becomes: [_count(work, change.becomes) for change in changes],
        }
    )
    st.html(fold_table(table, title, caption=title, numeric=(was, becomes)))


def _count(work: WorkView, count: int | None) -> str:
    return "–" if count is None else formats.number(count, 0, work.lang)
