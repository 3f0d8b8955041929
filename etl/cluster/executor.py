"""The driver's side: the steps of a load given to a Dask scheduler that is already there, and taken back in order."""

import logging
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from time import monotonic

import duckdb
from distributed import Client, Future, KilledWorker, Security
from distributed import TimeoutError as NotHeardError

from core.clock import now_in_city
from core.settings import SHIPPED_CITY, settings
from core.store import Store
from etl.cluster.same_installation import Installation, of_this_process
from etl.cluster.task import DIED, NOT_BEGUN, ClusterTask, work_on
from etl.errors import UserError
from etl.loading.each import Item, LoadStep, Result, Shared
from etl.sandbox.limits import limits_for
from etl.shared_places.shared_place import ASSIGNMENT, Assignment, Done, SharedPlace, result_adapter, why_not
from etl.shared_places.shared_root import SharedRoot, new_root
from etl.sources.reference import read_reference
from etl.warehouse.database import one_row
from etl.warehouse.lock import single_writer

Connection = duckdb.DuckDBPyConnection
ALONE = "Tidak ada yang diubah. Pemuatan di mesin ini saja: jalankan tanpa --cluster dan tanpa ADOPSI_KLASTER."
LOOK_SECONDS = 2.0
"""How often it is looked whether the scheduler still has workers."""
AHEAD_A_WORKER = 3
"""Tasks given out for each worker: results wait on the disk until it is their turn."""
READINGS = 2
"""A task that takes as long as so many readings of the largest file hangs."""


@contextmanager
def on_cluster(address: str, store: Store) -> Iterator["Cluster"]:
    """Give the cluster at an address (tls://host:port) as the executor of a load. Raises UserError.

    Nobody is spoken to before there is something to do.
    """
    cluster = Cluster(address, _security(address), store)
    try:
        yield cluster
    finally:
        cluster.close()


def _security(address: str) -> Security:
    """Certificates are asked of everybody, and nothing goes in clear."""
    if not address.startswith("tls://"):
        raise UserError(f"{address}: sambungan ke klaster harus tersegel. Tulis alamatnya sebagai tls://mesin:port.")
    folder = settings().klaster_tls
    if folder is None:
        raise UserError("Setelan ADOPSI_KLASTER_TLS kosong: isi dengan folder sertifikat (ca.pem, cert.pem, key.pem).")
    files = {name: folder / f"{name}.pem" for name in ("ca", "cert", "key")}
    for path in files.values():
        if not path.is_file():
            raise UserError(f"{path}: sertifikat klaster tidak ada. Taruh ca.pem, cert.pem, dan key.pem di folder itu.")
    return Security(
        require_encryption=True,
        tls_ca_file=str(files["ca"]),
        tls_client_cert=str(files["cert"]),
        tls_client_key=str(files["key"]),
    )


@dataclass
class Cluster:
    """Workers of a cluster, as where steps are done."""

    address: str
    security: Security
    store: Store
    part_bytes: int | None = field(default_factory=lambda: settings().klaster_potongan)
    _client: Client | None = field(default=None, init=False)
    _root: SharedRoot | None = field(default=None, init=False)
    """What this driver shares with workers, once there is something to do."""
    _has_left_tasks: bool = field(default=False, init=False)
    """A load that was broken off: a worker may still bring what it has at hand."""

    def each(
        self, connection: Connection, step: LoadStep[Item, Shared, Result], items: Sequence[Item], shared: Shared
    ) -> Iterator[Result]:
        """Give the result of each item, in order, with its tables in `connection` until the next one is asked for."""
        if not items:
            return
        client = self._connected()
        folder = self._new_place()
        given: deque[Future[str]] = deque()
        try:
            checksum = _written(folder, ASSIGNMENT, Assignment(step.apart, step.tables, step.is_seen, shared))
            work = GivenWork(client, folder, checksum, of_this_process(_key_of(connection), read_reference()))
            kind = result_adapter(step.apart)
            numbers = iter(range(len(items)))
            for item in items:
                most = self._ahead()
                while len(given) < most and (number := next(numbers, None)) is not None:
                    given.append(work.give(number, step.sent(items[number])))
                done = self._taken(given.popleft(), folder, connection)
                if done and not done.is_seen and step.is_seen(item):
                    self._refuse_unseen(done)
                # What worker after worker died over, or what changed meanwhile, is done here.
                result = done.result if done and done.is_seen else None
                yield kind.validate_python(result) if result else step.done_here(connection, item, shared)
        finally:
            for future in given:
                with suppress(Exception):
                    self._has_left_tasks |= not future.done()
                    future.cancel()
            folder.drop()

    def close(self) -> None:
        """Let go of the scheduler, and of what was shared.

        What cannot be cleared now the next load will clear; so does one that is under way by now.
        """
        if self._root:
            with suppress(OSError, UserError), single_writer(self.store, now_in_city()):
                self._root.clear(is_last=not self._has_left_tasks)
        if self._client:
            with suppress(Exception):
                self._client.close(timeout=LOOK_SECONDS)

    def _connected(self) -> Client:
        """Raises UserError where the scheduler or a worker of it is not there."""
        _keep_engine_quiet()
        patience = settings().klaster_detik
        if self._client is None:
            try:
                self._client = Client(self.address, security=self.security, timeout=patience, set_as_default=False)
            except (OSError, NotHeardError, ValueError, RuntimeError):
                words = "klaster tidak menjawab atau menolak sertifikat ini. Periksa penjadwalnya."
                raise UserError(f"{self.address}: {words} {ALONE}") from None
            _keep_engine_quiet()
        try:
            self._client.wait_for_workers(1, timeout=patience)
        except (NotHeardError, OSError):
            if self._client.status != "running":
                raise self._is_lost() from None
            words = "klaster belum punya pekerja. Jalankan pekerjanya dahulu."
            raise UserError(f"{self.address}: {words} {ALONE}") from None
        return self._client

    def _new_place(self) -> SharedPlace:
        """An empty place for one step. Raises UserError."""
        if self._root is None:
            root = new_root(self.store)
            root.begin()
            self._root = root
        try:
            return self._root.new_place()
        except OSError as error:
            raise _is_not_written(self._root.address, error) from None

    def _ahead(self) -> int:
        return AHEAD_A_WORKER * max(1, self._workers())

    def _workers(self) -> int:
        with suppress(Exception):
            return len(self._client.scheduler_info(n_workers=-1)["workers"]) if self._client else 0
        return 0

    def _taken(self, future: Future[str], folder: SharedPlace, connection: Connection) -> Done | None:
        """How a task ended; None where the workers that had it died. Raises UserError."""
        name = self._waited_for(future)
        if name is None or name == DIED:
            return None
        if not name:
            raise UserError(f"{folder.address}: pekerja klaster tidak dapat menulis ke folder bersama itu. {ALONE}")
        if name.startswith(NOT_BEGUN):
            words = "tidak dapat memulai proses kota. Periksa memori, ruang disk, dan paket program ini di mesin itu."
            raise UserError(f"{self.address}: pekerja klaster {name.removeprefix(NOT_BEGUN)} {words} {ALONE}")
        try:
            done = folder.take(name, connection)
        except OSError as error:
            words = f"hasil pekerja klaster tidak terlihat atau tidak muat di sini ({why_not(error)})"
            raise UserError(f"{folder.address}: {words}. {ALONE}") from None
        future.release()
        if done.sentence and done.is_of_worker:
            raise UserError(f"{self.address}: pekerja klaster {done.worker} {done.sentence}. {ALONE}")
        if done.sentence:
            raise UserError(done.sentence)
        return done

    def _refuse_unseen(self, done: Done) -> None:
        raw = self.store.raw.absolute()
        words = f"tidak melihat berkas yang sama di {raw}. Pasang folder itu di sana dengan jalur yang sama."
        raise UserError(f"{self.address}: pekerja klaster {done.worker} {words} {ALONE}")

    def _waited_for(self, future: Future[str]) -> str | None:
        """The name of the result. Raises UserError once no worker is left, or the scheduler is gone."""
        lonely_since: float | None = None
        while True:
            try:
                name: str = future.result(timeout=LOOK_SECONDS)
                return name
            except NotHeardError:
                lonely_since = None if self._workers() else lonely_since or monotonic()
                if lonely_since and monotonic() - lonely_since > settings().klaster_detik:
                    raise UserError(f"{self.address}: klaster tidak punya pekerja lagi. {ALONE}") from None
            except KilledWorker:
                return None
            except (ImportError, RuntimeError):
                words = "penjadwal atau pekerja klaster tidak memuat program ini. Pasang program ini di semua mesin."
                raise UserError(f"{self.address}: {words} {ALONE}") from None
            except Exception:
                raise self._is_lost() from None

    def _is_lost(self) -> UserError:
        return UserError(f"{self.address}: klaster berhenti atau tidak menjawab lagi. {ALONE}")


@dataclass(frozen=True)
class GivenWork:
    """One assignment, as it is given out item by item."""

    client: Client
    folder: SharedPlace
    checksum: str
    expected: Installation

    def give(self, number: int, item: object) -> Future[str]:
        """Give out one item."""
        name = f"{ASSIGNMENT}-{number}"
        seconds = READINGS * limits_for(settings().max_file_bytes).wall_seconds
        told = asdict(self.expected), _city_dir(), str(settings().data_dir.absolute()), seconds
        task = ClusterTask(self.folder.address, self.checksum, name, _written(self.folder, name, item), *told)
        key = f"adopsi-{self.folder.address.rpartition('/')[2]}-{number}"
        given: Future[str] = self.client.submit(work_on, task, key=key, pure=False)
        return given


def _written(folder: SharedPlace, name: str, thing: object) -> str:
    """Lay down what workers read; return its checksum. Raises UserError."""
    try:
        return folder.write(name, thing)
    except OSError as error:
        raise _is_not_written(folder.address, error) from None


def _is_not_written(address: str, error: OSError) -> UserError:
    words = f"tempat bersama klaster tidak dapat ditulisi ({why_not(error)}). Periksa ruang dan haknya."
    return UserError(f"{address}: {words} {ALONE}")


def _city_dir() -> str:
    """The folder of the city; the one that comes with the code may lie elsewhere on a worker."""
    own = settings().kota_dir
    return "" if own == SHIPPED_CITY else str(own.absolute())


def _keep_engine_quiet() -> None:
    """What it logs of lost workers would stand between the sentences of the command."""
    for name in [*logging.root.manager.loggerDict, "distributed"]:
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _key_of(connection: Connection) -> str:
    """The digest of the key by which the warehouse was made, which is the driver's."""
    (key,) = one_row(connection, "SELECT key_digest FROM made_by") or ("",)
    return str(key)
