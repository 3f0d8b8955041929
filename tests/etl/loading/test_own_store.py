"""The user's store stays the user's; a file or folder that cannot be read is set aside, and the rest loads."""

import json
import os
import shutil
from pathlib import Path

import pytest
from support.files.raw_files import etl, log, published, warehouse

from core.snapshot import open_current
from core.sources import SOURCES
from core.store import Store, active_store, sample_store
from etl.loading.load import load

SHOWN = "SELECT sum(requests) FROM unit_day"


def test_a_load_from_elsewhere_ends_where_readers_look(store: Store) -> None:
    (store.root / "contoh" / "raw").mkdir(parents=True)
    elsewhere = Store(store.root / "kiriman")
    log(elsewhere, "a.csv", 2)
    shutil.rmtree(store.raw)
    build = json.loads(etl("load", "--raw", elsewhere.raw, "--json").stdout)["build"]
    assert active_store().root == store.root
    snapshot = open_current()
    assert snapshot.build == build
    snapshot.connection.close()
    assert json.loads(etl("status", "--json").stdout)["build"] == build


def test_a_store_beside_the_readers_is_named_with_the_way_to_it(store: Store) -> None:
    log(store, "a.csv", 1)
    other = Store(store.root / "lain")
    log(other, "a.csv", 2)
    other.sample_marker.write_text("{}")
    done = etl("load", "--raw", other.raw)
    assert f"ADOPSI_DATA_DIR={other.root}" in done.stderr
    assert "ADOPSI_DATA_DIR" not in etl("load").stderr


def test_a_folder_without_a_folder_of_a_source_is_an_error(store: Store) -> None:
    wrong = store.root / "unduhan"
    (wrong / "lain").mkdir(parents=True)
    (wrong / "a.csv").write_text("x")
    done = etl("load", "--raw", wrong)
    assert done.returncode == 1
    assert all(source in done.stderr for source in SOURCES)
    log(store, "a.csv", 1)
    inside = etl("load", "--raw", store.raw / "permohonan")
    assert inside.returncode == 1
    assert f"--raw {store.raw}" in inside.stderr


def test_without_any_file_nothing_is_published(store: Store) -> None:
    (store.raw / "permohonan").mkdir()
    done = etl("load")
    assert done.returncode == 0
    assert "Belum ada berkas data" in done.stderr
    assert not store.has_build


@pytest.mark.parametrize("lost", ["files", "folder", "pointer"])
def test_missing_raw_files_never_show_the_sample(store: Store, lost: str) -> None:
    (store.root / "contoh" / "raw").mkdir(parents=True)
    assert active_store().root == store.root / "contoh"
    path = log(store, "a.csv", 2)
    load(store)
    if lost == "folder":
        shutil.rmtree(store.raw)
    else:
        path.unlink()
        (store.pointer if lost == "pointer" else store.raw / "x").unlink(missing_ok=True)
    assert active_store().root == store.root
    assert json.loads(etl("status", "--json").stdout)["sample"] is False


def test_a_file_whose_disk_fails_is_set_aside_and_the_rest_loads(store: Store) -> None:
    """The kernel's view of a process's memory is a file that cannot be read."""
    path = log(store, "a.csv", 2)
    (path.parent / "b.csv").symlink_to("/proc/self/mem")
    done = etl("load")
    assert done.returncode == 3
    assert "permohonan/b.csv: berkas atau folder tidak dapat dibaca" in done.stderr
    assert published(store, SHOWN) == [(2,)]
    assert json.loads(etl("status", "--json").stdout)["set_aside"] == ["permohonan/b.csv"]
    build = store.pointer.read_text()
    assert etl("load").returncode == 3
    assert store.pointer.read_text() == build, "the same state makes no new build"
    (path.parent / "b.csv").unlink()
    assert etl("load").returncode == 0


def test_a_known_file_that_cannot_be_read_now_keeps_its_rows(store: Store) -> None:
    path = log(store, "a.csv", 2)
    log(store, "b.csv", 1)
    load(store)
    content = path.read_bytes()
    path.unlink()
    path.symlink_to("/proc/self/mem")
    assert etl("load").returncode == 3
    assert published(store, SHOWN) == [(2,)]
    path.unlink()
    path.write_bytes(content)
    assert etl("load").returncode == 0
    assert warehouse(store, "SELECT count(*) FROM ledger WHERE state = 'loaded'") == [(2,)]


def test_a_closed_folder_keeps_what_was_read_from_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user without the right to look into it (root may look into all)."""
    log(store, "tahun/a.csv", 2)
    (store.raw / "permohonan" / "sumber.toml").write_text('zone = "WITA"\n')
    load(store)
    real = os.scandir

    def scandir(folder: str | Path) -> object:
        if str(folder).endswith("tahun"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr("core.store.raw_files.os.scandir", scandir)
    log(store, "c.csv", 3)
    done = etl("load")
    assert done.returncode == 3
    assert "permohonan/tahun: berkas atau folder tidak dapat dibaca (tidak diizinkan)" in done.stderr
    assert published(store, SHOWN) == [(3,)]
    assert warehouse(store, "SELECT path FROM ledger WHERE state = 'removed'") == []


def test_a_link_that_leads_to_itself_is_set_aside_and_the_rest_loads(store: Store) -> None:
    log(store, "permohonan_2024-08.csv")
    ring = store.raw / "permohonan" / "permohonan_2024-09.csv"
    ring.symlink_to(ring)
    outcome = load(store)
    assert {(a.path, a.state, a.accepted) for a in outcome.files} == {
        ("permohonan_2024-08.csv", "loaded", 2),
        ("permohonan_2024-09.csv", "set_aside", 0),
    }


def test_the_sample_stays_a_sample_without_its_list(store: Store) -> None:
    """Its numbers are never shown as the city's."""
    sample = sample_store()
    log(sample, "permohonan_2024-08.csv")
    load(sample)
    assert published(sample, "SELECT is_sample FROM meta") == [(True,)]
    assert not store.is_sample
    assert etl("sample", sample.root).returncode == 5, "whose files those are nobody knows"
