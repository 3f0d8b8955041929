"""Re-exports and history: what a request was when, what vanished, what stays of a file that is gone."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support.files.raw_files import counts, delimited, etl, log, published, put, requests, take_in, warehouse
from support.files.taken_once import take_in_once

from core.store import Store
from etl.loading.load import load

HISTORY = "SELECT status, reached_at::VARCHAR, is_at_latest FROM request_status ORDER BY reached_at"
SHOWN = "SELECT sum(requests) FROM unit_day"
NUMBERS = "SELECT right(request_no, 1) FROM request ORDER BY 1"
FULL = 'zone = "WITA"\nperiod = [2024-08-01, 2024-08-31]\nfull = true\n'


def export(store: Store, day: str, count: int = 3, **changes: str) -> None:
    log(store, f"permohonan_2024-{day}.csv", count, **changes)


def declare(store: Store, text: str) -> None:
    (store.raw / "permohonan" / "sumber.toml").write_text(text)


def test_one_row_a_request_with_first_and_last_export_and_one_a_status_change(store: Store) -> None:
    export(store, "08-28", 1)
    export(store, "09-05", 1, Status="Siap Diambil", Tanggal_Update="03/09/2024 10.00")
    export(store, "09-12", 1, Status="Siap Diambil", Tanggal_Update="03/09/2024 10.00", Asal_Permohonan="Warga")
    take_in_once(store)
    assert warehouse(store, "SELECT first_export::VARCHAR, last_export::VARCHAR FROM request_export") == [
        ("2024-08-28 00:00:00", "2024-09-12 00:00:00")
    ]
    assert warehouse(store, HISTORY) == [
        ("sedang_diperiksa", "2024-08-27 09:00:00", False),
        ("siap_diambil", "2024-09-03 10:00:00", False),
    ]


def test_unchanged_rows_of_a_re_export_add_nothing(store: Store) -> None:
    export(store, "08-28")
    take_in(store)
    before = warehouse(store, "SELECT * FROM request_version ORDER BY ALL")
    log(store, "permohonan_2024-09-28.csv", 4)
    assert counts(take_in(store)) == [("loaded", 1, 0, 3, 1)]
    assert len(warehouse(store, "SELECT * FROM request_version")) == len(before) + 1


def test_a_status_without_its_own_time_is_dated_by_the_first_export_that_showed_it(store: Store) -> None:
    for day, status in (("09-01", "Diproses"), ("09-08", "Belum Lengkap"), ("09-15", "Belum Lengkap"),
                        ("09-22", "Diproses")):  # fmt: skip
        export(store, day, 1, Status=status, Tanggal_Update="")
    take_in_once(store)
    assert warehouse(store, HISTORY) == [
        ("sedang_diperiksa", "2024-09-01 00:00:00", True),
        ("belum_lengkap", "2024-09-08 00:00:00", True),
        ("sedang_diperiksa", "2024-09-22 00:00:00", True),
    ]
    assert warehouse(store, "SELECT status FROM request") == [("sedang_diperiksa",)]


def test_all_states_of_a_request_in_one_file_are_its_history(store: Store) -> None:
    rows = requests(1) + requests(1, Status="Siap Diambil", Tanggal_Update="28/08/2024 10.00") + requests(1)
    put(store, "permohonan/a.csv", delimited(rows))
    assert counts(take_in_once(store)) == [("loaded", 1, 0, 2, 1)]
    assert [row[0] for row in warehouse(store, HISTORY)] == ["sedang_diperiksa", "siap_diambil"]


def test_a_row_that_a_later_full_export_no_longer_shows_leaves_the_figures(store: Store) -> None:
    export(store, "09-01", 3)
    export(store, "09-08", 2)
    load(store)
    assert published(store, SHOWN) == [(3,)], "without a word of the user no export is full"
    declare(store, FULL)
    outcome = load(store)
    assert outcome.vanished["permohonan"] == 1
    assert published(store, SHOWN) == [(2,)]
    assert warehouse(store, "SELECT right(request_no, 1) FROM request_version WHERE is_vanished") == [("3",)]
    export(store, "09-15", 3)
    assert load(store).vanished["permohonan"] == 0
    assert published(store, SHOWN) == [(3,)], "it came back"


def test_an_export_loaded_late_changes_nothing_about_what_vanished(store: Store) -> None:
    for day, count in (("09-08", 2), ("09-01", 3)):
        export(store, day, count)
        declare(store, FULL)
        take_in(store)
    assert warehouse(store, NUMBERS) == [("1",), ("2",)]


def test_rows_outside_the_period_and_rows_held_back_do_not_vanish(store: Store) -> None:
    export(store, "09-01", 3)
    put(store, "permohonan/lain.csv", delimited(requests(9, Tanggal_Permohonan="30/07/2024 08.00")[8:]))
    bad = requests(3, Status="Diarsipkan")[2:]
    put(store, "permohonan/permohonan_2024-09-08.csv", delimited(requests(2) + bad))
    declare(store, FULL)
    take_in_once(store)
    assert warehouse(store, NUMBERS) == [("1",), ("2",), ("3",), ("9",)]


@pytest.mark.parametrize("text", ["full = true\n", "period = [2024-09-01, 2024-08-01]\n", "period = 2024\n"])
def test_a_full_export_needs_a_period_that_can_be(store: Store, text: str) -> None:
    export(store, "09-01")
    declare(store, f'zone = "WITA"\n{text}')
    done = etl("load")
    assert done.returncode == 1
    assert "baris 2" in done.stderr


def figures(store: Store) -> list[tuple[Any, ...]]:
    return warehouse(store, "SELECT * EXCLUDE (version_no, nik_no, phone_no) FROM request ORDER BY ALL")


@pytest.mark.parametrize("afterwards", ["another file is replaced", "rebuild", "schema"])
def test_a_removed_file_keeps_its_rows(store: Store, afterwards: str) -> None:
    """Even those that a newer version had covered, which comes to light when that one goes."""
    export(store, "09-01", 3)
    export(store, "09-08", 2, Status="Siap Diambil", Tanggal_Update="07/09/2024 10.00")
    take_in(store)
    (store.raw / "permohonan" / "permohonan_2024-09-01.csv").unlink()
    take_in(store)
    before = figures(store)
    if afterwards == "schema":
        with duckdb.connect(str(store.warehouse)) as connection:
            connection.execute("UPDATE made_by SET schema = 'lama'")
            connection.execute("DROP VIEW request_status; ALTER TABLE request_version DROP COLUMN service")
    take_in(store, rebuild=afterwards == "rebuild")
    if afterwards == "schema":
        assert [row[0] for row in before] == [row[0] for row in figures(store)]
        return
    assert figures(store) == before
    export(store, "09-08", 1, Status="Siap Diambil", Tanggal_Update="07/09/2024 10.00")
    take_in(store)
    assert warehouse(store, "SELECT right(request_no, 1), status FROM request ORDER BY 1") == [
        ("1", "siap_diambil"),
        ("2", "sedang_diperiksa"),
        ("3", "sedang_diperiksa"),
    ]


def test_forgetting_takes_the_rows_of_a_removed_file_out(store: Store) -> None:
    export(store, "09-01", 3)
    export(store, "09-08", 2, Unit_Layanan="Kel. Jawa")
    take_in(store)
    name = "permohonan/permohonan_2024-09-01.csv"
    refused = etl("forget", name)
    assert refused.returncode == 1
    assert "berkas masih ada" in refused.stderr
    (store.raw / name).unlink()
    load(store)
    assert published(store, SHOWN) == [(3,)]
    done = etl("forget", name)
    assert done.returncode == 0, done.stderr
    assert published(store, SHOWN) == [(2,)]
    assert warehouse(store, "SELECT path FROM ledger") == [("permohonan_2024-09-08.csv",)]
    again = etl("forget", name)
    assert again.returncode == 1
    assert "tidak ada barisnya" in again.stderr
    assert "permohonan/" in etl("forget", "catatan.txt").stderr


def test_forgetting_a_renamed_file_forgets_its_former_names(store: Store) -> None:
    """Whoever named it after a person and then otherwise wants neither kept."""
    log(store, "awin bentara.csv", 3, Unit_Layanan="Kelurahan Entah")
    log(store, "lain.csv", 1)
    take_in(store)
    folder = store.raw / "permohonan"
    (folder / "awin bentara.csv").rename(folder / "rekap.csv")
    take_in(store)
    (folder / "rekap.csv").unlink()
    load(store)
    assert etl("forget", "permohonan/rekap.csv").returncode == 0
    assert warehouse(store, "SELECT path FROM ledger") == [("lain.csv",)]
    assert warehouse(store, "SELECT path FROM quarantine") == []
    assert b"awin" not in store.warehouse.read_bytes()


def test_forgetting_one_of_two_equal_files_keeps_the_rows(store: Store) -> None:
    export(store, "09-01", 3)
    export(store, "09-08", 3)
    take_in(store)
    (store.raw / "permohonan" / "permohonan_2024-09-08.csv").unlink()
    load(store)
    assert etl("forget", "permohonan/permohonan_2024-09-08.csv").returncode == 0
    assert published(store, SHOWN) == [(3,)]


def test_the_same_bytes_in_a_later_export_say_that_nothing_had_changed(store: Store) -> None:
    """Without times in the rows: the state of 1 September, changed on the 8th, is back on the 15th."""
    for day, origin in (("09-01", "Warga"), ("09-08", "RT"), ("09-15", "Warga")):
        export(store, day, 1, Asal_Permohonan=origin, Tanggal_Update="")
        take_in(store)
    found = "SELECT origin, last_export::VARCHAR FROM request JOIN request_export USING (request_no)"
    assert warehouse(store, found) == [("warga", "2024-09-15 00:00:00")]


@pytest.mark.parametrize(
    ("arrival", "gone"),
    [
        (("09-01", "09-08", "09-15"), ("09-15",)),
        (("09-15", "09-08", "09-01"), ("09-15",)),
        (("09-01", "09-08", "09-15"), ("09-01", "09-15")),
        (("09-15", "09-08", "09-01"), ("09-01", "09-08", "09-15")),
    ],
)
def test_a_copy_tells_of_its_export_whatever_is_read_again(
    store: Store, tmp_path: Path, arrival: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    """Those of 1 and 15 September are equal; whichever of them gave the row, the later one was the last to be seen."""
    for day in arrival:
        export(store, day, 1, Asal_Permohonan="RT" if day == "09-08" else "Warga", Tanggal_Update="")
        take_in(store)
    for day in gone:
        (store.raw / "permohonan" / f"permohonan_2024-{day}.csv").unlink()
    take_in(store)
    for how in ("rebuild", "another declaration", "schema"):
        again = Store(tmp_path / how)
        shutil.copytree(store.root, again.root)
        read_again(again, how)


def read_again(store: Store, how: str) -> None:
    """Let a load read every file again, for one of three reasons, and look at what it makes of the copies."""
    if how == "another declaration":
        declare(store, 'zone = "WITA"\nempty_words = ["nihil"]\n')
    if how == "schema":
        with duckdb.connect(str(store.warehouse)) as connection:
            connection.execute("UPDATE made_by SET schema = 'lama'")
    take_in(store, rebuild=how == "rebuild")
    found = "SELECT origin, last_export::VARCHAR FROM request JOIN request_export USING (request_no)"
    assert warehouse(store, found) == [("warga", "2024-09-15 00:00:00")], how
    assert warehouse(store, "SELECT sum(read) FROM ledger WHERE state <> 'replaced'") == [(4,)], how
