"""Kecamatan reports that the timer makes beside the city's: for the camat of the table, of months that the city has."""

import json
from datetime import date
from pathlib import Path

import pytest
from support.mail.recipient_rows import CAMAT, KUNJANG, MAYOR, OTHER_CAMAT, PALARAN
from support.report_command import run

from core.settings import settings
from core.store import Store
from report.delivery.own_reports import due_own_reports
from report.delivery.recipients import read_recipients

pytestmark = pytest.mark.prints

DECEMBER = date(2024, 12, 2)


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    (tmp_path / "arsip").mkdir()
    return tmp_path / "arsip"


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes a table beside the sample's data."""
    path = tmp_path / "penerima.csv"
    for module in ("recipients", "own_reports"):
        monkeypatch.setattr(f"report.delivery.{module}.recipients_file", lambda: path)

    def write(*lines: str) -> None:
        path.write_text("\n".join(["address,role,kecamatan,forms,active_from", *lines]) + "\n")

    return write


def archived(folder: Path, month: str, place: str = "") -> None:
    """A record as if of the user's own data."""
    record = {"month": month, "lang": "id", "is_sample": False, "revision": 1, "build": "b", "is_draft": False}
    path = folder / f"laporan_adopsi_{month}_{place.replace('.', '-')}.content.json"
    path.write_text(json.dumps(record | ({"place": place} if place else {})))


@pytest.mark.usefixtures("folder")
def test_without_a_table_or_a_camat_there_are_none(rows, folder: Path) -> None:
    archived(folder, "2024-11")
    assert due_own_reports(DECEMBER) == []
    rows(MAYOR)
    assert due_own_reports(DECEMBER) == []


def test_months_of_the_city_from_the_day_on_that_the_camat_gets_them(rows, folder: Path) -> None:
    for month in ("2023-11", "2024-09", "2024-10", "2024-11"):
        archived(folder, month)
    archived(folder, "2024-10", KUNJANG)
    rows(CAMAT.replace("2024-01-01", "2024-10-31"), OTHER_CAMAT)
    assert due_own_reports(DECEMBER) == [
        (date(2024, 9, 1), KUNJANG),
        (date(2024, 10, 1), PALARAN),
        (date(2024, 11, 1), PALARAN),
        (date(2024, 11, 1), KUNJANG),
    ]


def test_the_timer_makes_them_and_then_has_nothing_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which they are is told here, since the sample's reports count for no timer."""
    monkeypatch.setattr("report.__main__.today", lambda: date(2024, 11, 4))
    monkeypatch.setattr("report.__main__.due_months", lambda calendar, day: [])
    own = [[(date(2024, 10, 1), PALARAN), (date(2024, 10, 1), "64.72.99")], []]
    monkeypatch.setattr("report.__main__.due_own_reports", lambda day: own.pop(0))
    assert run(monkeypatch, "monthly") == 0
    assert [path.name for path in folder.glob("*.pdf")] == ["laporan_adopsi_contoh_2024-10_64-72-01.pdf"]
    assert "Belum waktunya" not in capsys.readouterr().err
    assert run(monkeypatch, "monthly") == 0
    assert "Belum waktunya" in capsys.readouterr().err


def test_a_table_that_cannot_be_read_stops_no_report_of_the_city(
    rows, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("report.__main__.today", lambda: date(2024, 11, 4))
    rows('"')
    assert run(monkeypatch, "monthly") == 1
    assert "bukan CSV" in capsys.readouterr().err
    assert (folder / "laporan_adopsi_contoh_2024-10.pdf").exists()


def test_a_refused_month_stops_no_kecamatan(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """December is not in the data yet: the camat gets October's all the same."""
    monkeypatch.setattr("report.__main__.today", lambda: date(2025, 1, 2))
    own = [(date(2024, 12, 1), PALARAN), (date(2024, 10, 1), PALARAN)]
    monkeypatch.setattr("report.__main__.due_own_reports", lambda day: own)
    assert run(monkeypatch, "monthly") == 5
    told = capsys.readouterr().err
    assert told.count("Data baru lengkap sampai") == 2
    assert "2024-12 --kecamatan 64.72.01: Data baru lengkap" in told
    assert (folder / "laporan_adopsi_contoh_2024-10_64-72-01.pdf").exists()


def test_places_are_those_of_the_build(rows, sample_store: Store) -> None:
    assert sample_store.is_sample
    rows(CAMAT, OTHER_CAMAT.replace(KUNJANG, "64.72.99"))
    found, told = read_recipients()
    assert [each.place for each in found] == [PALARAN]
    assert "kecamatan '64.72.99' bukan kode kecamatan" in told[0]
