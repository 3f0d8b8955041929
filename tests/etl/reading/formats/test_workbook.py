"""Workbooks filled in by hand: letterhead, days as columns, totals, notes, empty cells and dashes."""

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook
from support.files.raw_files import REQUEST, workbook

from etl.errors import UnreadableFileError
from etl.reading import read_file
from etl.reading.result import Reading
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

DAYS = list(range(1, 32))
HEADER = ["No", "Unit Layanan", "Keperluan", *DAYS, "JUMLAH"]


def read(path: Path, source: str, columns: str) -> tuple[list[tuple[object, ...]], Reading]:
    with duckdb.connect() as connection:
        reading = read_file(connection, path, contract(source), Declaration())
        return connection.execute(f"SELECT {columns} FROM raw ORDER BY n").fetchall(), reading


def month(*rows: list[object], title: str = "REKAPITULASI KUNJUNGAN LOKET BULAN APRIL 2024") -> list[list[object]]:
    return [["PEMERINTAH KOTA SAMARINDA"], [title], [], HEADER, *rows]


def line(number: int | None, unit: str | None, purpose: str | None, *counts: object) -> list[object]:
    return [number, unit, purpose, *counts, *[None] * (31 - len(counts)), 99]


def test_a_month_with_days_as_columns(tmp_path: Path) -> None:
    """Counts and dashes are records; empty cells of real days are not reported; the rest is no data."""
    sheet = month(
        line(1, "Kel. Jawa", "Permohonan", 12, "-", "dua", "tutup"),
        line(None, None, "Tamu", 3),
        line(2, "Kel. Sidodadi", "Semua"),
        line(None, "TOTAL", None, 15),
        [],
        ["Catatan: 5 hari libur"],
    )
    path = workbook(tmp_path / "rekap.xlsx", sheet)
    rows, reading = read(path, "kunjungan", "place, unit, purpose, date, count")
    assert rows == [
        ("Lembar1!D5", "Kel. Jawa", "Permohonan", "2024-04-01", "12"),
        ("Lembar1!E5", "Kel. Jawa", "Permohonan", "2024-04-02", "-"),
        ("Lembar1!F5", "Kel. Jawa", "Permohonan", "2024-04-03", "dua"),
        ("Lembar1!D6", "Kel. Jawa", "Tamu", "2024-04-01", "3"),
    ]
    assert reading.not_reported == 26 + 29 + 30
    assert reading.not_data == reading.not_reported + reading.closed + 4 + 3


def test_a_count_on_the_31st_of_a_short_month_is_kept_for_judging(tmp_path: Path) -> None:
    path = workbook(tmp_path / "rekap.xlsx", month(line(1, "Kel. Jawa", "Semua", *[None] * 30, 4)))
    rows, _ = read(path, "kunjungan", "date, count")
    assert rows == [("2024-04-31", "4")]


def test_numbers_without_an_office_are_nobodys(tmp_path: Path) -> None:
    """A line of sums without its word must not be added to the office above it."""
    path = workbook(tmp_path / "rekap.xlsx", month(line(1, "Kel. Jawa", "Semua", 4), line(None, None, None, 4)))
    assert read(path, "kunjungan", "unit, count")[0] == [("Kel. Jawa", "4"), (None, "4")]


def test_a_total_with_a_number_before_it_is_a_total(tmp_path: Path) -> None:
    path = workbook(tmp_path / "rekap.xlsx", month(line(1, "Kel. Jawa", "Semua", 4), line(2, "Jumlah semua", None, 4)))
    assert read(path, "kunjungan", "unit, count")[0] == [("Kel. Jawa", "4")]


@pytest.mark.parametrize(
    ("title", "sheet", "name"),
    [
        ("REKAP BULAN APRIL 2024", "Lembar1", "rekap"),
        ("REKAP", "Apr 2024", "rekap"),
        ("REKAP", "Lembar1", "rekap_2024-04"),
    ],
)
def test_the_month_stands_in_title_sheet_or_name(tmp_path: Path, title: str, sheet: str, name: str) -> None:
    path = workbook(tmp_path / f"{name}.xlsx", month(line(1, "Kel. Jawa", "Semua", 4), title=title), sheet)
    assert read(path, "kunjungan", "date")[0] == [("2024-04-01",)]


def test_without_a_month_the_file_is_set_aside(tmp_path: Path) -> None:
    path = workbook(tmp_path / "rekap.xlsx", month(line(1, "Kel. Jawa", "Semua", 4), title="REKAP"))
    with pytest.raises(UnreadableFileError) as refused:
        read(path, "kunjungan", "date")
    assert refused.value.reason == "bulan_tak_ditemukan"


def test_a_sheet_of_notes_is_passed_over_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "rekap.xlsx", month(line(1, "Kel. Jawa", "Semua", 4)))
    book = Workbook()
    book.active.title = "Petunjuk"  # type: ignore[union-attr]
    book["Petunjuk"].append(["Isi setiap hari sebelum pukul 16"])
    page = book.create_sheet("Data")
    for row in month(line(1, "Kel. Jawa", "Semua", 4)):
        page.append(row)
    book.save(path)
    rows, reading = read(path, "kunjungan", "place, count")
    assert rows == [("Data!D5", "4")]
    assert reading.ignored == ["lembar Petunjuk"]


def test_a_long_table_with_real_dates_and_numbers(tmp_path: Path) -> None:
    """Dates come as dates; a NIK kept as a number has lost its last digits and must not look whole."""
    row = REQUEST | {"NIK": 6472021234567890, "Tanggal Permohonan": datetime(2024, 8, 27, 7, 30)}
    row["Tanggal Update"] = date(2024, 8, 28)
    path = workbook(tmp_path / "log.xlsx", [["LOG PERMOHONAN"], list(row), list(row.values())])
    rows, reading = read(path, "permohonan", "place, submitted_at, updated_at, nik, request_no")
    assert rows == [("Lembar1!3", "2024-08-27 07:30:00", "2024-08-28", "6472021234567890.0", "SMD-2024-0000001")]
    assert reading.not_data == 2
