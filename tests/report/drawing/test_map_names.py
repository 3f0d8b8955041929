"""Long names on the cartogram: in lines, smaller, and at last shortened; none runs over its neighbours."""

from dataclasses import replace
from itertools import cycle
from xml.etree import ElementTree

import pytest
import shapely

from report.content.model import Content
from report.drawing.map import map_svg
from report.drawing.map_marks import name_lines
from report.drawing.paper import text_width

ROOM = (118.0, 111.0)
LEAST = 5.0
LONG = (
    "Kampung Baru Permata Hijau Sejahtera",
    "Pertanggungjawabanmasyarakat",
    "Sungai Pinang Dalam Sebelah Timur Lama",
    "Kelurahan Percontohan Digital Utama Kota",
    "Loa Bakung Permai Indah",
)


@pytest.fixture(scope="module")
def drawing(october: Content) -> ElementTree.Element:
    """The map with a long name at every place."""
    named = zip(october.units, cycle(LONG), strict=False)
    return ElementTree.fromstring(map_svg([replace(unit, name=name) for unit, name in named], ROOM)[0])


def parts(drawing: ElementTree.Element, kind: str) -> list[dict[str, str]]:
    return [dict(part.attrib) | {"words": part.text or ""} for part in drawing if part.tag.endswith("}" + kind)]


def corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in path.strip("MZ").split())]


def test_every_line_lies_in_one_hexagon(drawing: ElementTree.Element) -> None:
    hexagons = [shapely.Polygon(corners(part["d"])) for part in parts(drawing, "path") if "stroke" in part]
    names = [part for part in parts(drawing, "text") if "font-weight" not in part]
    assert len(hexagons) == 59
    assert len(names) > 59
    for name in names:
        half = text_width(name["words"], float(name["font-size"])) / 2
        x, y = float(name["x"]), float(name["y"])
        assert any(hexagon.covers(shapely.box(x - half, y - 2.5, x + half, y)) for hexagon in hexagons)


def test_letters_stay_readable(drawing: ElementTree.Element) -> None:
    assert all(float(part["font-size"]) >= LEAST for part in parts(drawing, "text"))


def test_a_shortened_name_says_so(drawing: ElementTree.Element) -> None:
    told = [part["words"] for part in parts(drawing, "text")]
    assert "Permata Hijau" in told
    assert any(word.startswith("Pertanggung") and word.endswith("…") for word in told)
    assert "Pertanggungjawabanmasyarakat" not in told


def test_labels_of_offices_stay_on_the_sheet(drawing: ElementTree.Element) -> None:
    width = float(drawing.attrib["viewBox"].split()[2])
    for label in parts(drawing, "rect"):
        assert float(label["x"]) >= 0
        assert float(label["x"]) + float(label["width"]) <= width
        assert float(label["width"]) < 80


def test_usual_names_are_written_in_full(october: Content) -> None:
    drawing = ElementTree.fromstring(map_svg(october.units, ROOM)[0])
    told = [part["words"] for part in parts(drawing, "text") if "font-weight" not in part]
    usual = [line for unit in october.units if unit.kind == "kelurahan" for line in name_lines(unit.name)]
    assert sorted(told) == sorted(usual)
