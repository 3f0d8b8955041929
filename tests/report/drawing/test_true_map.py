"""The official boundaries on paper: each mark and name has its own place, and what has none is left out."""

from dataclasses import dataclass, replace
from itertools import combinations
from xml.etree import ElementTree

import geopandas as gpd
import pytest
import shapely

from report.content.map_outlines import print_outlines
from report.content.model import Content, Unit
from report.drawing.map import map_svg
from report.drawing.paper import text_width
from report.layout.map import map_words

ROOM = (118.0, 111.0)
SQUARE = "8.8"


@dataclass
class Drawn:
    """What a map shows, as boxes in points with y downwards: of the sheet and of the enlarged part alike."""

    names: list[shapely.Polygon]
    marks: list[shapely.Polygon]
    offices: list[shapely.Polygon]
    shapes: list[shapely.Geometry]
    frames: list[shapely.LineString]


def drawn(svg: str) -> Drawn:
    found = Drawn([], [], [], [], [])
    _read(ElementTree.fromstring(svg), (0.0, 0.0), found)
    return found


def _read(node: ElementTree.Element, shift: tuple[float, float], found: Drawn) -> None:
    for part in node:
        kind, own = part.tag.split("}")[1], dict(part.attrib)
        if kind == "svg":
            x, y = float(own["x"]), float(own["y"])
            outside = len(found.shapes)
            _read(part, (x, y), found)
            seen = shapely.box(x, y, x + float(own["width"]), y + float(own["height"]))
            found.shapes[outside:] = [shape & seen for shape in found.shapes[outside:]]
        elif kind == "text":
            wide, size = text_width(part.text or "", float(own["font-size"])), float(own["font-size"])
            x, y = float(own["x"]) + shift[0], float(own["y"]) + shift[1]
            found.names.append(shapely.box(x - wide / 2, y - 0.7 * size, x + wide / 2, y + 0.1 * size))
        elif kind == "rect" and own["width"] == SQUARE:
            x, y = float(own["x"]) + shift[0], float(own["y"]) + shift[1]
            found.offices.append(shapely.box(x, y, x + float(SQUARE), y + float(SQUARE)))
        elif kind == "circle" and own["fill"] == "none":
            at = shapely.Point(float(own["cx"]) + shift[0], float(own["cy"]) + shift[1])
            found.marks.append(at.buffer(float(own["r"])))
        elif kind == "path" and own.get("stroke-width") == "0.6":
            found.shapes.append(shapely.Polygon(_points(own["d"].strip("MZ"), shift)))
        elif kind == "polyline" and "stroke-dasharray" in own:
            found.frames.append(shapely.LineString(_points(own["points"], shift)))


def _points(text: str, shift: tuple[float, float]) -> list[tuple[float, float]]:
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x) + shift[0], float(y) + shift[1]) for x, y in pairs]


def with_outlines(units: tuple[Unit, ...], ours: gpd.GeoDataFrame, lacking: int) -> tuple[Unit, ...]:
    """The offices on the made boundaries; the given number of kelurahan, spread over the city, has none."""
    rings = dict(zip(ours["kode"], print_outlines([shapely.to_geojson(area) for area in ours.geometry]), strict=True))
    without = list(rings)[3 : 3 + 5 * lacking : 5]
    middles = dict(zip(ours["kode"], ours.geometry.representative_point(), strict=True))
    kecamatan = ours.dissolve("kec").geometry.representative_point()
    return tuple(
        replace(
            unit,
            outline=() if unit.code in without else rings.get(unit.code, ()),
            centre=(lambda at: (at.x, at.y))(middles[unit.code] if unit.code in middles else kecamatan[unit.kecamatan]),
        )
        for unit in units
    )


@pytest.fixture(scope="module", params=[0, 10], ids=["all 59", "49 of 59"])
def official(request: pytest.FixtureRequest, october: Content, ours: gpd.GeoDataFrame) -> Drawn:
    units = with_outlines(october.units, ours.to_crs("EPSG:4326"), request.param)
    return drawn(map_svg(units, ROOM, True)[0])


def test_every_office_has_its_mark_once(official: Drawn, october: Content) -> None:
    """Here or in the enlarged centre; a postponed one has a cross and no circle."""
    postponed = sum(unit.status == "ditunda" for unit in october.units)
    assert len(official.offices) == 10
    assert len(official.marks) == 69 - postponed


def test_no_mark_or_name_lies_on_another(official: Drawn) -> None:
    own = [mark for mark in official.marks if not any(office.covers(mark) for office in official.offices)]
    for one, other in combinations([*official.names, *official.offices, *own], 2):
        assert one.intersection(other).area < 0.05


def test_no_frame_cuts_a_name_or_a_mark(official: Drawn) -> None:
    assert len(official.frames) == 2
    assert official.names
    for frame in official.frames:
        assert not any(frame.intersects(part) for part in [*official.names, *official.offices, *official.marks])


def test_a_name_crosses_no_border(official: Drawn) -> None:
    """It lies in one shape, or, where its kelurahan has none, outside all of them."""
    for name in official.names:
        touched = [shape for shape in official.shapes if shape.intersects(name)]
        assert len(touched) <= 1
        assert all(shape.covers(name) for shape in touched)


def test_the_caption_counts_what_the_boundaries_lack(october: Content, ours: gpd.GeoDataFrame) -> None:
    degrees = ours.to_crs("EPSG:4326")
    official = replace(october, geometry="resmi", geometry_source="batas.gpkg")
    some, none = (
        map_words(replace(official, units=with_outlines(october.units, degrees, lacking)), "id") for lacking in (10, 0)
    )
    assert "10 kelurahan tidak ada dalam berkas batas" in some["caption"]
    assert "tidak ada dalam berkas" not in none["caption"]


def test_a_kelurahan_outside_all_shapes_is_still_on_the_sheet(october: Content, ours: gpd.GeoDataFrame) -> None:
    degrees = ours.to_crs("EPSG:4326")
    units = with_outlines(october.units, degrees, 1)
    west = degrees.total_bounds[0] - 0.05
    far = tuple(
        replace(unit, centre=(west, unit.centre[1])) if unit.kind == "kelurahan" and not unit.outline else unit
        for unit in units
    )
    assert all(mark.bounds[0] > 0 for mark in drawn(map_svg(far, ROOM, True)[0]).marks)
