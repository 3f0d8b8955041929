"""A record that lies only beside the file is not the archive's: it proves nothing against what the archive knows."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_report_command import run

from core.settings import Store, settings
from report.archive.keep import archive
from report.content.model import Content
from report.record.record import code_of, make_record
from report.verify.verify import verify

NO_BUILD = "20200101T000000Z-00000000"


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    return tmp_path / "arsip"


def elsewhere(content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with its record in a folder of its own, as another archive would make it."""
    archive_dir = settings().reports_dir
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "lain")
    path = archive(make_record(content))
    monkeypatch.setattr(settings(), "reports_dir", archive_dir)
    return path


def forged(october: Content) -> Content:
    share = replace(october.figures[1], value="99,9 %")
    return replace(october, build=NO_BUILD, figures=(october.figures[0], share, *october.figures[2:]))


def test_a_forged_record_beside_the_file_is_not_the_archive(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive(make_record(october))
    path = elsewhere(forged(october), tmp_path, monkeypatch)
    assert folder not in path.parents
    assert run(monkeypatch, "verify", str(path)) == 1
    told = capsys.readouterr().err
    assert told.startswith("Berbeda: berkas ini laporan 2024-10 revisi 1")
    assert f"arsip mencatat revisi 1 (kode {code_of(make_record(october))})" in told


def test_without_archive_and_build_nothing_is_proved(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file fits what lies beside it, and nothing else is known: neither the same nor different."""
    path = elsewhere(forged(october), tmp_path, monkeypatch)
    assert not folder.exists()
    assert run(monkeypatch, "verify", str(path)) == 7
    told = capsys.readouterr().err
    assert told.startswith("Tidak dapat diperiksa: berkas ini cocok dengan catatan di sampingnya")
    assert "Sama" not in told


def test_figures_of_a_kept_build_are_proved_without_an_archive(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = elsewhere(october, tmp_path, monkeypatch)
    assert not folder.exists()
    verdict = verify(path)
    assert verdict.is_same
    assert "arsip tidak memuat laporan 2024-10" in verdict.sentences[-1]


def test_another_month_of_the_archive_says_nothing_of_this_one(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """English, and the same build: the Indonesian report of the month is another chain."""
    archive(make_record(october))
    path = elsewhere(replace(october, lang="en", build=NO_BUILD), tmp_path, monkeypatch)
    assert folder.exists()
    assert verify(path).is_same is None
