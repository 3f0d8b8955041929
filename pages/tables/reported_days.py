"""How days that are reported or owed look in a grid, and who reported late."""

from datetime import date

import pandas as pd

from core import formats
from core.texts import N_, Translate, full_name
from intake import (
    DayState,
    OfficeMonth,
    due_day,
)
from pages.tables.state_grid import GridColumn, GridState
from pages.view.view import FrameRow

LOOKS = {
    DayState.REPORTED: ("✓", "full"),
    DayState.OWED: ("✕", "silent"),
    DayState.CLOSED: ("·", "nothing_due"),
    DayState.OUTSIDE: (" ", "nothing_due"),
}
STATE_WORDS = {
    "reported": N_("sudah dilaporkan"),
    "owed": N_("belum dilaporkan"),
    "closed": N_("tidak ditagih (libur, gangguan, atau ditulis tutup)"),
    "outside": N_("di luar masa data"),
}
LATE_NAMED = 8
"""Offices that are named as late; the others are counted."""


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


def late_words(offices: list[OfficeMonth], month: date, t: Translate, lang: str) -> str:
    """Return which offices reported a month after the day by which it was due; '' where none did."""
    late = [full_name(office.kind, office.name, lang) for office in offices if office.is_late]
    if not late:
        return ""
    text = t("Sebagian besar masuk sesudah {due}, batas waktunya: {offices}.")
    names = ", ".join(late[:LATE_NAMED])
    if len(late) > LATE_NAMED:
        names = f"{names} {t('dan {n} lainnya').format(n=formats.number(len(late) - LATE_NAMED, 0, lang))}"
    return text.format(due=formats.day(due_day(month), lang), offices=names)
