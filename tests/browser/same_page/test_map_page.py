"""Peta in a real browser: its layers, its two shapes, the way in by a click, and the table that says the same."""

import re
import shutil

import pytest

from core.settings import ROOT

pytestmark = pytest.mark.browser
LAYERS = {
    "": ("Aktif 32", "28 dari 59 kelurahan"),
    "porsi": ("60% atau lebih", "lebih digital daripada"),
    "kelengkapan": ("95% atau lebih", "kantor melaporkan"),
    "bantuan": ("jelas lebih banyak 1", "8 minggu terakhir panggilan jelas lebih banyak: Tani Aman"),
    "penduduk": ("30 atau lebih", "per 1.000 penduduk"),
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("visit", "layer"), [(f"peta?lapis={layer}" if layer else "peta", layer) for layer in LAYERS], indirect=["visit"]
)
def test_layer_has_legend_title_and_map(visit, layer):
    """A link opens a layer: its legend, 59 shapes, and its title, which the map also says to who cannot see it."""
    page = visit.page
    in_legend, in_title = LAYERS[layer]
    assert in_legend in plain(page.locator(".legend").inner_text())
    # The mark of an office is that of the map, a ringed label; no sign that is not on it.
    assert page.locator(".legend i.office").count() == 1
    assert "◎" not in page.locator(".legend").inner_text()
    told = plain(page.locator(".finding").first.inner_text())
    assert in_title in told
    frame = page.frame_locator("iframe").first
    frame.locator("path.leaflet-interactive").first.wait_for()
    assert frame.locator("path.leaflet-interactive").count() == 59
    assert plain(frame.locator("[role=img]").get_attribute("aria-label")).startswith(f"{told}. ")
    assert visit.outside == []


@pytest.mark.parametrize("visit", ["peta"], indirect=True)
def test_table_twin_tells_every_layer_of_every_office(visit):
    page = visit.page
    page.locator(".st-key-lipat_tabel summary").first.click()
    table = page.locator("table", has_text="Panggilan bantuan per 100")
    table.first.wait_for()
    assert table.locator("tbody tr").count() == 69
    visit.settle()
    page.locator(".st-key-lipat_tabel summary").first.click()
    visit.settle()
    assert "Batas resmi" not in page.locator('[data-testid="stMain"]').inner_text()


def test_layer_that_does_not_exist_is_repaired(tab):
    page = tab.open("peta?lapis=cuaca&bentuk=resmi")
    assert page.locator(".legend").count() == 1
    assert "bentuk peta “resmi”" in plain(page.locator(".note.warn").inner_text())
    assert "cuaca" not in page.url
    assert "resmi" not in page.url


def test_official_shapes_draw_and_a_click_comes_near(official_tab):
    """The switch shows the imported shapes; a click on one chooses it and brings its kecamatan near."""
    tab = official_tab
    page = tab.open("peta?bentuk=resmi")
    text = page.locator('[data-testid="stMain"]').inner_text()
    assert re.search(r"batas_kita\.gpkg, \d{1,2} [A-Z][a-z]+ \d{4}\. Garisnya", text)
    frame = page.frame_locator("iframe").first
    frame.locator("path.leaflet-interactive").first.wait_for()
    assert frame.locator("path.leaflet-interactive").count() == 59
    assert frame.locator(".office").count() == 10
    far = frame.locator("path.leaflet-interactive").first.bounding_box()
    frame.get_by_text("Bantuas", exact=True).first.click(force=True)
    page.get_by_role("heading", name="Kelurahan Bantuas").wait_for()
    tab.settle()
    page.wait_for_timeout(1_500)
    near = frame.locator("path.leaflet-interactive").first.bounding_box()
    assert near["width"] > 1.2 * far["width"]
    assert "bentuk=resmi" in page.url
    assert tab.outside == []


def test_without_its_files_the_map_says_so(app_on, tab_on, sample_store, tmp_path):
    """A server started without `make` has no Leaflet: a sentence, and the table as ever."""
    for name in ("analytics", "core", "data/reference", "pages", "report", "wording", "third_party", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("app.py", "web.py"):
        shutil.copy(ROOT / name, tmp_path)
    with app_on(sample_store.root.parent, code=tmp_path) as address, tab_on(address) as tab:
        page = tab.open("peta")
        assert page.locator(".note", has_text="Peta tidak dapat digambar").count() == 1
        assert page.locator("iframe").count() == 0
        assert page.get_by_text("Tabel: semua kantor di peta").count() == 1
        assert page.locator(".legend").count() == 1


@pytest.mark.parametrize("path", ["peta?kecamatan=64.72.01", "peta?unit=64.72.01.1002"])
def test_what_is_chosen_is_near_and_its_story_is_in_view_on_a_phone(tab, path):
    """The shapes of the chosen kecamatan are large, and name and first fact stand below the map without a scroll."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(path)
    frame = page.frame_locator("iframe").first
    frame.locator("path.leaflet-interactive").first.wait_for()
    near = frame.locator("path.leaflet-interactive").first.bounding_box()
    assert near is not None
    assert near["width"] > 70
    story = page.locator(".story h2")
    box, map_box = story.bounding_box(), page.locator("iframe").first.bounding_box()
    assert box is not None
    assert map_box is not None
    assert map_box["y"] + map_box["height"] <= box["y"]
    assert box["y"] + box["height"] < 844
    assert "Palaran" in story.inner_text() or "Handil Bakti" in story.inner_text()


def test_a_name_of_a_kecamatan_chooses_it_and_near_by_its_office(tab):
    """The label bears the kecamatan's name: the first tap brings all of it near, the second tells of the office."""
    page = tab.open("peta")
    label = page.frame_locator("iframe").first.locator(".office", has_text="Palaran")
    label.click(force=True)
    page.locator(".story h2", has_text="Wilayah Kecamatan Palaran").wait_for()
    tab.settle()
    assert "kecamatan=64.72.01" in page.url
    assert "unit=" not in page.url
    page.wait_for_timeout(1_500)
    label.click(force=True)
    page.locator(".story h2", has_text="Kantor Kecamatan Palaran").wait_for()
    tab.settle()
    assert "unit=64.72.01" in page.url


def test_the_ten_kecamatan_are_one_tap_away_and_lead_back_to_the_map(tab):
    page = tab.open("peta")
    page.locator(".st-key-lipat_tempat summary").click()
    page.locator(".ranked tbody tr").first.wait_for()
    assert page.locator(".ranked tbody tr").count() == 10
    assert page.locator(".ranked tfoot tr").inner_text().startswith("Seluruh kota")
    assert page.get_by_text("Yang paling banyak kantornya perlu perhatian di atas").count() == 1
    page.locator(".ranked").get_by_role("link", name="Palaran", exact=True).click()
    page.locator(".story h2", has_text="Wilayah Kecamatan Palaran").wait_for()
    assert page.url.split("/")[-1].startswith("peta?")
