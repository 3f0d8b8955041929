"""Mishaps of sheets of counts: a stale title, a sheet beside the data, two counters, a broken formula."""

import pytest
from openpyxl import Workbook, load_workbook
from support.files.raw_files import counts, etl, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once
from support.files.xls_bytes import xls

from core.store import Store
from etl.errors import UnreadableFileError
from etl.loading.load import load
from etl.reading.stored.stored import Stored


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
    assert counts(take_in_once(store)) == [("loaded", 1, 0, 0, 32)]


@pytest.mark.parametrize("day", ["0{}/07/2024", "{} Juli 2024", "0{}-07-2024", "{}"])
def test_a_week_of_days_is_read(store: Store, day: str) -> None:
    days = [day.format(number) for number in range(1, 6)]
    week = [["BULAN JULI 2024"], ["No", "Kelurahan", *days, "Jumlah"], [1, "Bantuas", 3, "-", 4, None, 2, 9]]
    sheets(store, "kunjungan/a.xlsx", Lembar1=week)
    take_in_once(store)
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
    take_in_once(store)
    assert warehouse(store, "SELECT place, value FROM quarantine") == [("Sheet!C3", "#REF!")]


def test_a_stale_year_or_stale_dates_are_refused(store: Store) -> None:
    sheets(store, "kunjungan/Kunjungan 2024.xlsx", November=month("BULAN NOVEMBER 2023", 3))
    days = [f"2024-09-{day:02d}" for day in range(1, 31)]
    sheets(store, "kunjungan/b.xlsx", Okt=[["BULAN OKTOBER 2024"], ["Kelurahan", *days], ["Bantuas", 3]])
    assert [account.reason for account in take_in(store).files] == ["bulan_bertentangan"] * 2


TITLES = [
    "BULAN OKTOBER TAHUN 2024",
    "PERIODE 1 S/D 31 OKTOBER 2024",
    "PERIODE 01/10/2024 s.d. 31/10/2024",
    "Dasar: Surat Edaran Agustus 2024 | BULAN OKTOBER 2024",
    "BULAN OKTOBER 2024 (Revisi Desember 2024)",
    "Bulan : Oktober | Tahun : 2024",
    "KUNJUNGAN PENGURUSAN SURAT BULAN OKTOBER 2024",
]


@pytest.mark.parametrize("title", TITLES)
def test_the_month_is_read_as_people_write_it(store: Store, title: str) -> None:
    above = [title.split(" | ")]
    sheets(store, "kunjungan/Rekap sd November 2024.xlsx", Okt=[*above, *month("", 3)[1:]], Nov=month("NOV 2024", 4))
    take_in_once(store)
    assert warehouse(store, "SELECT month(date), visits FROM visit ORDER BY 1") == [(10, 3), (11, 4)]


def test_counts_without_a_day_or_an_office_above_them_are_refused(store: Store) -> None:
    halves = [day for pair in zip(range(1, 16), [None] * 15, strict=True) for day in pair]
    sexes = [["BULAN MEI 2024"], ["Kelurahan", *halves], [None, *["L", "P"] * 15], ["Bantuas", *[7, 2] * 15]]
    sheets(store, "kunjungan/hari.xlsx", Mei=sexes)
    offices = [["BULAN MEI 2024"], ["Tanggal", "Bantuas", None, "Bukuan"], [None, "L", "P", "L"], [1, 3, 4, 5]]
    sheets(store, "kunjungan/kantor.xlsx", Mei=offices)
    assert [account.reason for account in take_in(store).files] == ["kolom_tanpa_hari"] * 2


def test_days_with_a_mark_or_a_weekday_are_days(store: Store) -> None:
    days = [f"{day}*" if day % 7 == 1 else f"Kam {day}" if day % 7 == 2 else day for day in range(1, 32)]
    sheets(store, "kunjungan/a.xlsx", Mei=[["BULAN MEI 2024"], ["Kelurahan", *days], ["Bantuas", *[2] * 31]])
    assert counts(take_in_once(store)) == [("loaded", 31, 0, 0, 2)]


def test_an_old_office_in_the_title_is_refused(store: Store) -> None:
    rows = [["KELURAHAN BANTUAS"], ["Tanggal", "Jumlah"], ["01/05/2024", 3]]
    sheets(store, "kunjungan/a.xlsx", Bukuan=rows)
    (account,) = take_in_once(store).files
    assert account.reason == "kantor_bertentangan"


def test_a_row_that_numbers_the_columns_of_a_long_table_is_not_data(store: Store) -> None:
    rows = [
        ["No", "Tanggal", "Kecamatan", "Kelurahan", "Jumlah"],
        [1, 2, 3, 4, 5],
        [1, "01/05/2024", None, "Bantuas", 3],
    ]
    sheets(store, "kunjungan/a.xlsx", Lembar=rows)
    text = "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)  # type: ignore[attr-defined]
    put(store, "kunjungan/b.csv", text.replace("01/05", "02/05"))
    assert counts(take_in_once(store)) == [("loaded", 1, 0, 0, 2)] * 2


def test_a_bare_day_is_read_alike_from_text_and_workbook(store: Store) -> None:
    rows = [["BULAN APRIL 2024"], ["Kelurahan", "Tanggal", "Jumlah"], ["Bantuas", 4, 3]]
    sheets(store, "kunjungan/a.xlsx", Lembar=rows)
    put(store, "kunjungan/b.csv", "BULAN APRIL 2024\nKelurahan;Tanggal;Jumlah\nBukuan;4;3\n")
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT date::VARCHAR FROM visit") == [("2024-04-04",)]


def test_a_part_of_a_visit_is_no_thousand(store: Store) -> None:
    sheets(store, "kunjungan/a.xlsx", Mei=month("BULAN MEI 2024", 12.375, 1234.0))
    load(store)
    assert warehouse(store, "SELECT visits FROM visit") == [(1234,)]
    assert "bilangan bulat" in etl("quarantine").stdout


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576"])
def test_a_stray_cell_stops_nothing(store: Store, cell: str) -> None:
    sheets(store, "kunjungan/a.xlsx", Mei=month("BULAN MEI 2024", 3))
    sheets(store, "kunjungan/b.xlsx", Mei=[*month("BULAN MEI 2024", 3)])
    book = load_workbook(store.raw / "kunjungan/b.xlsx")
    book.worksheets[0][cell] = "x"
    book.save(store.raw / "kunjungan/b.xlsx")
    assert [account.reason for account in take_in(store).files] == [None, "sel_tersesat"]


def test_half_an_old_workbook_stops_nothing(store: Store) -> None:
    whole = xls("Palaran", month("BULAN MEI 2024", *range(31)))
    sheets(store, "kunjungan/a.xlsx", Mei=month("BULAN MEI 2024", 3))
    for size in (600, 683, 900, 1200):
        put(store, f"kunjungan/z{size}.xls", whole[:size])
    assert [account.state for account in take_in(store).files] == ["loaded", *["set_aside"] * 4]


def test_an_export_that_goes_on_in_a_second_sheet_is_not_passed_over(store: Store) -> None:
    rows = [list(row.values()) for row in requests(12)]
    sheets(store, "permohonan/a.xlsx", Data=[list(requests(1)[0]), *rows[:6]], Sheet2=rows[6:])
    assert counts(take_in_once(store))[0][1:3] == (6, 1)


@pytest.mark.drill
def test_many_months_in_one_text_are_all_read(store: Store) -> None:
    """More than seven thousand lines, in blocks each with its month."""
    names = ("JAN", "FEB", "MAR", "APR", "MEI", "JUN", "JUL", "AGU", "SEP", "OKT", "NOV", "DES")
    days, row = ";".join(str(day) for day in range(1, 29)), f"Bantuas{';1' * 28}\n"
    blocks = [f"BULAN {name} 2023\nKelurahan;{days}\n{row * 600}" for name in names]
    put(store, "kunjungan/a.csv", "".join(blocks))
    take_in_once(store)
    assert warehouse(store, "SELECT count(*), count(DISTINCT month(date)) FROM visit") == [(12 * 28, 12)]


@pytest.mark.parametrize(("rows", "told"), [(3_000, "baris 3000,"), (2_000_000_000, "lebih dari 1048576,")])
def test_how_far_a_stray_cell_lies_is_told_and_never_hidden_as_a_number_of_a_person(rows: int, told: str) -> None:
    with pytest.raises(UnreadableFileError, match=told):
        Stored(rows=rows, columns=10_000, cells=1).refuse_stray_cells()
