"""Peta: where the service is live and how it is used; a tap on an office tells its story beside the map."""

import streamlit as st

from pages.maps import layers
from pages.maps.shapes import OFFICIAL
from pages.parts.cards import caption, show_title
from pages.parts.folds import show_folds
from pages.sections.peta.drawing import choose_layer, choose_shapes, in_sight, show_legend, show_map
from pages.sections.peta.offices import map_frame
from pages.sections.peta.story import show_place
from pages.sections.peta.table import add_counts, show_map_table
from pages.sections.peta.words import map_summary, shapes_note
from pages.tables.kecamatan_table import fold_of_areas
from pages.titles.maps import map_title
from pages.view import view as views

view = views.current_view()
t = view.t
if view.build.official is None:
    layer, kind = choose_layer(view), choose_shapes(view)
else:
    left, right = st.columns(2, gap="medium")
    with left:
        layer = choose_layer(view)
    with right:
        kind = choose_shapes(view)
frame = layers.drawn(map_frame(view), layer, view.lang)
seen = in_sight(frame, view)
finding, told = map_title(seen, layer, view.lang), map_summary(seen, layer, view)
if not view.unit:
    # Of one office its story says it.
    show_title(finding or told)
left, right = st.columns([2, 1], gap="medium")
with left:
    show_legend(seen, layer, view)
    show_map(frame, kind, f"{finding}. {told}" if finding else told, view)
with right:
    show_place(frame, layer, view)
if told := shapes_note(kind == OFFICIAL, view):
    caption(told)
add_counts(seen, layer, view)
show_folds(
    {
        **fold_of_areas(view, page="peta"),
        "tabel": (t("Tabel: semua kantor di peta"), lambda: show_map_table(frame, view)),
    }
)
