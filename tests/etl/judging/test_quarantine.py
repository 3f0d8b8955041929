"""Rows held back: all their reasons, filters, the CSV, and how they come out again."""

import csv
from pathlib import Path

import pytest
from support.files.raw_files import NAME, NIK, PHONE, counts, delimited, etl, put, requests, warehouse
from support.files.taken_once import take_in_once

from core.reasons import reasons
from core.snapshot import open_current
from core.store import Store
from etl.loading.load import load


def listed(*arguments: str) -> list[str]:
    """What the command prints, but its closing count."""
    done = etl("quarantine", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[:-1]


@pytest.fixture
def loaded(store: Store) -> Store:
    """One row with four reasons, one flagged, one of another source."""
    bad = requests(1, Unit_Layanan="Loa Bakong", Status="Diarsipkan", Jenis_Layanan="Surat bulan", NIK="6,47E+15")
    put(store, "permohonan/a.csv", delimited([*requests(2), *bad]))
    put(store, "permohonan/b.csv", delimited(requests(1, Asal_Permohonan="Tetangga")))
    put(store, "panggilan_112/c.csv", "No Tiket;Waktu Terima;Kategori\n1;kemarin;Prank\n")
    load(store)
    return store


def test_a_row_keeps_all_its_reasons_each_with_severity_sentence_and_action(loaded: Store) -> None:
    rows = warehouse(loaded, "SELECT column_name, reason, severity FROM quarantine WHERE path = 'a.csv' ORDER BY ALL")
    assert rows == [
        ("nik", "nik_rusak", "peringatan"),
        ("service", "layanan_tak_dikenal", "tolak"),
        ("status", "status_tak_dikenal", "tolak"),
        ("unit", "unit_tak_dikenal", "tolak"),
    ]
    target = loaded.root / "ditahan.csv"
    etl("quarantine", "--csv", target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.DictReader(file))
    assert len(written) == 6
    assert all(row["sentence"] == reasons()[row["reason"]].sentence and row["action"] for row in written)
    assert not any(person in target.read_text() for person in (NIK, NAME, PHONE, "6,47E+15"))


def test_a_row_is_of_the_office_it_names_unless_its_cells_may_have_slipped(store: Store) -> None:
    """Who must mend it: in the command, the warehouse and the build; '' where the row does not say it for sure."""
    one_fault = requests(1, Status="Diarsipkan")
    two_faults = requests(1, Status="Diarsipkan", Jenis_Layanan="Surat bulan")
    nowhere = requests(1, Unit_Layanan="Loa Bakong")
    put(store, "permohonan/a.csv", delimited([*one_fault, *two_faults, *nowhere]))
    put(store, "gangguan/g.csv", "Kantor;Mulai;Selesai\nSEMUA;02/09/2024 10.00;01/09/2024 10.00\n")
    load(store)
    rows = warehouse(store, "SELECT source, place, unit_code FROM quarantine GROUP BY ALL ORDER BY ALL")
    code = "64.72.03.1005"
    assert [(source, office) for source, _, office in rows] == [
        ("gangguan", ""),
        ("permohonan", code),
        ("permohonan", ""),
        ("permohonan", ""),
    ]
    published = open_current(store).table("quarantine_reason")
    assert set(published["unit_code"]) == {"", code}
    assert published["row_count"].sum() == 5
    assert [line for line in listed("--reason", "tanggal_terbalik") if "(" in line] == []


def test_filters_by_source_reason_and_file(loaded: Store) -> None:
    assert len(listed()) == 6
    assert [line.split(" ")[0] for line in listed("--source", "panggilan_112")] == ["panggilan_112/c.csv"]
    assert [line.split(" ")[2] for line in listed("--reason", "status_tak_dikenal")] == ["status:"]
    assert listed("--file", "b.csv") == listed("--file", "permohonan/b.csv")
    assert [line.split(":")[0] for line in listed("--file", "b.csv")] == [
        "permohonan/b.csv 2 origin (Kelurahan Sidodadi)"
    ]
    assert listed("--source", "panggilan_112", "--file", "b.csv") == []
    assert etl("quarantine", "--reason", "cuaca").returncode == 2


def test_a_corrected_file_clears_what_the_faulty_one_left(loaded: Store) -> None:
    put(loaded, "permohonan/a.csv", delimited(requests(3)))
    counts(load(loaded))
    assert {line.split(" ")[0] for line in listed()} == {"permohonan/b.csv", "panggilan_112/c.csv"}
    assert warehouse(loaded, "SELECT count(*) FROM request WHERE request_no = 'SMD-2024-0000003'") == [(1,)]


COUNTS = [
    ("1.234", 1234), ("12,0", 12), ("12.00", 12), ("-", 0), ("\u2013", 0), ("Nihil", 0), (" 7 ", 7),
    ("1.234,00", 1234), ("12,5", None), ("-3", None), ("tutup", None), ("123456", None), ("1.23", None),
]  # fmt: skip


def test_counts_as_people_write_them(store: Store) -> None:
    """Each in a file of its own, and of its own day."""
    for day, (text, _) in enumerate(COUNTS, 10):
        put(store, f"kunjungan/{day}.csv", f"Kelurahan;Tanggal;Jumlah\nKel. Jawa;{day}/10/2024;{text}\n", None)
    counts(take_in_once(store))
    found = dict(warehouse(store, "SELECT day(date), visits FROM visit"))
    assert {text: found.get(day) for day, (text, _) in enumerate(COUNTS, 10)} == dict(COUNTS)


def test_a_count_that_cannot_be_is_told_apart_from_one_that_cannot_be_read(store: Store) -> None:
    put(store, "kunjungan/a.csv", "Kelurahan;Tanggal;Jumlah\nKel. Jawa;01/10/2024;123456\n", None)
    take_in_once(store)
    assert warehouse(store, "SELECT reason FROM quarantine") == [("jumlah_di_luar_jangkauan",)]


def test_the_folder_of_the_csv_must_exist(loaded: Store, tmp_path: Path) -> None:
    assert etl("quarantine", "--csv", tmp_path / "tiada" / "a.csv").returncode == 1
