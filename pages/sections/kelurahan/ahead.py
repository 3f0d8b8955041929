"""The page of an office that is not live yet: its plan, the steps behind it, its walk-ins, and what is missing."""

from html import escape

import pandas as pd
import streamlit as st

from analytics import quality
from analytics.rollout import Readiness, readiness
from core import formats
from pages.parts.cards import heading, note
from pages.parts.downloads import Sheet, add_sheet
from pages.parts.explain import explain
from pages.parts.folds import show_folds
from pages.parts.office import show_roster_doubts
from pages.parts.services import show_services
from pages.parts.urgent import show_own_need
from pages.sections.kelurahan.one_office import show_history, show_status
from pages.tables.sparkline import SHOWN_MONTHS, sparkline
from pages.view.view import View, unit_name
from wording import STATUS_WORDS


def is_ahead(view: View) -> bool:
    """True where the office has no share in any month, and is not live: there is nothing to chart yet."""
    status = view.scoped(view.build.status_on(view.end))["status"]
    return not status.eq("aktif").any() and not view.months()["share"].notna().any()


def show_ahead(unit: str, view: View) -> None:
    """Show what is known of the office's way to its first day, and what is still missing."""
    t = view.t
    found = readiness(view.build.roster_on(view.end), view.build.plan_history, unit, view.end)
    reports = quality.completeness(view.in_period(view.chosen.facts), by=["unit_code"])
    walk_ins = reports[reports["source"] == "kunjungan"]
    heading(unit_name(view.office(unit), view))
    show_status(unit, view, has_plan=False)
    show_roster_doubts(view)
    show_own_need(view)
    note(_plan_words(found, view), "info" if _is_ahead_of(found, view) else "warn")
    st.header(t("Kesiapan"))
    _show_steps(found, view)
    st.header(t("Kunjungan loket"))
    _show_walk_ins(view)
    _show_missing(walk_ins, view)
    st.header(t("Selengkapnya"))
    show_folds(
        {
            "layanan": (t("Menurut layanan"), lambda: show_services(view)),
            "riwayat": (t("Riwayat status"), lambda: show_history(unit, view)),
        }
    )


def _is_ahead_of(found: Readiness, view: View) -> bool:
    return found.planned_on is not None and found.planned_on > view.end


def _plan_words(found: Readiness, view: View) -> str:
    """When it is to go live, whether that day has passed, and whether it was another one before."""
    t, lang, planned = view.t, view.lang, found.planned_on
    if planned is None:
        return t("Belum ada tanggal rencana aktif.")
    days = formats.number(abs((planned - view.end).days), 0, lang)
    text = t("Rencana aktif {day}, {n} hari lagi.") if planned > view.end else t("Rencana aktif {day}, lewat {n} hari.")
    told = text.format(day=formats.day(planned, lang), n=days)
    if not found.moves:
        return told
    moved = t("Semula {day}; sudah mundur {n} kali.")
    return f"{told} {moved.format(day=formats.day(found.first_planned_on, lang), n=found.moves)}"


def _show_steps(found: Readiness, view: View) -> None:
    t = view.t
    items = "".join(_step(row["step"], row["is_done"], row["date"], view) for row in found.steps.to_dict("records"))
    st.html(f'<ol class="steps">{items}{_step("aktif", False, None, view)}</ol>')
    rows = found.steps.assign(step=[t(STATUS_WORDS[step]) for step in found.steps["step"]])
    raw = rows.rename(columns={"step": "status"})[["status", "date"]]
    add_sheet(Sheet(f"{t('Kesiapan')} {view.scope_name}", raw, ("coverage",)))


def _step(step: str, is_done: bool, day: pd.Timestamp | None, view: View) -> str:
    """A step with its mark and word: done with its day, or not yet."""
    dated = formats.day(day, view.lang) if pd.notna(day) else view.t("sudah")
    said = dated if is_done else view.t("belum")
    name, mark = escape(view.t(STATUS_WORDS[step])), "✓" if is_done else "○"
    return (
        f'<li class="{"good" if is_done else "open"}"><span aria-hidden="true">{mark}</span> <b>{name}</b> '
        f"<span>{escape(said)}</span></li>"
    )


def _show_walk_ins(view: View) -> None:
    """Visits of the period with their mean a reported day, beside their course."""
    t, lang = view.t, view.lang
    # Whole months, also where a week is looked at: a month cut at a week's end would tell the days of one office.
    facts = view.chosen.past
    facts = facts[facts["month"] <= pd.Timestamp(view.month)]
    visits = facts["all_visits"].fillna(facts["visits"])
    days = facts.assign(visits=visits)[visits.notna()]
    by_month = days.groupby("month")["visits"].agg(["sum", "size"])
    looked_at = view.in_period(days)["visits"]
    if looked_at.empty:
        note(t("{month}: belum ada kunjungan loket yang dilaporkan.").format(month=view.period_name), "empty")
        return
    total, reported = float(looked_at.sum()), len(looked_at)
    means = by_month["sum"] / by_month["size"]
    text = t("{month}: {n} kunjungan dalam {days} hari yang dilaporkan, rata-rata {mean} per hari.")
    told = text.format(
        month=view.period_name,
        n=formats.number(total, 0, lang),
        days=formats.number(reported, 0, lang),
        mean=formats.number(total / reported, 1, lang),
    )
    words = t("Kunjungan per hari yang dilaporkan, per bulan, terakhir {last}")
    trend = sparkline(means.tail(SHOWN_MONTHS).to_list(), words.format(last=formats.number(means.iloc[-1], 1, lang)))
    st.html(f'<p class="summary walk-ins"><span>{escape(told)}</span>{trend}</p>')
    explain(view, "completeness")
    raw = by_month.reset_index().rename(columns={"sum": "visits", "size": "complete_days"})
    add_sheet(Sheet(f"{t('Kunjungan loket')} {view.scope_name}", raw, ("completeness",)))


def _show_missing(walk_ins: pd.DataFrame, view: View) -> None:
    """What of the office's reports has to come before its share can be told; nothing where all is there.

    Reports that the page has opened with are not told again.
    """
    t, is_told = view.t, view.grain == "month" and view.urgent["overdue_days"].gt(0).any()
    owed = int((walk_ins["expected_days"] - walk_ins["complete_days"]).sum())
    days = formats.number(owed, 0, view.lang)
    reports = t("laporan {n} hari dari {month}").format(n=days, month=view.period_name)
    missing = [reports] if owed > 0 and not is_told else []
    if view.in_period(view.chosen.facts)["is_unsplit"].fillna(False).astype(bool).any():
        missing.append(t("pemilahan kunjungan menurut keperluan"))
    if missing:
        told = t("Masih kurang: {missing}.").format(missing=t(" dan ").join(missing))
        note(told, "warn")
