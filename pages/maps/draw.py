"""The map of the 69 units: shapes filled by the class of a layer, offices as ringed marks.

One function draws it, so that another map library would change this module only. It answers to the
pointer; for the keyboard the page offers a choice of units and the same facts as a table.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
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
from pages.maps.shapes import Json, collection, feature, geojson, is_cartogram, together


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
    chart, ground, has_one_size = _empty_map(is_dark=is_dark), Ground(is_dark), is_cartogram(shapes)
    units = _drawn(frame, shapes, ground)
    places, offices = ([unit for unit in units if unit.is_point is is_office] for is_office in (False, True))
    _add_silent(chart, shapes[~shapes["unit_code"].isin(frame["unit_code"])], ground)
    if places:
        _add_places(chart, places, labels, ground, is_free=not has_one_size)
    if offices:
        _add_offices(chart, offices, labels, has_name=has_one_size or len(focus) > 0)
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


@dataclass(frozen=True)
class _Unit:
    """A unit as it is drawn: its place among all, what the frame says of it, its fill, its shape."""

    at: int
    row: Mapping[str, Any]
    colour: str
    shape: shapely.Geometry
    centre: tuple[float, float]
    room: float

    @property
    def is_point(self) -> bool:
        """True of what has no area."""
        return bool(self.shape.geom_type == "Point")

    @property
    def label(self) -> tuple[str, str, str, float]:
        """What is written on it, on which colour, and the room for it."""
        return self.row["name"], self.row["mark"], self.colour, self.room

    def feature_of(self, shape: Json, **properties: str) -> Json:
        """Return it as GeoJSON, with its code for the page's clicks."""
        return feature(self.at, shape, unit_code=self.row["unit_code"], **properties)


def selection_layer(
    frame: pd.DataFrame, shapes: gpd.GeoDataFrame, selected: str, *, is_dark: bool = False
) -> folium.FeatureGroup:
    """Return the strong outline of one unit; empty when the frame does not hold it.

    A page hands it to the map from outside (`feature_group_to_add`): the map then stays as it is
    while the selection moves.
    """
    group, ground = folium.FeatureGroup(name="selection"), Ground(is_dark)
    for unit in _drawn(frame[frame["unit_code"] == selected], shapes, ground):
        if unit.is_point:
            mark = office_mark(*unit.label, is_selected=True)
            _marks([unit], [mark], is_interactive=False).add_to(group)
        else:
            # Ink within a paper halo stands out from every fill and from the kecamatan outlines.
            for colour, weight in ((PAPER, 9), (INK, 5)):
                _outline([unit.shape], ground.of(colour), weight).add_to(group)
    return group


class _Map(folium.Map):
    """A map of which nobody asks the bounds: Fit brings it into view, and they would be looked for in every point."""

    def get_bounds(self) -> list[list[float | None]]:
        """Return bounds that are not known."""
        return [[None, None], [None, None]]


def _empty_map(*, is_dark: bool) -> folium.Map:
    """Return a map without tiles, controls or addresses outside; it never takes the page's scrolling."""
    chart = _Map(
        location=[0, 0], tiles=None, zoom_snap=0, zoom_control=False, scroll_wheel_zoom=False,
        double_click_zoom=False, box_zoom=False, dragging=False, keyboard=False,
        zoom_animation=False, fade_animation=False, attribution_control=False,
    )  # fmt: skip
    chart.default_js = [("leaflet", f"{ASSETS}/leaflet/leaflet.js")]
    chart.default_css = [("leaflet_css", f"{ASSETS}/leaflet/leaflet.css")]
    root = cast(Figure, chart.get_root())
    root.header.add_child(Element(in_dark(STYLE) if is_dark else STYLE), name="unit_map_style")
    return chart


def _drawn(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, ground: Ground) -> list[_Unit]:
    """The units of the frame that have a shape, in the order of the shapes."""
    columns = ["unit_code", "name", "kind", "kecamatan", "colour", "mark", "is_hatched", "lines"]
    rows = {
        row[0]: dict(zip(columns, row, strict=True)) for row in zip(*(frame[name] for name in columns), strict=True)
    }
    names = ("unit_code", "geometry", "centre_lon", "centre_lat", "room")
    known = [each for each in zip(*(shapes[name] for name in names), strict=True) if each[0] in rows]
    return [
        _Unit(at, rows[code], ground.of(rows[code]["colour"]), shape, (east, north), room)
        for at, (code, shape, east, north, room) in enumerate(known)
    ]


def _add_silent(chart: folium.Map, rest: gpd.GeoDataFrame, ground: Ground) -> None:
    shapes = [shape for shape in rest.geometry if shape.geom_type != "Point"]
    if shapes:
        fill, line = ground.of(SURFACE), ground.of(LINE)
        _plain(shapes, {"fillColor": fill, "fillOpacity": 1, "color": line, "weight": 1}).add_to(chart)


def _add_places(
    chart: folium.Map, places: Sequence[_Unit], labels: MapLabels, ground: Ground, *, is_free: bool
) -> None:
    fills = {unit.row["unit_code"]: unit.colour for unit in places}
    folium.GeoJson(
        collection(unit.feature_of(geojson(unit.shape), tooltip=tooltip(unit.row, labels)) for unit in places),
        style_function=lambda feature: {
            "fillColor": fills[feature["properties"]["unit_code"]],
            "color": ground.border(fills[feature["properties"]["unit_code"]]),
            "fillOpacity": 1, "weight": 1.5,
        },
        highlight_function=lambda _: {"fillOpacity": 0.8},
        tooltip=_hover(),
    ).add_to(chart)  # fmt: skip
    hatched = [unit.shape for unit in places if unit.row["is_hatched"]]
    if hatched:
        _plain(hatched, {"fillColor": f"url(#{HATCH})", "fillOpacity": 0.55, "stroke": False}).add_to(chart)
    areas = _areas(places)
    # Two lines stand out from every fill, light or dark.
    for colour, weight in ((PAPER, 5), (INK, 2)):
        _outline(areas, ground.of(colour), weight).add_to(chart)
    html = [place_label(*unit.label, is_free=is_free) for unit in places]
    _marks(places, html, is_interactive=False).add_to(chart)


def _areas(places: Sequence[_Unit]) -> list[shapely.Geometry]:
    """The shapes of each kecamatan's places together, by its name."""
    found: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for unit in places:
        found[unit.row["kecamatan"]].append(unit.shape)
    return [together(tuple(found[name])) for name in sorted(found)]


def _add_offices(chart: folium.Map, offices: Sequence[_Unit], labels: MapLabels, *, has_name: bool) -> None:
    html = [office_mark(*unit.label, has_name=has_name) for unit in offices]
    marks = _marks(offices, html, is_interactive=True, told=lambda unit: {"tooltip": tooltip(unit.row, labels)})
    marks.add_child(_hover()).add_to(chart)


def _hover() -> folium.GeoJsonTooltip:
    return folium.GeoJsonTooltip(
        ["tooltip"], labels=False, class_name="unit", sticky=False, offset=(36, 0), opacity=1
    )  # fmt: skip


def _outline(shapes: Sequence[shapely.Geometry], colour: str, weight: float) -> folium.GeoJson:
    return _plain(shapes, {"fill": False, "color": colour, "weight": weight})


def _plain(shapes: Sequence[shapely.Geometry], style: Json) -> folium.GeoJson:
    """Shapes without a code or any other text of the data."""
    bare = collection(feature(at, geojson(shape)) for at, shape in enumerate(shapes))
    return folium.GeoJson(bare, style_function=lambda _: style, interactive=False)


def _marks(
    units: Sequence[_Unit],
    html: Sequence[str],
    *,
    is_interactive: bool,
    told: Callable[[_Unit], dict[str, str]] = lambda _: {},
) -> folium.GeoJson:
    """Return marks with the given HTML at the centres of the units; `told`: what more each one carries."""
    texts = {unit.row["unit_code"]: text for unit, text in zip(units, html, strict=True)}
    return folium.GeoJson(
        collection(unit.feature_of({"type": "Point", "coordinates": unit.centre}, **told(unit)) for unit in units),
        marker=folium.Marker(icon=folium.DivIcon(icon_size=(0, 0)), interactive=is_interactive, keyboard=False),
        style_function=lambda feature: {"html": texts[feature["properties"]["unit_code"]]},
    )
