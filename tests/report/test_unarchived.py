"""Files of ours that no record tells of: drafts and --out are named, made again, and compared."""

from dataclasses import replace
from pathlib import Path

import pytest
from pdf_text import words
from test_report_command import run

from core.settings import Store, settings
from report.archive.keep import archive
from report.content.model import Content
from report.forms.set import FORMS, render
from report.record.origin import Origin, origin_in, origin_text
from report.record.record import make_record
from report.verify.verify import verify


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    return tmp_path / "arsip"


def test_a_draft_is_named_and_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "2024-10", "--draft") == 0
    capsys.readouterr()
    assert run(monkeypatch, "verify", str(folder / "laporan_adopsi_contoh_2024-10_draf.pdf")) == 0
    assert words(capsys.readouterr().err).startswith("Sama: berkas ini draf laporan 2024-10 dari terbitan ")


@pytest.mark.parametrize("form", FORMS)
def test_a_file_made_with_out_is_named_and_a_changed_one_found(
    form: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / f"laporan.{form}"
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    verdict = verify(out)
    assert verdict.is_same
    assert "laporan di luar arsip (--out) 2024-10" in verdict.sentences[0]
    out.write_bytes(out.read_bytes() + b"x")
    assert verify(out).sentences[0].startswith("Berbeda dari laporan di luar arsip (--out) 2024-10")
    assert not folder.exists()


def test_a_draft_of_other_code_or_of_a_build_that_is_gone_is_not_accused(
    folder: Path, october: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = replace(october, is_draft=True)
    path = archive(make_record(replace(draft, build="20200101T000000Z-00000000")))
    assert folder in path.parents
    assert verify(path).outcome == 7
    path = archive(make_record(draft))
    monkeypatch.setattr(settings(), "used_min_requests", 21)
    verdict = verify(path)
    assert verdict.outcome == 6
    assert "draf laporan 2024-10" in verdict.sentences[0]


@pytest.mark.parametrize("form", FORMS)
def test_out_gives_what_the_archive_states_already(
    form: str, folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Archived from an earlier build that stated the same: the same code, the same bytes, also from other code."""
    path = archive(make_record(replace(october, build="20200101T000000Z-00000000"))).with_suffix(f".{form}")
    out = tmp_path / f"laporan.{form}"
    assert folder in path.parents
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    assert out.read_bytes() == path.read_bytes()
    out.unlink()
    other = {"code": "000000000000", "typst": "0", "fonts": {}}
    monkeypatch.setattr("report.record.record._code_versions", lambda: other)
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    assert out.read_bytes() == path.read_bytes()


def test_out_of_a_corrected_month_is_the_revision_it_would_be(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive(make_record(replace(october, notices=("Lain.",))))
    out = tmp_path / "laporan.pdf"
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    verdict = verify(out)
    assert verdict.is_same
    assert len(list(folder.glob("*.pdf"))) == 1
    assert run(monkeypatch, "2024-10") == 0
    assert (folder / "laporan_adopsi_contoh_2024-10_r2.pdf").read_bytes() == out.read_bytes()


def test_a_file_of_a_made_up_build_differs_where_the_archive_knows_the_month(
    folder: Path, october: Content, tmp_path: Path
) -> None:
    """Alone, without a record: what it says of itself does not stand against the archive."""
    archive(make_record(october))
    forged = tmp_path / "unduhan.pdf"
    forged.write_bytes(render(replace(october, build="20200101T000000Z-00000000")))
    verdict = verify(forged)
    assert folder.exists()
    assert verdict.outcome == 1
    assert verdict.sentences[0].startswith("Berbeda: arsip mencatat laporan 2024-10 revisi 1")


def test_the_origin_comes_back_from_its_text(october: Content) -> None:
    record = make_record(october)
    found = origin_in(origin_text(record).encode())
    assert found is not None
    assert found == Origin("2024-10", "id", 1, False, october.build, found.made_with)
    assert origin_in(b"%PDF-1.7") is None
