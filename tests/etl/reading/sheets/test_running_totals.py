"""Sums that run through a month, and few numbered columns, are never taken for counts of days without a word."""

import json

import pytest
from support.files.count_sheets import Rows, page, sheets, text
from support.files.raw_files import counts, put, take_in, warehouse
from support.files.taken_once import take_in_once
from support.files.xls_bytes import xls

from core.store import Store

DAYS = [*range(1, 32)]
TITLE = ["BULAN MEI 2023"]
USUAL = [(n * 7) % 11 for n in DAYS]
RUNNING = [
    [3 * n + n % 3 for n in DAYS],
    DAYS,
    [None if n % 7 in (6, 0) else 5 * n for n in DAYS],
    ["-" if n % 7 in (6, 0) else 5 * n for n in DAYS],
    [4 * n for n in DAYS[:10]],
    # A day without a sum is no day without visitors.
    [0 if n == 4 else 5 * n for n in DAYS[:12]],
]


@pytest.mark.parametrize("running", RUNNING)
@pytest.mark.parametrize("has_numbers", [True, False])
def test_running_totals_of_an_office_are_held(store: Store, running: list[object], has_numbers: bool) -> None:
    offices = [["Bantuas", *running], ["Bukuan", *USUAL]]
    titles: list[object] = ["Kelurahan", *DAYS]
    rows: Rows = [TITLE, titles, *offices]
    if has_numbers:
        rows = [TITLE, ["No", *titles], *([n, *office] for n, office in enumerate(offices, 1))]
    put(store, "kunjungan/a.csv", text(rows))
    put(store, "kunjungan/b.html", page(rows))
    put(store, "kunjungan/c.xls", xls("Lembar", rows))
    sheets(store, "kunjungan/d.xlsx", Lembar=rows)
    outcome = take_in_once(store)
    assert {account.quarantined for account in outcome.files} == {sum(n is not None for n in running)}
    assert {mark.reason for mark in outcome.marked if mark.severity == "tolak"} == {"hitungan_berjalan"}
    assert warehouse(store, "SELECT count(DISTINCT unit_code), sum(visits) FROM visit WHERE visits > 0") == [
        (1, sum(USUAL))
    ]


def test_running_totals_in_a_long_table_begin_anew_each_month(store: Store) -> None:
    running = [
        {"Kelurahan": "Bantuas", "Tanggal": f"2023-{month:02d}-{day:02d}", "Jumlah": day * 4}
        for month in (5, 6) for day in range(1, 21)
    ]  # fmt: skip
    put(store, "kunjungan/a.json", json.dumps(running))
    usual = [row | {"Kelurahan": "Bukuan", "Jumlah": n * 5 % 9} for n, row in enumerate(running)]
    few = [row | {"Kelurahan": "Rawa Makmur"} for row in running if row["Tanggal"] < "2023-05-09"]
    put(store, "kunjungan/b.json", json.dumps([*usual, *few]))
    assert [account[1:3] for account in counts(take_in(store))] == [(0, 40), (48, 0)]


@pytest.mark.parametrize("word", ["Kumulatif", "Komulatif", "KUMULATIF S.D. HARI INI"])
def test_a_row_of_running_totals_below_the_offices_is_no_data(store: Store, word: str) -> None:
    put(store, "kunjungan/a.csv", text([TITLE, ["Kelurahan", *DAYS], ["Bantuas", *USUAL], [word, *RUNNING[0]]]))
    assert counts(take_in_once(store))[0][1:3] == (31, 0)


SIX = [*range(1, 7)]


def test_few_numbered_columns_with_counts_on_a_sunday_are_no_days(store: Store) -> None:
    """The first of October 2023 was a Sunday; in May it was a Monday."""
    rows: Rows = [["BULAN OKTOBER 2023"], ["No", "Kelurahan", *SIX], [1, "Bantuas", 4, 2, 9, 4, 1, 6]]
    sheets(store, "kunjungan/a.xlsx", Lembar=rows)
    put(store, "kunjungan/b.csv", text([*rows, [2, "Bukuan", 3, 8, 1, 2, 1, 1]]))
    assert [account.reason for account in take_in(store).files] == ["kolom_bukan_hari"] * 2


DAYS_ALL_THE_SAME: list[Rows] = [
    [["BULAN OKTOBER 2023"], ["Kelurahan", "Tanggal"], [None, *SIX], ["Bantuas", 4, 2, 9, 4, 1, 6]],
    [["REKAP HARIAN BULAN OKTOBER 2023"], ["Kelurahan", *SIX], ["Bantuas", 4, 2, 9, 4, 1, 6]],
    [["BULAN OKTOBER 2023"], [None, *"MSSRKJ"], ["Kelurahan", *SIX], ["Bantuas", None, 2, 9, 4, 1, 6]],
    [["BULAN OKTOBER 2023"], ["Kelurahan", *SIX], ["Bantuas", "-", 2, 9, 4, 1, 6]],
]


@pytest.mark.parametrize("rows", DAYS_ALL_THE_SAME)
def test_few_days_that_are_told_or_shut_on_sunday(store: Store, rows: Rows) -> None:
    put(store, "kunjungan/a.csv", text(rows))
    (account,) = take_in_once(store).files
    assert (account.state, account.accepted + account.not_reported) == ("loaded", 6)
    assert "dibaca sebagai hari" not in account.detail


def test_few_columns_that_nothing_proves_are_told(store: Store) -> None:
    put(store, "kunjungan/a.csv", text([TITLE, ["Kelurahan", *SIX], ["Bantuas", 4, 2, 9, 4, 1, 6]]))
    (account,) = take_in_once(store).files
    assert account.accepted == 6
    assert "kolom 1 sampai 6 dibaca sebagai hari di bulan 05-2023" in account.detail


def test_a_count_with_a_footnote_is_held_alone(store: Store) -> None:
    """Six numbered columns under a month, the first a Sunday of October 2023."""
    rows: Rows = [["BULAN OKTOBER 2023"], ["Kelurahan", *range(1, 7)], ["Bantuas", "12²", 3, 4, 5, 2, 6]]
    put(store, "kunjungan/a.csv", text([*rows, ["Bukuan", None, 5, 2, 4, 4, 1]]))
    (account,) = counts(take_in_once(store))
    assert account[1:3] == (10, 1)
