"""The map as a document: what is drawn, escaped and linked."""

import re
from html import unescape

import folium
import geopandas as gpd
import pandas as pd
import pytest

from core.theme import INK, STATUS_COLOURS, STATUS_MARKS, ink_on
from pages.maps.draw import selection_layer, unit_map
from pages.maps.html import MapLabels, office_mark, place_label, safe, tooltip
from pages.maps.layers import drawn, levels

EVIL = "<script>alert('x')</script> \"&\" {{ 7*7 }}"


def html(chart: folium.Map) -> str:
    return chart.get_root().render()


def test_shows_each_status_by_colour_and_by_mark(
    frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels
) -> None:
    text = html(unit_map(frame, shapes, labels=labels))
    assert [(level.mark, level.colour) for level in levels("status")] == [
        (STATUS_MARKS[status], colour) for status, colour in STATUS_COLOURS.items()
    ]
    for level in levels("status"):
        assert f'"fillColor": "{level.colour}"' in text
        assert level.mark.encode("ascii", "backslashreplace").decode() in text


def test_asks_for_nothing_but_leaflet(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels) -> None:
    """No library but Leaflet, no tiles, and every address below the app's own static folder."""
    chart = unit_map(frame, shapes, labels=labels)
    assert chart.default_js == [("leaflet", "../../app/static/leaflet/leaflet.js")]
    assert chart.default_css == [("leaflet_css", "../../app/static/leaflet/leaflet.css")]
    text = html(chart)
    asked = re.findall(r"""(?:src|href)=["']([^"']+)|url\(["']?([^"')]+)""", text)
    assert {"".join(found).split("/static/")[0] for found in asked} == {"../../app"}
    assert "http" not in text.replace('http-equiv="content-type"', "")


def test_text_from_data_is_never_markup(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels) -> None:
    """A name, kecamatan, date or share that holds HTML or template signs is shown as it is written."""
    evil = frame.assign(name=EVIL, kecamatan=EVIL, mark=EVIL, lines=[[(EVIL, EVIL)]] * len(frame))
    text = html(unit_map(evil, shapes, labels=labels, selected="64.72.01"))
    assert "alert(" in text
    assert "<script>alert" not in text
    assert "\\u003cscript\\u003ealert" not in text
    row = evil.iloc[1].to_dict()
    parts = (tooltip(row, labels), place_label(EVIL, EVIL, INK, 0.03), office_mark(EVIL, EVIL, INK, 0.03))
    assert all("<script" not in part for part in parts)
    assert [part.count(safe(EVIL)) for part in parts] == [4, 1, 3]
    assert unescape(safe(EVIL)) == EVIL
    assert re.search(r"&quot; 49|\\u0026quot; 49", text) is None


def test_on_a_phone_a_kecamatan_is_named_by_the_part_that_tells_it_apart() -> None:
    drawn = office_mark("Samarinda Utara", "○", INK, 0.03)
    assert '<b class="whole">Samarinda Utara</b><b class="apart">Utara</b>' in drawn
    assert '<b class="apart">Palaran</b>' in office_mark("Palaran", "○", INK, 0.03)


def test_tooltip_says_name_kecamatan_and_its_lines(frame: pd.DataFrame, labels: MapLabels) -> None:
    """An office is named as one, and a value that is missing is a dash, not 0 or nan."""
    rows = frame.set_index("unit_code", drop=False)
    place = tooltip(rows.loc["64.72.07.1002"].to_dict(), labels)
    for word in ("<strong>Sambutan</strong>", "Kecamatan", "Porsi digital", "42,3%"):
        assert word in place
    office = tooltip({**rows.loc["64.72.07"].to_dict(), "lines": [("Porsi digital", float("nan"))]}, labels)
    assert "<strong>Kantor Kecamatan Sambutan</strong>" in office
    assert "<dd>–</dd>" in office


@pytest.mark.parametrize("status", STATUS_COLOURS)
def test_one_status_everywhere_still_draws(
    status: str, frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels
) -> None:
    text = html(unit_map(drawn(frame.assign(status=status), "status"), shapes, labels=labels))
    others = {colour for name, colour in STATUS_COLOURS.items() if name != status}
    assert STATUS_COLOURS[status] in text
    assert not any(f'"fillColor": "{colour}"' in text for colour in others)


def test_units_outside_the_filter_stay_as_silent_shapes(
    frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels
) -> None:
    """One kecamatan chosen: its own units answer, the other kelurahan are there without a code or name."""
    text = html(unit_map(frame[frame["kecamatan"] == "Palaran"], shapes, labels=labels))
    assert "Bukuan" in text
    assert "Lempake" not in text
    assert text.count('"Polygon"') == 5 + 54 + 2


def test_no_units_at_all_draw_an_empty_city(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels) -> None:
    text = html(unit_map(frame.iloc[:0], shapes, labels=labels))
    assert text.count('"Polygon"') == 59
    assert "unit_code" not in text


def test_selection_outlines_one_unit(frame: pd.DataFrame, shapes: gpd.GeoDataFrame, labels: MapLabels) -> None:
    """A kelurahan gets two strokes, an office a ring; a code that is not shown gets nothing."""
    kelurahan, office, unknown = (
        list(selection_layer(frame, shapes, code)._children.values())
        for code in ("64.72.07.1002", "64.72.07", "64.72.99")
    )
    assert [layer.data["features"][0]["geometry"]["type"] for layer in kelurahan] == ["Polygon", "Polygon"]  # type: ignore[attr-defined]
    assert [layer.data["features"][0]["properties"]["unit_code"] for layer in office] == ["64.72.07"]  # type: ignore[attr-defined]
    assert unknown == []
    assert "office chosen" in html(unit_map(frame, shapes, labels=labels, selected="64.72.07"))


@pytest.mark.parametrize("colour", STATUS_COLOURS.values())
def test_text_on_a_fill_is_the_readable_one(colour: str) -> None:
    """White on the dark blue, ink on every lighter fill."""
    assert ink_on(colour) == ("#ffffff" if colour == STATUS_COLOURS["aktif"] else "#1f2933")
