"""Sections of page Kemajuan: every target with its pace and chance, and the table behind the chart of coverage."""

from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from analytics import rollout
from core import formats
from pages.parts.cards import SIGNS, note, show_table
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.figure_row import show_tools
from pages.parts.show_chart import Twin
from pages.view.view import View
from wording import pace_sentence, target_answer

COLUMNS = ["date", "kind", "live", "used", "total", "share", "reason"]
Coverage = Mapping[str, pd.DataFrame]


def coverage_twin(coverage: Coverage, names: Mapping[str, str], view: View) -> Twin:
    """Return live, used and all offices at each month's end, a group of columns for each kind."""
    t, lang = view.t, view.lang
    ends = {kind: month_ends(frame).set_index("date") for kind, frame in coverage.items()}
    words = (("live", t("aktif")), ("used", t("dipakai")), ("total", t("seluruhnya")))
    dates = next(iter(ends.values())).index
    table = pd.DataFrame(
        {t("Sampai"): [formats.day(day, lang) for day in dates]}
        | {
            f"{names[kind]}: {name}": [formats.number(value, 0, lang) for value in frame[column]]
            for kind, frame in ends.items()
            for column, name in words
        }
    )
    return Twin(table, tuple(table.columns[1:]))


def coverage_sheet(coverage: Coverage, title: str) -> Sheet:
    """Return the same as raw numbers."""
    rows = pd.concat([month_ends(frame) for frame in coverage.values()], ignore_index=True)
    return Sheet(title, rows[COLUMNS], ("coverage", "used_coverage"))


def month_ends(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the last row of each month; the frame needs `date`, in order."""
    months = frame["date"].to_numpy().astype("datetime64[M]")
    return frame[np.append(months[1:] != months[:-1], True)] if len(frame) else frame


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
