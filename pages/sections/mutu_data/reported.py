"""Who has reported which day of the month, what was handed in for it, and whom to ask with which words."""

from datetime import date

import pandas as pd
import streamlit as st

from akses import Reach
from core import formats
from core.clock import now_in_city
from core.texts import Translate, full_name
from intake import (
    DayState,
    OfficeMonth,
    entries,
    months_of_offices,
    owing_now,
    reminder_text,
    reported_line,
)
from pages.parts.cards import heading, note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.long_table import office_words, rows_to_show
from pages.tables.reported_days import day_columns, day_states, late_words
from pages.tables.state_grid import GridRow, show_grid, show_states
from pages.view.reader import current_rights
from pages.view.view import FrameRow, View, name_in_table, unit_links, unit_name


def show_reported(view: View) -> None:
    """Show the month of each office of the place looked at, those that owe most first, and what was handed in."""
    t = view.t
    offices = months_of_offices(view.chosen, view.month)
    if not any(office.has_due for office in offices):
        note(t("Belum ada hari yang jatuh tempo pada {month}.").format(month=formats.month(view.month, view.lang)))
        return
    rows = [_row(office) for office in offices]
    shown = rows_to_show(view, office_words(rows, view), "lapor", t("Cari kantor"))
    title = _show_days([offices[at] for at in shown], view.month, view)
    show_tools(view, Sheet(title, _sheet(offices, view), ("overdue",)), "lapor")
    names_senders = current_rights().held_rows.names_files
    show_sent([offices[at] for at in shown], t, view.lang, names_senders=names_senders)
    if current_rights().held_rows is Reach.CITY:
        _show_messages(view)


def show_first_reports(view: View) -> None:
    """Show the newest month of which an office has reported a day, before there is a figure: nothing where none has."""
    t, facts = view.t, view.chosen.facts
    reported = facts.loc[facts["is_walkin_complete"].to_numpy(bool), "month"]
    if reported.empty:
        return
    month = reported.max().date()
    offices = months_of_offices(view.chosen, month)
    heading(t("Siapa sudah melapor, hari demi hari"))
    note(reported_line(offices, month, t, view.lang))
    told = [office for office in offices if DayState.REPORTED in office.states.values()]
    _show_days(told, month, view)
    show_sent(told, t, view.lang, names_senders=current_rights().held_rows.names_files)


def _show_days(offices: list[OfficeMonth], month: date, view: View) -> str:
    """Show a row an office and a column a day, and who came late; returns the title."""
    t, lang = view.t, view.lang
    title = t("Hari yang sudah dan belum dilaporkan, {month}").format(month=formats.month(month, lang))
    if not offices:
        return title
    states, rows = day_states(t), [_row(office) for office in offices]
    show_states([state for code, state in states.items() if code != DayState.OUTSIDE])
    links, days = unit_links(rows, view), list(offices[0].states)
    lines = [
        GridRow(name_in_table(row, view), links[unit_name(row, view)], list(office.states.values()))
        for office, row in zip(offices, rows, strict=True)
    ]
    show_grid(title, t("Kantor"), day_columns(view.build.calendar, days, t, lang), lines, states)
    st.caption(t("Tanggal tebal: hari digital."))
    if late := late_words(offices, month, t, lang):
        st.caption(late)
    return title


def _sheet(offices: list[OfficeMonth], view: View) -> pd.DataFrame:
    told = {True: view.t("lengkap"), False: view.t("belum lengkap")}
    rows = [
        {"unit_code": office.unit_code, "name": office.name, "kind": office.kind, "kecamatan": office.kecamatan,
         "month": pd.Timestamp(view.month), "missing_days": office.owed_days, "state": told[office.is_complete]}
        for office in offices
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _row(office: OfficeMonth) -> FrameRow:
    return {name: getattr(office, name) for name in ("unit_code", "kind", "name", "kecamatan")}


def show_sent(offices: list[OfficeMonth], t: Translate, lang: str, *, names_senders: bool) -> None:
    """Show the files that were handed in here for these months: whose, when, by whom, and how many rows are held."""
    sent = [(office, file) for office in offices for file in office.sent]
    if not sent:
        return
    table = {
        t("Kantor"): [full_name(office.kind, office.name, lang) for office, _ in sent],
        t("Disetor"): [f"{formats.short_day(file.at.date(), lang)}, {file.at:%H.%M}" for _, file in sent],
        t("Baris ditahan"): [formats.number(office.held, 0, lang) for office, _ in sent],
    }
    if names_senders:
        table[t("Oleh")] = [file.account or t("tanpa akun") for _, file in sent]
    show_table(pd.DataFrame(table), caption=t("Berkas yang disetor"), numeric=(t("Baris ditahan"),))


def _show_messages(view: View) -> None:
    """The words with which one office may be asked by a messenger, and when a letter asked it last."""
    t, lang, as_of = view.t, view.lang, view.build.meta["as_of"]
    owing = owing_now(view.build, now_in_city().date())
    if not owing or as_of is None:
        return
    names = {one.unit_code: full_name(one.kind, one.name, lang) for one in owing}
    chosen = st.selectbox(t("Teks pengingat untuk"), list(names), format_func=lambda code: names[code], key="ingatkan")
    (one,) = (one for one in owing if one.unit_code == chosen)
    asked = [entry.at for entry in entries("reminded") if entry.told.get("office") == chosen]
    if asked:
        st.caption(t("Diingatkan lewat surat pada {day}.").format(day=formats.short_day(asked[-1].date(), lang)))
    # Lines that are not wrapped would scroll sideways, which the keyboard cannot do there.
    st.code(reminder_text(one, as_of, lang), language=None, wrap_lines=True)
