"""Ringkasan: the four questions of leadership answered, the offices that need somebody, and the places compared."""

import streamlit as st

from core import formats
from pages.parts.cards import note, show_answers, show_way
from pages.parts.downloads import add_sheet
from pages.parts.office import show_roster_doubts
from pages.parts.urgent import now_or_then, show_urgent
from pages.sections.ringkasan.answers import answers_sheet, city_target, trends
from pages.sections.ringkasan.explained import explanations
from pages.sections.ringkasan.tasks import show_other_tasks, show_places
from pages.view import view as views
from wording import doubt_sentences, main_answers, share_or_reason

view = views.current_view()
t, lang, build = view.t, view.lang, view.build
head, target = view.head, city_target(view)
this = head.share.this
lesser = build.lesser_paces(view.end)
answers = main_answers(head, target, lang, is_city=view.is_city_shown, lesser=lesser)
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
for sentence in doubt_sentences(view.chosen, head.period, view.month if view.is_city_shown else None, lang):
    note(sentence, "warn")
show_roster_doubts(view)

st.header(now_or_then(t("Perlu perhatian"), t("Perlu perhatian, {day}"), view))
show_urgent(view.urgent, view)
show_other_tasks(view)
show_places(view)
