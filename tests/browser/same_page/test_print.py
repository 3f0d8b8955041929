"""The browser's own print: every chart whole on the paper, none of the frame around the page."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Page
from support.browser_tab import english, unfolded

pytestmark = pytest.mark.browser
CHART_WORDS = """() => [...document.querySelectorAll(".js-plotly-plot")].map(chart =>
    [...chart.querySelectorAll("text")].filter(text => text.getBBox().width).map(text => text.textContent))"""


def words(text: str) -> str:
    """Letters and digits alone: paper breaks lines elsewhere."""
    return "".join(sign for sign in text if sign.isalnum())


def printed(page: Page, path: Path) -> list[str]:
    """The words that lie on each sheet of A4, without those beyond its edge."""
    page.pdf(path=path, format="A4")
    with pypdfium2.PdfDocument(path) as document:
        return [words(sheet.get_textpage().get_text_bounded()) for sheet in document]


def draw_all(page: Page) -> list[list[str]]:
    """Wait until every chart is drawn; return the words in each."""
    page.wait_for_function(
        "() => document.querySelectorAll('.stPlotlyChart').length"
        " === document.querySelectorAll('.js-plotly-plot .infolayer').length"
    )
    return page.evaluate(CHART_WORDS)


@pytest.mark.parametrize("visit", [unfolded(path) for path in ("kanal", "bantuan_112", "kemajuan")], indirect=True)
def test_every_chart_is_whole_on_one_sheet(visit, tmp_path):
    """Every word in a chart (its last month, its last weekday) lies on the paper, all of a chart on one sheet."""
    charts = draw_all(visit.page)
    sheets = printed(visit.page, tmp_path / "cetak.pdf")
    assert charts
    for chart in charts:
        assert any(all(words(text) in sheet for text in chart) for sheet in sheets), chart


def test_printing_waits_for_the_charts(tab):
    """Asked while the page is still being drawn: the paper comes once every chart is there, and holds its words."""
    page = tab.page
    page.add_init_script(
        "window.print = () => { window.printed = document.querySelectorAll('.js-plotly-plot .infolayer').length; }"
    )
    page.goto(f"{tab.address}/kanal")
    page.wait_for_function("() => window.adopsiFrame")
    page.keyboard.press("Control+p")
    page.wait_for_function("() => window.printed !== undefined")
    tab.settle()
    charts = page.locator(".stPlotlyChart").count()
    assert page.evaluate("window.printed") == charts > 1


@pytest.mark.parametrize("visit", ["kanal"], indirect=True)
def test_after_printing_the_screen_is_as_before(visit, tmp_path):
    """Charts that shrank for the paper are of the screen's width again, and follow it."""
    draw_all(visit.page)
    width = "document.querySelector('.js-plotly-plot .main-svg').getBoundingClientRect().width"
    before = visit.page.evaluate(width)
    printed(visit.page, tmp_path / "cetak.pdf")
    assert visit.page.evaluate(width) == before
    assert visit.page.locator(".main-svg[viewBox]").count() == 0


@pytest.mark.parametrize("visit", [""], indirect=True)
def test_frame_is_not_printed(visit, tmp_path):
    draw_all(visit.page)
    text = "".join(printed(visit.page, tmp_path / "cetak.pdf"))
    assert words("Apakah warga beralih?") in text
    for frame in ("Wilayah", "Bahasa / Language", "Unduh gambar", "Unduh dan bagikan"):
        assert words(frame) not in text


@pytest.mark.parametrize(
    ("visit", "drawn"),
    [(english(unfolded("peta")), "iframe"), (english(unfolded("kanal")), ".js-plotly-plot .infolayer")],
    indirect=["visit"],
    ids=str,
)
def test_paper_is_white_also_from_a_dark_screen(visit, drawn, tmp_path):
    """Map and charts, too: their ground is not printed as a dark or tinted area."""
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector(drawn)
    page.wait_for_timeout(1500)
    page.pdf(path=tmp_path / "cetak.pdf", format="A4", print_background=True)
    with pypdfium2.PdfDocument(tmp_path / "cetak.pdf") as document:
        sheet = np.asarray(document[0].render(scale=1).to_pil().convert("L"), dtype=int)
    assert (sheet < 60).mean() < 0.03
    assert (sheet > 250).mean() > 0.6
