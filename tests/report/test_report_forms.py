"""One content, three forms and two languages: the picture for messaging groups and the HTML page beside the PDF."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pdf_text import pages, words
from PIL import Image
from playwright.sync_api import Browser

from core.formats import number, percent
from report.build import FORMS, render
from report.content import Content
from report.record import code_of, make_record

MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def page(october: Content) -> str:
    return render(october, "html").decode()


def test_the_same_content_gives_the_same_bytes_in_every_form(october: Content) -> None:
    for form in FORMS:
        assert render(october, form) == render(replace(october), form)


def test_a_file_is_small_enough_to_send(october: Content) -> None:
    assert all(len(render(october, form)) <= MOST_BYTES for form in ("pdf", "html"))


def test_the_picture_is_one_page_for_a_phone_and_carries_its_code(october: Content) -> None:
    picture = Image.open(BytesIO(render(october, "png")))
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert 1.2 < picture.height / picture.width < 2.2
    assert picture.text["Keywords"] == f"adopsi-{code_of(make_record(october))}"


def test_the_html_says_what_the_pdf_says(october: Content, october_reader: object, page: str) -> None:
    """Figures, offices with their counts, notices, definitions and files: nothing is left out."""
    text = words(re.sub(r"<[^>]+>", " ", page.replace("&nbsp;", " ")))
    for figure in october.figures:
        assert words(figure.value) in text
        assert words(figure.detail) in text
    for unit in october.units:
        if unit.share.state == "ok":
            counts = f"{number(unit.share.numerator)}/{number(unit.share.denominator)}"
            assert words(f"{percent(unit.share.share)} {counts}") in text
    assert all(words(notice) in text for notice in october.notices)
    assert all(words(entry.label) in text for entry in october.definitions)
    assert all(file.checksum[:12] in text for file in october.files)


def test_text_from_data_is_never_markup_in_html(october: Content) -> None:
    name = '<script>alert("x")</script>{{ 7*7 }}'
    units = tuple(replace(unit, name=name) for unit in october.units)
    made = render(replace(october, units=units), "html").decode()
    assert "<script" not in made
    assert "{{ 7*7 }}" in made


@pytest.mark.xdist_group("browser")
def test_the_html_asks_nothing_of_anyone_and_fits_a_phone(page: str, tmp_path: Path, browser: Browser) -> None:
    """Opened as a file in a browser: not one request but for itself, no error, no sideways scrolling, a right title."""
    file = tmp_path / "laporan.html"
    file.write_text(page, "utf-8")
    tab = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == []
    assert said == []
    assert tab.title() == "Laporan adopsi layanan digital Oktober 2024"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.evaluate("document.fonts.check('600 16px \"Source Sans Pro\"')")
    assert tab.locator("svg[role=img]").count() == 3
    assert all(
        len(label or "") > 60 for label in tab.eval_on_selector_all("svg[role=img]", "all => all.map(x => x.ariaLabel)")
    )
    tab.close()


def test_english_is_english_from_cover_to_origin(english: Content) -> None:
    told = " ".join(pages(render(english)))
    for title in ("Digital share by weekday", "112 help", "What really changed", "Data quality", "Origin of the data"):
        assert title in told
    for rest in ("Kantor", "Sasaran", "Porsi", "belum", "Laporan adopsi"):
        assert rest not in told


def test_both_languages_hold_the_same_figures(october: Content, english: Content) -> None:
    assert english.units == october.units
    assert english.weekdays == october.weekdays
    assert english.completeness == october.completeness
    assert [figure.definition for figure in english.figures] == [figure.definition for figure in october.figures]


def test_a_draft_says_so_in_every_form(october: Content) -> None:
    draft = replace(october, is_draft=True)
    assert '<div class="draft">DRAF</div>' in render(draft, "html").decode()
    assert render(draft, "png") != render(october, "png")
