"""What is held back, as work: one card an item, its answer in one box, and what to ask of the senders."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlencode

import streamlit as st

from core import formats
from core.reasons import HELD, reasons
from core.store import active_store
from core.texts import full_name
from intake import (
    SET_ASIDE,
    MendAnswer,
    Reference,
    UserError,
    WorkItem,
    answers,
    contact_address,
    held_groups,
    is_mendable,
    letter_text,
    loaded_until,
    mend_item,
    question,
    read_reference,
    rows_held_back,
    tasks_done_since,
    where,
    work_list,
)
from pages.frame.acting import (
    MEND,
    act,
    ask_for_load,
    chosen_now,
    end_act,
    may_act,
    note_done,
    note_hindrance,
    show_outcomes,
)
from pages.frame.server_words import without_folder
from pages.parts.cards import caption, note
from pages.sections.perbaikan.as_sent import named_as_sent
from pages.view.reader import part_for_reader
from pages.view.work import WorkView

AT_ONCE = 8
"""Items shown before somebody asks for more."""
MORE = "perbaikan_lagi"
KEPT = "perbaikan_daftar"
LONGEST_BODY = 1_500
"""Signs of a letter that programs take from a link; a longer text is copied."""


@part_for_reader
def show_held_work(work: WorkView) -> None:
    """Show what can be mended here, then what only the senders can."""
    items = _items(work)
    if items is None:
        return
    t = work.t
    store = active_store()
    answered = tasks_done_since(loaded_until(store))
    waiting, items = [item for item in items if item.key in answered], [i for i in items if i.key not in answered]
    mendable = [item for item in items if is_mendable(item)]
    open_items = [item for item in mendable if item.severity in (SET_ASIDE, HELD)]
    marked = [item for item in mendable if item.severity not in (SET_ASIDE, HELD)]
    asked = [item for item in items if not is_mendable(item) and item.severity in (SET_ASIDE, HELD)]
    if waiting:
        text = t("{n} jawaban menunggu dimuat; sesudah itu barisnya ikut dihitung.")
        note(text.format(n=formats.number(len(waiting), 0, work.lang)))
    _show_sum(work, items, open_items, marked)
    reference = read_reference()
    if open_items:
        st.header(t("Dapat diperbaiki di sini"))
        _show_items(work, open_items, reference, "ditahan")
    if marked:
        st.header(t("Dihitung, tetapi belum dikenal"))
        _show_items(work, marked, reference, "ditandai")
    if asked:
        st.header(t("Perlu ditanyakan kepada pengirim"))
        _show_asked(work, asked, reference)


def _items(work: WorkView) -> list[WorkItem] | None:
    """The list as the warehouse has it; while a load holds that, the list of before."""
    store = active_store()
    state = store.warehouse.stat().st_mtime_ns if store.warehouse.exists() else 0
    known = st.session_state.get(KEPT)
    if known and known[0] == (str(store.root), state):
        return list(known[1])
    try:
        items = named_as_sent(work_list(held_groups(store)), work.reader, work.t, work.lang)
    except UserError as error:
        note(without_folder(str(error)), "warn")
        return list(known[1]) if known else None
    st.session_state[KEPT] = ((str(store.root), state), items)
    return items


def _show_sum(
    work: WorkView, items: Sequence[WorkItem], open_items: Sequence[WorkItem], marked: Sequence[WorkItem]
) -> None:
    """One line of what there is, without what there is none of."""
    t, lang = work.t, work.lang
    if not active_store().has_build:
        note(t("Belum ada data yang dimuat."), "empty")
        return
    try:
        rows = rows_held_back(active_store(), {_mark(item) for item in (*open_items, *marked)})
    except UserError:
        # A load has begun meanwhile; the list of before stands without its sum.
        return
    held = t("{n} baris ditahan; {freed} di antaranya masuk bila yang di bawah ini dijawab.")
    counts = {
        held if open_items else t("{n} baris ditahan."): rows.held,
        t("{n} baris dibaca, tetapi isinya belum dikenal."): rows.flagged,
        t("{n} berkas disisihkan."): sum(item.severity == SET_ASIDE for item in items),
    }
    freed = formats.number(rows.freed, 0, lang)
    told = [text.format(n=formats.number(count, 0, lang), freed=freed) for text, count in counts.items() if count]
    note(" ".join(told) or t("Tidak ada yang perlu diperbaiki."), "info" if told else "empty")


def _mark(item: WorkItem) -> tuple[str, str, str, str, bool]:
    return item.source, item.column, item.reason, item.severity, bool(item.text or item.texts)


def _show_items(work: WorkView, items: Sequence[WorkItem], reference: Reference, name: str) -> None:
    shown = int(st.session_state.get(f"{MORE}_{name}", AT_ONCE))
    for item in items[:shown]:
        with st.container(border=True, key=f"tugas_{item.key}"):
            _show_item(work, item, reference)
    if len(items) > shown:
        text = work.t("Tampilkan lagi ({n} tersisa)").format(n=formats.number(len(items) - shown, 0, work.lang))
        st.button(text, key=f"lagi_{name}", on_click=_show_more, args=(name, shown + AT_ONCE))


def _show_more(name: str, shown: int) -> None:
    st.session_state[f"{MORE}_{name}"] = shown


def _show_item(work: WorkView, item: WorkItem, reference: Reference) -> None:
    t = work.t
    text = f"<strong>“{escape(item.text)}”</strong> · " if item.text else ""
    told, known = [escape(where(item, t, work.lang))], reasons()[item.reason]
    why = t(known.for_held if item.severity == HELD else known.sentence)
    if item.freed:
        told.append(escape(_freed(work, item)))
    st.html(f'<p class="task">{text}<span>{escape(why)}</span></p><p class="caption">{". ".join(told)}.</p>')
    show_outcomes(item.key)
    if may_act(work, MEND):
        _ask(work, item, reference)


def _ask(work: WorkView, item: WorkItem, reference: Reference) -> None:
    t, offered = work.t, answers(item, reference, work.t, work.lang)
    with st.form(f"jawab_{item.key}", border=False):
        if item.is_masked:
            caption(_where_written(work, item))
            label = t("Kata itu seperti tertulis di berkas (sebagian disembunyikan di sini)")
            st.text_input(label, max_chars=200, key=f"kata_{item.key}")
        names, asked = [answer.words for answer in offered], question(item, t)
        left, middle, right = st.columns([4, 4, 1], vertical_alignment="bottom")
        left.selectbox(
            asked, range(len(offered)), None, names.__getitem__, placeholder=t("Pilih"), key=f"arti_{item.key}"
        )
        middle.text_input(t("Alasan (boleh kosong)"), max_chars=200, key=f"alasan_{item.key}")
        right.form_submit_button(t("Simpan"), width="stretch", on_click=_answer, args=(work, item, offered))


def _where_written(work: WorkView, item: WorkItem) -> str:
    """In which cells whoever mends it reads a word that is not shown."""
    t, by_file = work.t, dict[str, list[str]]()
    for path, place in item.places:
        by_file.setdefault(item.files[path], []).append(t("baris {n}").format(n=place) if place.isdecimal() else place)
    told = "; ".join(f"{file}: {', '.join(places)}" for file, places in by_file.items())
    text = t("Kata yang sama tertulis di kolom {title}, {places}.")
    if not item.is_one_word:
        text = t(
            "Katanya dapat berbeda-beda, di kolom {title}, {places}. Jawaban berlaku untuk satu kata; baris dengan "
            "kata lain kembali ke daftar ini setelah dimuat."
        )
    return text.format(title=item.title, places=told)


def _freed(work: WorkView, item: WorkItem) -> str:
    return work.t("{n} baris masuk setelah dijawab").format(n=formats.number(item.freed, 0, work.lang))


def _answer(work: WorkView, item: WorkItem, offered: Sequence[MendAnswer]) -> None:
    t, chosen = work.t, chosen_now()
    at = chosen.get(f"arti_{item.key}")
    if at is None:
        note_hindrance(t("Pilih dahulu artinya."), item.key)
        return
    answer, word = offered[at], str(chosen.get(f"kata_{item.key}", item.text))
    why = str(chosen.get(f"alasan_{item.key}", "")).strip()
    entry = act(work, lambda: mend_item(item, answer, word, work.reader.name, why), item.key, page=MEND)
    if entry:
        note_done(work, "mend", entry=entry.number)
        ask_for_load(work)
        end_act(t("Tersimpan."), t("'{word}' berarti {meaning}.").format(word=word or item.title, meaning=answer.words))


def _show_asked(work: WorkView, items: Sequence[WorkItem], reference: Reference) -> None:
    """By office, or by file where no office is known: one text to copy."""
    t, lang = work.t, work.lang
    names = dict(_names(work, reference))
    by_sender: dict[str, list[WorkItem]] = {}
    for item in items:
        sender = names[item.offices[0]] if item.offices else next(iter(item.files.values()))
        by_sender.setdefault(sender, []).append(item)
    senders = sorted(by_sender, key=lambda sender: -sum(item.rows for item in by_sender[sender]))
    labels = {
        sender: t("{sender}: {n} sebab").format(sender=sender, n=formats.number(len(by_sender[sender]), 0, lang))
        for sender in senders
    }
    chosen = st.selectbox(t("Pengirim"), senders, format_func=labels.__getitem__, key="perbaikan_pengirim")
    text = letter_text(by_sender[chosen], chosen, t, lang)
    st.caption(t("Salin sebagai teks"))
    st.code(text, language=None, wrap_lines=True)
    _offer_letter(work, by_sender[chosen][0], text)


def _offer_letter(work: WorkView, item: WorkItem, text: str) -> None:
    """A letter in the reader's own program, to the office's contact where there is one."""
    address = contact_address(item.offices[0]) if item.offices else ""
    if address:
        subject = work.t("Data yang perlu diperbaiki")
        told = {"subject": subject, "body": text} if len(text) < LONGEST_BODY else {"subject": subject}
        st.link_button(work.t("Tulis surel kepada kontaknya"), f"mailto:{address}?{urlencode(told, quote_via=quote)}")


def _names(work: WorkView, reference: Reference) -> list[tuple[str, str]]:
    return [(row["unit_code"], full_name(row["kind"], row["name"], work.lang)) for row in reference["units"]]
