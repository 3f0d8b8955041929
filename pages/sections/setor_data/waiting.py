"""Files that wait: what each would do, and what its sender says becomes of it."""

from functools import partial
from html import escape
from typing import Final

import streamlit as st

from akses import Reach
from core import formats
from core.clock import first_of_month
from core.sources import SOURCE_WORDS, SOURCES
from core.texts import N_
from intake import (
    FileVerdict,
    SentFile,
    VerdictUnderWay,
    WaitingFile,
    choose_source,
    holds_all_of,
    is_counted_by_day,
    is_worth_another_look,
    judge_again,
    judged,
    may_be_mended,
    may_be_sent,
    of_another,
    overlapping,
    send_file,
    throw_away,
    waiting_files,
    withdraw,
)
from pages.frame.acting import act, ask_for_load, chosen_now, end_act, note_done, show_outcomes
from pages.parts.cards import heading, note
from pages.sections.setor_data.mapping import chosen_source, show_mapping
from pages.sections.setor_data.offices import is_reported, office_names
from pages.sections.setor_data.sent_names import sent_words
from pages.sections.setor_data.verdict_view import show_file_verdict, show_refusal
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

EVERY_SECONDS: Final = 0.5
STAGES = {
    "": N_("Menunggu giliran diperiksa"),
    "source": N_("Mengenali sumbernya"),
    "reading": N_("Membaca isinya"),
    "comparing": N_("Membandingkan dengan data terbit"),
}


def show_waiting(work: WorkView) -> None:
    """Show the files of this account; while one is being judged the part runs again by itself."""
    is_busy = any(isinstance(judged(file), VerdictUnderWay) for file in waiting_files(work.reader.name))
    part_for_reader(_draw, run_every=EVERY_SECONDS if is_busy else None)(work, is_busy)


def _draw(work: WorkView, was_busy: bool) -> None:
    files = waiting_files(work.reader.name)
    found = {file.id: judged(file) for file in files}
    names = office_names(work.lang)
    for file in files:
        with st.container(border=True, key=f"berkas_{file.id}"):
            heading(file.original_name, 3)
            show_outcomes(file.id)
            verdict = found[file.id]
            if isinstance(verdict, VerdictUnderWay):
                _show_judging(work, file, verdict)
            else:
                _show_judged(work, file, verdict, names)
    if was_busy and not any(isinstance(each, VerdictUnderWay) for each in found.values()):
        # Nothing is left to wait for: the whole page, so that this part runs by itself no more.
        st.rerun(scope="app")


def _show_judging(work: WorkView, file: WaitingFile, judging: VerdictUnderWay) -> None:
    told = work.t("{stage} … {seconds} detik").format(
        stage=work.t(STAGES[judging.stage]), seconds=formats.number(judging.seconds, 0, work.lang)
    )
    st.html(f'<p role="status">{escape(told)}</p>')
    _show_cancel(work, file)


def _show_judged(work: WorkView, file: WaitingFile, verdict: FileVerdict, names: dict[str, str]) -> None:
    t, is_own = work.t, work.rights.sends is Reach.OWN
    if is_own and set(verdict.spoken_of) - {work.reader.place}:
        show_refusal(work, verdict, names, of_another(t))
        _show_cancel(work, file)
        return
    show_file_verdict(work, verdict, names)
    if not is_own and (may_be_mended(verdict) or file.source or file.office):
        _show_choice(work, file, verdict, names)
    show_mapping(work, file, verdict)
    rivals = _show_rivals(work, file, verdict) if may_be_sent(verdict) else []
    left, right, _ = st.columns([1, 1, 2])
    with left:
        if may_be_sent(verdict):
            st.button(
                t("Setor"), type="primary", key=f"setor_{file.id}", width="stretch",
                on_click=_send, args=(work, file, rivals),
            )  # fmt: skip
        elif is_worth_another_look(verdict):
            st.button(
                t("Periksa lagi"), key=f"lagi_{file.id}", width="stretch", on_click=_look_again, args=(work, file)
            )
    # Alone it stands where the first button does.
    with right if may_be_sent(verdict) or is_worth_another_look(verdict) else left:
        _show_cancel(work, file)


def _show_cancel(work: WorkView, file: WaitingFile) -> None:
    st.button(work.t("Batal"), key=f"batal_{file.id}", width="stretch", on_click=_cancel, args=(work, file))


def _cancel(work: WorkView, file: WaitingFile) -> None:
    if act(work, lambda: throw_away(file.id, work.reader.name), file.id):
        end_act(work.t("{name} dibatalkan; tidak ada yang disimpan.").format(name=file.original_name))


def _look_again(work: WorkView, file: WaitingFile) -> None:
    act(work, lambda: judge_again(file), file.id, is_last=False)
    end_act()


def _show_choice(work: WorkView, file: WaitingFile, verdict: FileVerdict, names: dict[str, str]) -> None:
    """For those who send for the whole city: of which source and office, where the file is read otherwise."""
    t = work.t
    shown = chosen_source(file, verdict)
    is_unread = bool(verdict.reason and file.source)
    is_open = verdict.source is None or verdict.because == "name" or is_unread
    with st.expander(t("Sumber dan kantor"), expanded=is_open):
        sources = [None, *SOURCES]
        source = st.selectbox(
            t("Sumber"), sources, sources.index(shown), key=f"sumber_{file.id}",
            format_func=lambda code: t(SOURCE_WORDS[code]) if code else t("menurut isi berkas"),
        )  # fmt: skip
        offices = [None, *names]
        office = st.selectbox(
            t("Kantor pengirim"), offices, offices.index(file.office) if file.office in offices else 0,
            key=f"kantor_{file.id}", format_func=lambda code: names[code] if code else t("beberapa kantor"),
        )  # fmt: skip
        # What was guessed is no choice yet, though it stands there.
        source = file.source if source == shown else source
        if (source, office) != (file.source, file.office):
            choose_source(file.id, work.reader.name, source, office)
            st.rerun(scope="app")


def _show_rivals(work: WorkView, file: WaitingFile, verdict: FileVerdict) -> list[SentFile]:
    """Say which files of the same source, offices and days are there, and return them; some may be withdrawn for it."""
    t, rivals = work.t, [] if verdict.has_closed_days_alone else overlapping(verdict)
    if rivals:
        note(_rival_words(work, verdict.source or "", rivals))
    if is_counted_by_day(verdict.source or ""):
        for each in rivals:
            if _may_go(work, verdict, each):
                label = t("Tarik {file} saat menyetor ini").format(file=sent_words(each, t, work.lang))
                st.checkbox(label, key=_key_of_rival(file, each))
    return rivals


def _rival_words(work: WorkView, source: str, rivals: list[SentFile]) -> str:
    t = work.t
    if is_counted_by_day(source):
        text = t(
            "Kantor dan hari yang sama sudah ada di setoran lain: {files}. Di hari itu angka berkas ini yang dipakai."
        )
    else:
        text = t("Masa yang sama sudah ada di setoran lain: {files}. Catatan bernomor sama tidak dihitung dua kali.")
    return text.format(files="; ".join(sent_words(each, t, work.lang) for each in rivals))


def _key_of_rival(file: WaitingFile, rival: SentFile) -> str:
    return f"ganti_{file.id}_{rival.file}"


def _may_go(work: WorkView, verdict: FileVerdict, sent: SentFile) -> bool:
    """True for an own file of which nothing would be missing: this one speaks of all its offices and days."""
    return sent.account == work.reader.name and holds_all_of(verdict, sent) and not is_reported(sent)


def sent_period(work: WorkView, period: str) -> str:
    """Return the period of a sent file in words."""
    month = first_of_month(period)
    return formats.month(month, work.lang) if month else period or work.t("beberapa tahun")


def _send(work: WorkView, file: WaitingFile, rivals: list[SentFile]) -> None:
    """`rivals`: as the card named them; those that are ticked are withdrawn, those that came since are told."""
    t, reader, chosen = work.t, work.reader, chosen_now()
    replaces = [each for each in rivals if chosen.get(_key_of_rival(file, each))]
    done = act(work, lambda: send_file(file.id, reader, [each.file for each in replaces]), file.id)
    if done is None:
        return
    note_done(work, "submit", file=done.sent.file, bytes=done.sent.size)
    said = [t("{name} sudah disetor.").format(name=file.original_name)]
    for each in replaces:
        if act(work, partial(withdraw, each.file, reader, is_reported), is_last=False):
            note_done(work, "withdraw", file=each.file)
            said.append(t("{name} ditarik.").format(name=sent_words(each, t, work.lang)))
    if unnamed := [each for each in done.others if each.file not in {rival.file for rival in rivals}]:
        said.append(_rival_words(work, done.sent.source, unnamed))
    ask_for_load(work)
    end_act(*said)
