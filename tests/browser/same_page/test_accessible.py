"""Axe finds nothing serious on any page; charts are told in words, and all is reached by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from support.browser_tab import english, unfolded

from pages.view.navigation import PATHS

pytestmark = pytest.mark.browser
PAGES = tuple(PATHS)
OFFICE = "kelurahan?unit=64.72.10.1003&banding=64.72.06.1002"
NOT_LIVE = "kelurahan?unit=64.72.01.1005"
SERIOUS = {"serious", "critical"}
# What the other paper can change of a page whose words stay.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def findings(tab, **options) -> set[str]:
    """The rules that a page with everything unfolded breaks seriously or critically."""
    tab.unfold()
    axe = Axe() if tab.page.evaluate("!window.axe") else Axe(axe_script="0")
    found = axe.run(tab.page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return {each["id"] for each in found if each["impact"] in SERIOUS}


def on_dark_paper(tab) -> set[str]:
    """What is found once the reader's device changes, without another load; who looks next changes it back."""
    tab.on_paper(dark=True)
    return findings(tab, **COLOURS)


@pytest.mark.unfolds
@pytest.mark.parametrize("visit", [unfolded(path) for path in (*PAGES, OFFICE, NOT_LIVE)], indirect=True)
def test_nothing_serious_is_found(visit):
    """In Indonesian, on light paper and on dark."""
    assert findings(visit) == set()
    assert on_dark_paper(visit) == set()


@pytest.mark.unfolds
@pytest.mark.parametrize(
    "visit", [english(unfolded(path)) for path in (*PAGES, OFFICE, NOT_LIVE)], indirect=True, ids=str
)
def test_nothing_serious_is_found_in_english_and_in_the_dark(visit):
    """Other words have names of their own; both papers have their colours in any language."""
    assert findings(visit) == set()


@pytest.mark.parametrize(
    "visit", [unfolded(path) for path in ("kanal", "kemajuan", "bantuan_112", OFFICE)], indirect=True
)
def test_each_chart_has_a_title_and_a_table(visit):
    """The title that is seen is read aloud, too, with the figures behind it; below stands a table with rows."""
    page = visit.page
    page.wait_for_selector(".js-plotly-plot")
    charts = page.locator('[data-testid="stPlotlyChart"]')
    assert charts.count() >= 1
    titles = page.locator("p.finding").all_inner_texts()
    twins = page.locator(".tools details.fold:has(table)")
    assert len(titles) == charts.count()
    assert all(len(title) > 20 for title in titles)
    assert twins.count() >= charts.count()
    read_aloud = page.locator('[data-testid="stPlotlyChart"] [aria-label], [data-testid="stPlotlyChart"][aria-label]')
    told = {label.get_attribute("aria-label") for label in read_aloud.all()}
    assert all(any(words.startswith(f"{title}.") for words in told) for title in titles)


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
    """What it is, numerator, denominator, and what was left out; sources with build and time once, at the end."""
    page = tab.open("")
    page.locator(".card summary").nth(1).focus()
    page.keyboard.press("Enter")
    inside = page.locator(".card details[open] .inner").inner_text()
    for word in ("Porsi digital", "Pembilang", "Penyebut", "Tidak ikut dihitung di sini"):
        assert word in inside
    assert "permohonan diketik petugas: " in inside
    assert {"8.074", "20.060"} <= set(inside.splitlines())
    page.locator("details.sources summary").focus()
    page.keyboard.press("Enter")
    sources = page.locator("details.sources .inner").inner_text()
    for word in ("Versi data", "Dibuat", "WITA", "Kunjungan loket (29 Nov 2024)", "lembar Definisi"):
        assert word in sources
