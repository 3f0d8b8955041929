"""Kemajuan: how far the rollout is, against every target, and at what pace."""

import pandas as pd
import streamlit as st

from analytics import charts, rollout
from core import formats
from core.settings import settings
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.charts import show_chart

view = views.current()
t, lang, build = view.t, view.lang, view.build
units, events = view.scoped(build.units), view.scoped(build.events)
days = pd.date_range(build.meta["first_day"], view.end, freq="D")
used = rollout.used_by_date(view.scoped(build.facts), days, settings().used_window_days, settings().used_min_requests)
kinds = [kind for kind in ("kelurahan", "kecamatan") if (units["kind"] == kind).any()]
coverage = {kind: rollout.coverage(events, units, days, kind, used) for kind in kinds}
NAMES = {"kelurahan": t("Kelurahan"), "kecamatan": t("Kantor kecamatan")}


def coverage_sentence(kind: str) -> str:
    """How many are live and really used on the last day."""
    last = coverage[kind].iloc[-1]
    if last["state"] != "ok":
        return t("{name}: belum diketahui.").format(name=NAMES[kind])
    return t("{name}: {live} dari {total} aktif, {used} benar-benar dipakai.").format(
        name=NAMES[kind], live=int(last["live"]), total=int(last["total"]), used=formats.number(last["used"], 0, lang)
    )


def pace_sentence(pace: rollout.Pace) -> str:
    """What the target still asks for."""
    due = formats.day(pace.due_date, lang)
    if pace.state == "reached":
        return t("tercapai pada {day}").format(day=formats.day(pace.reached_on, lang))
    if pace.state == "missed":
        reached = formats.day(pace.reached_on, lang) if pace.reached_on else t("belum")
        return t("kurang {n} pada {due}; tercapai: {reached}").format(n=int(pace.missing), due=due, reached=reached)
    if pace.state == "open":
        return t("perlu {need} per bulan; tiga bulan terakhir {have} per bulan").format(
            need=formats.number(pace.required_per_month, 1, lang), have=formats.number(pace.actual_per_month, 1, lang)
        )
    return t("belum dapat dinyatakan")


for kind in kinds:
    note(coverage_sentence(kind))
st.subheader(t("Cakupan dari hari ke hari"))
if view.is_city:
    figure = charts.coverage_chart(coverage["kelurahan"], coverage["kecamatan"], build.targets, lang)
    show_chart(figure, " ".join(coverage_sentence(kind) for kind in coverage), "cakupan")
    st.caption(
        t(
            "Bidang berwarna: kantor yang menerima sedikitnya {n} permohonan warga atau RT dalam {days} hari terakhir. "
            "Garis putus-putus: belum dikonfirmasi sejak {day}."
        ).format(
            n=settings().used_min_requests,
            days=settings().used_window_days,
            day=formats.day(build.meta["roster_confirmed"], lang),
        )
    )
else:
    note(t("Sasaran ditetapkan untuk seluruh kota; pilih Seluruh kota untuk melihat grafik dan laju."), "empty")

with st.expander(t("Tabel angka per akhir bulan")):
    ends = {
        kind: frame.groupby(frame["date"].dt.to_period("M")).tail(1).set_index("date")
        for kind, frame in coverage.items()
    }
    table = pd.DataFrame(
        {t("Sampai"): [formats.day(day, lang) for day in ends[kinds[0]].index]}
        | {
            f"{NAMES[kind]}: {name}": [formats.number(value, 0, lang) for value in ends[kind][column]]
            for kind in kinds
            for column, name in (("live", t("aktif")), ("used", t("dipakai")), ("total", t("seluruhnya")))
        }
    )
    show_table(table, caption=t("Cakupan per akhir bulan"), numeric=tuple(table.columns[1:]))

if view.is_city:
    st.subheader(t("Sasaran dan laju"))
    lines = []
    for _, target in build.targets[build.targets["measure"] != "digital_share"].iterrows():
        pace = rollout.pace(events, units, target, view.end)
        lines.append(
            {
                t("Sasaran"): target[f"label_{lang}"],
                t("Tenggat"): formats.short_day(pace.due_date, lang),
                t("Aktif"): f"{formats.number(pace.live, 0, lang)} / {formats.number(target['value'], 0, lang)}",
                t("Keadaan"): pace_sentence(pace),
                t("Sumber"): target["source"],
            }
        )
    show_table(pd.DataFrame(lines), caption=t("Sasaran dan laju"), numeric=(t("Aktif"),))

st.subheader(t("Kantor yang direncanakan"))
status = rollout.status_on(events, units, view.end)
planned = status[status["planned_status"] == "aktif"].sort_values(["planned_date", "name"])
if planned.empty:
    note(t("Tidak ada rencana yang tercatat sesudah {day}.").format(day=formats.day(view.end, lang)), "empty")
else:
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for _, row in planned.iterrows()],
                t("Kecamatan"): planned["kecamatan"],
                t("Rencana aktif"): [formats.short_day(day, lang) for day in planned["planned_date"]],
            }
        ),
        caption=t("Kantor yang direncanakan"),
        height=320,
    )
