"""The map on the page: folium in a component; a click chooses the office for all pages."""

from html import escape
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from core.settings import ROOT
from core.theme import NOTHING, ink_on
from pages.frame import filters
from pages.maps import draw, layers
from pages.maps.fit import HATCH
from pages.maps.html import MapLabels
from pages.maps.layers import shown_colour
from pages.maps.shapes import CARTOGRAM, OFFICIAL
from pages.parts.cards import note
from pages.parts.show_chart import is_dark
from pages.sections.peta.words import layer_names, level_names
from pages.view import address
from pages.view.reader import part_for_reader
from pages.view.view import View
from wording import marks_words

HEIGHT = 640
LEAFLET = ROOT / "static" / "leaflet" / "leaflet.js"
CLICKS = "klik_peta"
"""The count of clicks that were followed."""
KEY = "peta"


def choose_layer(view: View) -> str:
    """Show the choice of what colours the map."""
    return filters.select(view.t("Lapisan peta"), list(layers.LAYERS), layer_names(view), "lapis")


def choose_shapes(view: View) -> str:
    """Show the choice between cartogram and official boundaries, where those were imported."""
    names = {CARTOGRAM: view.t("Kartogram"), OFFICIAL: view.t("Batas resmi")}
    if view.build.official is None:
        # Nothing to choose: no box, but a link that asks for more is told so.
        return address.chosen("bentuk", [CARTOGRAM], CARTOGRAM)
    return filters.select(view.t("Bentuk peta"), list(names), names, "bentuk")


def show_map(drawn: pd.DataFrame, kind: str, summary: str, view: View) -> None:
    """Show the map; without the files that draw it in the browser, say so: its frame would stay blank."""
    if LEAFLET.exists():
        _show_map(drawn, kind, summary, view)
        return
    note(
        view.t(
            "Peta tidak dapat digambar: berkas petanya belum ada di server. Beri tahu pengelola dasbor. "
            "Tabel di bawah berisi hal yang sama."
        ),
        "warn",
    )


@part_for_reader
def _show_map(drawn: pd.DataFrame, kind: str, summary: str, view: View) -> None:
    """A click on a shape or an office mark chooses that office."""
    shapes = view.build.official if kind == OFFICIAL else view.build.shapes
    labels = MapLabels(summary=summary, office=view.t("Kantor Kecamatan"), kecamatan=view.t("Kecamatan"))
    # The count makes a second click on the same office a change, too.
    st_folium(
        draw.unit_map(drawn, shapes, labels=labels, focus=_focus(view), is_dark=is_dark()),
        key=KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing", "last_object_clicked_count"],
        on_change=_choose_clicked,
        # It is rendered all the same, but once.
        render=False,
        feature_group_to_add=_selection(drawn, shapes, view),
    )
    if filters.has_selection():
        st.rerun(scope="app")


def _selection(drawn: pd.DataFrame, shapes: gpd.GeoDataFrame, view: View) -> Any:
    return draw.selection_layer(drawn, shapes, view.unit, is_dark=is_dark()) if view.unit else None


def _focus(view: View) -> frozenset[str]:
    """What is chosen brings its kecamatan near."""
    units, kecamatan = view.build.units, view.area
    if kecamatan is None:
        return frozenset()
    return frozenset(units.loc[units["kecamatan_code"] == kecamatan, "unit_code"])


def _choose_clicked() -> None:
    """Choose what was clicked, once: the map may tell of one click again while the page is drawn anew."""
    told = st.session_state.get(KEY) or {}
    drawing, count = told.get("last_active_drawing"), told.get("last_object_clicked_count")
    is_told = count == st.session_state.get(CLICKS)
    st.session_state[CLICKS] = count
    if drawing and not is_told:
        filters.select_unit(drawing["properties"]["unit_code"])


def in_sight(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the offices that the map is fitted to: of a chosen office those of its kecamatan."""
    focus = _focus(view)
    return frame[frame["unit_code"].isin(focus)] if focus else frame


def show_legend(frame: pd.DataFrame, layer: str, view: View) -> None:
    """Show which colour and mark stand for what in a layer, with how many offices; `frame`: as drawn, in sight.

    The place that they are counted in is named where the page is about one office.
    """
    counts = layers.class_counts(frame, layer)
    area = None if view.build.scope.office else view.area
    place = view.t("Kecamatan {name}").format(name=view.office(area)["name"]) if view.unit and area else ""
    entries = [f"<span>{escape(place)}:</span>"] if place else []
    entries += [
        _entry(shown_colour(level.colour, is_dark=is_dark()), level.mark, name, number)
        for level, name, number in zip(layers.levels(layer), level_names(layer, view), counts.sum(axis=1), strict=True)
        if number or level.colour != NOTHING
    ]
    if layer == "porsi":
        few = view.t("diarsir: kurang dari {few_transactions} transaksi")
        entries.append(f'<span><i class="{HATCH}"></i>{escape(few)}</span>')
        if marks := marks_words(frame.to_dict("records"), view.lang):
            entries.append(f"<span>{escape(marks)}</span>")
    if layer in ("penduduk", "bantuan") and frame["mark"].str.contains("[≥≤]").any():
        many = view.t("≥ sedikitnya, ≤ paling banyak: banyak permohonan tidak diketahui asalnya")
        entries.append(f"<span>{escape(many)}</span>")
    name = escape(view.t("Kantor Kecamatan"))
    entries.append(f'<span><i class="office" aria-hidden="true"></i>{name}</span>')
    st.html(f'<div class="legend">{"".join(entries)}</div>')


def _entry(fill: str, mark: str, name: str, number: int) -> str:
    return (
        f'<span><i style="background:{fill};color:{ink_on(fill)}" aria-hidden="true">{mark}</i>'
        f"{escape(name)} <b>{number}</b></span>"
    )
