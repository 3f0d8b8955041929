"""Kemajuan: how far the rollout is, against every target, at what pace, and what may come."""

import pandas as pd
import streamlit as st

from analytics import rollout
from core import formats
from pages.charts import months
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.parts.folds import show_folds
from pages.parts.marks import marked, place_marks, show_marks
from pages.parts.show_chart import show_chart
from pages.sections.kemajuan.chances import show_chances
from pages.sections.kemajuan.coverage import coverage_sheet, coverage_twin
from pages.sections.kemajuan.effect import show_going_live
from pages.sections.kemajuan.forecast import show_forecast
from pages.sections.kemajuan.targets import show_answers_to_targets, show_targets
from pages.titles.rollout import growth_title
from pages.view import view as views
from wording import KIND_TITLES

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
units, roster = view.chosen.units, view.chosen.roster_on(view.end)
days = pd.date_range(build.meta["first_day"], view.end, freq="D")
rule = rollout.used_rule()
used = rollout.used_by_date(view.chosen.facts, days, rule.window_days, view.chosen.needed_requests)
kinds = [kind for kind in KIND_TITLES if (units["kind"] == kind).any()]
coverage = {kind: rollout.coverage(roster, units, days, kind, used, rule.window_days) for kind in kinds}
NAMES = {kind: t(KIND_TITLES[kind]) for kind in KIND_TITLES}


def live_and_used(kind: str) -> str:
    """How many are live and really used on the last day."""
    last = coverage[kind].iloc[-1]
    if last["state"] != "ok":
        return t("{name}: belum diketahui.").format(name=NAMES[kind])
    sentence = t("{name}: {live} dari {total} aktif, {used} benar-benar dipakai{new}.")
    new = t(", {n} baru").format(n=int(last["new"])) if last["new"] > 0 else ""
    counts = {"live": int(last["live"]), "total": int(last["total"]), "used": formats.number(last["used"], 0, lang)}
    return sentence.format(name=NAMES[kind], new=new, **counts)


def show_days() -> None:
    """Live and used offices day by day, with what happened on the way."""
    show_chart(
        view,
        marked(
            months.coverage_chart(coverage["kelurahan"], coverage["kecamatan"], build.targets, lang),
            marks,
            coverage["kelurahan"]["date"],
            view,
        ),
        growth_title(view.head, t("Cakupan dari hari ke hari"), lang),
        "cakupan",
        told=" ".join(live_and_used(kind) for kind in coverage),
        twin=twin,
        sheet=sheet,
        caption=t(
            "Bidang berwarna: kantor yang menerima sedikitnya {used_rule} terakhir, sebanding dengan penduduknya. "
            "Garis putus-putus: belum dikonfirmasi sejak {day}."
        ).format(day=formats.day(build.meta["roster_confirmed"], lang)),
    )
    show_marks(marks, view)


def show_pace_and_chances() -> None:
    """Every target with its pace, then with its chance as planned."""
    show_targets(view)
    show_chances(view)


def show_plans() -> None:
    """The offices that are planned to go live, the next first."""
    status = view.scoped(build.status_on(view.end))
    planned = status[status["planned_status"] == "aktif"].sort_values(["planned_date", "name"])
    if planned.empty:
        note(t("Tidak ada rencana yang tercatat sesudah {day}.").format(day=formats.day(view.end, lang)), "empty")
        return
    rows = planned.to_dict("records")
    title = t("Kantor yang direncanakan")
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for row in rows],
                t("Kecamatan"): [row["kecamatan"] for row in rows],
                t("Rencana aktif"): [formats.short_day(row["planned_date"], lang) for row in rows],
            }
        ),
        caption=title,
        height=320,
        links=views.unit_links(rows, view),
    )
    if listed := rollout.listed_later(build.plan_history, view.end, build.as_of):
        st.caption(t("Menurut daftar rencana per {day}.").format(day=formats.day(listed, lang)))
    plans = Sheet(title, planned[["unit_code", "name", "kecamatan", "planned_date"]], ("coverage",))
    show_tools(view, plans, "rencana")


marks = place_marks(view)
sheet = coverage_sheet(coverage, t("Cakupan per akhir bulan"))
twin = coverage_twin(coverage, NAMES, view)
if view.is_city_shown:
    st.header(t("Selesai tepat waktu?"))
    show_answers_to_targets(view)
    show_forecast(roster, units, coverage["kelurahan"], marks, view)
    st.header(t("Untuk analis"))
    folds = {
        "cakupan": (t("Cakupan dari hari ke hari"), show_days),
        "sasaran": (t("Sasaran dan laju"), show_pace_and_chances),
        "rencana": (t("Kantor yang direncanakan"), show_plans),
    }
    show_folds(folds)
    show_going_live(view)
else:
    for kind in kinds:
        note(live_and_used(kind))
    if view.may_see_city:
        note(t("Sasaran ditetapkan untuk seluruh kota; pilih Seluruh kota untuk melihat grafik dan laju."), "empty")
    show_table(twin.table, caption=sheet.title, numeric=twin.numeric, height=420)
    show_tools(view, sheet, "cakupan")
    st.header(t("Kantor yang direncanakan"))
    show_plans()
    if not view.may_see_city:
        st.header(t("Sasaran seluruh kota"))
        show_answers_to_targets(view)
