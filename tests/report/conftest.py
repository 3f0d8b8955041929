"""The October report of the sample: its content, its bytes and its text, made once."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.snapshot import Snapshot
from report.content.model import Content
from report.content.month import month_content
from report.content.tables import Tables, read_tables
from report.forms.set import render

OCTOBER = date(2024, 10, 1)


@pytest.fixture(scope="session")
def tables(snapshot: Snapshot) -> Tables:
    return read_tables(snapshot)


@pytest.fixture(scope="session")
def october(tables: Tables) -> Content:
    return month_content(tables, OCTOBER)


@pytest.fixture(scope="session")
def october_pdf(october: Content) -> bytes:
    return render(october)


@pytest.fixture(scope="session")
def october_reader(october_pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(october_pdf))


@pytest.fixture(scope="session")
def english(tables: Tables) -> Content:
    return month_content(tables, OCTOBER, "en")
