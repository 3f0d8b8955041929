"""Mishaps of real deliveries, each once seen to go wrong: told in words, and no row or person lost on the way."""

import json
import os
import zipfile

import pytest
from support.files.raw_files import counts, delimited, etl, log, put, requests, take_in, warehouse, workbook
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load

DAYS = ";".join(str(day) for day in range(1, 32))


def test_a_bad_row_of_call_totals_is_one_reason_in_words(store: Store) -> None:
    put(store, "panggilan_total/t.csv", "Mulai;Sampai;Tahap;Jumlah\n21/10/2019;28/10/2019;Terjawab;seratus\n")
    log(store, "a.csv")
    done = etl("load")
    assert done.returncode == 0
    assert "bilangan bulat" in done.stderr
    assert "seratus" in etl("quarantine", "--source", "panggilan_total").stdout


def test_a_row_that_numbers_the_columns_is_no_second_row_of_days(store: Store) -> None:
    numbers = ";".join(str(n) for n in range(1, 34))
    sent = ";".join(str(1 + n % 5) for n in range(31))
    tamu = "2;Tamu;" + ";".join(["1"] * 31)
    text = f"KELURAHAN BANTUAS\nBULAN JULI 2024\nNo;Keperluan;{DAYS}\n{numbers}\n1;Permohonan;{sent}\n{tamu}\n"
    put(store, "kunjungan/a.csv", text)
    assert counts(take_in_once(store)) == [("loaded", 62, 0, 0, 4)]
    first = warehouse(store, "SELECT purpose, visits FROM visit WHERE date = '2024-07-01' ORDER BY ALL")
    assert first == [("permohonan", 1), ("tamu", 1)]


@pytest.mark.parametrize("letter", ["Samarinda, 2 Oktober 2024", "Berdasarkan Surat Edaran 27 Agustus 2024"])
def test_the_date_of_a_letter_is_not_the_month_of_the_counts(store: Store, letter: str) -> None:
    days = ";".join(str(day) for day in range(1, 31))
    put(store, "kunjungan/a.csv", f"{letter}\nLAPORAN BULAN SEPTEMBER 2024\nKelurahan;{days}\nBantuas{';3' * 30}\n")
    take_in_once(store)
    assert warehouse(store, "SELECT DISTINCT month(date) FROM visit") == [(9,)]


@pytest.mark.parametrize(
    ("title", "value", "hidden"),
    [
        ("Status", "diambil oleh SULASTRI", "SULASTRI"),
        ("Status", "diambil 0812-3456-7890", "3456"),
        ("Jenis Layanan", "surat a.n. RAHMAT HIDAYAT", "RAHMAT"),
        ("Unit Layanan", "rumah Bpk SUPARMAN", "SUPARMAN"),
    ],
)
def test_a_person_in_a_free_text_is_masked(store: Store, title: str, value: str, hidden: str) -> None:
    put(store, "permohonan/a.csv", delimited([*requests(2), requests(1)[0] | {title: value, "No Permohonan": "X"}]))
    said = etl("load").stderr + etl("quarantine").stdout
    assert "*****" in said
    assert hidden not in said
    assert warehouse(store, f"SELECT count(*) FROM quarantine WHERE value LIKE '%{hidden}%'") == [(0,)]


def test_a_signature_below_the_counts_shows_no_name(store: Store) -> None:
    sign = ";" * 25 + "SITI AMINAH BINTI SALEH\n" + ";" * 25 + "NIP. 19700101 199003 2 001\n"
    put(store, "kunjungan/a.csv", f"BULAN JULI 2024\nKelurahan;{DAYS}\nBantuas{';3' * 31}\n{sign}")
    said = etl("load").stderr + etl("quarantine").stdout
    assert "AMINAH" not in said
    assert "19700101" not in said


def test_a_text_without_a_header_prints_none_of_its_cells(store: Store) -> None:
    path = put(store, "permohonan/a.csv", "1;6472020101900001;Anik;081250000001;Rawa Makmur;SKTM;27/08/2024\n")
    for done in (etl("load"), etl("inspect", path)):
        said = done.stdout + done.stderr
        assert "kolom wajib" in said
        assert not any(text in said for text in ("Anik", "6472020101900001", "081250000001"))


@pytest.mark.parametrize("kind", ["zip", "json", "html"])
def test_one_odd_file_stops_no_other(store: Store, kind: str) -> None:
    log(store, "baik.csv", 2)
    path = put(store, f"permohonan/aneh.{kind}", "")
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("./", "")
    elif kind == "json":
        path.write_text('[{"ID": ' + "9" * 5000 + "}]")
    else:
        path.rename(path.with_suffix(".xls"))
        path.with_suffix(".xls").write_text("<html><body><![foo[x]]><table><tr><td>1</td></tr></table>")
    outcome = take_in_once(store)
    assert sorted(account.state for account in outcome.files) == ["loaded", "set_aside"]


def test_a_rebuild_that_changes_nothing_does_not_say_that_no_row_was_accepted(store: Store) -> None:
    log(store, "a.csv", 2)
    take_in(store)
    assert "Tidak ada baris yang diterima" not in etl("load", "--rebuild").stderr


def test_a_page_whose_head_is_never_closed_has_its_table(store: Store) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in [requests(1)[0], requests(1)[0].values()])
    put(store, "permohonan/a.xls", f"<html><head><title>x</title><body><table>{rows}</table></body></html>")
    assert counts(take_in_once(store)) == [("loaded", 1, 0, 0, 1)]


def test_two_quotes_that_are_never_closed_swallow_no_row(store: Store) -> None:
    lines = delimited([*requests(7)]).splitlines()
    lines[2] = lines[2].replace("Awin", '"Awin')
    lines[5] = lines[5].replace("Awin", '"Awin')
    put(store, "permohonan/a.csv", "\n".join(lines) + "\n")
    (account,) = take_in_once(store).files
    assert (account.read, account.not_data, account.accepted) == (8, 1, 7)


def test_a_file_name_of_an_old_system_is_read_and_named(store: Store) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(2)))
    odd = os.fsencode(path.parent) + b"/Laporan \xe9.csv"
    os.rename(path, odd)
    put(store, "permohonan/b.csv", delimited(requests(1)))
    done = etl("load")
    assert done.returncode == 0
    assert "Laporan \\xe9.csv" in done.stderr
    assert warehouse(store, "SELECT count(*) FROM request") == [(2,)]


def test_a_large_file_with_an_old_name_is_read_too(store: Store) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(1500)))
    os.rename(path, os.fsencode(path.parent) + b"/\xe9.csv")
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(1500,)]


LISTS = {
    "empty first": {"errors": [], "data": requests(2)},
    "names first": {"columns": ["x"], "data": requests(2)},
    "others first": {"meta": [{"halaman": 1}], "hasil": {"data": requests(2)}},
    "pages": {"halaman 1": requests(1), "halaman 2": requests(2)[1:]},
    "not only objects": [*requests(2), "terpotong"],
}


@pytest.mark.parametrize("case", LISTS)
def test_json_gives_all_its_lists_of_requests(store: Store, case: str) -> None:
    put(store, "permohonan/a.json", json.dumps(LISTS[case], indent=1))
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(2,)]


def test_a_number_that_two_offices_use_is_a_finding(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(3)))
    other = {"Kecamatan": "", "Unit_Layanan": "Kelurahan Bantuas", "Tanggal_Permohonan": "28/08/2024 07.30"}
    put(store, "permohonan/b.csv", delimited(requests(2, **other, Tanggal_Update="28/08/2024 09.00")))
    log(store, "c.csv", 1)
    load(store)
    said = etl("quarantine", "--reason", "nomor_dipakai_ulang").stdout
    assert "2 nomor dipakai lagi" in said
    assert "Bantuas" in said


def test_what_systems_leave_behind_is_no_delivery(store: Store) -> None:
    path = put(store, "permohonan/a.zip", "")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", delimited(requests(2)))
        archive.writestr("Thumbs.db", b"\xd0\xcf\x11\xe0")
        archive.writestr("folder/desktop.ini", "[x]")
    put(store, "permohonan/Thumbs.db", b"\xd0\xcf\x11\xe0")
    assert counts(take_in_once(store)) == [("loaded", 2, 0, 0, 1)]


@pytest.mark.parametrize("blank", ["\n\n\n", ";;;\n;;;\n", " \t\n"])
def test_a_file_of_blank_lines_holds_no_data(store: Store, blank: str) -> None:
    put(store, "permohonan/a.csv", blank)
    (account,) = take_in_once(store).files
    assert account.reason == "berkas_kosong"


def test_numbers_that_begin_again_are_a_finding(store: Store) -> None:
    put(store, "permohonan/a.csv", delimited(requests(3)))
    put(store, "permohonan/b.csv", delimited(requests(3, Tanggal_Permohonan="03/10/2024 08.00", Tanggal_Update="")))
    load(store)
    assert "3 nomor dipakai lagi" in etl("quarantine").stdout


def test_the_contracts_first_title_counts_wherever_it_stands(store: Store) -> None:
    rows = [{"ID": str(n % 2)} | row for n, row in enumerate(requests(4))]
    put(store, "permohonan/a.csv", delimited(rows))
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(4,)]


@pytest.mark.parametrize("blank", ["\u2009", "\u3000", "\u00a0"])
def test_blanks_of_any_kind_make_no_second_request(store: Store, blank: str) -> None:
    rows = requests(900)
    put(store, "permohonan/a.csv", delimited(rows))
    put(
        store,
        "permohonan/b.csv",
        delimited([row | {"No Permohonan": row["No Permohonan"] + blank} for row in rows[:3]]),
    )
    take_in_once(store)
    assert warehouse(store, "SELECT count(*) FROM request") == [(900,)]


def test_a_list_without_a_column_is_held_back_and_names_no_person(store: Store) -> None:
    short = [{title: cell for title, cell in row.items() if title != "Status"} for row in requests(5)]
    path = put(store, "permohonan/a.json", json.dumps({"6472021234560001": requests(1), "6472020000000003": short}))
    said = etl("load").stderr + etl("quarantine").stdout + etl("inspect", path).stdout
    assert "lembar atau daftar itu" in said
    assert "647202" not in said
    assert warehouse(store, "SELECT count(*) FROM quarantine WHERE place LIKE '%647202%'") == [(0,)]


def test_the_later_of_two_dated_files_counts(store: Store) -> None:
    for name, count in (("h 25-11-2024", 8), ("h 05-11-2024", 3)):
        put(store, f"kunjungan/{name}.csv", f"Kelurahan;Tanggal;Jumlah\nBantuas;01/07/2024;{count}\n")
    take_in_once(store)
    assert warehouse(store, "SELECT visits FROM visit") == [(8,)]


@pytest.mark.parametrize("name", ["warga.xlsx", "warga.html"])
@pytest.mark.parametrize("source", ["permohonan", "kunjungan"])
def test_rows_of_something_else_are_no_empty_file(store: Store, name: str, source: str) -> None:
    """Whoever is told that a file holds nothing may delete it."""
    rows = [["Alamat", "Warna"], ["Jalan Awan 1", "biru"], ["Jalan Awan 2", "hijau"]]
    if name.endswith("xlsx"):
        workbook(store.raw / source / name, rows)
    else:
        cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        put(store, f"{source}/{name}", f"<table>{cells}</table>", zone=None)
    (store.raw / source / "sumber.toml").write_text('zone = "WITA"\n')
    (account,) = take_in_once(store).files
    assert account.reason == "judul_tak_dikenal"
