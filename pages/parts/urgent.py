"""Offices that need somebody: why, what to do, and whom to ask."""

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from analytics import period_code
from analytics.urgent_offices import owes_only, task_lines
from core import formats
from core.method import HELP_SETTLED_WEEKS
from pages.parts.cards import note
from pages.view.address import link
from pages.view.view import FrameRow, View, name_in_table
from wording import owed_in, owing_words, urgent_action, urgent_words, whom_to_ask

NAMED = 3


def urgent_lines(urgent: pd.DataFrame) -> list[list[FrameRow]]:
    """Return the offices that need somebody by line, the lines that are shown (analytics.urgent_offices.task_lines)."""
    rows = urgent.to_dict("records")
    return [[rows[at] for at in line] for line in task_lines([row["reasons"] for row in rows])[:NAMED]]


def named_lines(urgent: pd.DataFrame) -> list[list[FrameRow]]:
    """Return the same with offices that only owe reports alone, too, until as many lines name one as are shown."""
    lines = urgent_lines(urgent)
    while lines and len(lines) < NAMED and len(lines[-1]) > 1:
        lines[-1:] = [lines[-1][:1], lines[-1][1:]]
    return lines


def names_owing(urgent: pd.DataFrame) -> bool:
    """Return True where one of the lines shown tells of offices that owe reports and nothing else."""
    reasons = urgent["reasons"].to_list()
    return any(owes_only(reasons[line[0]]) for line in task_lines(reasons)[:NAMED])


def show_urgent(urgent: pd.DataFrame, view: View) -> None:
    """Show what needs somebody most, in three lines: why, what to do, and whom to ask."""
    if urgent.empty:
        note(
            view.t("Tidak ada kantor yang mendesak: laporan lengkap, kantor dipakai, tidak ada rencana terlewat."),
            "empty",
        )
        return
    st.html(f'<ol class="urgent">{"".join(_item(line, view) for line in named_lines(urgent))}</ol>')


def _item(line: Sequence[FrameRow], view: View) -> str:
    row = line[0]
    name, why, action = (
        name_in_table(row, view),
        why_words(row, view),
        urgent_action(row["reasons"][0], row["kind"], view.lang, may_ask_camat=view.may_ask_camat),
    )
    target = link("kelurahan", unit=row["unit_code"])
    if len(line) > 1:
        name, why, action = owing_line(line, view)
        target = owing_link(view)
    return (
        f'<li><a class="inside" href="{escape(target)}">{escape(name)}</a><span>{escape(why)}</span>'
        f"<span>→ {escape(action)}</span></li>"
    )


def show_own_need(view: View) -> set[str]:
    """Show of the one office looked at why it needs somebody and what to do, as the first page says it.

    Returns the reasons told.
    """
    for row in view.urgent.to_dict("records"):
        action = urgent_action(row["reasons"][0], row["kind"], view.lang, may_ask_camat=view.may_ask_camat)
        title = now_or_then(view.t("Perlu perhatian"), view.t("Perlu perhatian, {day}"), view)
        why = why_words(row, view)
        note(f"{title}: {why[:1].lower()}{why[1:]}{_help_told(row, view)} → {action}", "warn")
    return {reason for reasons in view.urgent["reasons"] for reason in reasons}


def _help_told(row: FrameRow, view: View) -> str:
    """How many calls are many, of an office that calls: those of its month are of other days."""
    need = view.build.help_by_age(view.end)
    own = need[need["unit_code"] == row["unit_code"]]
    if "help" not in row["reasons"] or own.empty:
        return ""
    rate, usual = (formats.number(own.iloc[0][name], 1, view.lang) for name in ("rate", "city_rate"))
    told = view.t(" ({rate} per 100 permohonan digital dalam {need_weeks} minggu; kantor seumurnya {usual})")
    if are_settled(own["unit_code"], view).all():
        told = view.t(
            " ({rate} per 100 permohonan digital dalam {need_weeks} minggu; semua yang aktif {help_settled_weeks} "
            "minggu atau lebih {usual})"
        )
    return told.format(rate=rate, usual=usual)


def are_settled(offices: pd.Series, view: View) -> pd.Series:
    """Return which offices have been live long enough to be beside all such together, not beside others of their age.

    `offices`: codes of rows of help_by_age.
    """
    latest = pd.Timestamp(view.end) - pd.Timedelta(weeks=HELP_SETTLED_WEEKS)
    return offices.map(view.build.live_starts["first"]).le(latest)


def why_words(row: FrameRow, view: View, *, has_days: bool = True) -> str:
    """Return why an office needs somebody; of reports owed with the days in which they are counted, if `has_days`."""
    return urgent_words(row["reasons"], row["overdue_days"], view.lang, _counted(view) if has_days else "")


def owing_line(line: Sequence[FrameRow], view: View, *, has_days: bool = True) -> tuple[str, str, str]:
    """Return which office owes most reports and how many others only owe some, why, and what to do."""
    days = [row["overdue_days"] for row in line]
    heads = whom_to_ask(*(row["kind"] for row in line), lang=view.lang, may_ask_camat=view.may_ask_camat)
    return owing_words(name_in_table(line[0], view), days, heads, view.lang, _counted(view) if has_days else "")


def _counted(view: View) -> str:
    return owed_in(view.end, view.lang)


def owing_link(view: View) -> str:
    """Return where they stand by name: on Mutu data of the same week, else of the month that they are counted in."""
    return link("mutu_data") if view.grain == "week" else link("mutu_data", bulan=period_code(view.end))


def is_now(view: View) -> bool:
    """Return True where the newest data are looked at."""
    return bool(view.end == view.build.meta["as_of"])


def now_or_then(now: str, then: str, view: View) -> str:
    """Return what is said of the newest data; of an earlier period the words with its last day."""
    return now if is_now(view) else then.format(day=formats.day(view.end, view.lang))
