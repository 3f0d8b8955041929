"""Axe finds nothing serious that our code could mend; what the framework causes is listed and can only shrink."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from pages.view.navigation import PATHS

pytestmark = pytest.mark.browser
PAGES = tuple(PATHS)
OFFICE = "kelurahan?buka=semua&unit=64.72.10.1003&banding=64.72.06.1002"
SERIOUS = {"serious", "critical"}
# (rule, page) that Streamlit itself causes, with the reason. A finding that is gone must go from here too.
FRAMEWORK: dict[tuple[str, str], str] = {}


def findings(tab, path: str) -> set[tuple[str, str]]:
    """Serious and critical findings on a page with everything unfolded, as (rule, page)."""
    page = tab.open(f"{path}{'&' if '?' in path else '?'}buka=semua")
    # What a fold shows comes with another run of the page: dimmed words of the run before are no finding.
    for fold in page.locator('[data-testid="stExpander"] details:not([open]) summary').all():
        fold.click()
        tab.settle()
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    page.wait_for_timeout(300)
    found = Axe().run(page).response["violations"]
    return {(each["id"], path.partition("?")[0]) for each in found if each["impact"] in SERIOUS}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("path", [*PAGES, OFFICE])
def test_nothing_serious_is_found(tab, path, lang):
    page = path.partition("?")[0]
    known = {entry for entry in FRAMEWORK if entry[1] == page}
    assert findings(tab, f"{path}{'&' if '?' in path else '?'}lang={lang}") == known


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_is_found_in_the_dark(tab, path):
    """Dark paper has contrasts of its own."""
    tab.page.emulate_media(color_scheme="dark")
    page = path.partition("?")[0]
    assert findings(tab, path) == {entry for entry in FRAMEWORK if entry[1] == page}


@pytest.mark.parametrize("path", ["kanal?buka=semua", "kemajuan?buka=semua", "bantuan_112?buka=semua", OFFICE])
def test_each_chart_has_a_sentence_and_a_table(tab, path):
    """The same sentence is seen and read aloud, and below stands a table with rows."""
    page = tab.open(path)
    page.wait_for_selector(".js-plotly-plot")
    charts = page.locator('[data-testid="stPlotlyChart"]')
    assert charts.count() >= 1
    sentences = page.locator("p.summary").all_inner_texts()
    twins = page.locator(".tools details.fold:has(table)")
    assert len(sentences) == charts.count()
    assert all(len(sentence) > 20 for sentence in sentences)
    assert twins.count() >= charts.count()
    read_aloud = page.locator('[data-testid="stPlotlyChart"] [aria-label], [data-testid="stPlotlyChart"][aria-label]')
    told = {label.get_attribute("aria-label") for label in read_aloud.all()}
    assert set(sentences) <= told


def test_everything_of_a_page_is_reached_by_keyboard(tab):
    """Tab walks over menu, filters, explanations, tables and files, and the place is always seen."""
    page = tab.open("kemajuan")
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => { const at = document.activeElement; const style = getComputedStyle(at);
                return (at.closest('.menu') ? 'menu' : at.tagName.toLowerCase()) +
                       (style.outlineStyle === 'none' && style.boxShadow === 'none' ? ' unseen' : ''); }"""
            )
        )
    assert {"menu", "input", "summary", "button"} <= {name.removesuffix(" unseen") for name in reached}
    assert not {name for name in reached if name in ("menu unseen", "summary unseen", "button unseen")}


def test_an_explanation_opens_by_keyboard_and_says_all(tab):
    """Definition, numerator, denominator, what was left out and why, sources with build and time."""
    page = tab.open("")
    page.locator(".card summary").nth(1).focus()
    page.keyboard.press("Enter")
    inside = page.locator(".card details[open] .inner").inner_text()
    for word in ("Definisi", "Pembilang", "Penyebut", "Ditinggalkan, dan sebabnya", "Terbitan", "Dibuat", "WITA"):
        assert word in inside
    assert "Kunjungan loket (29 Nov 2024)" in inside
    assert "permohonan diketik petugas: " in inside
    assert ": 8.074" in inside
    assert ": 20.060" in inside
