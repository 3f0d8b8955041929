"""What is damaged or mistyped ends in one sentence: records, PDFs, settings, a full disk."""

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.report_command import run

from core.settings import ROOT, settings
from core.store import Store
from report.archive.listing import archived, pages_of
from report.exits import stop_of
from report.forms.read_pdf import DamagedPdfError
from report.forms.set import FORMS, put_in_place

SUFFIX = ".content.json"
Change = Callable[[dict[str, Any]], Any]
DAMAGES: dict[str, Change] = {
    "no goals": lambda record: record["content"].pop("goals"),
    "no sections": lambda record: record["content"].pop("sections"),
    "three figures": lambda record: record["content"]["figures"].pop(),
    "replaces 3": lambda record: record.update(replaces=3, revision=2),
    "a replaced one without a code": lambda record: record.update(revision=2, replaces={"revision": 1, "changes": []}),
    "revision in words": lambda record: record.update(revision="dua"),
    "no fonts": lambda record: record["versions"].pop("fonts"),
    "another month": lambda record: record.update(month="2024-09"),
    "a path for a build": lambda record: record.update(build="../../warehouse/warehouse"),
}


def damage(pdf: Path, change: Change) -> str:
    """Change a record; return its file's name."""
    path = pdf.with_suffix(SUFFIX)
    record = json.loads(path.read_text("utf-8"))
    change(record)
    path.write_text(json.dumps(record), "utf-8")
    return path.name


@pytest.mark.parametrize("change", DAMAGES.values(), ids=list(DAMAGES))
@pytest.mark.parametrize("has_files", [True, False])
def test_a_record_that_is_none_is_a_sentence_that_names_it(
    change: Change, has_files: bool, kept: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """With its files, which accuse it, and without: then its shape alone tells. Nothing is counted for it."""
    monkeypatch.setattr("report.making.report_content", lambda *_: pytest.fail("counted first"))
    copy = tmp_path / "unduhan.pdf"
    copy.write_bytes(kept.read_bytes())
    name = damage(kept, change)
    for form in FORMS if not has_files else ():
        kept.with_suffix(f".{form}").unlink()
    for arguments, code in ((("2024-10",), 1), (("verify", str(copy)), 7)):
        assert run(monkeypatch, *arguments) == code
        told = capsys.readouterr().err
        assert told.startswith(f"Catatan arsip {name} rusak")
        assert told.strip().count("\n") == 0


def test_a_damaged_record_does_not_take_the_list_away(kept: Path) -> None:
    other = kept.with_name(f"laporan_adopsi_contoh_2024-09{SUFFIX}")
    other.write_text('{"month": ')
    reports, damaged = archived()
    assert [report.path for report in reports] == [kept]
    assert [str(error) for error in damaged] == [other.name]


@pytest.mark.parametrize("made", [b"", b"%PDF-1.7", b"half"])
def test_a_pdf_that_is_cut_off_is_told_apart_from_one_that_is_gone(made: bytes, kept: Path) -> None:
    pdf = kept.read_bytes()
    kept.write_bytes(pdf[: len(pdf) // 2] if made == b"half" else made)
    with pytest.raises(DamagedPdfError):
        pages_of(kept)
    kept.unlink()
    with pytest.raises(OSError, match="No such file"):
        pages_of(kept)


@pytest.mark.parametrize("value", ["0,6", "", "60", "-0.1", "nan"])
@pytest.mark.parametrize("command", [["report", "2024-10"], ["report", "monthly"], ["etl", "status"]])
def test_a_setting_that_cannot_be_is_a_sentence(
    command: list[str], value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], store: Store
) -> None:
    assert store.root.exists()
    monkeypatch.setenv("ADOPSI_REPORT_MIN_COMPLETENESS", value)
    settings.cache_clear()
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        __import__(f"{command[0]}.__main__", fromlist=["main"]).main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert f"ADOPSI_REPORT_MIN_COMPLETENESS tidak dapat dipakai: '{value}'" in told.err + told.out
    assert (told.err + told.out).strip().count("\n") == 0


@pytest.mark.process
def test_a_setting_is_asked_for_before_any_data(tmp_path: Path) -> None:
    """As the user types it, in a process of its own; a number that is none, too."""
    environment = {"ADOPSI_THREADS": "dua", "ADOPSI_DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "report", "2024-10"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Setelan ADOPSI_THREADS tidak dapat dipakai: 'dua'; tulis bilangan bulat.\n"


def test_a_full_disk_is_said_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a write without room names no file."""

    def full(self: Path, _made: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space") as caught:
        put_in_place(b"baru", tmp_path / "laporan.pdf")
    assert stop_of(caught.value)[0] == f"Gagal menulis {tmp_path / 'laporan.pdf'}: ruang disk habis"
    assert stop_of(OSError(errno.EIO, "Input/output error"))[0] == "Gagal menulis berkas: disk rusak atau terputus"
