"""Whether the month of a sent file is reported, after which it cannot be withdrawn."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from intake import SentFile
from pages.sections.setor_data import offices

NOVEMBER = date(2024, 11, 1), date(2024, 11, 30)
QUARTER = date(2024, 10, 1), date(2024, 12, 31)


def sent(period: str, office: str = "64.72.03.1005") -> SentFile:
    return SentFile("a/b/c", "", datetime(2024, 12, 1), "", 1, "", "kunjungan", office, period, "")


@pytest.mark.parametrize(
    ("report", "period", "is_reported"),
    [
        ((NOVEMBER, "", False), "2024-11", True),
        ((NOVEMBER, "", False), "2024-10", False),
        ((NOVEMBER, "", False), "2024", True),
        ((NOVEMBER, "", False), "", True),
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


def test_a_file_of_several_offices_is_held_by_any_of_their_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(period=NOVEMBER, place="64.72.05", is_sample=False)
    monkeypatch.setattr(offices, "archived", lambda: ([found], []))
    assert offices.is_reported(sent("2024-11", ""))
