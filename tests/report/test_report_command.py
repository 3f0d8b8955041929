"""The command: same bytes again, months it refuses, its exit codes, and nothing left behind."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from support.report_command import run

from analytics import City, month_span
from core.settings import ROOT, settings
from core.snapshot import Snapshot
from core.store import Store
from report.content.assembly import report_content
from report.content.model import Content
from report.content.period import ReportRefusedError, check_period
from report.content.report_build import ReportBuild
from report.forms.set import put_in_place, render

pytestmark = pytest.mark.prints


@pytest.mark.drill
def test_same_build_and_month_give_the_same_bytes_in_another_process(
    sample_store: Store, october_pdf: bytes, tmp_path: Path
) -> None:
    """Another process, another hash seed, another path: the same file; nothing else lies beside it."""
    assert sample_store.is_sample
    out = tmp_path / "lain" / "laporan.pdf"
    command = [sys.executable, "-m", "report", "2024-10", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == october_pdf
    assert list(out.parent.iterdir()) == [out]


def test_rendering_twice_leaves_no_temporary_folder(
    october: Content, october_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert render(october) == october_pdf
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ("2023-10", "baru sama-sama ada sejak"),
        ("2020-01", "baru sama-sama ada sejak"),
        ("2024-12", "Data baru lengkap sampai"),
        ("2099-01", "Data baru lengkap sampai"),
    ],
)
def test_a_month_that_the_data_do_not_cover_is_refused(
    month: str, sentence: str, sample_store: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Exit code 5, one sentence, and the earlier report untouched."""
    assert sample_store.is_sample
    out = tmp_path / "laporan.pdf"
    out.write_bytes(b"lama")
    assert run(monkeypatch, month, "--out", str(out)) == 5
    told = capsys.readouterr().err.strip()
    assert sentence in told
    assert told.count("\n") == 0
    assert out.read_bytes() == b"lama"


def test_a_refused_month_stops_none_of_the_others(
    sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are made, in their order; the refused ones are named with their reasons at the end."""
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path)
    assert run(monkeypatch, "2024-10", "2024-12", "2023-10", "2024-09") == 5
    told = capsys.readouterr().err.strip().splitlines()
    assert [line.rpartition("_")[2] for line in told[:2]] == ["2024-10.pdf", "2024-09.pdf"]
    assert "2024-12: Data baru lengkap" in told[2]
    assert "2023-10: Log permohonan" in told[2]
    assert len(told) == 3


def test_a_month_missing_in_one_source_is_refused(snapshot: Snapshot) -> None:
    """March without a single walk-in report, between months that have them."""
    city, period = City(snapshot), month_span(date(2024, 3, 1))
    assert check_period(city, period) == city.as_of
    silent = city.facts["visits"].mask(city.facts["month"] == "2024-03-01")
    with pytest.raises(ReportRefusedError, match="Maret 2024"):
        check_period(city.with_frames(facts=city.facts.assign(visits=silent)), period)
    with pytest.raises(ReportRefusedError, match="Belum ada hari"):
        check_period(city.with_frames(as_of=None), period)


def test_a_month_that_ends_on_a_weekend_needs_no_report_of_it(build: ReportBuild) -> None:
    """November 2024 ends on a Saturday: covered to Friday is covered, and the figures reach as far as on the pages."""
    assert build.city.meta["as_of"] == date(2024, 11, 29)
    assert report_content(build, date(2024, 11, 1)).period == (date(2024, 11, 1), date(2024, 11, 29))


@pytest.mark.parametrize("text", ["2024-13", "oktober", "2024-1", "202410", "0001-01"])
def test_what_is_no_month_is_wrong_usage(
    text: str, sample_store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample_store.is_sample
    assert run(monkeypatch, text) == 2
    assert "2024-10" in capsys.readouterr().err


def test_the_help_names_the_other_commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--help") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "python -m report monthly" in told
    assert "python -m report verify BERKAS" in told


def test_without_a_build_the_command_says_what_to_do(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not store.published_dir.exists()
    assert run(monkeypatch, "2024-10") == 1
    assert "make load" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_a_sentence(
    sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sample_store.is_sample
    (tmp_path / "berkas").write_text("bukan folder")
    assert run(monkeypatch, "2024-10", "--out", str(tmp_path / "berkas" / "laporan.pdf")) == 1
    assert capsys.readouterr().err.startswith("Gagal menulis")


def test_an_unfinished_report_never_stands_in_the_place_of_a_finished_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up: the old report stays, and the part is removed."""
    target = tmp_path / "laporan.pdf"
    put_in_place(b"lama", target)

    def full(self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        put_in_place(b"baru", target)
    assert target.read_bytes() == b"lama"
    assert list(tmp_path.iterdir()) == [target]
