"""`inspect`: what the reader makes of a file, and why; nothing is loaded, nothing is left."""

import csv
import json
from pathlib import Path

import pytest
from support.files.raw_files import NAME, NIK, delimited, etl, put, requests, workbook

from core.settings import settings
from core.store import Store

FIELDS = {"source", "kind", "encoding", "delimiter", "header_row", "columns", "rows", "not_data", "proposals", "parts"}


def inspected(*arguments: str | Path) -> dict[str, object]:
    done = etl("inspect", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def messy(path: Path) -> Path:
    text = "sep=,\r\nPEMERINTAH KOTA\r\n\r\n" + delimited(requests(2, No_HP=" 0899 "), ",")
    text = text.replace("Asal Permohonan", "Asal Pemohonan") + ",,TOTAL,,,,,,,,,2\r\n"
    path.write_bytes(text.encode("utf-16"))
    return path


def test_everything_that_was_understood_is_told(store: Store, tmp_path: Path) -> None:
    told = inspected(messy(tmp_path / "log.csv"))
    assert set(told) >= FIELDS
    assert (told["source"], told["encoding"], told["delimiter"], told["header_row"]) == ("permohonan", "utf-16", ",", 4)
    assert (told["rows"], told["not_data"]) == (2, 5)
    assert {"title": "NIK", "column": "nik"} in told["columns"]
    assert told["proposals"] == {"Asal ***** (kolom H)": "asal permohonan"}
    assert told["reasons"] == {}


def test_the_reasons_of_a_person_are_in_plain_words(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(delimited([*requests(2), *requests(1, Status="Diarsipkan", NIK="6,47E+15")]))
    done = etl("inspect", path)
    for words in (
        "pengodean utf-8: seluruh berkas sah", "pemisah ';': 12 judul dikenal", "judul di baris 1", "NIK -> nik",
        "3 catatan, 1 bukan data", "1 catatan: status tidak dikenal", "Tidak ada yang dimuat",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert not any(person in done.stdout + done.stderr for person in (NIK, NAME, "6,47E+15"))


@pytest.mark.parametrize(
    ("name", "text", "source"),
    [
        ("a.csv", "No Tiket;Waktu Terima;Kategori\n1;27 Agustus 2024 14:05;Prank\n", "panggilan_112"),
        ("b.csv", "Unit Layanan;Mulai;Selesai\nSEMUA;01/08/2024 08.00;01/08/2024 09.00\n", "gangguan"),
        ("c.csv", "Unit Layanan;Status;Tanggal;Rencana\nKel. Jawa;Aktif;01/08/2024;Tidak\n", "peluncuran"),
        ("d.csv", "Tanggal;Sidodadi;Jawa\n01/08/2024;4;5\n", "kunjungan"),
    ],
)
def test_the_source_is_guessed_from_the_titles(store: Store, tmp_path: Path, name: str, text: str, source: str) -> None:
    (tmp_path / name).write_text(text)
    assert inspected(tmp_path / name)["source"] == source


def test_the_folder_and_the_user_know_the_source_better(store: Store) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(1)))
    assert inspected(path)["source"] == "permohonan"
    done = etl("inspect", path, "--source", "gangguan", "--json")
    assert (done.returncode, json.loads(done.stdout)["source"]) == (1, "gangguan")


def test_rows_come_out_as_the_file_holds_them(store: Store, tmp_path: Path) -> None:
    """UTF-8, comma, header first, every data row as text, trimmed; persons too: the file is the user's own."""
    target = tmp_path / "baris.csv"
    done = etl("inspect", messy(tmp_path / "log.csv"), "--rows-out", target)
    assert done.returncode == 0
    assert "2 baris ditulis" in done.stderr
    with target.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:2] == ["No Permohonan", "NIK"]
    assert header[7] == "Asal Pemohonan"
    assert [row[:4] for row in rows] == [[f"SMD-2024-000000{n}", NIK, NAME, "0899"] for n in (1, 2)]
    assert oct(target.stat().st_mode)[-3:] == "600"


def test_rows_of_sheets_with_other_titles_share_one_header(store: Store, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = workbook(tmp_path / "a.xlsx", [["Unit Layanan", "Status", "Tanggal", ""], ["Jawa", "Aktif", "1", "x"]])
    book = load_workbook(path)
    for row in (["Tanggal", "Unit Layanan", "Status", "Status"], ["2", "Bukuan", "Belum", "y"]):
        (book["Dua"] if "Dua" in book else book.create_sheet("Dua")).append(row)
    book.save(path)
    target = tmp_path / "baris.csv"
    assert etl("inspect", path, "--rows-out", target).returncode == 0
    assert target.read_text().splitlines() == [
        "Unit Layanan,Status,Tanggal,kolom_4,Status (2)",
        "Jawa,Aktif,1,x,",
        "Bukuan,Belum,2,,y",
    ]


def test_counts_of_a_wide_sheet_come_out_one_a_line(store: Store, tmp_path: Path) -> None:
    sheet = [["BULAN OKTOBER 2024"], ["Unit Layanan", *range(1, 32)], ["Kel. Jawa", 4, "-", *[None] * 29]]
    target = tmp_path / "baris.csv"
    etl("inspect", workbook(tmp_path / "a.xlsx", sheet), "--rows-out", target)
    lines = target.read_text().splitlines()
    assert lines == ["kecamatan,unit,purpose,date,count", ",Kel. Jawa,,2024-10-01,4", ",Kel. Jawa,,2024-10-02,-"]


def test_nothing_is_loaded_or_made(store: Store, tmp_path: Path) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(2)))
    before = sorted(store.root.rglob("*"))
    assert etl("inspect", path).returncode == 0
    assert sorted(store.root.rglob("*")) == before
    assert not settings().key_file.exists(), "not even the key"


def test_what_cannot_be_used_is_a_sentence_with_what_was_seen(store: Store, tmp_path: Path) -> None:
    path = put(store, "permohonan/a.csv", delimited(requests(1)).replace("Status;", "Statuz;"))
    done = etl("inspect", path, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (
        "kolom wajib tidak ditemukan ('Status'; mirip: ***** (kolom I) = status?; ditemukan: No Permohonan, "
        in done.stderr
    )
    assert (told["reason"], told["delimiter"], told["proposals"]) == (
        "kolom_wajib_tidak_ada",
        ";",
        {"***** (kolom I)": "status"},
    )
    assert etl("inspect", tmp_path / "tiada.csv").returncode == 1
    assert etl("inspect", path, "--source", "pasar").returncode == 2
    good = put(store, "permohonan/b.csv", delimited(requests(1)))
    assert etl("inspect", good, "--rows-out", good).returncode == 1
    assert good.read_text().startswith("No Permohonan")


@pytest.mark.parametrize("lost", ["Status", "Keterangan"], ids=["a required title", "a title of none"])
@pytest.mark.parametrize("first", ["0", "\uff10", "\u0660"], ids=["plain", "wide", "Arabic"])
def test_a_person_where_a_title_belongs_is_not_shown(store: Store, tmp_path: Path, first: str, lost: str) -> None:
    number = "".join(chr(ord(first) + int(digit)) for digit in NIK)
    rows = [{number if title == lost else title: cell for title, cell in row.items()} for row in requests(2)]
    if lost not in requests(1)[0]:
        rows = [{number: number} | row for row in rows]
    path = tmp_path / "daftar.csv"
    path.write_text(delimited(rows), "utf-8")
    for options in ([], ["--json"]):
        done = etl("inspect", path, *options)
        assert not [text for text in (NIK, number) if text in done.stdout + done.stderr]
        assert "*****" in done.stdout


def test_the_shape_of_a_cell_holds_no_digit_of_any_script(store: Store, tmp_path: Path) -> None:
    wide = "".join(chr(ord("\uff10") + int(digit)) for digit in NIK)
    path = tmp_path / "daftar.csv"
    path.write_text(f"Warga;Keperluan\n{wide};surat\n{wide};surat\n", "utf-8")
    said = etl("inspect", path).stdout + etl("inspect", path, "--json").stdout
    assert NIK not in said
    assert wide not in said
    assert "9999+" in said
