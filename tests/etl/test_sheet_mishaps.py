"""Mishaps of sheets of counts: a stale title, a sheet beside the data, two counters, a broken formula."""

import pytest
from openpyxl import Workbook
from raw_files import counts, etl, put, warehouse

from core.settings import Store
from etl.load import load


def month(title: str, *counts: object) -> list[list[object]]:
    return [[title], ["Kelurahan", *range(1, 32)], ["Bantuas", *counts]]


def sheets(store: Store, path: str, **pages: list[list[object]]) -> None:
    target = put(store, path, "")
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in pages.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(row)
    book.save(target)


@pytest.mark.parametrize("sheet", ["Agustus 2024", "Agt", "2024-08"])
def test_a_title_copied_from_another_month_overwrites_nothing(store: Store, sheet: str) -> None:
    sheets(store, "kunjungan/juli.xlsx", Bantuas=month("BULAN JULI 2024", 3))
    sheets(store, "kunjungan/agustus.xlsx", **{sheet: month("BULAN JULI 2024", 9)})
    done = etl("load")
    assert done.returncode == 3
    assert "bulan yang berbeda" in done.stderr
    assert sheet in done.stderr
    assert warehouse(store, "SELECT date::VARCHAR, visits FROM visit") == [("2024-07-01", 3)]


NAMES = ["kirim_2024-08-05", "Kunjungan Jul-Des 2024", "kunjungan_juli_2024", "laporan 05-08-2024"]


@pytest.mark.parametrize("name", NAMES)
def test_the_date_of_a_delivery_or_a_range_contradicts_no_title(store: Store, name: str) -> None:
    sheets(store, f"kunjungan/{name}.xlsx", Bantuas=month("BULAN JULI 2024", 3))
    assert counts(load(store)) == [("loaded", 1, 0, 0, 32)]


@pytest.mark.parametrize("day", ["0{}/07/2024", "{} Juli 2024", "0{}-07-2024", "{}"])
def test_a_week_of_days_is_read(store: Store, day: str) -> None:
    days = [day.format(number) for number in range(1, 6)]
    week = [["BULAN JULI 2024"], ["No", "Kelurahan", *days, "Jumlah"], [1, "Bantuas", 3, "-", 4, None, 2, 9]]
    sheets(store, "kunjungan/a.xlsx", Lembar1=week)
    load(store)
    assert warehouse(store, "SELECT day(date), visits FROM visit ORDER BY 1") == [(1, 3), (2, 0), (3, 4), (5, 2)]


def test_a_sheet_that_explains_costs_no_other_its_rows(store: Store) -> None:
    explained = [["Kelurahan", "Arti"], ["Bantuas", "kode BTS"]]
    sheets(store, "kunjungan/a.xlsx", Bantuas=month("BULAN JULI 2024", 3), Legenda=explained)
    done = etl("load")
    assert done.returncode == 0
    assert "tidak dipakai: lembar Legenda" in done.stderr
    assert warehouse(store, "SELECT visits FROM visit") == [(3,)]


def test_a_sheet_that_cannot_be_read_is_held_back_by_name(store: Store) -> None:
    broken = [["Kelurahan", "Tgl Lapor", "Jml"], ["Bantuas", "01/07/2024", 3]]
    sheets(store, "kunjungan/a.xlsx", Bantuas=month("BULAN JULI 2024", 3), Sheet2=broken)
    assert counts(load(store))[0][1:3] == (1, 1)
    assert "Sheet2" in etl("quarantine", "--reason", "lembar_tanpa_kolom").stdout
    sheets(store, "kunjungan/b.xlsx", Sheet2=broken)
    assert "lembar 'Sheet2'" in etl("load").stderr


def test_counts_of_two_counters_do_not_hide_each_other(store: Store) -> None:
    days = ["01/07/2024;3", "01/07/2024;4", "02/07/2024;5", "02/07/2024;5"]
    rows = "".join(f"{row}\n" for row in ["Kelurahan;Tanggal;Jumlah", *(f"Bantuas;{day}" for day in days)])
    put(store, "kunjungan/a.csv", rows)
    assert counts(load(store)) == [("loaded", 1, 2, 1, 1)]
    said = etl("quarantine").stdout
    assert "jumlahkan menjadi satu baris" in said
    assert warehouse(store, "SELECT day(date), visits FROM visit") == [(2, 5)]
    put(store, "kunjungan/a.csv", rows.replace(";4\n", ";3\n"))
    load(store)
    assert "0 catatan" in etl("quarantine").stdout


def test_a_cell_with_an_error_is_no_missing_report(store: Store) -> None:
    target = put(store, "kunjungan/a.xlsx", "")
    book = Workbook()
    page = book.worksheets[0]
    for row in month("BULAN JULI 2024", 3, 0):
        page.append(row)
    page["C3"].value, page["C3"].data_type = "#REF!", "e"
    book.save(target)
    load(store)
    assert warehouse(store, "SELECT place, value FROM quarantine") == [("Sheet!C3", "#REF!")]
