"""A report of one kecamatan: its own file, record and chain; the city's reports are as due as before."""

import json
from datetime import date
from pathlib import Path

import pytest
from support.files.pdf_text import words
from support.report_command import run

from core.store import Store
from report.archive.due import due_months
from report.archive.keep import archive, latest
from report.archive.listing import archived
from report.content.report_build import ReportBuild
from report.making import record_of
from report.record.origin import origin_in

pytestmark = pytest.mark.prints

KUNJANG = "64.72.06"
NAME = "laporan_adopsi_contoh_2024-10_64-72-06"


def test_the_command_makes_archives_and_verifies_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the city's of the month, which it neither is nor replaces; a second time nothing is written."""
    assert run(monkeypatch, "2024-10", "--kecamatan", KUNJANG) == 0
    assert f"{NAME}.pdf" in words(capsys.readouterr().err).replace(" ", "")
    made = folder / f"{NAME}.pdf"
    record = json.loads(made.with_suffix(".content.json").read_text("utf-8"))
    assert record["place"] == record["content"]["place"] == KUNJANG
    origin = origin_in(made.read_bytes())
    assert origin is not None
    assert origin.place == KUNJANG
    assert run(monkeypatch, "2024-10", "--kecamatan", KUNJANG) == 0
    assert f"Laporan 2024-10 --kecamatan {KUNJANG} sudah ada dan tidak berubah" in words(capsys.readouterr().err)
    assert latest("2024-10", "id", is_sample=True) is None
    for form in ("pdf", "png", "html"):
        assert run(monkeypatch, "verify", str(made.with_suffix(f".{form}"))) == 0
    told = words(capsys.readouterr().err)
    assert f"laporan 2024-10 kecamatan {KUNJANG} revisi 1" in told
    assert "dihitung ulang dari versi datanya dan sama" in told
    (only,) = archived()[0]
    assert (only.place, only.place_name) == (KUNJANG, "Sungai Kunjang")


def test_a_code_that_is_none_is_answered_with_those_that_are(
    sample_store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample_store.is_sample
    for code in ("64.72.99", "64.72.06.1001", "Sungai Kunjang"):
        assert run(monkeypatch, "2024-10", "--kecamatan", code) == 2
        told = words(capsys.readouterr().err)
        assert "bukan kode kecamatan" in told
        assert "64.72.01 Palaran" in told
    assert not list(folder.glob("laporan*"))


def test_months_of_the_city_stay_due(build: ReportBuild, folder: Path) -> None:
    record = record_of(build, date(2024, 10, 1), place=KUNJANG) | {"is_sample": False}
    record["content"]["is_sample"] = False
    archive(record)
    assert folder.exists()
    assert due_months(build.city.calendar, date(2024, 11, 4)) == [date(2024, 10, 1)]
