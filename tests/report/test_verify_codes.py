"""What could not be checked is not what differs: the exit code of `verify` keeps them apart."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from test_report_command import run

from core.settings import Store, settings

SAME, DIFFERS, UNCHECKED = 0, 1, 7


@pytest.fixture
def made(sample_store: Store, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """An archived report of a build of its own, and that build."""
    shutil.copytree(sample_store.published_dir, store.published_dir)
    shutil.copy(sample_store.sample_marker, store.sample_marker)
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "arsip")
    assert run(monkeypatch, "2024-10") == 0
    build = (store.published_dir / store.pointer.read_text().strip()).with_suffix(".duckdb")
    return tmp_path / "arsip" / "laporan_adopsi_contoh_2024-10.pdf", build


@pytest.mark.parametrize("damage", [lambda _build: b"rusak" * 5000, lambda build: build[:-1] + bytes([build[-1] ^ 1])])
def test_a_build_that_is_damaged_is_no_difference(
    damage: Callable[[bytes], bytes],
    made: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pdf, build = made
    assert run(monkeypatch, "verify", str(pdf)) == SAME
    capsys.readouterr()
    build.chmod(0o644)
    build.write_bytes(damage(build.read_bytes()))
    assert run(monkeypatch, "verify", str(pdf)) == UNCHECKED
    told = capsys.readouterr().err
    assert "rusak: angkanya tidak dapat diperiksa" in told
    assert "Berbeda" not in told
    pdf.write_bytes(pdf.read_bytes() + b"x")
    assert run(monkeypatch, "verify", str(pdf)) == DIFFERS


def test_a_draft_of_a_build_that_cannot_be_read_is_no_difference(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "draf.pdf"
    assert run(monkeypatch, "2024-10", "--draft", "--out", str(draft)) == 0
    made[1].chmod(0o644)
    made[1].write_bytes(b"rusak" * 5000)
    capsys.readouterr()
    assert run(monkeypatch, "verify", str(draft)) == UNCHECKED
    assert capsys.readouterr().err.strip().endswith("Tidak dapat diperiksa: terbitan itu rusak.")


def test_a_file_that_lost_its_keywords_is_known_by_its_printed_code(
    made: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Written anew by another program: still a report of the archive, and told how it differs."""
    anew = tmp_path / "anew.pdf"
    writer = PdfWriter()
    writer.append(made[0])
    writer.write(anew)
    assert b"adopsi-" not in anew.read_bytes()
    capsys.readouterr()
    assert run(monkeypatch, "verify", str(anew)) == DIFFERS
    assert capsys.readouterr().err.startswith("Berbeda dari laporan 2024-10: bita ke-")
