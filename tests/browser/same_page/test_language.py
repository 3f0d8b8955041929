"""The address alone decides the language: English titles, formats and sentences, and a page that says which it is."""

import re

import pandas as pd
import pytest
from babel.messages.pofile import read_po
from support.browser_tab import PHONE, At, english, unfolded

from core.settings import ROOT
from core.texts import CATALOGUE

pytestmark = pytest.mark.browser
TITLES = {
    "": "Summary",
    "peta": "Map",
    "kanal": "Channels by day",
    "kemajuan": "Progress",
    "bantuan_112": "112 help",
    "kelurahan": "Kelurahan",
    "mutu_data": "Data quality",
}
SHORTEST = 5
# Every text that is seen or read aloud, one a line; the switch names Indonesian in Indonesian.
ALL_TEXTS = """() => {
    const lines = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (!parent.closest("script, style, noscript")) lines.push(walk.currentNode.data);
    }
    for (const node of document.querySelectorAll("[aria-label], [data-label], [alt]"))
        for (const name of ["aria-label", "data-label", "alt"]) lines.push(node.getAttribute(name) || "");
    return lines.join("\\n");
}"""


@pytest.fixture(scope="module")
def indonesian() -> dict[str, re.Pattern[str]]:
    """How each Indonesian sentence that has other words in English would look on a page."""
    with CATALOGUE.open("rb") as source:
        entries = [entry for entry in read_po(source, locale="en") if entry.id and entry.id != entry.string]
    parts = {str(entry.id): re.split(r"\{\w+\}", str(entry.id)) for entry in entries}
    return {
        text: re.compile(r"(?<!\w)" + r"[^\n]+?".join(re.escape(part) for part in pieces) + r"(?!\w)")
        for text, pieces in parts.items()
        if sum(letter.isalpha() for piece in pieces for letter in piece) >= SHORTEST
    }


def texts_of(page) -> str:
    """All texts of the page and of the map's frame; a quoted source keeps its language."""
    texts = "\n".join(frame.evaluate(ALL_TEXTS) for frame in page.frames)
    for quotation in pd.read_csv(ROOT / "data" / "reference" / "targets.csv")["source"]:
        texts = texts.replace(quotation, "")
    return texts


@pytest.mark.unfolds
@pytest.mark.parametrize(
    ("visit", "title"),
    [
        *((english(unfolded(path)), title) for path, title in TITLES.items()),
        (english(unfolded("kelurahan?unit=64.72.10.1003&banding=64.72.06.1002")), TITLES["kelurahan"]),
        (english("peta?unit=64.72.01.1001"), TITLES["peta"]),
    ],
    indirect=["visit"],
)
def test_no_indonesian_is_left_on_an_english_page(visit, indonesian, title):
    visit.unfold()
    page = visit.page
    texts = texts_of(page)
    assert page.locator("h1").inner_text() == title
    assert page.locator("html").get_attribute("lang") == "en"
    is_office = "kelurahan?" in page.url and "unit=" in page.url
    assert page.title() == f"{'Kelurahan Sengkotek' if is_office else title} · Samarinda adoption"
    assert "Data up to 29 Nov 2024" in texts
    assert [text for text, pattern in indonesian.items() if pattern.search(texts)] == []
    assert visit.outside == []


@pytest.mark.parametrize(("visit", "mark"), [("", ","), (english(unfolded("")), ".")], indirect=["visit"], ids=str)
def test_numbers_are_written_in_the_language_of_the_page(visit, mark, truth):
    month = truth["published"]["months"][-1]
    share = f"{100 * month['numerator'] / month['denominator']:.1f}".replace(".", mark)
    assert re.search(rf"\b{re.escape(share)}%", visit.page.locator(".cards").inner_text())


@pytest.mark.parametrize("visit", [At("kanal", PHONE), "kanal"], indirect=True, ids=str)
def test_indonesian_page_says_that_it_is(visit):
    """At any width: on a phone the sidebar with the switch is folded away."""
    assert visit.page.locator("html").get_attribute("lang") == "id"


def test_switch_keeps_filters_and_goes_along_to_other_pages(tab):
    """The language is chosen once; place and month stay, and the address holds them all."""
    page = tab.open("kanal?unit=64.72.01.1001&bulan=2024-10")
    tab.choose(-1, "English")
    page.wait_for_function("() => document.querySelector('h1').innerText === 'Channels by day'")
    tab.settle()
    assert {"lang=en", "unit=64.72.01.1001", "bulan=2024-10"} <= set(page.url.partition("?")[2].split("&"))
    assert "October 2024 · Kelurahan Rawa Makmur" in page.locator(".asof").inner_text()
    page.get_by_role("link", name="Progress").click()
    page.wait_for_function("() => document.querySelector('h1').innerText === 'Progress'")
    tab.settle()
    assert "lang=en" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
