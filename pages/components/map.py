"""The map on the page: folium in a component; a click chooses the office for all pages."""

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from analytics import maps
from analytics.map_marks import MapLabels, ink_on
from core.theme import STATUS_COLOURS, UNKNOWN
from pages.components import filters
from pages.components.office import since_text
from pages.components.view import View
from report.words import share_or_reason, status_word

HEIGHT = 640
KEY = "peta"


def map_frame(status: pd.DataFrame, shares: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the map's frame (see analytics.maps.unit_map): status and share as texts, one row a unit."""
    frame = status.merge(
        shares[["unit_code", "share", "lower_unknown", "upper_unknown", "state", "reason"]], on="unit_code", how="left"
    )
    frame["status"] = frame["status"].fillna(UNKNOWN)
    frame["since_text"] = [since_text(row.since, row.is_start_known, view) for row in frame.itertuples()]
    frame["share_text"] = [share_or_reason(row, view.lang) for _, row in frame.iterrows()]
    return frame


@st.fragment
def show_map(frame: pd.DataFrame, view: View) -> None:
    """Show the map; a click on a shape or an office mark chooses that office."""
    labels = MapLabels(
        summary=view.t("Peta status layanan digital; isinya sama dengan tabel di bawah peta."),
        office=view.t("Kantor Kecamatan"),
        kecamatan=view.t("Kecamatan"),
        status=view.t("Status"),
        since=view.t("Sejak"),
        share=view.t("Porsi digital"),
        statuses={status: word_of(status, view) for status in STATUS_COLOURS},
    )
    selection = maps.selection_layer(frame, view.build.shapes, view.unit) if view.unit else None
    # The count makes a second click on the same office a change, too.
    st_folium(
        maps.unit_map(frame, view.build.shapes, labels=labels),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        on_change=_choose_clicked,
        feature_group_to_add=selection,
    )
    if filters.has_selection():
        st.rerun(scope="app")


def word_of(status: str, view: View) -> str:
    """Return a status of the map in words; the one not known says so."""
    return status_word(None if status == UNKNOWN else status, view.lang)


def _choose_clicked() -> None:
    drawing = (st.session_state.get(KEY) or {}).get("last_active_drawing")
    if drawing:
        filters.select_unit(drawing["properties"]["unit_code"])


def show_legend(view: View) -> None:
    """Show which colour and mark stand for which status."""
    entries = "".join(
        f'<span><i style="background:{colour};color:{ink_on(colour)}">{mark}</i>{word_of(status, view)}</span>'
        for status, mark, colour in maps.status_legend()
    )
    st.html(f'<div class="legend">{entries}<span>◎ {view.t("lingkaran: kantor kecamatan")}</span></div>')
