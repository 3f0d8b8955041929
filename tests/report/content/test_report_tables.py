"""Tables of pairs on paper: long names stay in their columns, and the order holds over page breaks."""

import re
from dataclasses import replace
from itertools import cycle
from typing import Any

import pypdfium2
import pytest
from support.files.pdf_text import overprinted, pages

from report.content.blocks import Table
from report.content.model import Content
from report.forms.set import render

pytestmark = pytest.mark.prints


@pytest.fixture(scope="module")
def owed(october: Content) -> Table:
    return next(block for block in october.sections[3].blocks if isinstance(block, Table) and block.is_paired)


def test_a_long_name_of_the_boundaries_file_stays_below_the_map(october: Content) -> None:
    """Beside a list of notices that reaches down to it."""
    source, notices = f"{'batas_kelurahan_' * 9}.gpkg", ("Ada hari yang tidak tercakup.",) * 24
    pdf = render(replace(october, geometry="resmi", geometry_source=source, notices=notices))
    assert overprinted(pdf, 0) == []
    assert source in pages(pdf)[0].replace(" ", "")


def test_long_names_of_offices_that_owe_reports_stay_in_their_column(october: Content, owed: Table) -> None:
    rows = tuple((name, *row[1:]) for row, name in zip(owed.rows, cycle(("W" * 40, "Kec. Samarinda Seberang"))))
    quality = replace(october.sections[3], blocks=(replace(owed, rows=rows),))
    pdf = render(replace(october, sections=(*october.sections[:3], quality)))
    assert all(overprinted(pdf, at) == [] for at, page in enumerate(pages(pdf)) if owed.title in page)


def test_a_list_over_a_page_break_keeps_its_order_on_both_pages(october: Content, owed: Table) -> None:
    """Set to break at many places: each office follows the one before it on the page or on a later one."""
    rows = tuple((f"Kantor {n:03}", "1/23", "15") for n in range(200))
    quality = replace(october.sections[3], blocks=(replace(owed, rows=rows),))
    told = pages(render(replace(october, sections=(*october.sections[:3], quality))))
    holding = [page for page in told if "Kantor 0" in page or "Kantor 1" in page]
    text = " ".join(holding)
    places = [text.index(name) for name, *_rest in rows]
    assert len(holding) > 1
    assert places == sorted(places)


def test_a_reason_in_the_weekday_table_keeps_off_the_figures_beside_it(october: Content) -> None:
    """What cannot be stated takes more room than a share: the columns stay apart."""
    lacking: dict[str, Any] = {"share": None, "state": "not_provided", "reason": "low_completeness"}
    days = tuple(
        replace(day, share=replace(day.share, **lacking)) if day.period == "since" else day
        for day in october.weekdays.days
    )
    pdf = render(replace(october, weekdays=replace(october.weekdays, days=days)))
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[3].get_textpage()
        said = text.get_text_range()
        figures = [text.get_charbox(found.start()) for found in re.finditer(r"\)(?=\s*laporan kurang)", said)]
        reasons = [text.get_charbox(found.start()) for found in re.finditer("laporan kurang", said)]
    assert len(figures) == len(reasons) == 5
    assert all(reason[0] - figure[2] > 5 for figure, reason in zip(figures, reasons, strict=True))
