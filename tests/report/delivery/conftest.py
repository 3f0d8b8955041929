"""October's reports in an archive of a test's own, of the city and of two kecamatan; a table; a mail server."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from support.mail.recipient_rows import HEAD, KUNJANG, PALARAN
from support.mail.server import MailServer, mail_server

from core.settings import settings
from report.archive.keep import archive
from report.content.assembly import report_content
from report.content.model import Content
from report.content.report_build import ReportBuild
from report.record.record import Record, make_record

WriteTable = Callable[..., Path]


@pytest.fixture(scope="session")
def own_octobers(build: ReportBuild) -> dict[str, Content]:
    """The October report of the two kecamatan."""
    return {place: report_content(build, date(2024, 10, 1), place=place) for place in (PALARAN, KUNJANG)}


@pytest.fixture(scope="session")
def made(october_archive: Path, own_octobers: dict[str, Content], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with all three: nobody writes to it."""
    folder = shutil.copytree(october_archive, tmp_path_factory.mktemp("arsip"), dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings(), "reports_dir", folder)
        for content in own_octobers.values():
            archive(make_record(content))
    return folder


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def records(october: Content, own_octobers: dict[str, Content]) -> dict[str, Record]:
    """The record of each report by its kecamatan, '' for the city."""
    return {"": make_record(october)} | {place: make_record(content) for place, content in own_octobers.items()}


@pytest.fixture
def delivery(made: Path, server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of a test's own, with a data folder beside it and settings for the server; the archive's folder."""
    folder = tmp_path / "arsip"
    folder.mkdir()
    for path in made.glob("laporan*"):
        (folder / path.name).write_bytes(path.read_bytes())
    told = {
        "data_dir": tmp_path / "data", "reports_dir": folder, "smtp_server": "127.0.0.1", "smtp_port": server.port,
        "smtp_tls": "kosong", "smtp_pengirim": "Dasbor Adopsi <adopsi@kota.contoh>",
    }  # fmt: skip
    for name, value in told.items():
        monkeypatch.setattr(settings(), name, value)
    return folder


@pytest.fixture
def table(delivery: Path) -> WriteTable:
    """Writes the table of recipients."""

    def write(*rows: str, head: str = HEAD) -> Path:
        path = settings().data_dir / "local" / "penerima.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([head, *rows]) + "\n")
        return path

    return write
