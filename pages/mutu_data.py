"""Mutu data: how fresh and complete the data are, who was silent when, what was held back, and what is owed."""

import pandas as pd
import streamlit as st

from analytics import quality
from core import formats
from core.sources import SOURCE_WORDS
from pages.parts.cards import note, show_table
from pages.parts.downloads import Sheet
from pages.parts.explain import explain
from pages.parts.figure_row import show_tools
from pages.sections.mutu_data import show_findings, show_held
from pages.sections.mutu_data_silence import show_silence
from pages.view import view as views
from wording import FILE_STATE_WORDS, ROW_COUNT_WORDS, ranges_text

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
facts = view.in_month(view.chosen.facts)
month = formats.month(view.month, lang)

COMPLETE = (
    "unit_code", "name", "kind", "kecamatan", "source", "complete_days", "expected_days", "completeness", "reason",
)  # fmt: skip


def whole_numbers(values: pd.Series) -> list[str]:
    """Whole numbers as texts."""
    return [formats.number(value, 0, lang) for value in values]


st.header(t("Kesegaran per sumber"))
fresh = build.freshness
title = t("Kesegaran per sumber")
show_table(
    pd.DataFrame(
        {
            t("Sumber"): [t(SOURCE_WORDS[source]) for source in fresh["source"]],
            t("Baris terbaru"): [formats.short_day(day, lang) for day in fresh["newest"]],
            t("Umur terhadap data"): [
                t("belum ada data") if pd.isna(days) else t("{n} hari").format(n=formats.number(max(days, 0), 0, lang))
                for days in fresh["age_days"]
            ],
            t("Jumlah baris"): whole_numbers(fresh["row_count"]),
        }
    ),
    caption=title,
    numeric=(t("Umur terhadap data"), t("Jumlah baris")),
)
show_tools(
    view, Sheet(title, fresh[["source", "newest", "age_days", "row_count", "reason"]], ("freshness",)), "kesegaran"
)

st.header(t("Kelengkapan laporan, {month}").format(month=month))
complete = quality.completeness(facts, by=["unit_code"])
complete = complete[complete["source"] == "kunjungan"].merge(build.units, on="unit_code").sort_values("completeness")
whole = quality.completeness(facts)
city = whole[whole["source"] == "kunjungan"].iloc[0]
counts = tuple(whole_numbers(city[["complete_days", "expected_days"]]))
note(
    t("Kunjungan loket dilaporkan untuk {complete} dari {expected} hari kantor ({share}).").format(
        complete=counts[0], expected=counts[1], share=formats.percent(city["completeness"], 1, lang)
    )
)
explain(view, "completeness", counts=counts)
with st.expander(t("Kelengkapan per kantor, terendah dahulu")):
    rows = complete.to_dict("records")
    title = t("Kelengkapan per kantor")
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for row in rows],
                t("Hari dilaporkan"): whole_numbers(complete["complete_days"]),
                t("Hari diharapkan"): whole_numbers(complete["expected_days"]),
                t("Kelengkapan"): [formats.percent(row["completeness"], 0, lang) for row in rows],
            }
        ),
        caption=title,
        height=420,
        numeric=(t("Hari dilaporkan"), t("Hari diharapkan"), t("Kelengkapan")),
        links=views.unit_links(rows, view),
    )
    show_tools(view, Sheet(title, complete[list(COMPLETE)], ("completeness",)), "kelengkapan")

st.header(t("Kantor yang diam, pekan demi pekan"))
show_silence(view)

st.header(t("Daftar tagih, {month}").format(month=month))
owed = quality.overdue(facts, view.end)
if owed.empty:
    note(t("Semua laporan yang jatuh tempo sudah masuk."), "empty")
else:
    missing = [ranges_text(ranges, lang) for ranges in owed["missing"]]
    rows = owed.to_dict("records")
    table = pd.DataFrame(
        {
            t("Kantor"): [views.unit_name(row, view) for row in rows],
            t("Sumber"): [t(SOURCE_WORDS[row["source"]]) for row in rows],
            t("Hari kurang"): whole_numbers(owed["missing_days"]),
            t("Tanggal"): missing,
            t("Laporan terakhir"): [formats.short_day(row["last_report"], lang) for row in rows],
        }
    )
    title = t("Daftar tagih")
    show_table(table, caption=title, numeric=(t("Hari kurang"),), height=420, links=views.unit_links(rows, view))
    show_tools(view, Sheet(title, owed.assign(missing=missing), ("overdue",)), "tagih")
    with st.expander(t("Salin sebagai teks")):
        lines = [" · ".join([line.iloc[0], line.iloc[1], line.iloc[3]]) for _, line in table.iterrows()]
        text = t("Laporan yang belum masuk, {month}:").format(month=month) + "\n" + "\n".join(lines)
        # Lines that are not wrapped would scroll sideways, which the keyboard cannot do there.
        st.code(text, language=None, wrap_lines=True)

st.header(t("Angka yang perlu diperiksa"))
show_findings(view.chosen.facts, facts, view)

st.header(t("Baris yang ditahan atau ditandai"))
show_held(view)

st.header(t("Berkas dan barisnya"))
files = build.file_account
COUNTS = {column: t(ROW_COUNT_WORDS[column]) for column in ROW_COUNT_WORDS}
states = [t(FILE_STATE_WORDS[state]) for state in files["state"]]
sums = files[list(COUNTS)].sum()
note(
    t(
        "{read} baris dibaca = {accepted} diterima + {quarantined} ditahan + {duplicate} ganda + {not_data} bukan data."
    ).format(**{name: formats.number(count, 0, lang) for name, count in zip(COUNTS, sums, strict=True)})
)
with st.expander(t("{n} berkas").format(n=len(files))):
    title = t("Pertanggungjawaban baris")
    show_table(
        pd.DataFrame(
            {
                t("Berkas"): files["source"] + "/" + files["path"],
                t("Keadaan"): states,
            }
            | {name: whole_numbers(files[column]) for column, name in COUNTS.items()}
        ),
        caption=title,
        height=420,
        numeric=tuple(COUNTS.values()),
    )
    account = files[["source", "path", *COUNTS]].assign(state=states, cause=files["reason"])
    show_tools(
        view,
        Sheet(title, account, ("row_account",)),
        "berkas",
        counts=[formats.number(sums[part], 0, lang) for part in ("quarantined", "read")],
    )
