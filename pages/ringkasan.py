"""Ringkasan: the four figures leadership decides by, each with period, change and one sentence."""

import pandas as pd
import streamlit as st

from analytics import charts, headline, uptake
from core import formats
from core.settings import settings
from pages.components import view as views
from pages.components.cards import note, show_cards, show_table
from pages.components.charts import show_chart
from report import sentences
from report.words import interval, share_or_reason

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
        table = pd.DataFrame(
            {
                t("Bulan"): [formats.month(month, lang) for month in months["month"]],
                t("Porsi digital"): [share_or_reason(row, lang) for _, row in months.iterrows()],
                t("Selang 95 %"): [interval(row.lower, row.upper, lang) for row in months.itertuples()],
                t("Digital"): [formats.number(value, 0, lang) for value in months["numerator"]],
                t("Digital + loket"): [formats.number(value, 0, lang) for value in months["denominator"]],
                t("Kelengkapan"): [formats.percent(value, 0, lang) for value in months["completeness"]],
            }
        )
        show_table(table, caption=t("Porsi digital per bulan"), numeric=tuple(table.columns[1:]))
