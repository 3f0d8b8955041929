"""Kelurahan: one office's whole story, against its kecamatan and the city."""

import pandas as pd
import streamlit as st

from analytics import assistance, charts, rollout, uptake
from analytics.chart_compare import compare_chart
from core import formats
from pages.components import view as views
from pages.components.cards import note, show_table
from pages.components.charts import show_chart
from pages.components.month_table import show_month_table
from pages.components.office import show_facts, show_history, show_status
from report.words import share_or_reason, status_word

view = views.current()
t, lang, build = view.t, view.lang, view.build
facts = build.facts[build.facts["date"] <= pd.Timestamp(view.end)]
units = build.units.set_index("unit_code")
month = formats.month(view.month, lang)


def show_all() -> None:
    """Every office in one table, each name a link to its story."""
    status = view.scoped(rollout.status_on(build.events, build.units, view.end))
    shares = uptake.digital_share(view.in_month(facts), by=["unit_code"])
    frame = status.merge(shares, on="unit_code", how="left").sort_values(["kecamatan", "kind", "name"])
    words = [status_word(None if pd.isna(word) else word, lang) for word in frame["status"]]
    note(t("Pilih satu kantor di bilah sisi, atau klik di peta, untuk melihat ceritanya."))
    show_table(
        pd.DataFrame(
            {
                t("Kantor"): [views.unit_name(row, view) for _, row in frame.iterrows()],
                t("Kecamatan"): frame["kecamatan"],
                t("Status"): words,
                t("Porsi digital, {month}").format(month=month): [
                    share_or_reason(row, lang) for _, row in frame.iterrows()
                ],
                t("Kelengkapan"): [formats.percent(value, 0, lang) for value in frame["completeness"]],
            }
        ),
        caption=t("Semua kantor"),
        numeric=(t("Kelengkapan"),),
    )


def show_share(unit_code: str) -> None:
    """The office's share by month beside its kecamatan's and the city's."""
    unit = units.loc[unit_code]
    scopes = {
        views.unit_name(unit, view): facts[facts["unit_code"] == unit_code],
        t("Wilayah Kecamatan {name}").format(name=unit["kecamatan"]): facts[
            facts["kecamatan_code"] == unit["kecamatan_code"]
        ],
        t("Kota Samarinda"): facts,
    }
    months = {name: uptake.digital_share(rows, by=["month"]) for name, rows in scopes.items()}
    months = {name: frame[frame["reason"] != "not_live"] for name, frame in months.items()}
    own = next(iter(months.values()))
    if own.empty:
        note(t("Kantor ini belum aktif, jadi belum punya porsi digital."), "empty")
        return
    show_chart(
        compare_chart(list(months.items()), lang), t("Porsi digital per bulan; angkanya ada di tabel."), "banding"
    )
    with st.expander(t("Tabel angka")):
        show_month_table(own, view, t("Porsi digital per bulan"))


def show_weekdays(unit_code: str) -> None:
    """The office's weekdays before and since the digital days, where it was live in both."""
    own = facts[facts["unit_code"] == unit_code]
    shares = uptake.weekday_shares(own, build.start) if build.start else pd.DataFrame({"group": []})
    group = next((name for name in ("both", "later") if (shares["group"] == name).any()), None)
    if group:
        st.subheader(t("Per hari kerja"))
        figure = charts.weekday_share_chart(shares, uptake.digital_weekdays(own, build.start), group, lang)
        show_chart(figure, t("Porsi digital Senin sampai Jumat di kantor ini."), "hari_kantor")


def show_help(unit_code: str) -> None:
    """How much help from 112 the office's requests needed."""
    own = view.in_month(facts[facts["unit_code"] == unit_code])
    rate = assistance.assistance_rate(own).iloc[0]
    if rate["state"] == "ok":
        text = t("{month}: {calls} panggilan bantuan 112 untuk {requests} permohonan digital ({rate} per 100).")
        note(
            text.format(
                month=month,
                calls=formats.number(rate["numerator"], 0, lang),
                requests=formats.number(rate["denominator"], 0, lang),
                rate=formats.number(rate["rate"], 1, lang),
            )
        )


if view.unit is None:
    show_all()
else:
    st.subheader(views.unit_name(units.loc[view.unit], view))
    show_status(view.unit, view)
    show_help(view.unit)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        show_share(view.unit)
        show_weekdays(view.unit)
    with right:
        show_facts(view.unit, view)
        st.markdown(f"**{t('Riwayat')}**")
        show_history(view.unit, view)
