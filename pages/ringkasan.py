"""Ringkasan: the four figures leadership decides by, each with period, change and one sentence."""

import pandas as pd
import streamlit as st

from analytics import charts, headline, uptake
from core import formats
from core.settings import settings
from pages.components import view as views
from pages.components.cards import note, show_cards
from pages.components.charts import show_chart
from pages.components.month_table import show_month_table
from report import sentences

view = views.current()
t, lang, build = view.t, view.lang, view.build
facts = view.scoped(build.facts)
used = (settings().used_window_days, settings().used_min_requests)
head = headline.headline(
    facts,
    view.scoped(build.events),
    view.scoped(build.units),
    build.targets,
    view.end,
    build.start,
    used,
    calls=build.calls if view.is_city else None,
)
show_cards(sentences.figures(head, used, lang), view)

this = head.share.this
if this["state"] == "ok" and this["is_rescaled_apart"]:
    text = t("Laporan yang belum masuk menggeser porsi digital: bila diperhitungkan, porsinya {share}.")
    note(text.format(share=formats.percent(this["rescaled_share"], 1, lang)), "warn")

st.subheader(t("Porsi digital per bulan"))
months = uptake.digital_share(facts[facts["date"] <= pd.Timestamp(view.end)], by=["month"])
months = months[months["reason"] != "not_live"]
if months.empty:
    note(t("Belum ada kantor aktif di wilayah ini."), "empty")
else:
    figure = charts.share_trend_chart(months, head.share.target, lang)
    show_chart(figure, t("Porsi digital per bulan terhadap sasaran; angkanya ada di tabel di bawah."), "tren")
    st.caption(t("Hanya kantor aktif. Garis tegak: selang 95 %."))
    with st.expander(t("Tabel angka")):
        show_month_table(months, view, t("Porsi digital per bulan"))
