"""What this account, or for an officer its office, has sent; each can be withdrawn until its month is reported."""

from html import escape
from typing import Final

import streamlit as st

from core import formats
from core.formats import begun
from core.sources import SOURCE_WORDS
from core.store import active_store
from intake import Sending, SentFile, TakenFile, in_build, reason_words_for_sender, sendings, withdraw
from pages.frame.acting import act, ask_for_load, end_act, note_done
from pages.parts.cards import caption, note
from pages.sections.setor_data.offices import is_reported, office_names, sender_name
from pages.sections.setor_data.waiting import sent_period
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

SHOWN: Final = 5
MORE: Final = "setoran_lagi"


@part_for_reader
def show_sends(work: WorkView) -> None:
    """Show the last ones first."""
    t = work.t
    st.header(t("Setoran saya"))
    found = sendings(work.reader)
    if not found:
        note(t("Belum ada setoran."), "empty")
        return
    names, shown = office_names(work.lang), int(st.session_state.get(MORE, SHOWN))
    for each in found[:shown]:
        _show(work, each, names)
    if len(found) > shown:
        label = t("Tampilkan lagi ({n} tersisa)").format(n=len(found) - shown)
        st.button(label, key="lagi", on_click=_show_more, args=(shown,))


def _show_more(shown: int) -> None:
    st.session_state[MORE] = shown + SHOWN


def _show(work: WorkView, each: Sending, names: dict[str, str]) -> None:
    t, sent = work.t, each.sent
    with st.container(border=True, key=f"setoran_{sent.file}"):
        st.html(f'<p class="task">{_title(work, each, names)}</p>')
        told = [
            sent.original_name,
            t("disetor {day} pukul {time}").format(
                day=formats.short_day(sent.at.date(), work.lang), time=f"{sent.at:%H.%M}"
            ),
        ]
        if sent.account != work.reader.name:
            told.append(t("oleh {account}").format(account=sent.account))
        caption(" · ".join(told))
        caption(_state(work, each))
        if each.is_withdrawn:
            return
        if sent.account == work.reader.name and not is_reported(sent):
            _show_withdraw(work, each)


def _title(work: WorkView, each: Sending, names: dict[str, str]) -> str:
    """Source, offices and period; of a file of which no row was read yet, neither office nor period is known."""
    sent = each.sent
    told = [work.t(SOURCE_WORDS[sent.source])]
    told += [_offices(work, sent, names)] if sent.office or sent.offices else []
    told += [sent_period(work, sent.period)] if sent.period or sent.first_day else []
    return escape(" · ".join(told))


def _offices(work: WorkView, sent: SentFile, names: dict[str, str]) -> str:
    if not sent.office and len(sent.offices) > 1:
        return work.t("{n} kantor").format(n=formats.number(len(sent.offices), 0, work.lang))
    return sender_name(sent.office or "".join(sent.offices), names, work.t)


def _state(work: WorkView, each: Sending) -> str:
    """What became of it: withdrawn, not loaded yet, set aside, or how many of its rows count."""
    t, taken = work.t, each.taken
    if each.is_withdrawn:
        return t("Sudah ditarik; angkanya tidak dipakai lagi.")
    if taken is None:
        return _state_in_build(work, each.sent)
    return taken_words(taken, work)


def _state_in_build(work: WorkView, sent: SentFile) -> str:
    """Whoever loads in a shell, or with a full disk, notes nothing of single files: the build knows them."""
    t, (state, reason) = work.t, in_build(sent, active_store())
    if state == "set_aside":
        why, action = reason_words_for_sender(reason, work.lang, is_held=False)
        return t("Disisihkan: {why}").format(why=f"{why}. {begun(action)}.")
    return t("Sudah dimuat; hitungan barisnya tidak tercatat.") if state else t("Belum dimuat.")


def again_words(rows: int, work: WorkView) -> str:
    """Return what came of a file whose bytes were loaded before. `rows`: which of its counts took others' place."""
    if not rows:
        return work.t("isinya sama dengan berkas yang sudah dimuat; tidak ada yang berubah.")
    text = work.t("isinya sudah dikenal dan kini dipakai lagi: {n} baris menggantikan isi berkas lain.")
    return text.format(n=formats.number(rows, 0, work.lang))


def taken_words(taken: TakenFile, work: WorkView) -> str:
    """Return what the load made of a file."""
    t = work.t
    if taken.aside:
        return t("Disisihkan: {why}").format(why=taken.aside.partition(": ")[2] or taken.aside)
    if taken.again is not None:
        return begun(again_words(taken.again, work))
    counts = {name: formats.number(getattr(taken, name), 0, work.lang) for name in ("accepted", "double", "held")}
    if taken.double:
        text = t("Dimuat: {accepted} baris diterima, {double} sudah dikenal, {held} ditahan.")
    else:
        text = t("Dimuat: {accepted} baris diterima, {held} ditahan.")
    return text.format(**counts)


def _show_withdraw(work: WorkView, each: Sending) -> None:
    t, file = work.t, each.sent.file
    with st.popover(t("Tarik")):
        st.markdown(t("Berkas ini keluar dari data dan angkanya tidak dipakai lagi. Catatannya tetap ada."))
        st.button(t("Ya, tarik setoran ini"), key=f"tarik_{file}", on_click=_withdraw, args=(work, each))


def _withdraw(work: WorkView, each: Sending) -> None:
    if act(work, lambda: withdraw(each.sent.file, work.reader, is_reported)):
        note_done(work, "withdraw", file=each.sent.file)
        ask_for_load(work)
        end_act(work.t("{name} ditarik.").format(name=each.sent.original_name))
