"""Every target with where it stands and its pace."""

from html import escape

import pandas as pd
import streamlit as st

from analytics import rollout
from core import formats
from pages.parts.cards import SIGNS, note, show_table
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.figure_row import show_tools
from pages.view.view import View
from wording import pace_sentence, target_answer


def show_answers_to_targets(view: View) -> None:
    """Show every target with where it stands, when it is likely reached, and the pace it asks for.

    By the shipped list of live offices nothing of it can be told.
    """
    build = view.build
    if build.has_shipped_roster:
        note(view.t("Sasaran belum dapat dinilai: daftar peluncuran kota belum disetor."), "empty")
        return
    items = []
    for row, towards in build.paces(view.end, only_dated=True):
        ahead = build.forecast(view.end, rollout.TARGET_KINDS[row["measure"]])
        told = target_answer(str(row[f"label_{view.lang}"]), towards, ahead, view.lang)
        items.append(
            f'<li><span class="verdict {told.sign}"><span aria-hidden="true">{SIGNS[told.sign]} </span>'
            f"{escape(told.label)}</span> <b>{escape(told.question)}</b><span>{escape(told.line)}</span></li>"
        )
    st.html(f'<ul class="targets">{"".join(items)}</ul>')
    st.caption(view.t("Laju: rata-rata {pace_months} bulan terakhir."))
    explain(view, "full_coverage_chance", "required_pace", "actual_pace")


def show_targets(view: View) -> None:
    """Show the targets as a table: due day, live offices, what is still asked for, and the source."""
    t, lang = view.t, view.lang
    told = view.build.paces(view.end)
    rows, paces = [row for row, _ in told], [pace for _, pace in told]
    states = [pace_sentence(pace, lang) for pace in paces]
    title = t("Sasaran dan laju")
    show_table(
        pd.DataFrame(
            {
                t("Sasaran"): [row[f"label_{lang}"] for row in rows],
                t("Tenggat"): [formats.short_day(pace.due_date, lang) for pace in paces],
                t("Aktif"): [
                    f"{formats.number(pace.live, 0, lang)} / {formats.number(pace.target, 0, lang)}" for pace in paces
                ],
                t("Keadaan"): states,
                t("Sumber"): [row["source"] for row in rows],
            }
        ),
        caption=title,
        numeric=(t("Aktif"),),
    )
    raw = pd.DataFrame([vars(pace) for pace in paces]).rename(columns={"target": "value"})
    raw = raw.assign(
        target=[row[f"label_{lang}"] for row in rows], state=states, source=[row["source"] for row in rows]
    )
    names = ["target", "due_date", "live", "value", "required_per_month", "actual_per_month", "state", "source"]
    sheet = Sheet(title, raw[names], ("required_pace", "actual_pace"))
    show_tools(view, sheet, "sasaran")
