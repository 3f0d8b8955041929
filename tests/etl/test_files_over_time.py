"""Files come, change, double and go: what they gave follows, and every record stays accounted for."""

import os
from pathlib import Path

import duckdb
import pytest
from raw_files import SIDODADI, delimited, published, put, requests, warehouse

from core.settings import Store, settings
from core.tables import TABLES
from etl import publish
from etl.errors import UserError
from etl.load import load
from etl.outcome import Outcome

NUMBERS = "SELECT request_no FROM request ORDER BY 1"
STATES = "SELECT path, state FROM ledger ORDER BY ALL"


def log(store: Store, name: str, count: int = 2, **changes: str) -> Path:
    return put(store, f"permohonan/{name}", delimited(requests(count, **changes)))


def counts(outcome: Outcome) -> list[tuple[str, int, int, int, int]]:
    """State, accepted, quarantined, duplicate and not data of each file, after checking its sum."""
    for account in outcome.files:
        kinds = account.accepted + account.quarantined + account.duplicate + account.not_data
        assert account.read == kinds, account
    return [(a.state, a.accepted, a.quarantined, a.duplicate, a.not_data) for a in outcome.files]


def test_nothing_new_is_nothing_done(store: Store) -> None:
    log(store, "a.csv")
    first = load(store)
    again = load(store)
    assert (first.published, again.published, again.files) == (True, False, [])
    assert first.build == again.build


def test_the_same_bytes_under_another_name_are_a_duplicate_file(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    log(store, "b.csv")
    assert counts(load(store)) == [("duplicate_file", 0, 0, 0, 0)]
    assert warehouse(store, NUMBERS) == [("SMD-2024-0000001",), ("SMD-2024-0000002",)]


def test_new_bytes_under_a_path_replace_what_it_gave(store: Store) -> None:
    log(store, "a.csv", 3)
    log(store, "b.csv", 1, Unit_Layanan="Sempaja")
    load(store)
    log(store, "a.csv", 1, Status="Dibatalkan")
    assert counts(load(store)) == [("loaded", 1, 0, 0, 1), ("loaded", 0, 1, 0, 1)]
    assert warehouse(store, "SELECT request_no, status FROM request") == [("SMD-2024-0000001", "dibatalkan")]
    assert warehouse(store, "SELECT status FROM request_status") == [("dibatalkan",)]
    assert warehouse(store, STATES) == [("a.csv", "loaded"), ("a.csv", "replaced"), ("b.csv", "loaded")]


def test_a_copy_takes_over_when_its_original_is_replaced(store: Store) -> None:
    log(store, "a.csv", 3)
    log(store, "b.csv", 3)
    load(store)
    log(store, "a.csv", 1)
    load(store)
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
    load(store)
    path.rename(path.with_name("b.csv"))
    load(store)
    log(store, "a.csv")
    assert counts(load(store)) == [("duplicate_file", 0, 0, 0, 0)]
    assert len(warehouse(store, NUMBERS)) == 2


def test_other_bytes_at_the_path_of_a_removed_file_replace_it(store: Store) -> None:
    path = log(store, "a.csv", 3)
    load(store)
    path.unlink()
    load(store)
    log(store, "a.csv", 1)
    load(store)
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
    load(store)
    declaration = path.with_name("sumber.toml")
    declaration.write_text('zone = "WITA"\n[values.status]\nsudah_diambil = ["Beres"]\n')
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]


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
    load(store)
    origins = "SELECT origin FROM request ORDER BY request_no"
    assert warehouse(store, origins) == [("tidak_diketahui",), ("tidak_diketahui",), ("petugas",), ("petugas",)]


def figures(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every published table but what tells the build and the time of loading."""
    left_out = {"build", "created_at", "loaded_at", "fingerprint"}
    return {
        table.name: published(
            store,
            f"SELECT {', '.join(chr(34) + n + chr(34) for n in table.column_names if n not in left_out)}"
            f' FROM "{table.name}" ORDER BY ALL',
        )
        for table in TABLES
    }


def test_rebuilding_publishes_the_same_figures(sample_store: Store, tmp_path: Path) -> None:
    before = figures(sample_store)
    outcome = load(sample_store, rebuild=True)
    assert outcome.files
    counts(outcome)
    assert outcome.published is False, "same state: the build that stands is the one"
    sample_store.pointer.rename(tmp_path / "CURRENT")
    assert load(sample_store).published
    assert figures(sample_store) == before


def test_a_rebuild_that_fails_leaves_everything_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv")
    build = load(store).build

    def broken(*_: object) -> object:
        raise UserError("disk penuh")

    monkeypatch.setattr("etl.load.publish", broken)
    with pytest.raises(UserError, match="disk penuh"):
        load(store, rebuild=True)
    assert len(warehouse(store, NUMBERS)) == 2
    assert store.pointer.read_text().strip() == build


def test_a_load_that_dies_before_the_end_is_as_if_it_never_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    log(store, "a.csv")
    build = load(store).build
    log(store, "b.csv", 5)
    with monkeypatch.context() as patch:
        patch.setattr(publish, "_point", _die)
        with pytest.raises(KeyboardInterrupt):
            load(store)
    assert store.pointer.read_text().strip() == build
    finished = load(store)
    assert finished.published, "the next load publishes what the dead one had merged"
    assert not list(store.published_dir.glob(".*.tmp*"))
    assert published(store, "SELECT sum(requests) FROM unit_day") == [(5,)]


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_bad_delivery_does_not_replace_a_good_build(store: Store) -> None:
    log(store, "a.csv")
    build = load(store).build
    log(store, "a.csv", 4, Kecamatan="Kota Sumenep")
    outcome = load(store)
    assert counts(outcome) == [("loaded", 0, 4, 0, 1)]
    assert (outcome.build, outcome.published) == (build, False)


def test_another_key_is_refused_and_a_rebuild_takes_it(store: Store) -> None:
    log(store, "a.csv")
    build = load(store).build
    settings().key_file.unlink()
    with pytest.raises(UserError, match="--rebuild"):
        load(store)
    assert store.pointer.read_text().strip() == build
    load(store, rebuild=True)
    assert len(warehouse(store, NUMBERS)) == 2
    assert oct(settings().key_file.stat().st_mode)[-3:] == "600"


def test_a_warehouse_of_another_schema_is_made_anew(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    with duckdb.connect(str(store.warehouse)) as connection:
        connection.execute("UPDATE made_by SET schema = 'lama'")
        connection.execute("ALTER TABLE request DROP COLUMN origin")
    assert counts(load(store)) == [("loaded", 2, 0, 0, 1)]


def test_a_broken_warehouse_is_named_and_a_rebuild_mends_it(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    store.warehouse.write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(UserError, match="--rebuild"):
        load(store)
    assert counts(load(store, rebuild=True)) == [("loaded", 2, 0, 0, 1)]


def test_old_builds_are_kept_for_a_day_and_ten_of_them_for_ever(store: Store) -> None:
    for number in range(13):
        log(store, "a.csv", number + 1)
        load(store)
    assert len(list(store.published_dir.glob("*.duckdb"))) == 13
    for path in store.published_dir.glob("*.duckdb"):
        os.utime(path, (0, 0))
    log(store, "a.csv", 20)
    load(store)
    assert len(list(store.published_dir.glob("*.duckdb"))) == 10
