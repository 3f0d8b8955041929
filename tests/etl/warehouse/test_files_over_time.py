"""Files come, change, double and go: what they gave follows, and every record stays accounted for."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.files.raw_files import SIDODADI, counts, delimited, log, published, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load
from etl.reading import reading
from etl.reading.careful import Work
from etl.reading.formats import fast as delimited_lanes
from etl.reading.result import Piece

NUMBERS = "SELECT request_no FROM request ORDER BY 1"
STATES = "SELECT path, state FROM ledger ORDER BY ALL"


def test_nothing_new_is_nothing_done(store: Store) -> None:
    log(store, "a.csv")
    first = load(store)
    again = load(store)
    assert (first.published, again.published, again.files) == (True, False, [])
    assert first.build == again.build


def test_the_same_bytes_under_another_name_are_a_duplicate_file(store: Store) -> None:
    log(store, "a.csv")
    take_in(store)
    log(store, "b.csv")
    assert counts(take_in(store)) == [("duplicate_file", 0, 0, 0, 0)]
    assert warehouse(store, NUMBERS) == [("SMD-2024-0000001",), ("SMD-2024-0000002",)]


def test_new_bytes_under_a_path_replace_what_it_gave(store: Store) -> None:
    log(store, "a.csv", 3)
    log(store, "b.csv", 1, Unit_Layanan="Sempaja")
    take_in(store)
    log(store, "a.csv", 1, Status="Dibatalkan")
    assert counts(take_in(store)) == [("loaded", 1, 0, 0, 1)]
    assert warehouse(store, "SELECT request_no, status FROM request") == [("SMD-2024-0000001", "dibatalkan")]
    assert warehouse(store, "SELECT status FROM request_status") == [("dibatalkan",)]
    assert warehouse(store, STATES) == [("a.csv", "loaded"), ("a.csv", "replaced"), ("b.csv", "loaded")]


def test_a_copy_takes_over_when_its_original_is_replaced(store: Store) -> None:
    log(store, "a.csv", 3)
    log(store, "b.csv", 3)
    take_in(store)
    log(store, "a.csv", 1)
    take_in(store)
    assert len(warehouse(store, NUMBERS)) == 3


def test_a_removed_file_keeps_its_rows_and_may_come_back(store: Store) -> None:
    path = log(store, "a.csv")
    log(store, "b.csv", 1, Unit_Layanan="Kelurahan Jawa", Kecamatan="")
    load(store)
    path.unlink()
    assert load(store).published
    assert published(store, "SELECT path FROM file_account WHERE state = 'removed'") == [("a.csv",)]
    assert len(warehouse(store, NUMBERS)) == 2
    log(store, "a.csv")
    load(store)
    assert warehouse(store, STATES) == [("a.csv", "loaded"), ("b.csv", "loaded")]
    assert len(warehouse(store, NUMBERS)) == 2


def test_a_removed_file_that_comes_back_beside_its_copy_loses_nothing(store: Store) -> None:
    path = log(store, "a.csv")
    take_in(store)
    path.rename(path.with_name("b.csv"))
    take_in(store)
    log(store, "a.csv")
    assert counts(take_in(store)) == [("duplicate_file", 0, 0, 0, 0)]
    assert len(warehouse(store, NUMBERS)) == 2


def test_other_bytes_at_the_path_of_a_removed_file_replace_it(store: Store) -> None:
    path = log(store, "a.csv", 3)
    take_in(store)
    path.unlink()
    take_in(store)
    log(store, "a.csv", 1)
    take_in(store)
    assert warehouse(store, NUMBERS) == [("SMD-2024-0000001",)]


def test_a_renamed_roster_is_published_once(store: Store) -> None:
    roster = "Unit Layanan;Kecamatan;Status;Tanggal;Rencana;Keterangan;Sumber\n"
    path = put(store, "peluncuran/a.csv", f"{roster}Kelurahan Jawa;Samarinda Ulu;Aktif;02/09/2024;Tidak;;\n")
    load(store)
    path.rename(path.with_name("b.csv"))
    load(store)
    rows = "SELECT status, source FROM rollout WHERE date = '2024-09-02'"
    assert len(published(store, rows)) == 1


def test_an_alias_of_the_user_judges_held_back_rows_again(store: Store) -> None:
    log(store, "a.csv", 2, Unit_Layanan="Kel. Sidodadi Lama")
    assert counts(load(store)) == [("loaded", 0, 2, 0, 1)]
    local = store.root / "local"
    local.mkdir()
    (local / "unit_aliases.csv").write_text(f"alias,unit_code,source\nSidodadi Lama,{SIDODADI},SK\n")
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]
    assert warehouse(store, "SELECT count(*) FROM quarantine") == [(0,)]
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(2,)]


def test_a_declared_value_judges_held_back_rows_again(store: Store) -> None:
    path = log(store, "a.csv", 2, Status="Beres")
    take_in(store)
    declaration = path.with_name("sumber.toml")
    declaration.write_text('zone = "WITA"\n[values.status]\nsudah_diambil = ["Beres"]\n')
    assert counts(take_in(store)) == [("loaded", 2, 0, 0, 1)]


def test_another_zone_moves_the_rows(store: Store) -> None:
    path = log(store, "a.csv", 1, Tanggal_Permohonan="26/08/2024 23.30", Tanggal_Update="")
    load(store)
    assert published(store, "SELECT date::VARCHAR FROM unit_day") == [("2024-08-26",)]
    path.with_name("sumber.toml").write_text('zone = "UTC"\n')
    load(store)
    days = "SELECT date::VARCHAR, weekday FROM unit_day JOIN calendar USING (date)"
    assert published(store, days) == [("2024-08-27", 2)]


def test_a_declared_origin_stands_in_for_a_missing_column_only(store: Store) -> None:
    rows = requests(2, Asal_Permohonan="")
    put(store, "permohonan/a.csv", delimited(rows))
    bare = [{title: cell for title, cell in row.items() if title != "Asal Permohonan"} for row in requests(4)[2:]]
    path = put(store, "permohonan/b.csv", delimited(bare))
    path.with_name("sumber.toml").write_text('zone = "WITA"\nasal_bawaan = "petugas"\n')
    take_in_once(store)
    origins = "SELECT origin FROM request ORDER BY request_no"
    assert warehouse(store, origins) == [("tidak_diketahui",), ("tidak_diketahui",), ("petugas",), ("petugas",)]


def test_a_file_that_the_database_stumbles_over_is_read_row_by_row(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault inside the transaction must cost neither this file nor the ones before it."""
    log(store, "a.csv", 3)
    rows = requests(1200, Unit_Layanan="Kelurahan Jawa", Kecamatan="")
    put(store, "permohonan/b.csv", delimited(rows))

    def stumble(connection: duckdb.DuckDBPyConnection, *_: object) -> None:
        connection.execute("SELECT error('berhenti')").fetchall()

    monkeypatch.setattr(delimited_lanes, "_fill", stumble)
    assert counts(take_in_once(store)) == [("loaded", 3, 0, 0, 1), ("loaded", 1200, 0, 0, 1)]
    assert len(warehouse(store, NUMBERS)) == 1200


def test_many_files_that_the_database_stumbles_over_begin_the_load_again_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill, apart = delimited_lanes._fill, reading._read_apart
    read: list[str] = []
    for name in "abcdef":
        put(store, f"permohonan/{name}.csv", delimited(requests(800, No_Antrian=f"{name}1")))

    def stumble(connection: duckdb.DuckDBPyConnection, given: dict[str, object], *rest: Any) -> None:
        read.append(Path(str(given["path"])).stem)
        if read[-1] not in "af":
            connection.execute("SELECT error('berhenti')").fetchall()
        fill(connection, given, *rest)

    def read_apart(work: Work) -> list[Piece]:
        read.append(f"{work.path.stem} dengan teliti")
        return apart(work)

    monkeypatch.setattr(delimited_lanes, "_fill", stumble)
    monkeypatch.setattr(reading, "_read_apart", read_apart)
    assert {account[0] for account in counts(take_in(store))} == {"loaded"}
    assert sorted(read) == ["a", "a", *(f"{name}{how}" for name in "bcde" for how in ("", " dengan teliti")), "f", "f"]


def test_a_folder_elsewhere_says_nothing_of_the_files_here(store: Store) -> None:
    """A trial with --raw leaves the user's own files at hand and their rows in the figures."""
    log(store, "a.csv")
    take_in(store)
    elsewhere = Store(store.root, raw=store.root / "lain")
    log(elsewhere, "b.csv", 1)
    take_in(elsewhere)
    assert warehouse(store, STATES) == [("a.csv", "loaded"), ("b.csv", "loaded")]


def test_held_rows_of_a_renamed_file_stand_once(store: Store) -> None:
    """Under the name that the file has now, in the commands and in what is published."""
    path = log(store, "a.csv", 3, Unit_Layanan="Kelurahan Entah")
    take_in(store)
    path.rename(path.with_name("rekap.csv"))
    load(store)
    assert warehouse(store, "SELECT path, reason, count(*) FROM quarantine GROUP BY ALL") == [
        ("rekap.csv", "unit_tak_dikenal", 3)
    ]
    assert published(store, "SELECT path, row_count FROM quarantine_reason") == [("rekap.csv", 3)]
