"""Mutu data: how fresh and complete the data are, what was held back and why, and which reports are owed."""

import pandas as pd
import streamlit as st

from analytics import quality
from core import formats
from core.reasons import reasons
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.findings import show_findings
from report.words import SOURCE_WORDS

view = views.current()
t, lang, build = view.t, view.lang, view.build
facts = view.in_month(view.scoped(build.facts))
month = formats.month(view.month, lang)

st.subheader(t("Kesegaran per sumber"))
fresh = quality.freshness(build.table("source_state"), build.meta["as_of"])
show_table(
    pd.DataFrame(
        {
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in fresh["source"]],
            t("Baris terbaru"): [formats.short_day(day, lang) for day in fresh["newest"]],
            t("Umur terhadap data"): [
                t("belum ada data") if pd.isna(days) else t("{n} hari").format(n=formats.number(max(days, 0), 0, lang))
                for days in fresh["age_days"]
            ],
            t("Jumlah baris"): [formats.number(rows, 0, lang) for rows in fresh["row_count"]],
        }
    ),
    caption=t("Kesegaran per sumber"),
    numeric=(t("Umur terhadap data"), t("Jumlah baris")),
)

st.subheader(t("Kelengkapan laporan, {month}").format(month=month))
complete = quality.completeness(facts, by=["unit_code"])
complete = complete[complete["source"] == "kunjungan"].merge(build.units, on="unit_code").sort_values("completeness")
city = quality.completeness(facts).set_index("source")
note(
    t("Kunjungan loket dilaporkan untuk {complete} dari {expected} hari kantor ({share}).").format(
        complete=formats.number(city.loc["kunjungan", "complete_days"], 0, lang),
        expected=formats.number(city.loc["kunjungan", "expected_days"], 0, lang),
        share=formats.percent(city.loc["kunjungan", "completeness"], 1, lang),
    )
)
with st.expander(t("Kelengkapan per kantor, terendah dahulu")):
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for _, row in complete.iterrows()],
                t("Hari dilaporkan"): complete["complete_days"].map(lambda days: formats.number(days, 0, lang)),
                t("Hari diharapkan"): complete["expected_days"].map(lambda days: formats.number(days, 0, lang)),
                t("Kelengkapan"): complete["completeness"].map(lambda share: formats.percent(share, 0, lang)),
            }
        ),
        caption=t("Kelengkapan per kantor"),
        height=420,
        numeric=(t("Hari dilaporkan"), t("Hari diharapkan"), t("Kelengkapan")),
    )

st.subheader(t("Daftar tagih, {month}").format(month=month))
owed = quality.overdue(facts, view.end)
if owed.empty:
    note(t("Semua laporan yang jatuh tempo sudah masuk."), "empty")
else:
    missing = [quality.ranges_text(ranges, lang) for ranges in owed["missing"]]
    names = [views.unit_name(row, view) for _, row in owed.iterrows()]
    table = pd.DataFrame(
        {
            t("Kantor"): names,
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in owed["source"]],
            t("Hari kurang"): [formats.number(days, 0, lang) for days in owed["missing_days"]],
            t("Tanggal"): missing,
            t("Laporan terakhir"): [formats.short_day(day, lang) for day in owed["last_report"]],
        }
    )
    show_table(table, caption=t("Daftar tagih"), numeric=(t("Hari kurang"),), height=420)
    with st.expander(t("Salin sebagai teks")):
        lines = [" · ".join([line.iloc[0], line.iloc[1], line.iloc[3]]) for _, line in table.iterrows()]
        st.code(t("Laporan yang belum masuk, {month}:").format(month=month) + "\n" + "\n".join(lines), language=None)

st.subheader(t("Angka yang perlu diperiksa"))
everything = view.scoped(build.facts)
show_findings(everything, facts, view)

st.subheader(t("Baris yang ditahan atau ditandai"))
held = build.table("quarantine_reason")
known = reasons()
if held.empty:
    note(t("Tidak ada baris yang ditahan."), "empty")
else:
    sums = held.groupby(["source", "reason", "severity"], as_index=False)["row_count"].sum()
    sums = sums.sort_values(["severity", "row_count"], ascending=[False, False])
    show_table(
        pd.DataFrame(
            {
                t("Sumber"): [t(SOURCE_WORDS[source]) for source in sums["source"]],
                t("Sebab"): [t(known[reason].sentence) for reason in sums["reason"]],
                t("Akibat"): [
                    t("ditahan") if level == "tolak" else t("diterima, ditandai") for level in sums["severity"]
                ],
                t("Baris"): [formats.number(rows, 0, lang) for rows in sums["row_count"]],
                t("Tindakan"): [t(known[reason].action) for reason in sums["reason"]],
            }
        ),
        caption=t("Baris yang ditahan atau ditandai"),
        numeric=(t("Baris"),),
        height=420,
    )
    st.caption(t("Satu baris dapat mempunyai beberapa sebab. Rincian per baris: python -m etl quarantine"))

st.subheader(t("Berkas dan barisnya"))
files = build.table("file_account")
STATES = {
    "loaded": t("dimuat"),
    "replaced": t("diganti"),
    "duplicate_file": t("berkas ganda"),
    "set_aside": t("disisihkan"),
    "removed": t("sudah tidak ada"),
}
with st.expander(t("{n} berkas").format(n=len(files))):
    show_table(
        pd.DataFrame(
            {
                t("Berkas"): files["source"] + "/" + files["path"],
                t("Keadaan"): [STATES[state] for state in files["state"]],
            }
            | {
                title: [formats.number(count, 0, lang) for count in files[column]]
                for column, title in (
                    ("read", t("Dibaca")),
                    ("accepted", t("Diterima")),
                    ("quarantined", t("Ditahan")),
                    ("duplicate", t("Ganda")),
                    ("not_data", t("Bukan data")),
                )
            }
        ),
        caption=t("Pertanggungjawaban baris"),
        height=420,
        numeric=(t("Dibaca"), t("Diterima"), t("Ditahan"), t("Ganda"), t("Bukan data")),
    )
