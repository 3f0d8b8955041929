"""Driver and workers that share no folder but a store under a URL."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from support.file_server import ACCOUNT, PASSWORD, FileServer, open_with
from support.files.raw_files import NAME, NIK, PHONE, counts, delimited, log, put, requests
from support.frames.unlike_stores import unlike
from support.own_settings import settings_below
from support.processes.children import kill_when, start

from bench.clusters.dask_cluster import DaskCluster, dask_cluster
from core.disk import write_private
from core.settings import settings
from core.store import Store
from etl.cluster.executor import on_cluster
from etl.errors import UserError
from etl.loading.forget import forget
from etl.loading.load import load
from etl.loading.outcome import Outcome
from etl.publishing import builds

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileServer]:
    started = FileServer(tmp_path_factory.mktemp("toko"))
    yield started
    started.server.close_all()


@pytest.fixture(scope="module")
def cluster(uploads: FileServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """One worker, which has the key and knows how the store is opened."""
    folder = tmp_path_factory.mktemp("klaster")
    write_private(folder / "kunci", token_hex(32).encode())
    opened = {f"FSSPEC_FTP_{name.upper()}": value for name, value in ACCOUNT.items()}
    with dask_cluster(folder, 1, ADOPSI_KEY_FILE=folder / "kunci", **opened) as started:
        yield started


@pytest.fixture
def own(cluster: DaskCluster, uploads: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store, with the settings that cluster and store are reached by."""
    open_with(monkeypatch)
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(f"FSSPEC_FTP_{name.upper()}", value)
    told = {
        "ADOPSI_KEY_FILE": cluster.folder / "kunci",
        "ADOPSI_KLASTER_TLS": cluster.seal,
        "ADOPSI_KLASTER_FOLDER": uploads.address,
    }
    with settings_below(tmp_path, **told, ADOPSI_KLASTER_DETIK=20):
        store = Store(settings().data_dir)
        store.raw.mkdir(parents=True)
        yield store


def on(cluster: DaskCluster, store: Store) -> Outcome:
    with on_cluster(cluster.address, store) as executor:
        return load(store, executor=executor)


def test_a_load_through_a_store_is_equal_and_leaves_nothing_there(
    cluster: DaskCluster, uploads: FileServer, own: Store, tmp_path: Path
) -> None:
    log(own, "a.csv", 40)
    put(own, "permohonan/salah.csv", delimited(requests(4, Unit_Layanan="Kelurahan Entah", No_HP="x")))
    named = [row | {"No Permohonan": f"{NAME} {NIK}", "Status": "entah"} for row in requests(2)]
    put(own, "permohonan/nama.csv", delimited(named))
    alone = Store(tmp_path / "biasa")
    shutil.copytree(own.raw, alone.raw)
    load(alone)
    assert counts(on(cluster, own)) == [("loaded", 40, 0, 0, 1), ("loaded", 0, 2, 0, 1), ("loaded", 0, 4, 0, 1)]
    assert unlike(own, alone) == {}
    assert uploads.received.count(b"PAR1") >= 6, "tables went through the store"
    for person in (NIK, PHONE, NAME):
        assert person.encode() not in uploads.received
    assert uploads.left == []


def test_a_step_that_begins_within_another_leaves_its_place_alone(
    cluster: DaskCluster, uploads: FileServer, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large log is given out in parts; where one cannot be read alone, the whole is given out meanwhile."""
    monkeypatch.setenv("ADOPSI_KLASTER_POTONGAN", "200000")
    settings.cache_clear()
    rows = requests(2_500)
    rows[-1] |= {"No Antrian": '"1\n2"'}
    put(own, "permohonan/besar.csv", delimited(rows))
    log(own, "kecil.csv", 3)
    alone = Store(tmp_path / "biasa")
    shutil.copytree(own.raw, alone.raw)
    load(alone)
    assert counts(on(cluster, own)) == [("loaded", 2_500, 0, 0, 1), ("loaded", 0, 0, 3, 1)]
    assert unlike(own, alone) == {}
    assert uploads.left == []


def test_what_a_killed_driver_left_goes_where_a_file_is_forgotten(
    cluster: DaskCluster, uploads: FileServer, own: Store, tmp_path: Path
) -> None:
    log(own, "a.csv", 3)
    load(own)
    os.remove(log(own, "a.csv", 3))
    for number in range(5):
        log(own, f"b{number}.csv", 2_000 + number)
    driver = start(["load", "--cluster", cluster.address], tmp_path / "kata")
    assert kill_when(driver, lambda: any(path.suffix == ".parquet" for path in uploads.left))
    assert uploads.left, "which nobody takes any more"
    assert forget(own, "permohonan/a.csv").exit_code == 0
    # What a worker was about to bring it takes away itself.
    until = time.monotonic() + 20
    while uploads.left and time.monotonic() < until:
        time.sleep(0.1)
    assert uploads.left == []


def refused(cluster: DaskCluster, store: Store, folder: str = "") -> str:
    """What is said where a load cannot go through a store; readers have the build from before."""
    log(store, "a.csv", 3)
    load(store)
    before = builds.shown_build(store)
    log(store, "b.csv", 4)
    with pytest.MonkeyPatch.context() as patch:
        if folder:
            patch.setenv("ADOPSI_KLASTER_FOLDER", folder)
        settings.cache_clear()
        with pytest.raises(UserError) as error:
            on(cluster, store)
    settings.cache_clear()
    assert PASSWORD not in str(error.value)
    assert builds.shown_build(store) == before
    return str(error.value)


def test_a_store_that_lets_nobody_in_ends_the_load_with_a_sentence(
    cluster: DaskCluster, own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_with(monkeypatch, username="tiada")
    assert "tempat bersama klaster tidak dapat ditulisi" in refused(cluster, own)


def test_a_folder_that_is_not_there_is_not_made(cluster: DaskCluster, uploads: FileServer, own: Store) -> None:
    assert "(tidak ada bersana" in refused(cluster, own, f"ftp://127.0.0.1:{uploads.port}/bersana")
    assert not (uploads.folder / "bersana").exists()


def test_a_missing_package_is_named(cluster: DaskCluster, own: Store) -> None:
    assert "(paket s3fs belum terpasang)" in refused(cluster, own, "s3://ember/bersama")
