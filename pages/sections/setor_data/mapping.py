"""Titles that nobody knows: their sender says what they mean, once for all files of that office and source."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

import streamlit as st

from akses import Reach
from core import formats
from core.city import HOURS_AHEAD, city
from core.sources import SOURCE_WORDS, SOURCES
from core.store import data_files, user_store
from intake import (
    FileVerdict,
    MappingAnswers,
    OfferedColumn,
    Proposal,
    UnreadableFileError,
    UserError,
    WaitingFile,
    asked_of,
    choose_source,
    column_choices,
    columns_without_title,
    judge_again,
    map_titles,
    mapping_changes,
    may_be_mended,
    propose,
    take_back_mapping,
)
from pages.frame.acting import act, ask_for_load, chosen_now, end_act, note_done, note_hindrance
from pages.frame.server_words import without_folder
from pages.parts.cards import caption, note
from pages.view.work import WorkView

CITY: Final = "kota"
ZONES: Final = (*HOURS_AHEAD, "UTC")
ORDERS: Final = {"DMY": "05/12/2024", "MDY": "12/05/2024"}
KEPT: Final = "pemetaan_usulan"
_MARKS: Final = re.compile(r"[\\`*_\[\]()~$:<>#!|]")
MOST_TITLES: Final = 40
"""A table with more unknown ones is hardly of this source."""


def show_mapping(work: WorkView, waiting: WaitingFile, verdict: FileVerdict) -> None:
    """Ask what the file does not say, if anything; what is saved judges it again."""
    t = work.t
    if not may_be_mended(verdict):
        return
    sender = work.reader.place if work.rights.sends is Reach.OWN else verdict.sender or CITY
    if verdict.source and verdict.because == "name":
        text = t("Sumbernya ditebak dari nama berkas: {source}. Bila keliru, pilih yang benar.")
        note(text.format(source=t(SOURCE_WORDS[verdict.source])))
    _ask_source(work, waiting, verdict)
    if verdict.source is None:
        return
    asked = asked_of(verdict, sender)
    if not asked and verdict.unread and _wants_to_say(work, waiting, verdict):
        asked = frozenset({"columns"})
    proposal = _proposal(work, waiting, verdict.source, sender) if asked else None
    if proposal is not None:
        # A zone that lacks hides what else does.
        asked |= {"columns"} if "zone" in asked and proposal.unread else set()
        with st.form(f"pemetaan_{waiting.id}"):
            st.html(f'<p class="task">{escape(t("Yang perlu Anda jawab sekali"))}</p>')
            caption(t("Jawaban disimpan untuk pengirim dan sumber ini, dan dipakai lagi untuk berkas berikutnya."))
            form = _Form(work, waiting.id, verdict.source)
            if "columns" in asked:
                # A file that is read has all that is required, whether by a title or not.
                required = [name for name in proposal.unread if name != "unit" or sender == CITY]
                form.ask_columns(proposal.columns, required if verdict.reason else [])
            form.ask_rest(asked, sender, proposal)
            st.form_submit_button(
                t("Simpan dan periksa lagi"), type="primary",
                on_click=_save, args=(work, waiting, verdict.source, sender, form),
            )  # fmt: skip
    _show_last(work, waiting, verdict.source, sender)


def chosen_source(waiting: WaitingFile, verdict: FileVerdict) -> str | None:
    """Return the source that a choice begins with: the chosen one, else that which was guessed from the name."""
    return waiting.source or (verdict.source if verdict.because == "name" else None)


def _wants_to_say(work: WorkView, waiting: WaitingFile, verdict: FileVerdict) -> bool:
    """Whether the sender gives a meaning to titles that nobody reads, where ours may stand among them."""
    t = work.t
    if lacking := columns_without_title(verdict, t):
        text = t("Belum ada judulnya: {columns}. Bila salah satu judul yang tidak dibaca memuatnya, sebutkan artinya.")
        caption(text.format(columns=", ".join(lacking)))
    return st.toggle(t("Sebutkan arti judul yang tidak dibaca"), key=f"judul_{waiting.id}")


@dataclass
class _Form:
    """What is asked: the keys of its fields."""

    work: WorkView
    key: str
    source: str
    titles: dict[str, str] = field(default_factory=dict)
    """A title, by the key of the field that says which column of ours it is."""
    more: dict[str, str] = field(default_factory=dict)
    """The key of a field, by what it asks."""

    def ask_columns(self, columns: list[OfferedColumn], required: list[str]) -> None:
        """Their titles with two examples, our columns beside them; proposals are chosen already.

        `required`: columns of ours that have no title yet; they are marked.
        """
        t, choices = self.work.t, column_choices(self.source, self.work.t)
        known = [f"{each.title} = {choices[each.known].partition(':')[0]}" for each in columns if each.known in choices]
        if known:
            caption(t("Sudah dikenal: {titles}").format(titles=", ".join(known)))
        if required:
            titles = ", ".join(choices[name].partition(":")[0] for name in required)
            caption(t("Wajib, dan belum ada judulnya: {titles}").format(titles=titles))
            choices |= {name: t("{column} (wajib)").format(column=choices[name]) for name in required}
        options = [None, *choices]
        unknown = [each for each in columns if not each.known and not each.title.isdigit()]
        for number, column in enumerate(unknown[:MOST_TITLES]):
            self._show_title(column)
            key = f"judul_{self.key}_{number}"
            self.titles[key] = column.title
            st.selectbox(
                _plain(column.title), options, options.index(column.proposal) if column.proposal in choices else 0,
                format_func=lambda name: choices[name] if name else t("tidak dipakai"),
                key=key, label_visibility="collapsed",
            )  # fmt: skip

    def _show_title(self, column: OfferedColumn) -> None:
        t = self.work.t
        text = t("kolom {place}, isinya {examples}") if column.examples else t("kolom {place}, kosong")
        told = text.format(place=column.place, examples=" · ".join(column.examples))
        st.html(f"<p><b>{escape(column.title)}</b> ({escape(told)})</p>")

    def ask_rest(self, asked: frozenset[str], sender: str, proposal: Proposal) -> None:
        """What no title says."""
        t = self.work.t
        if sender == CITY and ("office" in asked or ("columns" in asked and "unit" in proposal.missing)):
            note(t("Kantornya tidak disebut: pilih kantor pengirim di atas, atau judul kolom yang memuat kantor."))
        if "zone" in asked:
            self._choose("zone", t("Jam di berkas ini menurut"), list(dict.fromkeys([city().zone, *ZONES])), str)
        if "date_order" in asked:
            orders, unknown = ["", *ORDERS], t("belum tahu; ikuti isi berkasnya")
            label = t("Tanggal 5 Desember 2024 ditulis")
            self._choose("date_order", label, orders, lambda code: ORDERS.get(code, unknown))
        label = t("Kata lain yang berarti kosong, dipisah koma (bila ada)")
        self.more["empty_words"] = f"kosong_{self.key}"
        st.text_input(label, key=self.more["empty_words"])

    def _choose(self, name: str, label: str, codes: list[str], words: Callable[[str], str]) -> None:
        self.more[name] = f"{name}_{self.key}"
        st.selectbox(label, codes, format_func=words, key=self.more[name])

    def named(self, chosen: dict[str, Any]) -> list[tuple[str, str]]:
        """Return columns of ours with the titles that were said to be them. `chosen`: what the fields hold."""
        return [(chosen[key], title) for key, title in self.titles.items() if chosen.get(key)]

    def answers(self, chosen: dict[str, Any]) -> MappingAnswers:
        """Return what was answered."""
        told = {name: chosen.get(key) or "" for name, key in self.more.items()}
        words = [word.strip() for word in told["empty_words"].split(",") if word.strip()]
        zone, order = (told.get(name) or None for name in ("zone", "date_order"))
        return MappingAnswers({name: [title] for name, title in self.named(chosen)}, {}, zone, order, None, words)


def _ask_source(work: WorkView, waiting: WaitingFile, verdict: FileVerdict) -> None:
    """Where its titles do not tell. Who sends for the whole city finds the choice beside the file anyway."""
    t, shown = work.t, chosen_source(waiting, verdict)
    if work.rights.sends is not Reach.OWN or (verdict.source and verdict.because != "name"):
        return
    label, words = t("Berkas ini berisi"), {source: t(SOURCE_WORDS[source]) for source in SOURCES}
    chosen = st.selectbox(
        label,
        SOURCES,
        SOURCES.index(shown) if shown else None,
        format_func=words.__getitem__,
        key=f"isi_{waiting.id}",
        placeholder=t("Pilih"),
    )
    if chosen and chosen != shown:
        choose_source(waiting.id, work.reader.name, chosen, waiting.office)
        st.rerun(scope="app")


def _proposal(work: WorkView, waiting: WaitingFile, source: str, sender: str) -> Proposal | None:
    """What is proposed; kept for the session, as a page runs at every key."""
    last = next((change.number for change in mapping_changes(source, sender)), 0)
    key = (waiting.id, waiting.sha256, source, sender, last)
    if st.session_state.get(KEPT, (None, None))[0] != key:
        try:
            st.session_state[KEPT] = key, propose(waiting.path, source, sender)
        except UserError as error:
            note(without_folder(str(error)), "warn")
            return None
        except (UnreadableFileError, OSError):
            return None
    found: Proposal = st.session_state[KEPT][1]
    return found


def _save(work: WorkView, waiting: WaitingFile, source: str, sender: str, form: _Form) -> None:
    t, chosen = work.t, chosen_now()
    names = [name for name, _ in form.named(chosen)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        title = column_choices(source, t)[twice].partition(":")[0]
        note_hindrance(t("Dua judul dipilih untuk {column}. Pilih satu.").format(column=title), waiting.id)
        return
    answers = form.answers(chosen)
    if answers == MappingAnswers():
        note_hindrance(t("Belum ada yang dijawab."), waiting.id)
        return
    change = act(work, lambda: map_titles(work.reader, source, sender, answers), waiting.id)
    if change:
        _done(work, waiting, source, sender, change.number)


def _show_last(work: WorkView, waiting: WaitingFile, source: str, sender: str) -> None:
    """The answers that this sender gave last can be taken back."""
    t = work.t
    last = next(iter(mapping_changes(source, sender)), None)
    if last is None:
        return
    told = t("Jawaban tentang judul terakhir diubah {day} pukul {time}.")
    caption(told.format(day=formats.short_day(last.at.date(), work.lang), time=f"{last.at:%H.%M}"))
    st.button(
        t("Batalkan perubahan jawaban itu"), key=f"batal_pemetaan_{waiting.id}",
        on_click=_take_back, args=(work, waiting, source, sender, last.number),
    )  # fmt: skip


def _take_back(work: WorkView, waiting: WaitingFile, source: str, sender: str, number: int) -> None:
    change = act(work, lambda: take_back_mapping(work.reader, number), waiting.id)
    if change:
        _done(work, waiting, source, sender, change.number)


def _done(work: WorkView, waiting: WaitingFile, source: str, sender: str, number: int) -> None:
    """The file is judged again, and so is what this sender has sent before."""
    note_done(work, "map", source=source, sender=sender, entry=number)
    judge_again(waiting)
    if any(path.parent.name == sender for path in data_files(user_store().raw)):
        ask_for_load(work)
    end_act(work.t("Jawaban tersimpan; berkas diperiksa lagi."))


def _plain(label: str) -> str:
    """A stranger's words as a label that is read aloud: Streamlit reads markdown in it, pictures of other hosts too."""
    return " ".join(_MARKS.sub(" ", label).split()) or "…"
