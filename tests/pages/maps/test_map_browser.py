"""The map in real Chromium: drawn from local files alone, readable at both widths, clicks name the unit."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import geopandas as gpd
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Route

from pages.maps.draw import unit_map
from pages.maps.html import MapLabels
from pages.maps.layers import drawn
from tools.assets import main as copy_assets

pytestmark = pytest.mark.browser
FONT_IS_READY = """document.fonts.check('600 12px "Map Sans"')"""
# Rectangles of what must stay readable: status marks of kelurahan, and office marks.
OVERLAPS = """() => {
    const range = document.createRange();
    const box = node => { range.selectNodeContents(node); return range.getBoundingClientRect(); };
    const offices = [...document.querySelectorAll(".office")].map(office => office.getBoundingClientRect());
    return [...document.querySelectorAll(".place i")].map(box).filter(mark => offices.some(office =>
        Math.min(mark.right, office.right) - Math.max(mark.left, office.left) > 3 &&
        Math.min(mark.bottom, office.bottom) - Math.max(mark.top, office.top) > 3)).length;
}"""
# Lines of text, numbers and names, that an office lies on by more than a hair.
COVERED = """() => {
    const range = document.createRange(), found = [];
    const offices = [...document.querySelectorAll(".office")].map(office => office.getBoundingClientRect());
    for (const part of document.querySelectorAll(".place :is(i, b)")) for (const line of part.childNodes) {
        if (line.nodeType !== Node.TEXT_NODE) continue;
        range.selectNodeContents(line);
        const text = range.getBoundingClientRect();
        if (offices.some(office => Math.min(text.right, office.right) - Math.max(text.left, office.left) > 1 &&
            Math.min(text.bottom, office.bottom) - Math.max(text.top, office.top) > 2)) found.push(line.textContent);
    }
    return found;
}"""
# What streamlit-folium does: listen on every layer, and keep the GeoJSON of the clicked one.
LISTEN = """() => {
    const map = Object.values(window).find(value => value instanceof L.Map);
    map.eachLayer(layer => layer.on("click", event => {
        if (event.layer) window.picked = event.layer.toGeoJSON().properties.unit_code;
    }));
}"""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve(tmp_path: Path, shapes: gpd.GeoDataFrame, labels: MapLabels) -> Iterator[Callable[[pd.DataFrame], str]]:
    """Gives the address of the map of a frame, served as in the app: two folders deep, the static folder beside."""
    copy_assets(tmp_path / "app" / "static")
    folder = tmp_path / "component" / "map"
    folder.mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()

    def address(frame: pd.DataFrame) -> str:
        chart = unit_map(frame, shapes, labels=labels, selected="64.72.05.1003")
        (folder / "index.html").write_text(chart.get_root().render(), encoding="utf-8")
        return f"http://127.0.0.1:{server.server_port}"

    yield address
    server.shutdown()


@pytest.fixture
def site(serve: Callable[[pd.DataFrame], str], frame: pd.DataFrame) -> str:
    """The map of statuses."""
    return serve(frame)


def open_map(browser: Browser, site: str, width: int, height: int) -> tuple[Page, list[str]]:
    """Open the map with every address but its own blocked; the second value lists what was asked outside."""
    page, outside = browser.new_page(viewport={"width": width, "height": height}), []

    def only_own(route: Route) -> None:
        if route.request.url.startswith(site):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", only_own)
    page.on("pageerror", lambda error: outside.append(str(error)))
    page.goto(f"{site}/component/map/index.html")
    page.locator(".place").first.wait_for()
    page.wait_for_function(FONT_IS_READY)
    return page, outside


@pytest.mark.parametrize(("width", "height"), [(1000, 640), (358, 640)])
def test_draws_all_units_in_view_without_internet(browser: Browser, site: str, width: int, height: int) -> None:
    """59 hexagons and 10 offices inside the frame, in our font, no status mark behind an office."""
    page, outside = open_map(browser, site, width, height)
    assert page.locator("path.leaflet-interactive").count() == 59
    boxes = [office.bounding_box() for office in page.locator(".office").all()]
    assert len(boxes) == 10
    for box in [*boxes, *(path.bounding_box() for path in page.locator("path.leaflet-interactive").all())]:
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    assert page.evaluate(OVERLAPS) == 0
    assert page.evaluate("document.fonts.check('600 12px \"Map Sans\"')")
    assert outside == []
    page.close()


@pytest.mark.parametrize("layer", ["status", "porsi"])
def test_offices_cover_no_number_and_no_name(
    browser: Browser, serve: Callable[[pd.DataFrame], str], frame: pd.DataFrame, layer: str
) -> None:
    """At the widths of a page at 1440, 768 and 390 px, for shapes and for the broadest numbers."""
    site = serve(drawn(frame.assign(share=0.438, denominator=99), layer))
    for width in (1000, 635, 470, 358):
        page, _ = open_map(browser, site, width, 640)
        assert page.evaluate(COVERED) == [], width
        page.close()


def test_narrow_map_is_no_higher_than_it_needs(browser: Browser, site: str) -> None:
    page, _ = open_map(browser, site, 358, 640)
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    assert 300 < box["height"] < 380
    page.close()


def test_click_names_the_unit_and_hover_tells_its_story(browser: Browser, site: str, frame: pd.DataFrame) -> None:
    """A hexagon and an office mark both carry their unit_code; the tooltip names kecamatan and status."""
    page, outside = open_map(browser, site, 1000, 640)
    page.evaluate(LISTEN)
    page.get_by_text("Lempake", exact=True).click(force=True)
    assert page.evaluate("window.picked") == "64.72.05.1003"
    story = page.locator(".leaflet-tooltip.unit")
    assert story.locator("strong").inner_text() == "Lempake"
    assert story.locator("dt").all_inner_texts() == ["Kecamatan", "Status", "Porsi digital"]
    status = str(frame.set_index("unit_code").loc["64.72.05.1003", "status"])
    assert story.locator("dd").all_inner_texts() == ["Samarinda Utara", status.capitalize(), "42,3%"]
    page.locator(".office", has_text="Palaran").click()
    assert page.evaluate("window.picked") == "64.72.01"
    assert story.locator("strong").inner_text() == "Kantor Kecamatan Palaran"
    assert outside == []
    page.close()
