"""Mutu data does not ask for days that an office wrote as closed, and says who counts them on."""

from datetime import date
from types import SimpleNamespace

import pytest
from support.page_run import run_page

from analytics import City, month_span
from core.scope import Scope, whole_city
from core.snapshot import Snapshot

COUNTED_ON = "laporan harian tidak ditagih karena kantornya menulis tutup."


def test_days_that_are_not_asked_for_are_said_to_be_counted_on(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, as_of = City(snapshot).facts, City(snapshot).as_of
    assert as_of is not None
    first, _ = month_span(as_of)
    due = facts[facts["is_expected"] & ~facts["is_walkin_complete"] & (facts["date"].dt.date >= first)]
    closed = [(code, day.date()) for code, day in zip(due["unit_code"], due["date"], strict=True)]
    assert closed
    scope, month = whole_city(snapshot.path), (first, as_of)
    assert COUNTED_ON not in " ".join(_texts(scope, month))
    sent = SimpleNamespace(is_withdrawn=False, sent=SimpleNamespace(closed=closed))
    monkeypatch.setattr("intake.reporting.closed.sendings", lambda: [sent])
    told = " ".join(_texts(scope, month))
    assert f"{len(closed)} {COUNTED_ON}" in told
    assert "yang jatuh tempo" in told, "nothing else is owed"


def _texts(scope: Scope, month: tuple[date, date]) -> list[str]:
    return run_page("mutu_data", scope, month).texts
