"""The words on the coverage chart lie on no line, on no mark and on no other word, whatever the month."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pandas as pd
import pytest
import shapely

from report.content.blocks import CoverageChart
from report.content.coverage import coverage_section
from report.content.report_build import ReportBuild
from report.drawing.coverage import coverage_drawing
from report.drawing.paper import POINTS_PER_MM, text_width

SIZE = (186.0, 66.0)
PAPER = shapely.box(0, 0, SIZE[0] * POINTS_PER_MM, SIZE[1] * POINTS_PER_MM)
MONTHS = [day.date() for day in pd.date_range("2023-10-31", "2024-11-30", freq="ME")]
STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def chart(build: ReportBuild, as_of: date, lang: str = "id") -> CoverageChart:
    paces = build.city.paces(as_of)
    section = coverage_section(build.city, paces, build.city.forecast(as_of), as_of, lang)
    return next(block for block in section.blocks if isinstance(block, CoverageChart))


def words_and_lines(svg: str) -> tuple[dict[str, shapely.Polygon], list[shapely.Geometry]]:
    """Boxes of all words by what they say, and everything drawn with a line or as a mark."""
    words, drawn = {}, []
    for part in ElementTree.fromstring(svg):
        kind, own = part.tag.split("}")[1], part.attrib
        if kind == "text":
            wide = text_width(part.text or "", 7.2)
            left, y = float(own["x"]) - STARTS[own["text-anchor"]] * wide, float(own["y"])
            words[f"{part.text} {left:.0f} {y:.0f}"] = shapely.box(left, y - 4.5, left + wide, y + 0.5)
        elif kind == "polyline":
            points = [tuple(map(float, pair.split(","))) for pair in own["points"].split()]
            drawn.append(shapely.LineString(points).buffer(float(own["stroke-width"]) / 2))
        elif kind == "circle":
            drawn.append(shapely.Point(float(own["cx"]), float(own["cy"])).buffer(float(own["r"])))
        elif kind == "path" and "stroke" in own:
            corners = own["d"].strip("MZ").split()
            drawn.append(shapely.Polygon([tuple(map(float, pair.split(","))) for pair in corners]))
    return words, drawn


def crossed(svg: str) -> list[str]:
    """The words that lie on something, or are cut off at the edge."""
    words, drawn = words_and_lines(svg)
    pairs = [f"{a} / {b}" for (a, one), (b, other) in combinations(words.items(), 2) if one.intersects(other)]
    cut = [word for word, box in words.items() if not PAPER.covers(box)]
    return pairs + cut + [word for word, box in words.items() for part in drawn if box.intersects(part)]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("as_of", MONTHS, ids=str)
def test_words_of_a_month_are_clear(as_of: date, lang: str, build: ReportBuild) -> None:
    assert crossed(coverage_drawing(chart(build, as_of, lang), *SIZE, lang)) == []


def test_words_are_clear_where_all_stand_close(build: ReportBuild) -> None:
    """Both lines end at the same value, and three targets are due there at once."""
    usual = chart(build, MONTHS[-1])
    last = usual.past[-1][0]
    targets = ((last, 8.0), (last, 9.0), (last, 10.0))
    close = replace(usual, past=tuple((day, 9.0, 9.0) for day, _one, _two in usual.past), targets=targets)
    svg = coverage_drawing(close, *SIZE)
    assert crossed(svg) == []
    assert "sasaran 8, 9, 10<" in svg


def test_what_is_not_there_has_no_key(build: ReportBuild) -> None:
    """No kecamatan office is known, nothing is promised, nothing is to come."""
    usual = chart(build, MONTHS[-1])
    past = tuple((day, one, None) for day, one, _two in usual.past)
    svg = coverage_drawing(replace(usual, past=past, targets=(), ahead=()), *SIZE)
    assert crossed(svg) == []
    assert f"kelurahan aktif {past[-1][1]:.0f}<" in svg
    assert not any(words in svg for words in usual.words[1:])
