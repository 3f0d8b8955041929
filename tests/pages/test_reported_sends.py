"""Whether the month of a sent file is reported, after which it cannot be withdrawn."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from intake import SentFile
from pages.sections.setor_data import offices

NOVEMBER = date(2024, 11, 1), date(2024, 11, 30)
QUARTER = date(2024, 10, 1), date(2024, 12, 31)


def sent(period: str, office: str = "64.72.03.1005", days: tuple[date, date] | None = None) -> SentFile:
    known = SentFile("a/b/c", "", datetime(2024, 12, 1), "", 1, "", "kunjungan", office, period, "")
    return known if days is None else replace(known, first_day=days[0], last_day=days[1])


@pytest.mark.parametrize(
    ("report", "period", "is_reported"),
    [
        ((NOVEMBER, "", False), "2024-11", True),
        ((NOVEMBER, "", False), "2024-10", False),
        ((NOVEMBER, "", False), "2024", True),
        ((NOVEMBER, "64.72.03", False), "2024-11", True),
        ((NOVEMBER, "64.72.05", False), "2024-11", False),
        ((NOVEMBER, "", True), "2024-11", False),
        ((QUARTER, "", False), "2024-11", True),
        ((QUARTER, "", False), "2025-01", False),
    ],
)
def test_by_period_and_place(
    report: tuple[Any, str, bool], period: str, is_reported: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(period=report[0], place=report[1], is_sample=report[2])
    monkeypatch.setattr(offices, "archived", lambda: ([found], []))
    assert offices.is_reported(sent(period)) is is_reported


@pytest.mark.parametrize(
    ("days", "is_reported"),
    [
        ((date(2023, 12, 1), date(2024, 11, 1)), True),
        ((date(2022, 12, 1), date(2023, 1, 31)), False),
        ((date(2024, 12, 2), date(2025, 1, 10)), False),
    ],
)
def test_a_file_of_several_years_goes_by_its_days(
    days: tuple[date, date], is_reported: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(period=NOVEMBER, place="", is_sample=False)
    monkeypatch.setattr(offices, "archived", lambda: ([found], []))
    assert offices.is_reported(sent("", days=days)) is is_reported


@pytest.mark.parametrize("counts", [True, False])
def test_a_file_of_no_known_day_can_be_withdrawn_until_its_rows_count(
    counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it was held back when it was sent; what was mended since may be in any report."""
    found = SimpleNamespace(period=NOVEMBER, place="", is_sample=False)
    monkeypatch.setattr(offices, "archived", lambda: ([found], []))
    monkeypatch.setattr(offices, "counts_in_build", lambda *_: counts)
    assert offices.is_reported(sent("")) is counts


def test_a_file_of_several_offices_is_held_by_any_of_their_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(period=NOVEMBER, place="64.72.05", is_sample=False)
    monkeypatch.setattr(offices, "archived", lambda: ([found], []))
    assert offices.is_reported(sent("2024-11", ""))
