"""Totals of 112 calls as the city published them, with the remainder that their parts leave."""

import pandas as pd
import streamlit as st

from analytics.assistance import totals_funnel
from core import formats
from pages.components.cards import show_table
from pages.components.downloads import Sheet
from pages.components.tools import show_tools
from pages.components.view import View

STAGE_WORDS = {
    "in": "Masuk",
    "answered": "Dijawab",
    "unanswered": "Tidak terjawab",
    "no_choice": "Tidak menekan pilihan",
    "valid": "Sah",
    "digital_help": "Bantuan layanan digital",
    "solved": "Selesai",
    "remainder": "Sisa yang tidak dijelaskan",
}


def show_totals(view: View) -> None:
    """Show every period that was published; nothing where none was, or where only a part of the city is looked at."""
    t, lang = view.t, view.lang
    totals = view.build.table("calls_totals")
    if totals.empty or not view.is_city:
        return
    st.header(t("Jumlah panggilan yang diumumkan"))
    rows = totals_funnel(totals)
    order = [list(STAGE_WORDS).index(stage) for stage in rows["stage"]]
    rows = rows.assign(order=order).sort_values(["period", "order"]).drop(columns="order")
    rows = rows.assign(
        stage=[t(STAGE_WORDS[stage]) for stage in rows["stage"]],
        period=[_period(period, lang) for period in rows["period"]],
    )
    table = pd.DataFrame(
        {
            t("Masa"): list(rows["period"]),
            t("Tahap"): list(rows["stage"]),
            t("Panggilan"): [formats.number(count, 0, lang) for count in rows["calls"]],
        }
    )
    title = t("Jumlah panggilan yang diumumkan")
    show_table(table, caption=title, numeric=(t("Panggilan"),))
    st.caption(t("Dari pengumuman kota, bukan dari log. Sisa: panggilan masuk yang tidak dijelaskan bagian-bagiannya."))
    show_tools(view, Sheet(title, rows.drop(columns="state"), ("remainder_112",)), "total")


def _period(period: str, lang: str) -> str:
    first, last = (formats.short_day(pd.Timestamp(day), lang) for day in period.split("/"))
    return f"{first} – {last}"
