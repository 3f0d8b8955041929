"""Who has reported which day of the month, what was handed in for it, and whom to ask with which words."""

from datetime import date

import pandas as pd
import streamlit as st

from akses import Reach
from core import formats
from core.clock import now_in_wita
from core.texts import N_, Translate, full_name
from intake import DayState, OfficeMonth, entries, months_of_offices, owing_now, reminder_text
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.tables.long_table import rows_to_show
from pages.tables.state_grid import GridColumn, GridRow, GridState, show_grid, show_states
from pages.view.reader import current_rights
from pages.view.view import FrameRow, View, name_in_table, unit_links, unit_name

LOOKS = {
    DayState.REPORTED: ("✓", "full"),
    DayState.OWED: ("✕", "silent"),
    DayState.CLOSED: ("·", "nothing_due"),
    DayState.OUTSIDE: (" ", "nothing_due"),
}
STATE_WORDS = {
    "reported": N_("sudah dilaporkan"),
    "owed": N_("belum dilaporkan"),
    "closed": N_("tidak jatuh tempo (libur atau gangguan)"),
    "outside": N_("di luar masa data"),
}


def day_states(t: Translate) -> dict[str, GridState]:
    """Return how the states of a day look."""
    return {state: GridState(*_look(state, t)) for state in LOOKS}


def _look(state: DayState, t: Translate) -> tuple[str, str, str]:
    letter, look = LOOKS[state]
    return letter, t(STATE_WORDS[state]), look


def day_columns(calendar: pd.DataFrame, days: list[date], t: Translate, lang: str) -> list[GridColumn]:
    """Return a column a day: digital days are marked, holidays named; nothing is told of a day before all data."""
    known = {row["date"].date(): row for row in calendar.to_dict("records")}
    return [_column(day, known.get(day), t, lang) for day in days]


def _column(day: date, row: FrameRow | None, t: Translate, lang: str) -> GridColumn:
    if row is None:
        return GridColumn(str(day.day), formats.short_day(day, lang), False)
    is_digital = bool(row["is_working_day"] and row["is_digital_day"])
    holiday = [row["holiday"]] if isinstance(row["holiday"], str) else []
    name = ", ".join([formats.short_day(day, lang), *([t("hari digital")] if is_digital else []), *holiday])
    return GridColumn(str(day.day), name, is_digital)


def show_reported(view: View) -> None:
    """Show the month of each office of the place looked at, those that owe most first, and what was handed in."""
    t = view.t
    offices = months_of_offices(view.chosen, view.month)
    if not any(office.has_due for office in offices):
        note(t("Belum ada hari yang jatuh tempo pada {month}.").format(month=formats.month(view.month, view.lang)))
        return
    states = day_states(t)
    show_states([state for code, state in states.items() if code != DayState.OUTSIDE])
    rows = [_row(office) for office in offices]
    words = [f"{unit_name(row, view)} {row['kecamatan']}" for row in rows]
    shown = rows_to_show(view, words, "lapor", t("Cari kantor"))
    links = unit_links(rows, view)
    days = list(offices[0].states)
    title = t("Hari yang sudah dan belum dilaporkan, {month}").format(month=formats.month(view.month, view.lang))
    lines = [
        GridRow(name_in_table(rows[at], view), links[unit_name(rows[at], view)], list(offices[at].states.values()))
        for at in shown
    ]
    if lines:
        show_grid(title, t("Kantor"), day_columns(view.build.calendar, days, t, view.lang), lines, states)
    st.caption(t("Tanggal tebal: hari digital."))
    show_tools(view, Sheet(title, _sheet(offices, view), ("overdue",)), "lapor")
    names_senders = current_rights().held_rows is not Reach.NOTHING
    show_sent([offices[at] for at in shown], t, view.lang, names_senders=names_senders)
    if current_rights().held_rows is Reach.CITY:
        _show_messages(view)


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
    owing = owing_now(view.build, now_in_wita().date())
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
