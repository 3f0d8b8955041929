"""Ringkasan: the four questions of leadership answered, the offices that need somebody, and the places compared."""

import pandas as pd
import streamlit as st

from analytics import rollout
from analytics.services import unmapped
from analytics.suspicion import suspected
from core import formats
from pages.parts.cards import note, show_answers, show_way
from pages.parts.downloads import add_sheet
from pages.parts.office import show_roster_doubts
from pages.parts.urgent import now_or_then, show_urgent
from pages.sections.ringkasan.answers import answers_sheet, city_target, trends
from pages.sections.ringkasan.explained import explanations
from pages.sections.ringkasan.tasks import show_other_tasks, show_places
from pages.view import view as views
from wording import main_answers, share_or_reason, suspicion_words, unmapped_words

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
head, target = view.head, city_target(view)
this = head.share.this
lesser = [build.pace(row, view.end) for _, row in rollout.lesser_targets(build.targets).iterrows()]
answers = main_answers(head, target, lang, is_city=view.is_city, lesser=lesser)
add_sheet(answers_sheet(answers, view))
if view.unit:
    show_way("kelurahan", t("Rincian kantor ini"))
show_answers(answers, trends(head, target, view), explanations(head, target, view))
if this["state"] == "ok" and this["is_rescaled_apart"]:
    text = t(
        "{share} dihitung dari hari yang sudah dilaporkan saja. Bila hari tanpa laporan ikut diperkirakan: {rescaled}."
    )
    told = (share_or_reason(this, lang), formats.percent(this["rescaled_share"], 1, lang))
    note(text.format(share=told[0], rescaled=told[1]), "warn")
for sentence in suspicion_words(suspected(view.chosen, head.period), lang):
    note(sentence, "warn")
if view.is_city:
    for sentence in unmapped_words(unmapped(build.service_origins, pd.Timestamp(view.month)), view.month, lang):
        note(sentence, "warn")
show_roster_doubts(view)

st.header(now_or_then(t("Perlu perhatian"), t("Perlu perhatian, {day}"), view))
show_urgent(view.urgent, view)
show_other_tasks(view)
show_places(view)
