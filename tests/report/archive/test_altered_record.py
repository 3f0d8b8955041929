"""A record that was changed in the archive: noticed, said, never taken as truth; its untouched files not accused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.report_command import run

from core.settings import settings
from report.archive.keep import archive
from report.archive.read import AlteredRecordError
from report.content.model import Content
from report.record.record import make_record

pytestmark = pytest.mark.prints

SUFFIX = ".content.json"


def better(record: dict[str, Any]) -> None:
    record["content"]["figures"][1]["value"] = "99,9%"


def fifth(record: dict[str, Any]) -> None:
    record["revision"] = 5


def alter(pdf: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    path = pdf.with_suffix(SUFFIX)
    record = json.loads(path.read_text("utf-8"))
    change(record)
    path.write_text(json.dumps(record), "utf-8")
    return path


@pytest.mark.parametrize("change", [better, fifth])
def test_no_revision_is_built_on_an_altered_record(
    change: Callable[[dict[str, Any]], None], kept: Path, october: Content,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Neither by the command nor by a correction; every file stays as it is."""
    path = alter(kept, change)
    before = {file.name: file.read_bytes() for file in kept.parent.glob("laporan*")}
    assert run(monkeypatch, "2024-10") == 1
    told = capsys.readouterr().err
    assert told.startswith(f"Catatan arsip {path.name} rusak: isinya tidak lagi sesuai dengan kode pada berkas")
    assert told.strip().count("\n") == 0
    with pytest.raises(AlteredRecordError):
        archive(make_record(replace(october, notices=())))
    assert {file.name: file.read_bytes() for file in kept.parent.glob("laporan*")} == before


@pytest.mark.parametrize("form", ["pdf", "png", "html"])
def test_verify_says_that_the_record_is_damaged_not_the_file(
    form: str, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / f"unduhan.{form}"
    copy.write_bytes(kept.with_suffix(f".{form}").read_bytes())
    path = alter(kept, better)
    assert run(monkeypatch, "verify", str(copy)) == 7
    told = capsys.readouterr().err
    assert f"Catatan arsip {path.name} rusak" in told
    assert "Berbeda" not in told


def test_one_file_that_was_overwritten_does_not_accuse_the_record(kept: Path, october: Content) -> None:
    """Another report copied over the PDF: it is written again, as picture and HTML still bear the record out."""
    before = kept.read_bytes()
    kept.write_bytes(before.replace(b"adopsi-", b"adopsi-000000000000 "))
    assert archive(make_record(october)) == kept
    assert kept.read_bytes() == before


def test_a_damaged_record_of_another_month_does_not_stop_a_check(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = kept.with_name(f"laporan_adopsi_contoh_2024-09{SUFFIX}")
    other.write_text("{")
    assert run(monkeypatch, "verify", str(kept)) == 0
    assert "Sama" in capsys.readouterr().err


def test_a_month_with_a_damaged_record_is_not_unknown_to_the_archive(
    kept: Path, october: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forged pair of file and record elsewhere: what the archive has of that month cannot be told."""
    alter(kept, better)
    monkeypatch.setattr(settings(), "reports_dir", tmp_path / "lain")
    forged = archive(make_record(replace(october, build="20200101T000000Z-00000000")))
    monkeypatch.setattr(settings(), "reports_dir", kept.parent)
    assert run(monkeypatch, "verify", str(forged)) == 7
