"""The October report of the sample: its content, its bytes and its text, made once."""

import shutil
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from analytics import City
from core.settings import settings
from core.snapshot import Snapshot
from core.store import Store
from report.archive.keep import archive
from report.content.assembly import report_content
from report.content.model import Content
from report.content.report_build import ReportBuild
from report.forms.set import render
from report.record.record import make_record, versions

OCTOBER = date(2024, 10, 1)


@pytest.fixture(scope="session")
def build(snapshot: Snapshot) -> ReportBuild:
    return ReportBuild(City(snapshot))


@pytest.fixture(scope="session")
def october(build: ReportBuild) -> Content:
    return report_content(build, OCTOBER)


@pytest.fixture(scope="session")
def october_pdf(october: Content) -> bytes:
    return render(october)


@pytest.fixture(scope="session")
def october_reader(october_pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(october_pdf))


@pytest.fixture(scope="session")
def english(build: ReportBuild) -> Content:
    return report_content(build, OCTOBER, "en")


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the archive of a test will be; it is not there yet."""
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    return tmp_path / "arsip"


@pytest.fixture(scope="session")
def october_archive(october: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with the October report: nobody writes to it."""
    folder = tmp_path_factory.mktemp("arsip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings(), "reports_dir", folder)
        archive(make_record(october))
    return folder


@pytest.fixture
def kept(folder: Path, october_archive: Path) -> Path:
    """The PDF of the archived October report, in an archive of the test's own."""
    shutil.copytree(october_archive, folder)
    (path,) = folder.glob("*.pdf")
    return path


@pytest.fixture
def other_code(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What, when it is called, makes all code from then on another version than before."""
    other = versions() | {"code": "0" * 12}
    return lambda: monkeypatch.setattr("report.record.record._code_versions", lambda: other)
