"""`verify`: sums for ever, figures where code and build allow; it says which of both, and accuses only what differs."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from support.files.pdf_text import words
from support.report_command import run

from core.settings import settings
from core.store import Store
from report.archive.keep import archive
from report.content.model import Content
from report.forms.set import FORMS, render_record
from report.record.record import code_of, make_record
from report.verify.archived import VerifyResult
from report.verify.difference import difference
from report.verify.verify import verify_file

pytestmark = pytest.mark.prints


def better(october: Content) -> Content:
    share = replace(october.figures[1], value="99,9%")
    assert october.decision is not None
    answers = tuple(
        replace(each, value=share.value) if each.key == "switching" else each for each in october.decision.answers
    )
    decision = replace(october.decision, answers=answers)
    return replace(october, figures=(october.figures[0], share, *october.figures[2:]), decision=decision)


def set_again(pdf: Path, october: Content, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Lose a PDF and have it set again, with other bytes; return the first ones."""
    first = pdf.read_bytes()
    pdf.unlink()
    monkeypatch.setattr("report.forms.set.Setting.made", lambda self, form: first + b"\n%lain\n")
    archive(make_record(october))
    assert pdf.read_bytes() != first
    return first


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_elsewhere_is_the_same_and_its_figures_are_counted_again(
    form: str, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copied and renamed; nothing is set for that."""
    copy = tmp_path / f"unduhan.{form}"
    copy.write_bytes(kept.with_suffix(f".{form}").read_bytes())
    monkeypatch.setattr("report.forms.set.Setting.of", lambda record: pytest.fail("nothing is to be set"))
    assert run(monkeypatch, "verify", str(copy)) == 0
    told = words(capsys.readouterr().err)
    assert "Sama: berkas ini laporan 2024-10 revisi 1" in told
    assert "SHA-256-nya tercatat dalam arsip" in told
    assert "dihitung ulang dari versi datanya dan sama" in told
    copy.write_bytes(copy.read_bytes() + b"x")
    assert run(monkeypatch, "verify", str(copy)) == 1


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_the_first_difference_is_a_word_where_words_differ(
    form: str, kept: Path, october: Content, tmp_path: Path
) -> None:
    """Someone made the share better: verify names page or line, what stands there, and what should."""
    forged = render_record(make_record(better(october)), form)
    codes = [code_of(make_record(content)).encode() for content in (better(october), october)]
    path = tmp_path / f"unduhan.{form}"
    path.write_bytes(forged.replace(*codes))
    sentence = verify_file(path).sentences[0]
    assert kept.exists()
    assert "99,9" in sentence
    assert words(october.figures[1].value) in words(sentence)
    assert ("halaman 1" if form == "pdf" else "baris") in sentence


def test_the_first_difference_is_a_byte_where_no_word_differs(kept: Path, tmp_path: Path) -> None:
    copy = tmp_path / "unduhan.pdf"
    pdf = kept.read_bytes()
    copy.write_bytes(pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:])
    assert verify_file(copy).sentences[0].startswith("Berbeda dari laporan 2024-10: bita ke-5001")


def test_a_file_changed_in_the_archive_itself_is_found_and_the_way_out_told(kept: Path, october: Content) -> None:
    before = kept.read_bytes()
    kept.write_bytes(before + b"x")
    verdict = verify_file(kept)
    assert verdict.outcome == 1
    assert "python -m report 2024-10 menulisnya lagi" in verdict.sentences[0]
    archive(make_record(october))
    assert kept.read_bytes() == before


def test_figures_that_are_not_those_of_the_build_are_found(folder: Path, october: Content) -> None:
    """A record with another figure, rightly set, coded and summed, but not what the build says."""
    path = archive(make_record(better(october)))
    verdict = verify_file(path)
    assert folder in path.parents
    assert verdict.outcome == 1
    assert "figures/1/value: '99,9%'" in verdict.sentences[0]


def test_other_code_still_compares_the_sum_and_says_that_it_did_not_count(
    kept: Path, other_code: Callable[[], None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other_code()
    assert run(monkeypatch, "verify", str(kept)) == 0
    told = words(capsys.readouterr().err)
    assert told.startswith("Sama: berkas ini laporan 2024-10 revisi 1")
    assert "Angka tidak dihitung ulang: versi kode lain (code: " in told
    kept.write_bytes(kept.read_bytes() + b"x")
    assert run(monkeypatch, "verify", str(kept)) == 1


def test_another_setting_is_named(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "used_min_requests", 21)
    verdict = verify_file(kept)
    assert verdict.outcome == VerifyResult.SAME
    assert "Angka tidak dihitung ulang: versi kode lain (settings/used_min_requests: 20 ≠ 21)" in verdict.sentences[1]


def test_a_build_that_is_gone_is_said(october: Content, folder: Path) -> None:
    path = archive(make_record(replace(october, build="20200101T000000Z-00000000")))
    verdict = verify_file(path)
    assert folder in path.parents
    assert verdict.outcome == VerifyResult.SAME
    assert "versi data 20200101T000000Z-00000000 sudah tidak disimpan" in verdict.sentences[1]


def test_both_files_of_a_form_that_was_set_again_are_the_same(
    kept: Path, october: Content, other_code: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first lies in someone's mailbox still."""
    mailed = tmp_path / "surat.pdf"
    other_code()
    mailed.write_bytes(set_again(kept, october, monkeypatch))
    assert verify_file(kept).outcome == VerifyResult.SAME
    verdict = verify_file(mailed)
    assert verdict.outcome == VerifyResult.SAME
    assert "kemudian ditulis lagi dengan kode program 000000000000" in verdict.sentences[0]


@pytest.mark.parametrize("damage", ["gone", "lost lines"])
def test_a_report_without_sums_is_not_accused(
    damage: str, kept: Path, october: Content, other_code: Callable[[], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Made before there were any: by this code the sums come back with the report; by other code nothing is told."""
    sums = kept.with_suffix(".sha256")
    before = sums.read_bytes()
    sums.write_text("# kode program\nrusak  laporan.pdf\n")
    if damage == "gone":
        sums.unlink()
    verdict = verify_file(kept)
    assert verdict.outcome == 7
    assert "SHA-256 aslinya tidak tercatat: python -m report 2024-10" in verdict.sentences[0]
    archive(make_record(october))
    assert sums.read_bytes() == before
    sums.unlink()
    other_code()
    assert verify_file(kept).outcome == 6
    archive(make_record(october))
    assert not sums.exists()
    mailed = tmp_path / "surat.pdf"
    mailed.write_bytes(set_again(kept, october, monkeypatch))
    assert verify_file(kept).outcome == VerifyResult.SAME
    assert verify_file(mailed).outcome == 6
    assert "apakah berkasnya utuh tidak dapat dikatakan lagi" in verify_file(mailed).sentences[0]


def test_a_damaged_record_is_a_sentence(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.with_suffix(".content.json").write_text('{"month": ')
    assert run(monkeypatch, "verify", str(kept)) == 7
    assert capsys.readouterr().err.startswith("Catatan arsip laporan_adopsi_contoh_2024-10.content.json rusak.")


def test_a_file_without_a_record_is_no_report_of_ours(tmp_path: Path, folder: Path) -> None:
    stray = tmp_path / "asing.pdf"
    stray.write_bytes(b"%PDF-1.7")
    assert verify_file(stray).sentences[0].endswith("(tanpa kode).")
    assert not folder.exists()


def test_the_first_difference_has_its_place() -> None:
    assert difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == "a/1/b: 2 ≠ 3"
    assert difference({"a": 1}, {"a": 1}) == ""
    assert difference({"a": 1}, {"a": 1, "b": 2}) == "b: – ≠ 2"
    assert difference([1], [1, 2]) == ": [1] ≠ [1, 2]"


def test_a_build_that_is_damaged_is_no_difference(
    folder: Path,
    sample_store: Store,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What could not be checked is not what differs: the exit code keeps them apart. It is all lost, or one bit is."""
    shutil.copytree(sample_store.published_dir, store.published_dir)
    shutil.copy(sample_store.sample_marker, store.sample_marker)
    monkeypatch.setattr(settings(), "reports_dir", folder)
    assert run(monkeypatch, "2024-10") == 0
    build = (store.published_dir / store.pointer.read_text().strip()).with_suffix(".duckdb")
    pdf = folder / "laporan_adopsi_contoh_2024-10.pdf"
    assert run(monkeypatch, "verify", str(pdf)) == 0
    build.chmod(0o644)
    whole = build.read_bytes()
    for damaged in (b"rusak" * 5000, whole[:-1] + bytes([whole[-1] ^ 1])):
        capsys.readouterr()
        build.write_bytes(damaged)
        assert run(monkeypatch, "verify", str(pdf)) == 7
        told = capsys.readouterr().err
        assert "rusak: angkanya tidak dapat diperiksa" in told
        assert "Berbeda" not in told
    pdf.write_bytes(pdf.read_bytes() + b"x")
    assert run(monkeypatch, "verify", str(pdf)) == 1


def test_a_file_that_lost_its_keywords_is_known_by_its_printed_code(kept: Path, tmp_path: Path) -> None:
    """Written anew by another program: still a report of the archive, and told how it differs."""
    anew = tmp_path / "anew.pdf"
    writer = PdfWriter()
    writer.append(kept)
    writer.write(anew)
    assert b"adopsi-" not in anew.read_bytes()
    verdict = verify_file(anew)
    assert verdict.outcome == 1
    assert verdict.sentences[0].startswith("Berbeda dari laporan 2024-10: bita ke-")


def test_a_pipe_or_a_device_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe, device = tmp_path / "a.pdf", tmp_path / "b.pdf"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    assert [run(monkeypatch, "verify", str(path)) for path in (pipe, device)] == [2, 2]
