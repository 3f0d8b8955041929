"""Ringkasan: the four figures leadership decides by, what to do now, what changed, and the way there."""

import pandas as pd
import streamlit as st

from analytics import headline
from analytics.services import unmapped
from analytics.suspicion import suspected
from core import formats
from pages.charts import months as charts
from pages.parts.cards import note, show_cards
from pages.parts.changes import show_change, show_comparisons
from pages.parts.marks import marked, place_marks, show_marks
from pages.parts.month_table import month_sheet, month_summary, month_twin
from pages.parts.show_chart import show_chart
from pages.sections.ringkasan import card_counts, show_actions
from pages.view import view as views
from wording import figures, suspicion_words, unmapped_words

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
head = headline(view.chosen, view.end)
this = head.share.this
show_cards(figures(head, lang), view, card_counts(head, view))
if this["state"] == "ok" and this["is_rescaled_apart"]:
    text = t("Laporan yang belum masuk menggeser porsi digital: bila diperhitungkan, porsinya {share}.")
    note(text.format(share=formats.percent(this["rescaled_share"], 1, lang)), "warn")
for sentence in suspicion_words(suspected(view.chosen, head.period), lang):
    note(sentence, "warn")
if view.is_city:
    for sentence in unmapped_words(unmapped(build.service_origins, pd.Timestamp(view.month)), lang):
        note(sentence, "warn")

st.header(t("Tiga hal untuk dilakukan sekarang"))
show_actions(view)

st.header(t("Siapa yang berubah dan siapa yang bergabung"))
show_change(view, head)
show_comparisons(view)

st.header(t("Porsi digital per bulan"))
months = view.months()
if months.empty:
    note(t("Belum ada kantor aktif di wilayah ini."), "empty")
else:
    marks = place_marks(view)
    show_chart(
        view,
        marked(charts.share_trend_chart(months, head.share.target, lang), marks, months["month"], view),
        month_summary(months, view),
        "tren",
        twin=month_twin(months, view),
        sheet=month_sheet(months, t("Porsi digital per bulan")),
        caption=t("Hanya kantor aktif. Garis tegak: selang 95 %."),
    )
    show_marks(marks, view)
