"""Driver and workers that share no folder but a store under a URL: here a real FTP server on loopback."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from threading import Thread

import fsspec
import pytest
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer
from support.files.raw_files import NAME, NIK, PHONE, counts, delimited, log, put, requests
from support.frames.unlike_stores import unlike
from support.own_settings import settings_below

from bench.clusters.dask_cluster import DaskCluster, dask_cluster
from core.disk import write_private
from core.settings import settings
from core.store import Store
from etl.cluster.executor import on_cluster
from etl.cluster.object_store import made_place
from etl.cluster.shared_folder import TOLD
from etl.errors import UserError
from etl.loading.load import load
from etl.loading.outcome import Outcome
from etl.publishing import builds
from etl.warehouse.database import shared_by_cluster

pytestmark = pytest.mark.drill
PASSWORD = "sandi-toko"
ACCOUNT = {"username": "klaster", "password": PASSWORD}
"""It stands in the environment of driver and workers, and nowhere else."""


class _Uploads:
    """A server of files in a thread, and all that was laid down there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.received = folder, b""
        accounts = DummyAuthorizer()
        accounts.add_user(*ACCOUNT.values(), str(folder), perm="elradfmwMT")
        handler = type("Kept", (FTPHandler,), {"authorizer": accounts, "on_file_received": self._keep})
        self.server = FTPServer(("127.0.0.1", 0), handler)
        self.port = self.server.address[1]
        Thread(target=self.server.serve_forever, kwargs={"timeout": 0.05, "handle_exit": False}, daemon=True).start()

    def _keep(self, path: str) -> None:
        self.received += Path(path).read_bytes()

    @property
    def left(self) -> list[Path]:
        """The files that lie there now."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Uploads]:
    started = _Uploads(tmp_path_factory.mktemp("toko"))
    (started.folder / "bersama").mkdir()
    yield started
    started.server.close_all()


@pytest.fixture(scope="module")
def cluster(uploads: _Uploads, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """One worker, which has the key and knows how the store is opened."""
    folder = tmp_path_factory.mktemp("klaster")
    write_private(folder / "kunci", token_hex(32).encode())
    opened = {f"FSSPEC_FTP_{name.upper()}": value for name, value in ACCOUNT.items()}
    with dask_cluster(folder, 1, ADOPSI_KEY_FILE=folder / "kunci", **opened) as started:
        yield started


@pytest.fixture
def own(cluster: DaskCluster, uploads: _Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty store, with the settings that cluster and store are reached by."""
    # As it reads from the environment where it is imported, long ago here.
    monkeypatch.setitem(fsspec.config.conf, "ftp", dict(ACCOUNT))
    told = {
        "ADOPSI_KEY_FILE": cluster.folder / "kunci",
        "ADOPSI_KLASTER_TLS": cluster.seal,
        "ADOPSI_KLASTER_FOLDER": f"ftp://127.0.0.1:{uploads.port}/bersama",
    }
    with settings_below(tmp_path, **told, ADOPSI_KLASTER_DETIK=20):
        store = Store(settings().data_dir)
        store.raw.mkdir(parents=True)
        yield store


def on(cluster: DaskCluster, store: Store) -> Outcome:
    with on_cluster(cluster.address, store) as executor:
        return load(store, executor=executor)


def test_a_load_through_a_store_is_equal_and_leaves_nothing_there(
    cluster: DaskCluster, uploads: _Uploads, own: Store, tmp_path: Path
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
    cluster: DaskCluster, uploads: _Uploads, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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


def test_what_a_worker_brings_too_late_does_not_stay(uploads: _Uploads, own: Store, tmp_path: Path) -> None:
    place = made_place(f"{settings().klaster_folder}/telat", tmp_path, is_first=True)

    def bring() -> None:
        with place.drafted("hasil") as draft:
            (draft / "rows.parquet").write_bytes(b"PAR1")
            (draft / TOLD).write_text("{}")
            place.drop()

    with pytest.raises(OSError, match="dilepas"):
        bring()
    assert uploads.left == []


def test_a_store_where_nothing_may_be_deleted_is_refused(
    uploads: _Uploads, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = {"username": "tanpa-hapus", "password": PASSWORD}
    uploads.server.handler.authorizer.add_user(*account.values(), str(uploads.folder), perm="elrawmMT")
    monkeypatch.setitem(fsspec.config.conf, "ftp", account)
    with pytest.raises(UserError, match="tidak dapat ditulisi dan dikosongkan"):
        made_place(f"{settings().klaster_folder}/tetap", tmp_path, is_first=True)
    shutil.rmtree(uploads.folder / "bersama" / "tetap")


def test_what_a_dead_driver_left_goes_with_the_next_load(cluster: DaskCluster, uploads: _Uploads, own: Store) -> None:
    log(own, "a.csv", 3)
    on(cluster, own)
    place = uploads.folder / "bersama" / shared_by_cluster(own).rpartition("/")[2]
    (place / "lama").mkdir(parents=True)
    (place / "lama" / "hasil.json").write_text("{}")
    log(own, "b.csv", 5)
    on(cluster, own)
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
    monkeypatch.setitem(fsspec.config.conf, "ftp", ACCOUNT | {"username": "tiada"})
    assert "penyimpanan bersama klaster tidak dapat ditulisi" in refused(cluster, own)


@pytest.mark.parametrize(
    "address",
    [
        f"ftp://klaster:{PASSWORD}@127.0.0.1/bersama",
        f"ftp://klaster:{PASSWORD}/a@127.0.0.1/bersama",
        f"simplecache::ftp://klaster:{PASSWORD}@127.0.0.1/bersama",
        f"https://127.0.0.1/bersama?sig={PASSWORD}",
        "s3://[ember/bersama",
    ],
)
def test_an_address_that_may_hold_a_secret_is_refused_unsaid(tmp_path: Path, address: str) -> None:
    with pytest.raises(UserError) as error:
        made_place(f"{address}/klaster-1", tmp_path, is_first=True)
    assert "alamat itu berisi sandi" in str(error.value)
    assert PASSWORD not in str(error.value)


def test_what_a_store_says_of_an_error_is_not_passed_on(
    own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(f"AKIA {PASSWORD}")

    monkeypatch.setattr("fsspec.implementations.ftp.FTPFileSystem.exists", refuse)
    with pytest.raises(UserError, match=r"\(PermissionError\)") as error:
        made_place(f"{settings().klaster_folder}/galat", tmp_path, is_first=True)
    assert PASSWORD not in str(error.value)


def test_a_folder_that_is_not_there_is_not_made(cluster: DaskCluster, uploads: _Uploads, own: Store) -> None:
    assert "(tidak ada bersana)" in refused(cluster, own, f"ftp://127.0.0.1:{uploads.port}/bersana")
    assert not (uploads.folder / "bersana").exists()


def test_a_missing_package_is_named(cluster: DaskCluster, own: Store) -> None:
    told = refused(cluster, own, "s3://ember/bersama")
    assert "paket untuk alamat ini belum terpasang" in told
    assert "s3fs" in told
