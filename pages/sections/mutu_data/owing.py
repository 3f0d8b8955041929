"""Who owes reports: how many offices and days, since when, whom to ask, and the days as a text to send."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import Span, quality, within
from analytics.quality import owed_span
from core import formats
from core.method import OVERDUE_DAYS
from intake import months_of_offices, reported_line
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.figure_row import show_tools
from pages.parts.urgent import is_now
from pages.tables.long_table import office_words, rows_to_show, whole_numbers
from pages.view import view as views
from pages.view.view import FrameRow, View
from wording import (
    not_live_words,
    ranges_text,
    span_words,
    visits_ahead_words,
    whom_to_ask,
)


@dataclass(frozen=True)
class OwedReports:
    """The reports of a place that are owed in some days.

    `words`: what the days are called; `facts`: its days among them; `offices`: those that owe (quality.overdue).
    """

    span: Span
    words: str
    facts: pd.DataFrame
    offices: pd.DataFrame


def owed_reports(view: View) -> OwedReports:
    """Return what is owed; of a week reports are asked for from the first of its month on, as Ringkasan does."""
    is_week = view.grain == "week"
    span = owed_span(view.end) if is_week else view.period
    facts = within(view.chosen.facts, *span)
    words = span_words(span, view.lang) if is_week else view.period_name
    return OwedReports(span, words, facts, quality.overdue(facts, view.end))


def show_owing(owed: OwedReports, view: View) -> None:
    """Show how many offices owe reports and how much has come in, then who owes since when and whom to ask."""
    t, lang, build = view.t, view.lang, view.build
    whole = quality.completeness(owed.facts)
    city = whole[whole["source"] == "kunjungan"].iloc[0]
    counts = tuple(whole_numbers(city[["complete_days", "expected_days"]], lang))
    late = owed.offices[owed.offices["missing_days"] >= OVERDUE_DAYS]
    came = t("{share} laporan kunjungan sudah masuk ({complete} dari {expected} laporan harian).").format(
        complete=counts[0], expected=counts[1], share=formats.percent(city["completeness"], 1, lang)
    )
    line = reported_line(months_of_offices(view.chosen, view.month), view.month, t, lang)
    if owed.offices.empty:
        note(f"{line} {_all_in(owed, view)}".strip(), "empty")
    else:
        text = t("{n} kantor belum melaporkan {overdue_days} hari atau lebih pada {period}.")
        told = text.format(n=formats.number(len(late), 0, lang), period=owed.words)
        status = build.status_on(view.end).set_index("unit_code")["status"].reindex(late["unit_code"])
        note(" ".join([line, told, *not_live_words(status, lang), came]).strip())
    for sentence in visits_ahead_words(build.source_state, build.as_of, lang) if is_now(view) else ():
        note(sentence)
    for sentence in _closed_day_sentences(owed, view):
        note(sentence)
    explain(view, "completeness", counts=counts)
    if late.empty:
        return
    rows = late.to_dict("records")
    names = [views.unit_name(row, view) for row in rows]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Belum dilaporkan"): [t("{n} hari").format(n=days) for days in whole_numbers(late["missing_days"], lang)],
            t("Sejak"): [_since(row, view) for row in rows],
            t("Hubungi"): [whom_to_ask(row["kind"], lang=lang, may_ask_camat=view.may_ask_camat) for row in rows],
        }
    )
    title = t("Kantor yang belum melapor")
    show_table(table, caption=title, numeric=(t("Belum dilaporkan"),), links=views.unit_links(rows, view))
    missing = [ranges_text(ranges, lang) for ranges in late["missing"]]
    show_tools(view, Sheet(title, late.assign(missing=missing), ("overdue",)), "terlambat")


def _all_in(owed: OwedReports, view: View) -> str:
    """Nothing is owed, and in which days."""
    return view.t("Semua laporan yang jatuh tempo pada {period} sudah masuk.").format(period=owed.words)


def _closed_day_sentences(owed: OwedReports, view: View) -> list[str]:
    """How many daily reports are not due because the office was closed, and how many are all the same."""
    t, lang = view.t, view.lang
    closed = within(view.chosen.closed_days.astype({"date": "datetime64[us]"}), *owed.span)
    is_due = closed["is_still_due"].astype(bool)
    texts = {
        t("{n} laporan harian tidak ditagih dan tidak dihitung kurang: kantornya menulis tutup."): int((~is_due).sum()),
        t("{n} hari digital tetap ditagih: kantornya menulis tutup pada kebanyakan hari digital sebulan."): int(
            is_due.sum()
        ),
    }
    return [text.format(n=formats.number(number, 0, lang)) for text, number in texts.items() if number]


def _since(row: FrameRow, view: View) -> str:
    """The first day that is owed; of an office that has reported since then also the day of its last report."""
    t, lang = view.t, view.lang
    first, last = row["missing"][0][0], row["last_report"]
    since = formats.short_day(first, lang)
    if pd.isna(last) or last.date() < first:
        return since
    return t("{day}, tidak berturut-turut; laporan terakhir {last}").format(
        day=since, last=formats.short_day(last, lang)
    )


def show_owed_days(owed: OwedReports, view: View) -> None:
    """Show every office that owes a report, with its days, also as text for a message."""
    t, lang = view.t, view.lang
    if owed.offices.empty:
        note(_all_in(owed, view), "empty")
        return
    missing = [ranges_text(ranges, lang) for ranges in owed.offices["missing"]]
    rows = owed.offices.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Hari kurang"): whole_numbers(owed.offices["missing_days"], lang),
            t("Tanggal (hari kerja saja)"): missing,
            t("Laporan terakhir"): [formats.short_day(row["last_report"], lang) for row in rows],
        }
    )
    title = t("Laporan yang belum masuk")
    shown = table.iloc[rows_to_show(view, office_words(rows, view), "tagih", t("Cari kantor"))]
    show_table(shown, caption=title, numeric=(t("Hari kurang"),), height=420, links=views.unit_links(rows, view))
    show_tools(view, Sheet(title, owed.offices.assign(missing=missing), ("overdue",)), "tagih")
    # A range runs over weekends and holidays: how many working days are owed stands before it.
    days = [t("{n} hari kerja").format(n=line.iloc[1]) for _, line in table.iterrows()]
    lines = [" · ".join([line.iloc[0], n, line.iloc[2]]) for n, (_, line) in zip(days, table.iterrows(), strict=True)]
    text = t("Laporan yang belum masuk, {month}:").format(month=owed.words) + "\n" + "\n".join(lines)
    st.caption(t("Salin sebagai teks"))
    # Lines that are not wrapped would scroll sideways, which the keyboard cannot do there.
    st.code(text, language=None, wrap_lines=True)
