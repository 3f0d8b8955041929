"""Files that no record of the archive tells of: drafts by their sums, others by what they say and the archive knows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.files.pdf_text import words
from support.report_command import run

from core.settings import settings
from report.archive.keep import archive
from report.content.model import Content
from report.forms.set import FORMS, render
from report.record.origin import Origin, origin_in, origin_text
from report.record.record import code_of, make_record
from report.verify.archived import VerifyResult
from report.verify.verify import verify_file

pytestmark = pytest.mark.prints

NO_BUILD = "20200101T000000Z-00000000"


def test_a_draft_is_known_by_its_sum_also_when_a_later_one_took_its_place(
    folder: Path, october: Content, other_code: Callable[[], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run(monkeypatch, "2024-10", "--draft") == 0
    draft, copy = folder / "laporan_adopsi_contoh_2024-10_draf.pdf", tmp_path / "surat.pdf"
    copy.write_bytes(draft.read_bytes())
    archive(make_record(replace(october, is_draft=True, notices=("Lain.",))))
    assert draft.read_bytes() != copy.read_bytes()
    other_code()
    capsys.readouterr()
    for file in (draft, copy):
        assert run(monkeypatch, "verify", str(file)) == 0
        told = words(capsys.readouterr().err)
        assert told.startswith("Sama: berkas ini draf laporan 2024-10 dari versi data ")
        assert "Angka tidak dihitung ulang" in told
    copy.write_bytes(copy.read_bytes() + b"x")
    assert verify_file(copy).outcome in (VerifyResult.OTHER_VERSION, VerifyResult.UNCHECKED)


@pytest.mark.drill
def test_a_file_made_with_out_is_named_and_proved_by_archiving_its_month(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [tmp_path / f"laporan.{form}" for form in FORMS]
    for out in made:
        assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
        assert not folder.exists()
        verdict = verify_file(out)
        assert verdict.outcome == 7
        assert "laporan di luar arsip (--out) 2024-10" in verdict.sentences[0]
        assert "Arsipkan bulan itu (python -m report 2024-10)" in verdict.sentences[1]
    assert run(monkeypatch, "2024-10") == 0
    for out in made:
        assert verify_file(out).outcome == VerifyResult.SAME
        out.write_bytes(out.read_bytes() + b"x")
        assert verify_file(out).outcome == 1


@pytest.mark.parametrize("is_draft", [False, True])
def test_a_file_of_other_code_is_not_accused(
    is_draft: bool, folder: Path, october: Content, other_code: Callable[[], None], tmp_path: Path
) -> None:
    out = tmp_path / "laporan.pdf"
    out.write_bytes(render(replace(october, is_draft=is_draft)))
    other_code()
    verdict = verify_file(out)
    assert verdict.outcome == 6
    assert "2024-10" in verdict.sentences[0]
    assert not folder.exists()


@pytest.mark.parametrize("form", FORMS)
def test_out_gives_what_the_archive_states_already(
    form: str, folder: Path, october: Content, other_code: Callable[[], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Archived from an earlier build that stated the same: the same code, the same bytes, also from other code."""
    path = archive(make_record(replace(october, build=NO_BUILD))).with_suffix(f".{form}")
    out = tmp_path / f"laporan.{form}"
    assert folder in path.parents
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    assert out.read_bytes() == path.read_bytes()
    other_code()
    path.unlink()
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    assert out.read_bytes() == path.read_bytes()
    assert verify_file(out).outcome == VerifyResult.SAME


@pytest.mark.drill
def test_out_of_a_corrected_month_is_the_revision_it_would_be(
    folder: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not archived yet, it is not accused of being another one than revision 1."""
    archive(make_record(replace(october, notices=("Lain.",))))
    out = tmp_path / "laporan.pdf"
    assert run(monkeypatch, "2024-10", "--out", str(out)) == 0
    assert verify_file(out).outcome == 7
    assert len(list(folder.glob("*.pdf"))) == 1
    assert run(monkeypatch, "2024-10") == 0
    assert (folder / "laporan_adopsi_contoh_2024-10_r2.pdf").read_bytes() == out.read_bytes()
    assert verify_file(out).outcome == VerifyResult.SAME


def elsewhere(content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report with its record and sums in a folder of its own, as another archive would make it."""
    archive_dir = settings().reports_dir
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "lain")
    path = archive(make_record(content))
    monkeypatch.setattr(settings(), "reports_dir", archive_dir)
    return path


def test_record_and_sums_beside_a_file_are_not_the_archive(
    kept: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forged whole, of a build that nobody can ask: what the archive knows of the month stands against it."""
    assert kept.exists()
    path = elsewhere(replace(october, build=NO_BUILD, notices=("Lain.",)), tmp_path, monkeypatch)
    assert run(monkeypatch, "verify", str(path)) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Berbeda: arsip mencatat laporan 2024-10 revisi 1 (kode {code_of(make_record(october))})")


def test_another_language_of_the_archive_says_nothing_of_this_one(
    kept: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.exists()
    path = elsewhere(replace(october, lang="en", build=NO_BUILD), tmp_path, monkeypatch)
    verdict = verify_file(path)
    assert verdict.outcome == 7
    assert "Sama" not in " ".join(verdict.sentences)


def test_the_origin_comes_back_from_its_text(october: Content) -> None:
    record = make_record(october)
    found = origin_in(origin_text(record).encode())
    assert found is not None
    assert found == Origin("2024-10", "id", 1, False, "", october.build, found.made_with)
    assert origin_in(b"%PDF-1.7") is None
