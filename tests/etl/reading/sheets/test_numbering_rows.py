"""A row that numbers the columns is not data, in whatever marks, and takes no day's place."""

import json

import pytest
from support.files.raw_files import counts, put, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.reading.base.not_data import marks_columns, numbers_columns

MARKS = ["({})", "[{}]", "{})", "{}.", "-{}", "( {} )"]


@pytest.mark.parametrize("mark", MARKS)
def test_below_a_row_of_days(store: Store, mark: str) -> None:
    numbers = [mark.format(number) for number in range(1, 35)]
    rows = [["BULAN AGUSTUS 2024"], ["No", "Kelurahan", *range(1, 32), "Jumlah"], numbers, [1, "Bukuan", 4, 5]]
    workbook(put(store, "kunjungan/a.xlsx", ""), rows)
    put(store, "kunjungan/b.csv", "\n".join(";".join(map(str, [*row, *[""] * (34 - len(row))])) for row in rows))
    take_in_once(store)
    assert warehouse(store, "SELECT day(date), visits FROM visit ORDER BY 1") == [(1, 4), (2, 5)]
    assert warehouse(store, "SELECT count(*) FROM quarantine") == [(0,)]


@pytest.mark.parametrize("numbers", ["(1);(2);(3)", "1.;2.;3.", "a;b;c", "(A);(B);(C)", "i;ii;iii", "-1;-2;-3"])
def test_below_the_titles_of_a_long_table(store: Store, numbers: str) -> None:
    put(store, "kunjungan/a.csv", f"Kelurahan;Tanggal;Jumlah\n{numbers}\nBukuan;01/08/2024;4\n")
    rows = [["Kelurahan", "Tanggal", "Jumlah"], numbers.split(";"), ["Bukuan", "02/08/2024", 5]]
    workbook(put(store, "kunjungan/b.xlsx", ""), rows)
    assert counts(take_in_once(store)) == [("loaded", 1, 0, 0, 2)] * 2


def test_below_offices_as_columns(store: Store) -> None:
    rows = [["AGUSTUS 2024"], ["Tanggal", "Bukuan", "Bantuas"], ["(1)", "(2)", "(3)"], [1, 4, 5]]
    workbook(put(store, "kunjungan/a.xlsx", ""), rows)
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT day(date) FROM visit") == [(1,)]
    assert warehouse(store, "SELECT count(*) FROM quarantine") == [(0,)]


def test_sums_of_columns_are_numbers_too() -> None:
    assert marks_columns(["(1)", "(2)", "(3)", "(4=2+3)"])
    assert marks_columns(["1", "2", "3", "4", "5 = 3 + 4"])


def test_counts_days_and_names_are_no_numbers() -> None:
    for cells in (["1", "2", "3"], ["(1)", "(3)", "(2)"], ["1", "Bukuan", "(3)"], ["4", "5", "6", "7"], ["(1)", "(2)"]):
        assert not marks_columns(cells), cells
        assert not numbers_columns(cells), cells


def test_a_record_of_json_is_never_one(store: Store) -> None:
    put(store, "kunjungan/a.json", json.dumps([{"Kelurahan": "(1)", "Tanggal": "(2)", "Jumlah": "(3)"}]))
    assert counts(take_in_once(store)) == [("loaded", 0, 1, 0, 0)]
