"""Titles and names of sheets and lists that no contract knows: what is nobody's name is shown, and where it stands."""

import json
import os
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.files.raw_files import delimited, etl, put, requests

from core.store import Store, user_store
from etl.answers import load_report
from etl.answers.terminal import console, print_json
from etl.loading.load import load

PERSONS = ("Wulan", "Sudarsono", "Hapsari", "9912")
KINDS = ["csv", "xlsx", "json", "html"]


def as_file(path: Path, table: list[list[str]]) -> Path:
    """One table in a format of the field."""
    path.parent.mkdir(parents=True, exist_ok=True)
    titles, *rows = table
    if path.suffix == ".xlsx":
        return sheets(path, {"Data": table})
    if path.suffix == ".json":
        path.write_text(json.dumps([dict(zip(titles, row, strict=True)) for row in rows]))
    elif path.suffix == ".html":
        lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in table]
        path.write_text(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>")
    else:
        path.write_text("\n".join(";".join(row) for row in table) + "\n")
    return path


def sheets(path: Path, tables: dict[str, list[list[str]]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    del book["Sheet"]
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(row)
    book.save(path)
    return path


def said_of(path: Path) -> str:
    """All that the commands say, with a row held back; of one load as table and as JSON."""
    outcome, account = load(user_store()), StringIO()
    with redirect_stdout(account), redirect_stderr(account):
        load_report.print_outcome(console, outcome)
        print_json(load_report.load_json(outcome))
    done = [etl("quarantine"), etl("status"), etl("inspect", path), etl("inspect", path, "--json")]
    return account.getvalue() + "\n".join(each.stdout + each.stderr for each in done)


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_that_nobody_reads_is_told_by_its_column(store: Store, kind: str) -> None:
    put(store, "permohonan/sumber.toml", 'zone = "WITA"\n')
    rows = [row | {"Catatan Wulan Sudarsono": "x", "Warna Map": "y", "Status": "Aneh"} for row in requests(2)]
    path = as_file(store.raw / "permohonan" / f"a.{kind}", [list(rows[0]), *(list(row.values()) for row in rows)])
    said = said_of(path)
    assert "tidak dipakai: Catatan ***** ***** (kolom M), Warna Map" in said
    assert "Catatan ***** ***** (kolom M) -> tidak dipakai" in said
    assert not [word for word in PERSONS if word in said]


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_persons_where_titles_belong(store: Store, kind: str) -> None:
    """The header was lost: the first row of values stands in its place."""
    put(store, "permohonan/sumber.toml", 'zone = "WITA"\n')
    people = [["Wulan Sudarsono", "Hapsari", "Status", "Kelurahan"], ["Wulan", "Sudarsono", "Selesai", "Jawa"]]
    path = as_file(store.raw / "permohonan" / f"a.{kind}", people)
    said = said_of(path)
    assert "kolom wajib tidak ditemukan" in said
    assert "***** ***** (kolom A)" in said
    assert not [word for word in PERSONS if word in said]


def test_a_mistyped_title_is_told_by_its_column_and_what_it_is_like(store: Store) -> None:
    row = requests(1)[0]
    names = {"Status": "Statuz", "No HP": "Hapsari", "Tanggal Permohonan": "Tanggal Permhnan Wulan"}
    path = put(store, "permohonan/a.csv", delimited([{names.get(key, key): value for key, value in row.items()}]))
    said = said_of(path)
    assert "mirip: ***** (kolom I) = status?, Tanggal ***** ***** (kolom J) = tanggal permohonan?; ditemukan" in said
    assert not [word for word in PERSONS if word in said]


def test_sheets_are_told_by_their_number(store: Store) -> None:
    titles = ["Kelurahan", "Tanggal", "Keperluan", "Jumlah"]
    good, bad = [titles, ["Jawa", "01/08/2024", "Permohonan", "4"]], [titles, ["Jawa", "01/08/2024", "", "x"]]
    tables = {
        "Agustus 2024": good,
        "Wulan Sudarsono": bad,
        "Legenda Hapsari": [["apa saja"]],
        "Hapsari": [titles[:2], ["a", "b"]],
    }
    path = sheets(store.raw / "kunjungan" / "a.xlsx", tables)
    said = said_of(path)
    assert "kunjungan/a.xlsx ***** ***** (2)!2 count" in said
    assert "kunjungan/a.xlsx ***** (4) row" in said
    assert not [word for word in PERSONS if word in said]


@pytest.mark.parametrize(
    ("text", "file"), [("BULAN OKTOBER 2024 Wulan", "rekap September 2024"), ("BULAN APA SAJA Hapsari", "rekap")]
)
def test_a_sheet_without_one_month_names_nobody(store: Store, text: str, file: str) -> None:
    days = [[text], ["Unit Layanan", *[str(day) for day in range(1, 31)]], ["Kel. Jawa", *["4"] * 30]]
    path = sheets(store.raw / "kunjungan" / f"{file}.xlsx", {"Wulan Sudarsono": days})
    said = said_of(path)
    assert "Disisihkan" in said
    assert not [word for word in PERSONS if word in said]


def test_a_sheet_named_almost_like_an_office_may_be_a_person(store: Store) -> None:
    days = [["BULAN OKTOBER 2024"], ["Tanggal", "Jumlah"], ["01/10/2024", "4"]]
    path = sheets(store.raw / "kunjungan" / "a.xlsx", {"Sidodadik": days, "Hapsari Sidodadi": days})
    said = said_of(path)
    assert "Hapsari" not in said
    assert "Sidodadik" not in said.partition("Terlihat")[0]


@pytest.mark.parametrize("name", ["rekap September 2024 9912340101900077.xlsx", "data.9912340101900077"])
def test_reasons_show_no_number_in_the_name_of_a_file(store: Store, name: str) -> None:
    days = [["BULAN OKTOBER 2024"], ["Unit Layanan", *map(str, range(1, 31))], ["Kel. Jawa", *["4"] * 30]]
    sheets(store.raw / "kunjungan" / "a.xlsx", {"Data": days}).rename(store.raw / "kunjungan" / name)
    if not name.endswith("xlsx"):
        (store.raw / "kunjungan" / name).write_text("a;b\n1;2\n")
    said = said_of(store.raw / "kunjungan" / name)
    assert "Disisihkan" in said
    assert not [word for word in PERSONS if word in said]


def test_a_sentence_on_a_file_that_is_none_shows_no_number(store: Store) -> None:
    path = store.root / "NIK 9912340101900077.csv"
    for command in ("inspect", "boundaries"):
        assert "9912" not in etl(command, path).stderr
    os.mkfifo(path)
    assert "9912" not in etl("inspect", path).stderr
    assert "9912" not in etl("forget", "permohonan/9912340101900077.csv").stderr


def test_lists_of_an_object_are_told_by_their_number(store: Store) -> None:
    rows = requests(1, Status="Aneh")
    path = put(store, "permohonan/a.json", json.dumps({"Wulan": rows, "Hapsari": rows, "Sudarsono": [{"x": 1}]}))
    said = said_of(path)
    assert "permohonan/a.json ***** (1)[0] status" in said
    assert "permohonan/a.json ***** (2)[0] status" in said
    assert "daftar '***** (3)'" in said
    assert not [word for word in PERSONS if word in said]


def test_unknown_parts_of_a_count_and_titles_aside(store: Store) -> None:
    put(
        store,
        "kunjungan/a.csv",
        "Tanggal;Kelurahan;Permohonan;Informasi;Wulan\n01/08/2024;Jawa;1;2;3\n",
    )
    put(
        store,
        "kunjungan/b.csv",
        "Kelurahan;Tanggal;Jumlah\nJawa;01/08/2024;4\n\nKelurahan;Tanggal;Target Hapsari\nJawa;01/08/2024;9\n",
    )
    said = said_of(store.raw / "kunjungan" / "a.csv") + etl("inspect", store.raw / "kunjungan" / "b.csv").stdout
    assert "***** (kolom E)" in said
    assert "tabel di 4 (Kelurahan, Tanggal, Target *****)" in said
    assert not [word for word in PERSONS if word in said]


def test_a_number_in_a_column_without_a_title_is_masked(store: Store) -> None:
    sheet = [["BULAN OKTOBER 2024"], ["Unit Layanan", "1", "", *map(str, range(2, 32))]]
    sheet.append(["Kel. Jawa", "4", "9912340101900077", *["5"] * 30])
    path = sheets(store.raw / "kunjungan" / "a.xlsx", {"Data": sheet})
    said = said_of(path)
    assert "sel Data!C3: *****" in said
    assert not [word for word in PERSONS if word in said]
