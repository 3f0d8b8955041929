"""A row as wide as its header stands right; any other must be proven by the types of all its columns, or is held."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from support.files.raw_files import NAME, counts, delimited, etl, put, requests, warehouse
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load
from etl.reading.base.office_of_table import Offices
from etl.reading.formats import fast
from etl.sources.contract import contract
from etl.sources.declarations import Declaration

Change = Callable[[str], str]
MISFIT = [("row", "jumlah_kolom_salah", None)]
MISHEADED = [("row", "judul_tak_sejajar", None)]
HELD = "SELECT column_name, reason, value FROM quarantine ORDER BY place, column_name"


@pytest.mark.parametrize(
    "changed",
    [
        lambda text: text.replace("\r\n", ";;\r\n"),
        lambda text: text.replace("270824001\r\n", "270824001;\r\n"),
        lambda text: text.replace("Antrian\r\n", "Antrian;\r\n"),
    ],
    ids=["header and rows", "rows only", "header only"],
)
@pytest.mark.parametrize("count", [2, 1200])
def test_marks_at_the_end_of_every_line_do_no_harm(store: Store, changed: Change, count: int) -> None:
    """Small files and such as the fast lane takes."""
    put(store, "permohonan/a.csv", changed(delimited(requests(count))))
    assert counts(take_in_once(store)) == [("loaded", count, 0, 0, 1)]


def test_rows_that_cannot_prove_it_alone_are_as_wide_as_all_others(store: Store) -> None:
    """A request without an update ends in one mark more, as all rows of its file do."""
    text = delimited([*requests(2), *requests(3, Tanggal_Update="")[2:]]).replace("270824001\r\n", "270824001;\r\n")
    put(store, "permohonan/a.csv", text)
    put(store, "permohonan/b.csv", text.replace("0000003", "0000004").replace("270824001;\r\n", "270824001\r\n", 1))
    assert counts(take_in_once(store)) == [("loaded", 3, 0, 0, 1), ("loaded", 0, 1, 2, 1)]
    assert warehouse(store, HELD) == MISFIT


def test_titles_that_most_rows_do_not_fit_leave_every_row_to_its_cells(store: Store) -> None:
    """The titles and one row have a cell too many each: the day of update stands where the day of request should."""
    titles, *lines = delimited(requests(6), end="\n").splitlines()
    lines[2] = lines[2].replace("27/08/2024 07.30;27/08/2024 09.00;", "27/08/2024 07.30;27/08/2024 09.00;;")
    lines[4] = lines[4].replace("27/08/2024 07.30", ";27/08/2024 07.30")
    titles = titles.replace("Tanggal Permohonan", ";Tanggal Permohonan")
    put(store, "permohonan/a.csv", "\n".join([titles, *lines]) + "\n")
    assert counts(take_in_once(store)) == [("loaded", 1, 5, 0, 1)]
    assert warehouse(store, "SELECT request_no FROM request") == [("SMD-2024-0000005",)]
    assert sorted(warehouse(store, HELD)) == sorted([*MISFIT * 4, *MISHEADED])


@pytest.mark.parametrize("row", ["SKTM;Jawa;02/10/2024;1;234;", "SKTM;Jawa;02/10/2024;1;234"])
def test_a_row_that_cannot_fit_stays_held_where_all_others_end_in_one_mark_more(store: Store, row: str) -> None:
    good = [f"SKTM;Jawa;{day:02d}/10/2024;7;" for day in range(3, 9)]
    put(store, "kunjungan/a.csv", "\n".join(["Layanan;Kelurahan;Tanggal;Jumlah", *good, row]) + "\n", None)
    assert counts(take_in_once(store)) == [("loaded", 6, 1, 0, 1)]
    assert warehouse(store, HELD) == MISFIT


def test_a_shifted_row_among_such_is_not_judged_by_its_cells(store: Store) -> None:
    rows = requests(4, Nama_Pemohon="Jane Roe")
    rows[3] |= {"Nama Pemohon": "Jane;Roe"}
    put(store, "permohonan/a.csv", delimited(rows).replace("270824001\r\n", "270824001;\r\n"))
    assert counts(load(store)) == [("loaded", 3, 1, 0, 1)]
    assert [row[:2] for row in warehouse(store, HELD)] == [("row", "jumlah_kolom_salah")]
    assert "Roe" not in etl("quarantine").stdout


@pytest.mark.parametrize("count", [1, 1200])
def test_a_mark_within_a_cell_is_seen_whatever_is_blank_at_the_end(store: Store, count: int) -> None:
    """An address in two moves a name to the date of update."""
    head = "No Permohonan,Kelurahan,Jenis Layanan,Status,Tanggal Permohonan,Alamat,Nama Pemohon,Tanggal Update"
    row = "A-{},Sidodadi,SKTM,Diproses,28/10/2024 09.15,Jl. Delima{} No 8,Jane Roe,"
    rows = [row.format(n, "" if n else ",") for n in range(count)]
    put(store, "permohonan/a.csv", "\n".join([head, *rows]) + "\n")
    assert counts(load(store)) == [("loaded", count - 1, 1, 0, 1)]
    assert warehouse(store, HELD) == MISFIT
    assert "Roe" not in etl("quarantine").stdout


@pytest.mark.parametrize(
    ("row", "visits"),
    [
        ("Jawa,01/10/2024,2,345,", None),
        ("Jawa,01/10/2024,,12,", None),
        ("Jawa,01/10/2024,12,,", 12),
        ('Jawa,01/10/2024,"2.345",ramai', 2345),
        ("Jawa,,01/10/2024,12,", None),
        ("Jawa,01/10/2024,12", None),
    ],
)
def test_a_count_is_never_a_part_of_one(store: Store, row: str, visits: int | None) -> None:
    put(store, "kunjungan/a.csv", f"Kelurahan,Tanggal,Jumlah,Keterangan\n{row}\n", None)
    (account,) = take_in_once(store).files
    assert account.read == account.accepted + account.quarantined + account.not_data
    assert (account.accepted, account.not_reported) == (int(visits is not None), 0)
    assert warehouse(store, "SELECT visits FROM visit") == ([(visits,)] if visits else [])
    assert warehouse(store, HELD) == ([] if visits else MISFIT)


def test_a_count_in_the_place_of_the_day_is_no_silence(store: Store) -> None:
    put(store, "kunjungan/a.csv", "Kelurahan,Tanggal,Jumlah\nJawa 01/10/2024,12,\n", None)
    (account,) = take_in_once(store).files
    assert (account.quarantined, account.not_reported) == (1, 0)


def test_a_day_without_a_count_is_silent_in_a_wider_row_too(store: Store) -> None:
    put(store, "kunjungan/a.csv", "Kelurahan;Tanggal;Jumlah\nJawa;01/10/2024;4;\nJawa;02/10/2024;;\n", None)
    (account,) = take_in_once(store).files
    assert (account.accepted, account.quarantined, account.not_reported) == (1, 0, 1)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (lambda line: line, True),
        (lambda line: line.replace("\n", ";\n"), False),
        (lambda line: line.replace(NAME, f'"{NAME}; S.E."'), True),
        (lambda line: line.replace(NAME, f'"{NAME}; S.E."').replace("\n", ";\n"), False),
    ],
    ids=["even", "one too many", "inside quotes", "both"],
)
def test_the_fast_lane_counts_the_marks(tmp_path: Path, changed: Change, expected: bool) -> None:
    head, *lines = delimited(requests(1200), end="\n").splitlines(keepends=True)
    lines[700] = changed(lines[700])
    path = tmp_path / "log.csv"
    path.write_text("".join([head, *lines]))
    with duckdb.connect() as connection:
        assert bool(fast.read_fast(connection, path, Offices(contract("permohonan"), Declaration(), path))) is expected
