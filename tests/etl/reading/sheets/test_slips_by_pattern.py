"""Rows that slipped by a cell where neither a sum nor a last count tells it: the other rows do."""

import random
from datetime import date

import pytest
from support.files.count_sheets import sheets
from support.files.raw_files import warehouse
from support.files.taken_once import take_in_once

from core.store import Store

Rows = list[list[object]]
OFFICES = ["Rawa Makmur", "Handil Bakti", "Bukuan", "Simpang Pasir", "Bantuas", "Jawa", "Air Putih", "Sidodadi"]
LEVELS = [4, 40, 9, 25, 60, 12, 33, 18]
HELD = "SELECT reason, count(*) FROM quarantine GROUP BY 1"


def slipped(cells: list[object], at: int, *, is_more: bool) -> list[object]:
    """The row as wide as before: what a cell put in pushes out at the end is lost, one taken out leaves a blank."""
    moved = [*cells[:at], None, *cells[at:-1]] if is_more else [*cells[:at], *cells[at + 1 :], None]
    assert len(moved) == len(cells)
    return moved


def ten_days(last: int = 14) -> Rows:
    """Days 5 (a Friday) to `last` of July 2024, on which every office has a count, none on some, but on weekends."""
    days = range(5, last + 1)
    draw = random.Random(3)
    is_open = [date(2024, 7, day).isoweekday() < 6 for day in days]
    rows: Rows = [
        [n, name, *(draw.choice([0, 3, 8, 21]) if each else None for each in is_open)] for n, name in enumerate(OFFICES)
    ]
    return [["BULAN JULI 2024"], ["No", "Kelurahan", *days], *rows]


def offices_as_columns() -> Rows:
    """Twenty working days of unlike offices, each with a count every day."""
    draw = random.Random(4)
    days = [date(2024, 7, day) for day in range(1, 29) if date(2024, 7, day).isoweekday() < 6]
    rows: Rows = [[f"{day:%d/%m/%Y}", *(level + draw.randrange(-3, 4) for level in LEVELS)] for day in days]
    return [["Tanggal", *OFFICES], *rows]


@pytest.mark.parametrize("is_more", [True, False])
def test_few_days_on_which_all_others_agree_tell_a_row_that_slipped(store: Store, is_more: bool) -> None:
    rows = ten_days()
    rows[5] = slipped(rows[5], 2, is_more=is_more)
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, HELD) == [("baris_bergeser", 1)]
    assert warehouse(store, "SELECT count(DISTINCT unit_code) FROM visit") == [(len(OFFICES) - 1,)]


def test_an_office_that_opens_on_another_day_and_reports_fewer_has_not_slipped(store: Store) -> None:
    rows = ten_days()
    rows[5][3], rows[6][5], rows[6][7] = 4, None, None
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, HELD) == []


@pytest.mark.parametrize("is_more", [True, False])
def test_the_sizes_of_counts_tell_a_day_that_slipped_under_other_offices(store: Store, is_more: bool) -> None:
    rows = offices_as_columns()
    rows[7] = slipped(rows[7], 2, is_more=is_more)
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, HELD) == [("baris_bergeser", 1)]
    assert warehouse(store, "SELECT count(*) FROM visit") == [(19 * len(OFFICES),)]


def test_an_office_without_a_report_that_day_moves_no_other(store: Store) -> None:
    rows = offices_as_columns()
    rows[7][3], rows[9][-1], rows[12][1] = None, None, None
    sheets(store, "kunjungan/a.xlsx", Lembar1=rows)
    take_in_once(store)
    assert warehouse(store, HELD) == []
