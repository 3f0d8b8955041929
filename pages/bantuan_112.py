"""Bantuan 112: who calls for help with the digital service, about what, when, and where help is still needed."""

import pandas as pd
import streamlit as st

from analytics import assistance, chart_help
from core import formats
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.charts import show_chart
from report.words import reason_words

view = views.current()
t, lang, build = view.t, view.lang, view.build
month = formats.month(view.month, lang)
facts = view.scoped(build.facts)
facts = facts[facts["date"] <= pd.Timestamp(view.end)]
calls = view.in_month(view.scoped(build.calls) if not view.is_city else build.calls)
STAGES = {
    "in": t("Masuk"),
    "answered": t("Dijawab"),
    "valid": t("Bukan iseng, tanpa suara, atau terputus"),
    "digital_help": t("Bantuan layanan digital"),
    "solved": t("Selesai"),
}
TOPICS = {
    "lupa_kata_sandi": t("Lupa kata sandi"),
    "gagal_masuk": t("Gagal masuk"),
    "unggah_berkas": t("Unggah berkas"),
    "status_permohonan": t("Status permohonan"),
    "pendaftaran_akun": t("Pendaftaran akun"),
    "lainnya": t("Lainnya"),
}


def rate_sentence() -> str:
    """How much help the month's digital requests needed."""
    rate = assistance.assistance_rate(view.in_month(facts), calls=calls if view.is_city else None).iloc[0]
    if rate["state"] != "ok":
        return t("{month}: belum dapat dinyatakan, {reason}.").format(
            month=month, reason=reason_words(rate["reason"], lang)
        )
    return t("{month}: {calls} panggilan bantuan untuk {requests} permohonan digital, yaitu {rate} per 100.").format(
        month=month,
        calls=formats.number(rate["numerator"], 0, lang),
        requests=formats.number(rate["denominator"], 0, lang),
        rate=formats.number(rate["rate"], 1, lang),
    )


note(rate_sentence())
if calls.empty:
    note(t("Tidak ada panggilan 112 yang tercatat di wilayah ini pada {month}.").format(month=month), "empty")
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    st.subheader(t("Dari panggilan masuk sampai selesai"))
    funnel = assistance.funnel(calls)
    names = [STAGES[stage] for stage in funnel["stage"]]
    show_chart(chart_help.bar_chart(names, list(funnel["calls"]), lang), t("Corong panggilan 112."), "corong")
    if not view.is_city:
        st.caption(t("Hanya panggilan yang menyebut tempat di wilayah ini."))
with right:
    st.subheader(t("Tentang apa"))
    topics = assistance.topics(calls)
    names = [TOPICS.get(topic, topic) for topic in topics["topic"]]
    show_chart(chart_help.bar_chart(names, list(topics["calls"]), lang), t("Panggilan bantuan menurut topik."), "topik")

st.subheader(t("Kapan warga menelepon"))
hours = assistance.help_by_hour(calls, view.month, view.end)
show_chart(chart_help.hours_chart(hours, lang), t("Panggilan bantuan menurut hari dan jam."), "jam")
busiest = hours.sort_values("calls_per_day", ascending=False).iloc[0]
if busiest["calls"] > 0:
    st.caption(
        t("Tersibuk: {day} pukul {hour}.00, rata-rata {n} panggilan bantuan.").format(
            day=formats.weekday(int(busiest["weekday"]), lang),
            hour=f"{int(busiest['hour']):02d}",
            n=formats.number(busiest["calls_per_day"], 1, lang),
        )
    )

st.subheader(t("Siapa yang masih perlu bantuan"))
need = assistance.still_needs_help(facts, view.end)
named = need[need["needs_help"].fillna(False).astype(bool)]
if need.empty:
    note(t("Belum ada kantor yang sudah aktif 12 minggu, jadi belum dapat dibandingkan."), "empty")
elif named.empty:
    note(t("Tidak ada kantor yang nyata-nyata lebih banyak menelepon daripada kantor lain dalam 8 minggu terakhir."))
else:
    st.caption(t("Kantor yang dalam 8 minggu terakhir menelepon lebih banyak daripada kantor lain, di luar kebetulan."))
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for _, row in named.iterrows()],
                t("Kecamatan"): named["kecamatan"],
                t("Panggilan"): [formats.number(value, 0, lang) for value in named["numerator"]],
                t("Permohonan digital"): [formats.number(value, 0, lang) for value in named["denominator"]],
                t("Per 100"): [formats.number(value, 1, lang) for value in named["rate"]],
                t("Seluruh kantor itu"): [formats.number(value, 1, lang) for value in named["city_rate"]],
            }
        ),
        caption=t("Siapa yang masih perlu bantuan"),
        numeric=(t("Panggilan"), t("Permohonan digital"), t("Per 100"), t("Seluruh kantor itu")),
    )

st.subheader(t("Kebutuhan bantuan sejak kantor aktif"))
weeks = assistance.assistance_by_weeks_live(facts)
figure = chart_help.weeks_live_chart(weeks, lang)
show_chart(figure, t("Panggilan bantuan per 100 permohonan digital menurut minggu sejak kantor aktif."), "minggu")
st.caption(t("Panggilan bantuan per 100 permohonan digital. Hanya minggu yang sudah dijalani sedikitnya empat kantor."))
