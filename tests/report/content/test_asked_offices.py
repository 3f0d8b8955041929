"""Offices whose figures are to be asked about stand in the report: beside the headline, and with what to ask them."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from pypdf import PdfReader
from support.files.pdf_text import pages, words
from support.frames.unkept_releases import UnkeptReleases

from analytics.suspicion import suspected
from core.reasons import reasons
from core.texts import short_name
from report.content.assembly import report_content
from report.content.blocks import Table
from report.content.model import Content
from report.content.report_build import ReportBuild
from report.forms.set import render
from wording import suspicion_words

OFFICE, MONTH = "64.72.02.1001", date(2024, 10, 1)
TITLE = "Angka yang perlu ditanyakan"


@pytest.fixture(scope="module")
def asked(build: ReportBuild) -> ReportBuild:
    """Of October all counts of one office are rounded, and half of August's repeat the week before."""
    found = pd.DataFrame(
        {
            "reason": ["hitungan_dibulatkan", "hitungan_disalin"],
            "source": "kunjungan",
            "unit_code": OFFICE,
            "month": pd.to_datetime(["2024-10-01", "2024-08-01"]),
            "first_day": pd.to_datetime(["2024-10-01", "2024-08-01"]),
            "last_day": pd.to_datetime(["2024-10-31", "2024-08-15"]),
            "value": [22.0, 9.0],
            "compared": [23.0, 10.0],
            "chance": [1e-9, 1e-9],
        }
    )
    return ReportBuild(build.city.with_frames(integrity_month=found), UnkeptReleases())


@pytest.fixture(scope="module")
def content(asked: ReportBuild) -> Content:
    return report_content(asked, MONTH)


def table_of(content: Content) -> Table:
    (found,) = (
        block
        for section in content.sections
        if section.key == "quality"
        for block in section.blocks
        if isinstance(block, Table) and block.title == TITLE
    )
    return found


def test_the_finding_of_the_month_stands_with_its_office_its_counts_and_what_to_ask(
    asked: ReportBuild, content: Content
) -> None:
    (row,) = table_of(content).rows
    office = asked.city.units.set_index("unit_code").loc[OFFICE]
    rule = reasons()["hitungan_dibulatkan"]
    assert row == (
        short_name(office["kind"], office["name"]),
        rule.sentence.format(value="22", compared="23"),
        rule.action,
    )


def test_a_quarter_names_the_month_of_each_finding(asked: ReportBuild) -> None:
    found = {row[0]: row[1] for row in table_of(report_content(asked, MONTH, grain="quarter", is_draft=True)).rows}
    assert [name.split(", ")[1] for name in found] == ["Oktober 2024"]
    assert len(table_of(report_content(asked, date(2024, 9, 1), grain="quarter", is_draft=True)).rows) == 1


def test_both_are_printed_the_office_beside_the_headline_and_the_finding_in_the_annex(
    asked: ReportBuild, content: Content
) -> None:
    """On one of the two pages that decide: the share without the office as well."""
    (sentence,) = suspicion_words(suspected(asked.city, content.period), "id")
    assert "porsi digital" in sentence.split(". ")[1]
    assert sentence in content.notices
    told = pages(PdfReader(BytesIO(render(content))))
    assert any(words(sentence) in words(page) for page in told[:2])
    annex = words(" ".join(told[2:]))
    assert all(words(cell) in annex for cell in (TITLE, *table_of(content).rows[0]))


def test_an_honest_month_has_neither(october: Content) -> None:
    assert not any("perlu ditanyakan" in notice for notice in october.notices)
    assert not any(
        isinstance(block, Table) and block.title == TITLE for part in october.sections for block in part.blocks
    )
