"""The totals of calls that the city published."""

import pandas as pd
import streamlit as st

from analytics.assistance import totals_funnel
from core import formats
from pages.parts.cards import show_table
from pages.parts.downloads import Sheet
from pages.parts.figure_row import show_tools
from pages.view.view import View
from wording import STAGE_WORDS


def show_totals(view: View) -> None:
    """Show every period that was published; nothing where none was, or where only a part of the city is looked at."""
    t, lang = view.t, view.lang
    totals = view.build.calls_totals
    if totals.empty or not view.is_city_shown:
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
