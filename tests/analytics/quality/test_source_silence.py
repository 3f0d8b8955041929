"""A source is silent by the clock: working days without a row, counts of a month after they were due."""

from datetime import date

import pandas as pd
import pytest

from analytics import working_days_between
from analytics.quality import silent_sources
from core.method import DUE_DAY, SILENT_DAYS

CALENDAR = pd.DataFrame(
    {"date": pd.to_datetime(["2024-09-13", "2024-09-16"]), "is_working_day": [True, False]}  # 16 Sep: a holiday
)


def silent(today: str, min_days: int | None = None, **newest: str | None) -> dict[str, int]:
    state = pd.DataFrame({"source": list(newest), "newest": pd.to_datetime(list(newest.values()))})
    found = silent_sources(state, CALENDAR, date.fromisoformat(today), min_days)
    return dict(zip(found["source"], found["silent_days"], strict=True))


def test_days_beyond_the_calendar_are_working_from_monday_to_friday() -> None:
    days = working_days_between(CALENDAR, date(2024, 9, 13), date(2024, 9, 22))
    assert [day.day for day in days] == [13, 17, 18, 19, 20]


def test_a_log_is_silent_after_so_many_whole_working_days() -> None:
    """From Friday the 13th: a weekend, a holiday, then working days; today is not over yet."""
    assert SILENT_DAYS == 10
    assert silent("2024-09-30", permohonan="2024-09-13") == {}
    assert silent("2024-10-01", permohonan="2024-09-13", panggilan_112="2024-09-16") == {
        "permohonan": 10,
        "panggilan_112": 10,
    }
    assert silent("2024-10-01", permohonan="2024-09-17") == {}


def test_counts_of_a_month_are_silent_after_the_day_they_were_due() -> None:
    assert DUE_DAY == 10
    assert silent("2024-11-10", kunjungan="2024-09-30") == {}
    assert silent("2024-11-11", kunjungan="2024-09-30") == {"kunjungan": 29}
    assert silent("2024-11-11", kunjungan="2024-10-31") == {}
    assert silent("2024-10-11", kunjungan="2024-09-29") == {"kunjungan": 9}, "the 30th is a working day of September"


def test_the_installation_may_wait_longer_or_shorter() -> None:
    assert silent("2024-09-19", 2, permohonan="2024-09-13", kunjungan="2024-09-13") == {"permohonan": 2, "kunjungan": 2}
    assert silent("2024-10-31", 40, permohonan="2024-09-13") == {}


@pytest.mark.parametrize("source", ["gangguan", "peluncuran", "kepuasan"])
def test_what_may_be_silent_is_never_called_so(source: str) -> None:
    assert silent("2026-01-01", **{source: "2024-01-01"}) == {}


def test_what_never_came_and_what_comes_from_tomorrow_is_not_silent() -> None:
    assert silent("2024-10-01", permohonan=None, kunjungan="2025-01-01") == {}
