"""The map of the 69 units: shapes filled by the class of a layer, offices as ringed marks.

One function draws it, so that another map library would change this module only. It answers to the
pointer; for the keyboard the page offers a choice of units and the same facts as a table.
"""

from dataclasses import dataclass
from typing import Any, cast

import folium
import geopandas as gpd
import pandas as pd
import shapely
from branca.element import Element, Figure

from core.theme import INK, LINE, PAPER, SURFACE, border_on, in_dark
from pages.maps.fit import HATCH, Fit
from pages.maps.html import ASSETS, STYLE, MapLabels, office_mark, place_label, tooltip
from pages.maps.layers import shown_colour

CRS = "EPSG:4326"
CARTOGRAM, OFFICIAL = "kartogram", "resmi"
INNER_DEGREES = 1e-3


def shapes_frame(boundaries: pd.DataFrame, kind: str = CARTOGRAM) -> gpd.GeoDataFrame:
    """Return the shapes of one geometry kind from the published table `boundaries`.

    Result: unit_code, centre_lat, centre_lon, room (width in degrees that a label may take), geometry (EPSG:4326;
    polygons for kelurahan, points for kecamatan offices and for kelurahan without a shape).
    """
    rows = boundaries[boundaries["geometry_kind"] == kind].reset_index(drop=True)
    geometry = shapely.from_geojson(rows["geometry"].to_numpy(dtype=object))
    room = pd.Series([_room(shape) for shape in geometry], dtype="float64")
    frame = rows[["unit_code", "centre_lat", "centre_lon"]].assign(room=room.fillna(room.median()))
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=CRS)


def _room(shape: shapely.Geometry) -> float:
    """The width of the widest circle inside; a point has none of its own."""
    if shape.geom_type == "Point":
        return float("nan")
    return 2 * float(shapely.maximum_inscribed_circle(shape, tolerance=INNER_DEGREES / 10).length)


def unit_map(
    frame: pd.DataFrame,
    shapes: gpd.GeoDataFrame,
    *,
    labels: MapLabels,
    selected: str | None = None,
    focus: frozenset[str] = frozenset(),
    is_dark: bool = False,
) -> folium.Map:
    """Return the map of the units in `frame`; other kelurahan stay as pale, silent shapes.

    frame: one row a unit, columns unit_code, name, kind, kecamatan, colour, mark, is_hatched (as from
    layers.drawn) and lines, the (label, text) pairs of its tooltip. shapes: as from shapes_frame. selected: a
    unit_code to outline. focus: unit codes that the map is fitted to (none: all). is_dark: it lies on dark paper.
    Each shape and each office mark carries `unit_code` as a GeoJSON property, for the page's clicks.
    """
    chart, ground = _empty_map(is_dark=is_dark), Ground(is_dark)
    units = _drawn(frame, shapes, ground)
    is_point = units.geometry.geom_type == "Point"
    _add_silent(chart, shapes[~shapes["unit_code"].isin(units["unit_code"])], ground)
    if not is_point.all():
        _add_places(chart, units[~is_point], labels, ground, is_free=not _is_cartogram(shapes))
    if is_point.any():
        _add_offices(chart, units[is_point], labels, has_name=_is_cartogram(shapes) or len(focus) > 0)
    if selected is not None:
        selection_layer(frame, shapes, selected, is_dark=is_dark).add_to(chart)
    near = shapes[shapes["unit_code"].isin(focus)]
    Fit(near if len(near) else shapes, labels.summary, is_near=len(near) > 0, ink=ground.of(INK)).add_to(chart)
    return chart


@dataclass(frozen=True)
class Ground:
    """What the map lies on."""

    is_dark: bool

    def of(self, colour: str) -> str:
        """Return a colour of the palette, or of a class, as it is on this paper."""
        return in_dark(shown_colour(colour, is_dark=True)) if self.is_dark else colour

    def border(self, fill: str) -> str:
        """Return the line colour around a fill that is already of this paper."""
        return self.of(PAPER) if self.is_dark else border_on(fill)


def selection_layer(
    frame: pd.DataFrame, shapes: gpd.GeoDataFrame, selected: str, *, is_dark: bool = False
) -> folium.FeatureGroup:
    """Return the strong outline of one unit; empty when the frame does not hold it.

    A page hands it to the map from outside (`feature_group_to_add`): the map then stays as it is
    while the selection moves.
    """
    group, ground = folium.FeatureGroup(name="selection"), Ground(is_dark)
    units = _drawn(frame, shapes, ground)
    unit = units[units["unit_code"] == selected]
    if (unit.geometry.geom_type == "Point").any():
        _marks(unit, _office_html(unit, is_selected=True), is_interactive=False).add_to(group)
    elif len(unit):
        # Ink within a paper halo stands out from every fill and from the kecamatan outlines.
        for colour, weight in ((PAPER, 9), (INK, 5)):
            _outline(unit, ground.of(colour), weight).add_to(group)
    return group


def _is_cartogram(shapes: gpd.GeoDataFrame) -> bool:
    """True for equal hexagons: each holds its label."""
    return bool(shapes["room"].max() < 1.05 * shapes["room"].min())


def _empty_map(*, is_dark: bool) -> folium.Map:
    """Return a map without tiles, controls or addresses outside; it never takes the page's scrolling."""
    chart = folium.Map(
        location=[0, 0], tiles=None, zoom_snap=0, zoom_control=False, scroll_wheel_zoom=False,
        double_click_zoom=False, box_zoom=False, dragging=False, keyboard=False,
        zoom_animation=False, fade_animation=False, attribution_control=False,
    )  # fmt: skip
    chart.default_js = [("leaflet", f"{ASSETS}/leaflet/leaflet.js")]
    chart.default_css = [("leaflet_css", f"{ASSETS}/leaflet/leaflet.css")]
    root = cast(Figure, chart.get_root())
    root.header.add_child(Element(in_dark(STYLE) if is_dark else STYLE), name="unit_map_style")
    return chart


def _drawn(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, ground: Ground) -> gpd.GeoDataFrame:
    return shapes.merge(frame.assign(colour=frame["colour"].map(ground.of)), on="unit_code")


def _add_silent(chart: folium.Map, rest: gpd.GeoDataFrame, ground: Ground) -> None:
    polygons = rest[rest.geometry.geom_type != "Point"]
    if len(polygons):
        fill, line = ground.of(SURFACE), ground.of(LINE)
        _plain(polygons, {"fillColor": fill, "fillOpacity": 1, "color": line, "weight": 1}).add_to(chart)


def _add_places(
    chart: folium.Map, places: gpd.GeoDataFrame, labels: MapLabels, ground: Ground, *, is_free: bool
) -> None:
    fills = dict(zip(places["unit_code"], places["colour"], strict=True))
    folium.GeoJson(
        _with_tooltips(places, labels),
        style_function=lambda feature: {
            "fillColor": fills[feature["properties"]["unit_code"]],
            "color": ground.border(fills[feature["properties"]["unit_code"]]),
            "fillOpacity": 1, "weight": 1.5,
        },
        highlight_function=lambda _: {"fillOpacity": 0.8},
        tooltip=_hover(),
    ).add_to(chart)  # fmt: skip
    if places["is_hatched"].any():
        style = {"fillColor": f"url(#{HATCH})", "fillOpacity": 0.55, "stroke": False}
        _plain(places[places["is_hatched"]], style).add_to(chart)
    areas = places.dissolve("kecamatan")
    # Two lines stand out from every fill, light or dark.
    for colour, weight in ((PAPER, 5), (INK, 2)):
        _outline(areas, ground.of(colour), weight).add_to(chart)
    rows = places[["name", "mark", "colour", "room"]].itertuples(index=False)
    _marks(places, [place_label(*row, is_free=is_free) for row in rows], is_interactive=False).add_to(chart)


def _add_offices(chart: folium.Map, offices: gpd.GeoDataFrame, labels: MapLabels, *, has_name: bool) -> None:
    html = _office_html(offices, has_name=has_name)
    marks = _marks(_with_tooltips(offices, labels), html, is_interactive=True)
    marks.add_child(_hover()).add_to(chart)


def _office_html(offices: gpd.GeoDataFrame, *, is_selected: bool = False, has_name: bool = True) -> list[str]:
    rows = offices[["name", "mark", "colour", "room"]].itertuples(index=False)
    return [office_mark(*row, is_selected=is_selected, has_name=has_name) for row in rows]


def _with_tooltips(units: gpd.GeoDataFrame, labels: MapLabels) -> gpd.GeoDataFrame:
    texts = [tooltip(unit, labels) for unit in units.drop(columns="geometry").to_dict("records")]
    return units.assign(tooltip=texts)[["unit_code", "tooltip", "centre_lat", "centre_lon", "geometry"]]


def _hover() -> folium.GeoJsonTooltip:
    return folium.GeoJsonTooltip(
        ["tooltip"], labels=False, class_name="unit", sticky=False, offset=(36, 0), opacity=1
    )  # fmt: skip


def _outline(shapes: gpd.GeoDataFrame, colour: str, weight: float) -> folium.GeoJson:
    return _plain(shapes, {"fill": False, "color": colour, "weight": weight})


def _plain(shapes: gpd.GeoDataFrame, style: dict[str, Any]) -> folium.GeoJson:
    # The index would become each feature's id, and with it text from data would reach the page as it is.
    bare = shapes[["geometry"]].reset_index(drop=True)
    return folium.GeoJson(bare, style_function=lambda _: style, interactive=False)


def _marks(units: gpd.GeoDataFrame, html: list[str], *, is_interactive: bool) -> folium.GeoJson:
    """Return marks with the given HTML at the centres of the units."""
    texts = dict(zip(units["unit_code"], html, strict=True))
    points = units.set_geometry(gpd.points_from_xy(units["centre_lon"], units["centre_lat"], crs=CRS))
    return folium.GeoJson(
        points[[name for name in ("unit_code", "tooltip", "geometry") if name in points]],
        marker=folium.Marker(icon=folium.DivIcon(icon_size=(0, 0)), interactive=is_interactive, keyboard=False),
        style_function=lambda feature: {"html": texts[feature["properties"]["unit_code"]]},
    )
