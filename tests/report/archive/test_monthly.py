"""When a report is due: the first working day, holidays counted, and every day after it until it is there."""

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from support.report_command import run

from core.settings import settings
from core.store import Store
from report.archive.due import due_months, first_working_day
from report.content.report_build import ReportBuild


@pytest.fixture
def folder(sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert sample_store.is_sample
    monkeypatch.setattr(settings(), "reports_dir", tmp_path)
    return tmp_path


def archived(folder: Path, month: str, lang: str = "id", is_sample: bool = False) -> None:
    record = {"month": month, "lang": lang, "is_sample": is_sample, "revision": 1, "build": "b", "is_draft": False}
    (folder / f"laporan_adopsi_{month}_{lang}_{is_sample}.content.json").write_text(json.dumps(record))


def test_holidays_move_the_first_working_day(build: ReportBuild) -> None:
    """1 May 2024 is a holiday; June began on a Saturday; 1 and 2 January 2024: New Year, then a Tuesday."""
    assert first_working_day(build.city.calendar, date(2024, 5, 20)) == date(2024, 5, 2)
    assert first_working_day(build.city.calendar, date(2024, 6, 1)) == date(2024, 6, 3)
    assert first_working_day(build.city.calendar, date(2024, 1, 31)) == date(2024, 1, 2)


def test_beyond_the_calendar_monday_to_friday_counts() -> None:
    nothing = pd.DataFrame({"date": pd.to_datetime([]), "is_working_day": []})
    assert first_working_day(nothing, date(2031, 2, 10)) == date(2031, 2, 3)


def test_a_report_is_due_from_the_first_working_day_on(build: ReportBuild, folder: Path) -> None:
    archived(folder, "2024-03")
    assert due_months(build.city.calendar, date(2024, 4, 30)) == []
    assert due_months(build.city.calendar, date(2024, 5, 1)) == []
    assert due_months(build.city.calendar, date(2024, 5, 2)) == [date(2024, 4, 1)]
    assert due_months(build.city.calendar, date(2024, 5, 31)) == [date(2024, 4, 1)]


def test_months_that_were_missed_are_made_too(build: ReportBuild, folder: Path) -> None:
    """The machine was off from April to July."""
    archived(folder, "2024-03")
    assert due_months(build.city.calendar, date(2024, 8, 5)) == [date(2024, month, 1) for month in (4, 5, 6, 7)]


def test_a_refused_month_stays_due_after_a_later_one_was_made(build: ReportBuild, folder: Path) -> None:
    """September's counts came in late: October's report must not make it forgotten; what is a year old is."""
    archived(folder, "2024-08")
    archived(folder, "2024-10")
    assert due_months(build.city.calendar, date(2024, 11, 4)) == [date(2024, 9, 1)]
    assert due_months(build.city.calendar, date(2024, 12, 20)) == [date(2024, 9, 1), date(2024, 11, 1)]
    assert due_months(build.city.calendar, date(2025, 10, 2))[0] == date(2024, 11, 1)


def test_an_empty_archive_asks_for_the_month_before_alone(build: ReportBuild, folder: Path) -> None:
    assert due_months(build.city.calendar, date(2024, 8, 5)) == [date(2024, 7, 1)]
    archived(folder, "2024-07", "en")
    archived(folder, "2024-07", is_sample=True)
    assert due_months(build.city.calendar, date(2024, 8, 5)) == [date(2024, 7, 1)]


def test_the_command_makes_what_is_due_and_then_has_nothing_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("report.__main__.today", lambda: date(2024, 11, 4))
    assert run(monkeypatch, "monthly") == 0
    assert (folder / "laporan_adopsi_contoh_2024-10.pdf").exists()
    archived(folder, "2024-10")
    assert run(monkeypatch, "monthly") == 0
    assert "Belum waktunya" in capsys.readouterr().err


def test_data_that_are_not_there_yet_are_a_refusal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("report.__main__.today", lambda: date(2025, 1, 31))
    assert run(monkeypatch, "monthly") == 5
    assert "Data baru lengkap sampai" in capsys.readouterr().err
    assert not list(folder.glob("*.pdf"))
