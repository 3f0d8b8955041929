"""One content, three forms and two languages: the picture for messaging groups and the HTML page beside the PDF."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import typst
from PIL import Image
from playwright.sync_api import Browser
from support.files.pdf_text import pages, words

from core.formats import number, percent
from report.content.model import Content
from report.fonts import FONT_FILES
from report.forms.png import picture_of
from report.forms.read_pdf import pictures_of_pages
from report.forms.set import FORMS, SHEET, SHEET_PPI, render
from report.layout.document import document
from report.record.record import code_of, make_record

pytestmark = pytest.mark.prints

MOST_BYTES = 500_000


@pytest.fixture(scope="module")
def page(october: Content) -> str:
    return render(october, "html").decode()


@pytest.mark.drill
def test_the_same_content_gives_the_same_bytes_in_every_form(october: Content) -> None:
    for form in FORMS:
        assert render(october, form) == render(replace(october), form)


def test_a_file_is_small_enough_to_send(october: Content) -> None:
    assert all(len(render(october, form)) <= MOST_BYTES for form in FORMS)


def test_the_picture_is_one_page_for_a_phone_and_carries_its_code(october: Content) -> None:
    picture = Image.open(BytesIO(render(october, "png")))
    assert picture.format == "PNG"
    assert picture.width == 1080
    assert 1.2 < picture.height / picture.width < 2.2
    assert picture.text["Keywords"] == f"adopsi-{code_of(make_record(october))}"  # type: ignore[attr-defined]


def test_the_picture_keeps_its_colours(october: Content) -> None:
    """In few bytes, but areas as they were set, and no shade at an edge further off than a reader would see."""
    words = document(october, make_record(october), "abc")
    pdf = typst.compile(
        str(SHEET),
        font_paths=[FONT_FILES[0].parent],
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(words)},
    )
    (drawn,) = pictures_of_pages(pdf, SHEET_PPI)
    few = Image.open(BytesIO(picture_of(drawn, {"Keywords": "adopsi-abc"})))
    set_colours, kept = (np.asarray(picture.convert("RGB"), dtype=int) for picture in (drawn, few))
    away = np.abs(set_colours - kept).max(axis=2)
    assert (away == 0).mean() > 0.9
    assert (away > 12).mean() < 0.002
    assert away.max() <= 32


def test_the_picture_explains_its_map(october: Content) -> None:
    words = document(october, make_record(october), "abc")
    assert words["map"]["short_caption"] == "Garis tebal: batas kecamatan; label bercincin: kantor kecamatan."
    assert "d.map.short_caption" in SHEET.read_text("utf-8")


def test_the_html_says_what_the_pdf_says(october: Content, october_reader: object, page: str) -> None:
    """Answers, figures, offices with their counts, notices and definitions: nothing is left out."""
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
    assert october.decision is not None
    assert words(october.decision.headline) in text
    for answer in october.decision.answers:
        assert words(answer.line) in text
    for row in october.decision.league:
        assert words(row.share) in text


def test_text_from_data_is_never_markup_in_html(october: Content) -> None:
    name = '<script>alert("x")</script>{{ 7*7 }}'
    units = tuple(replace(unit, name=name) for unit in october.units)
    made = render(replace(october, units=units), "html").decode()
    assert "<script" not in made
    assert "{{ 7*7 }}" in made


@pytest.mark.browser
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
    assert tab.locator("svg[role=img]").count() == 5
    for region in tab.locator(".scroll, .wide").all():
        assert region.evaluate("each => each.getBoundingClientRect().right") <= 390
    assert all(
        len(label or "") > 60 for label in tab.eval_on_selector_all("svg[role=img]", "all => all.map(x => x.ariaLabel)")
    )
    tab.close()


def test_english_is_english_from_cover_to_origin(english: Content) -> None:
    told = " ".join(pages(render(english)))
    for title in (
        "Digital share by weekday",
        "112 help",
        "What really changed",
        "Data quality",
        "Origin of the data",
        "Annex",
    ):
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
