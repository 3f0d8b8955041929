"""The words on the coverage chart lie on no line, on no mark and on no other word, whatever the month."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pandas as pd
import pytest
import shapely

from core.theme import PAPER
from report.content.blocks import CoverageChart
from report.content.coverage import coverage_section, target_paces
from report.content.report_build import ReportBuild
from report.drawing.coverage import coverage_drawing
from report.drawing.sheet import text_width

SIZE = (186.0, 66.0)
MONTHS = [day.date() for day in pd.date_range("2023-10-31", "2024-11-30", freq="ME")]
STARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def chart(build: ReportBuild, as_of: date) -> CoverageChart:
    paces = target_paces(build.city, as_of)
    section = coverage_section(build.city, paces, as_of, "id")
    return next(block for block in section.blocks if isinstance(block, CoverageChart))


def words_and_lines(svg: str) -> tuple[dict[str, shapely.Polygon], list[shapely.Geometry], list[shapely.Polygon]]:
    """Boxes of all words by what they say, everything drawn with a line or as a mark, and boxes of paper."""
    root, words, drawn, paper = ElementTree.fromstring(svg), {}, [], []
    for part in root:
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
        elif kind == "rect" and own["fill"] == PAPER:
            x, y = float(own["x"]), float(own["y"])
            paper.append(shapely.box(x, y, x + float(own["width"]), y + float(own["height"])))
    return words, drawn, paper


def crossed(svg: str) -> list[str]:
    """The words that lie on something, but for grid lines that are covered with paper below the word."""
    words, drawn, paper = words_and_lines(svg)
    free = [part.difference(shapely.union_all(paper)) for part in drawn]
    pairs = [f"{a} / {b}" for (a, one), (b, other) in combinations(words.items(), 2) if one.intersects(other)]
    return pairs + [word for word, box in words.items() for part in free if box.intersects(part)]


@pytest.mark.parametrize("as_of", MONTHS, ids=str)
def test_words_of_a_month_are_clear(as_of: date, build: ReportBuild) -> None:
    assert crossed(coverage_drawing(chart(build, as_of), *SIZE)) == []


def test_words_are_clear_where_all_stand_close(build: ReportBuild) -> None:
    """Both lines end at the same value, and three targets are due there at once."""
    usual = chart(build, MONTHS[-1])
    last = usual.past[-1][0]
    close = replace(
        usual, past=tuple((day, 9.0, 9.0) for day, _one, _two in usual.past), targets=((last, 8.0), (last, 10.0))
    )
    svg = coverage_drawing(close, *SIZE)
    assert crossed(svg) == []
    assert svg.count("sasaran") == 2
