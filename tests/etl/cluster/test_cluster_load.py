"""A load on a real Dask cluster of two workers: the same to the last row, whatever dies, and no person on the way."""

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from threading import Thread, Timer

import duckdb
import pytest
from support.deliveries import some_of_each_source
from support.files.raw_files import NAME, NIK, PHONE, counts, delimited, etl, log, put, requests, warehouse
from support.frames.unlike_stores import unlike
from support.own_settings import settings_below
from support.processes.children import kill_after, start

from bench.clusters.dask_cluster import DaskCluster, dask_cluster, made_seal
from core.settings import settings
from core.store import Store
from core.store import sample_store as own_sample
from etl.cluster import same_installation, task
from etl.cluster.city_work import done as done_by_worker
from etl.cluster.executor import Cluster, on_cluster
from etl.cluster.same_installation import of_worker
from etl.cluster.task import ClusterTask, ProcessTask
from etl.errors import UserError
from etl.loading import take_in
from etl.loading.being_read import LONG_SECONDS
from etl.loading.judged_file import FileToJudge
from etl.loading.load import load
from etl.loading.outcome import Outcome
from etl.loading.parts import joining
from etl.publishing import builds
from etl.shared_places import shared_folder
from etl.shared_places.shared_place import ASSIGNMENT
from etl.sources.reference import read_reference
from etl.warehouse.database import quoted
from sample.province import write_packs
from sample.world.parameters import EARLIEST_END
from sample.write import write_sample

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Two workers with the key that all stores of this module have."""
    folder = tmp_path_factory.mktemp("klaster")
    (folder / "kunci").write_text("ab" * 32 + "\n")
    (folder / "kunci").chmod(0o600)
    with dask_cluster(folder, ADOPSI_KEY_FILE=folder / "kunci") as started:
        yield started


@pytest.fixture
def own(cluster: DaskCluster, tmp_path: Path) -> Iterator[Store]:
    """An empty store, with the settings that the cluster is reached by."""
    told = {"ADOPSI_KEY_FILE": cluster.folder / "kunci", "ADOPSI_KLASTER_TLS": cluster.seal}
    with settings_below(tmp_path, **told, ADOPSI_KLASTER_DETIK=20):
        store = Store(settings().data_dir)
        store.raw.mkdir(parents=True)
        yield store


@contextmanager
def another_cluster(
    folder: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, workers: int = 1
) -> Iterator[DaskCluster]:
    """Workers of the test's own, which may die; the settings of this process reach them from now on."""
    folder.mkdir()
    with dask_cluster(folder, workers, ADOPSI_KEY_FILE=settings().key_file) as started:
        monkeypatch.setenv("ADOPSI_KLASTER_TLS", str(started.seal))
        monkeypatch.setenv("ADOPSI_KLASTER_DETIK", str(seconds))
        settings.cache_clear()
        yield started


def on(cluster: DaskCluster, store: Store, meanwhile: Callable[[str, int, int], None] | None = None) -> Outcome:
    """Load there; `meanwhile` is called before each file is taken in."""
    with on_cluster(cluster.address, store) as executor:
        return load(store, executor=executor, **({"progress": meanwhile} if meanwhile else {}))


def loaded_at(store: Store) -> datetime:
    """When the files of a store were loaded, by the city's clock."""
    build = builds.shown_build(store)
    assert build
    with duckdb.connect(str(builds.path_of(store, build)), read_only=True) as connection:
        (moment,) = connection.execute("SELECT max(loaded_at) FROM file_account").fetchone() or (None,)
    assert isinstance(moment, datetime)
    return moment


def fill(store: Store) -> None:
    """Files of many kinds: persons, copies, another spelling of a number, faults, a guest book, a closed workbook."""
    log(store, "a.csv", 40)
    log(store, "b.csv", 60, Status="Selesai", Tanggal_Update="28/08/2024 10.00")
    log(store, "salinan.csv", 40)
    spelled = [row | {"No Permohonan": row["No Permohonan"].lower()} for row in requests(5)]
    put(store, "permohonan/kecil.csv", delimited(spelled))
    put(store, "permohonan/salah.csv", delimited(requests(4, Unit_Layanan="Kelurahan Entah", No_HP="x")))
    named = [row | {"No Permohonan": f"{NAME} {NIK}", "Status": "entah"} for row in requests(2)]
    put(store, "permohonan/nama.csv", delimited(named))
    put(store, "permohonan/rusak.xlsx", b"PK\x03\x04 no workbook")
    guests = "\n".join(f"{day:02d}/08/2024;Sidodadi;Tamu {day};KTP" for day in range(1, 20))
    put(store, "kunjungan/buku.csv", f"Tanggal;Kelurahan;Nama Tamu;Keperluan\n{guests}\n")


def pair(own: Store, tmp_path: Path) -> Store:
    """The same files loaded in one process, in a store of the same key."""
    other = Store(tmp_path / "biasa")
    shutil.copytree(own.raw, other.raw)
    load(other)
    return other


@pytest.mark.slow
def test_the_sample_is_equal_to_the_last_row_and_a_second_load_does_nothing(
    own: Store, sample_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of a file of each source, and of files of our own of all kinds, is what the next test shows every time."""
    # Plans of a file without a date are of the day on which it was loaded, which may be yesterday's for the sample.
    monkeypatch.setattr(take_in, "now_in_city", lambda: loaded_at(sample_store))
    shutil.copytree(sample_store.root / "raw", own_sample().raw, copy_function=os.link)
    shutil.copy(sample_store.sample_marker, own_sample().sample_marker)
    monkeypatch.setenv("ADOPSI_KEY_FILE", str(sample_store.root.parent.parent / "kunci"))
    settings.cache_clear()
    with another_cluster(tmp_path / "c", monkeypatch, seconds=20, workers=2) as started:
        first = on(started, own_sample())
        again = on(started, own_sample())
    assert first.published
    assert len(first.files) > 50
    assert (again.build, again.files) == (first.build, [])
    assert unlike(own_sample(), sample_store) == {}


def test_files_of_all_kinds_are_equal_only_what_changed_is_judged_again_and_a_deadly_one_by_the_driver(
    cluster: DaskCluster, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the first load a worker dies that has been given work."""
    fill(own)
    write_sample(tmp_path / "contoh", until=EARLIEST_END)
    some_of_each_source(Store(tmp_path / "contoh"), own, 1)
    cluster.start_worker("hilang")
    cluster.wait_for_workers()
    # So what it is given it still has when it dies.
    os.killpg(cluster.processes["hilang"].pid, signal.SIGSTOP)
    with on_cluster(cluster.address, own) as executor:
        held: list[str] = []
        killing = Thread(target=lambda: held.extend(kill_at_work(cluster, "hilang", executor)))
        killing.start()
        there, here = load(own, executor=executor), pair(own, tmp_path)
        killing.join()
    assert held, "what it had was done by others"
    # What it read may lie there until a worker begins there again.
    shutil.rmtree(cluster.folder / "hilang")
    assert there.exit_code == 3, "a workbook that is none"
    assert unlike(own, here) == {}
    again = on(cluster, own)
    assert (again.build, again.files) == (there.build, [])
    log(own, "a.csv", 41)
    shutil.copytree(own.raw, here.raw, dirs_exist_ok=True)
    assert counts(on(cluster, own)) == counts(load(here))
    assert unlike(own, here) == {}
    # A file that kills its process twice is judged by the driver, and the workers live.
    for number, name in enumerate(("a.csv", "b.csv", "salinan.csv")):
        log(own, name, 42 + number, Status="Selesai")
    shutil.copytree(own.raw, here.raw, dirs_exist_ok=True)
    kill_over(monkeypatch, "b.csv")
    assert counts(on(cluster, own)) == counts(load(here))
    assert unlike(own, here) == {}
    assert [process.poll() for process in cluster.processes.values()] == [None] * 3


def kill_at_work(cluster: DaskCluster, worker: str, driver: Cluster) -> list[str]:
    """Kill a worker once it has been given work; return which."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if held := given_to(driver, worker):
            cluster.kill(worker)
            return held
        time.sleep(0.05)
    return []


def given_to(driver: Cluster, worker: str) -> list[str]:
    """The tasks that a worker has; none before the driver speaks to the scheduler."""
    client = driver._client
    if client is None:
        return []
    workers = client.scheduler_info(n_workers=-1)["workers"]
    (address,) = [address for address, told in workers.items() if told["name"] == worker]
    return list(client.processing().get(address, ()))


def kill_over(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let a file end each process that is given it."""
    write = shared_folder.SharedFolder.write

    def deadly(folder: shared_folder.SharedFolder, path: str, thing: object) -> str:
        is_deadly = isinstance(thing, FileToJudge) and thing.file.path == name
        return write(folder, path, Deadly() if is_deadly else thing)

    monkeypatch.setattr(shared_folder.SharedFolder, "write", deadly)


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_by_the_other(cluster: DaskCluster, own: Store, tmp_path: Path) -> None:
    fill(own)
    for number in range(8):
        log(own, f"lagi{number}.csv", 100 + number, Nama_Pemohon=f"Warga {number}")
    cluster.start_worker("sekali")
    cluster.wait_for_workers()

    killed: list[int] = []

    def kill(_: str, number: int, __: int) -> None:
        if number == 2:
            cluster.kill("sekali")
        elif number == 5:
            killed.extend(_end_processes_of(cluster.processes["worker0"].pid))

    with_a_death = on(cluster, own, kill)
    assert len(with_a_death.files) == 16
    assert killed
    assert unlike(own, pair(own, tmp_path)) == {}
    left = [path for path in (cluster.folder / "sekali").rglob("worker-*") if path.is_dir()]
    assert left, "what it read may still lie there"
    cluster.start_worker("sekali")
    until = time.monotonic() + 30
    while any(path.exists() for path in left):
        assert time.monotonic() < until, "a worker that begins there clears what a dead one left"
        time.sleep(0.1)
    cluster.kill("sekali")


def test_a_file_in_parts_is_equal_though_a_worker_dies_over_one(
    cluster: DaskCluster, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records are repeated over the cuts, persons stand on both sides of them, and each part has rows held back."""
    rows = requests(3_000)
    for number, row in enumerate(rows):
        day = f"{13 + number % 15}/08/2024 0{number % 10}.15"
        row |= {"NIK": f"99123401019{number * 7 % 997:05d}", "Tanggal Permohonan": day, "Tanggal Update": day}
        row |= {"Status": "entah"} if number % 100 == 3 else {}
    put(own, "permohonan/besar.csv", delimited([*rows, *(row | {"Status": "Selesai"} for row in rows[::3])]))
    put(own, "permohonan/dikutip.csv", delimited([row | {"No Antrian": '"1\n2"'} for row in rows]))
    log(own, "kecil.csv", 40)
    here = pair(own, tmp_path)
    monkeypatch.setenv("ADOPSI_KLASTER_POTONGAN", "200000")
    settings.cache_clear()
    given, joined = [], []
    write, whole = shared_folder.SharedFolder.write, joining._Joined.whole

    def deadly(folder: shared_folder.SharedFolder, name: str, thing: object) -> str:
        if isinstance(thing, FileToJudge):
            given.append((thing.file.path, thing.part is not None))
        is_deadly = isinstance(thing, FileToJudge) and len(given) == 2
        return write(folder, name, Deadly() if is_deadly else thing)

    monkeypatch.setattr(shared_folder.SharedFolder, "write", deadly)
    monkeypatch.setattr(joining._Joined, "whole", lambda file: joined.append(whole(file)) or joined[-1])

    def end_processes(_: str, number: int, __: int) -> None:
        # Once: a process that is ended twice while it begins is told as one that cannot.
        if number == 2:
            _end_processes_of(cluster.processes["worker0"].pid)

    on(cluster, own, end_processes)
    assert given.count(("besar.csv", True)) > 1
    assert [found is not None for found in joined] == [True, False]
    assert given.count(("dikutip.csv", False)) == 1, "a line break inside quotes: as one, by a worker too"
    assert unlike(own, here) == {}


def _end_processes_of(worker: int) -> list[int]:
    """Kill what serves the cities of a worker; it lives on."""
    found = [path.read_text().split() for path in Path(f"/proc/{worker}/task").glob("*/children")]
    processes = [int(number) for numbers in found for number in numbers]
    for process in processes:
        os.kill(process, signal.SIGKILL)
    return processes


class Deadly:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (9,)


@pytest.mark.slow
def test_what_died_with_worker_after_worker_is_judged_by_the_driver(
    own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here the engine gives a task up with the first worker, after which there is none."""
    for name in ("a.csv", "b.csv"):
        log(own, name, 30, Nama_Pemohon=name)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with another_cluster(tmp_path / "c", monkeypatch, seconds=20) as started:
        started.wait_for_workers()
        os.killpg(started.processes["worker0"].pid, signal.SIGSTOP)
        write = shared_folder.SharedFolder.write

        def given(folder: shared_folder.SharedFolder, name: str, thing: object) -> str:
            if isinstance(thing, FileToJudge) and thing.file.path == "b.csv":
                Timer(1, started.kill, ["worker0"]).start()
            return write(folder, name, thing)

        monkeypatch.setattr(shared_folder.SharedFolder, "write", given)
        on(started, own)
    assert unlike(own, pair(own, tmp_path)) == {}


def test_a_worker_keeps_the_processes_of_the_last_cities_alone(own: Store, tmp_path: Path) -> None:
    """Each has a task here that nothing is laid down for, which is told where the task says."""
    try:
        for city_dir in ("", "b", "", "c"):
            folder = shared_folder.SharedFolder.made(tmp_path / "bersama")
            of_task = ClusterTask(str(folder.path), "", "", "", {}, city_dir and str(tmp_path / city_dir), "")
            done = folder.take(task.asked(ProcessTask(of_task, "pekerja", str(tmp_path))), duckdb.connect())
            assert done.sentence
            assert done.is_of_worker
        assert [*task._processes] == ["", str(tmp_path / "c")]
    finally:
        for city_dir in [*task._processes]:
            task._end(city_dir)


@pytest.mark.slow
def test_one_worker_serves_several_cities_and_each_gets_its_build(
    cluster: DaskCluster, own: Store, tmp_path: Path
) -> None:
    for folder in write_packs(tmp_path / "provinsi", 2):
        there = Store(folder)
        rows = requests(40, Unit_Layanan="Kelurahan Alun Lestari", Kecamatan="Muara")
        put(there, "permohonan/a.csv", delimited(rows))
        put(there, "permohonan/b.csv", delimited(requests(3, Unit_Layanan="Kelurahan Sidodadi")))
    shutil.copytree(folder, tmp_path / "biasa" / folder.name)
    on_workers = etl("load", "--cities", tmp_path / "provinsi", "--cluster", cluster.address, "--json")
    assert etl("load", "--cities", tmp_path / "biasa", "--json").returncode == on_workers.returncode == 0
    assert unlike(Store(folder), Store(tmp_path / "biasa" / folder.name)) == {}
    for loaded in json.loads(on_workers.stdout).values():
        assert [(account["accepted"], account["quarantined"]) for account in loaded["files"]] == [(40, 0), (0, 3)]


def test_no_person_lies_anywhere_on_the_way(cluster: DaskCluster, own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in what driver and workers share, nor in the workers' folders and logs: each byte of them is searched."""
    fill(own)
    put(own, f"permohonan/{NAME} {NIK}.csv", delimited(requests(3)))
    seen = []
    take = shared_folder.SharedFolder.take

    def looked_into(folder: shared_folder.SharedFolder, name: str, connection: duckdb.DuckDBPyConnection) -> object:
        # Whole results alone: one that is still being written is looked into when it is taken.
        for path in [*folder.path.glob("[!.]*"), *folder.path.glob("[!.]*/*"), *files_below(cluster.folder)]:
            at_work = next((each for each in path.parents if each.name.startswith("adopsi-")), None)
            if at_work:
                # Where the file is being read; it goes with the task, perhaps at this moment.
                with suppress(FileNotFoundError):
                    assert at_work.stat().st_mode & 0o777 == 0o700
            elif path.is_file() and not path.name.startswith(ASSIGNMENT):
                assert not persons_in(path), path.name
                seen.append(path.suffix)
        for path in folder.path.glob("[!.]*/*.parquet"):
            told = str(duckdb.sql(f"FROM read_parquet({quoted(path)})").fetchall())
            assert not any(person in told for person in (NIK, PHONE, NAME)), path.name
        return take(folder, name, connection)

    monkeypatch.setattr(shared_folder.SharedFolder, "take", looked_into)
    on(cluster, own)
    assert {".parquet", ".json", ".log"} <= set(seen)
    assert list(own.warehouse_dir.rglob("klaster-*")) == []
    assert list(cluster.folder.rglob("adopsi-*")) == [], "what a task spilled went with it"


def files_below(folder: Path) -> Iterator[Path]:
    """The files there; folders that go meanwhile are left out."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def persons_in(path: Path) -> bool:
    held = path.read_bytes()
    return any(person.encode() in held for person in (NIK, PHONE, NAME))


def test_a_worker_of_another_version_ends_the_load_with_a_sentence(
    cluster: DaskCluster, own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here it is the driver that has another one; the workers are those of the other tests."""
    log(own, "a.csv", 3)
    before = load(own).build
    log(own, "a.csv", 4)
    with monkeypatch.context() as patch:
        patch.setattr(same_installation, "_CODE", "another version")
        with pytest.raises(UserError, match="memakai kode versi lain"):
            on(cluster, own)
    assert builds.shown_build(own) == before
    assert load(own).files[0].accepted == 4


def test_a_file_of_the_code_that_differs_makes_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(same_installation, "ROOT", tmp_path)
    for name in ("etl/errors.py", "etl/sql/period.sql", "core/sources.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a")
    told = [same_installation._code()]
    for name in ("etl/errors.py", "etl/sql/period.sql", "core/sources.toml"):
        (tmp_path / name).write_text("b")
        told.append(same_installation._code())
    (tmp_path / "etl/errors.py").rename(tmp_path / "etl/fehler.py")
    told.append(same_installation._code())
    assert len(set(told)) == 5
    (tmp_path / "etl/notes.md").write_text("no code")
    assert same_installation._code() == told[-1]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ADOPSI_KEY_FILE": "{folder}/lain"}, "memakai kunci lain"),
        ({"ADOPSI_KEY_FILE": "{folder}/tiada"}, "kunci tidak ada"),
        ({"ADOPSI_MAX_CELLS": "7"}, "memakai batas baca berkas lain"),
        ({"ADOPSI_READ_MEMORY_BYTES": "7"}, "memakai batas baca berkas lain"),
    ],
)
def test_a_worker_with_another_key_or_limit_says_so(
    own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, str], words: str
) -> None:
    expected, _ = of_worker(read_reference())
    assert expected.differs_from(of_worker(read_reference())[0]) is None
    (tmp_path / "lain").write_text("cd" * 32 + "\n")
    (tmp_path / "lain").chmod(0o600)
    for name, value in changed.items():
        monkeypatch.setenv(name, value.format(folder=tmp_path))
    settings.cache_clear()
    folder = shared_folder.SharedFolder.made(tmp_path / "bersama")
    of_task = ClusterTask(str(folder.path), "", "", "", asdict(expected), "", str(settings().data_dir))
    done = folder.take(done_by_worker(ProcessTask(of_task, "pekerja", str(tmp_path))), duckdb.connect())
    assert done.sentence
    assert words in done.sentence


def test_a_worker_that_sees_other_files_ends_the_load_with_a_sentence(
    cluster: DaskCluster, own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the folder is not mounted there, or an old copy of it lies under the same path."""
    log(own, "a.csv", 3)
    write = shared_folder.SharedFolder.write

    def elsewhere(folder: shared_folder.SharedFolder, name: str, thing: object) -> str:
        is_item = isinstance(thing, FileToJudge)
        return write(folder, name, replace(thing, file=replace(thing.file, sha256="0" * 64)) if is_item else thing)  # type: ignore[attr-defined]

    monkeypatch.setattr(shared_folder.SharedFolder, "write", elsewhere)
    with pytest.raises(UserError, match="tidak melihat berkas yang sama"):
        on(cluster, own)
    assert not own.has_build


def test_relative_folders_are_read_where_the_driver_stands(
    cluster: DaskCluster, own: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(own, "a.csv", 3)
    monkeypatch.chdir(own.root)
    relative = Store(own.root, raw=Path("raw"))
    assert counts(on(cluster, relative)) == [("loaded", 3, 0, 0, 1)]


@pytest.mark.slow
def test_a_driver_that_dies_while_it_waits_blames_no_file(cluster: DaskCluster, own: Store, tmp_path: Path) -> None:
    for number in range(3):
        log(own, f"b{number}.csv", 30 + number)
    for worker in ("worker0", "worker1"):
        os.killpg(cluster.processes[worker].pid, signal.SIGSTOP)
    try:
        driver = start(["load", "--cluster", cluster.address], tmp_path / "kata")
        kill_after(driver, LONG_SECONDS + 6)
    finally:
        for worker in ("worker0", "worker1"):
            os.killpg(cluster.processes[worker].pid, signal.SIGCONT)
    assert not own.has_build
    assert [account.state for account in on(cluster, own).files] == ["loaded"] * 3
    assert warehouse(own, "SELECT count(*) FROM request") == [(32,)]


def test_everybody_asks_for_a_certificate_but_this_machine_alone(cluster: DaskCluster) -> None:
    """No part of the cluster listens on an address of the network with what asks for none."""
    listening = Path("/proc/net/tcp").read_text().splitlines()[1:] + Path("/proc/net/tcp6").read_text().splitlines()[1:]
    own = {inode for process in cluster.processes.values() for inode in _sockets(process.pid)}
    found = [line.split()[1] for line in listening if line.split()[3] == "0A" and line.split()[9] in own]
    assert len(found) >= 2 * len(cluster.processes)
    assert {place.split(":")[0] for place in found} == {"0100007F"}


def _sockets(process: int) -> list[str]:
    links = [os.readlink(path) for path in Path(f"/proc/{process}/fd").iterdir() if os.path.lexists(path)]
    return [link.removeprefix("socket:[").rstrip("]") for link in links if link.startswith("socket:")]


def test_without_a_seal_a_worker_or_a_scheduler_there_is_a_sentence(
    cluster: DaskCluster, own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(own, "a.csv", 3)
    assert "harus tersegel" in etl("load", "--cluster", "tcp://127.0.0.1:8786").stderr
    monkeypatch.setenv("ADOPSI_KLASTER_DETIK", "3")
    settings.cache_clear()
    assert "klaster tidak menjawab" in etl("load", "--cluster", "tls://127.0.0.1:9").stderr
    monkeypatch.setenv("ADOPSI_KLASTER_TLS", str(made_seal(tmp_path / "asing")))
    settings.cache_clear()
    assert "menolak sertifikat" in etl("load", "--cluster", cluster.address).stderr
    monkeypatch.setenv("ADOPSI_KLASTER_TLS", str(tmp_path / "tiada"))
    settings.cache_clear()
    assert "sertifikat klaster tidak ada" in etl("load", "--cluster", cluster.address).stderr
    assert not own.has_build
    load(own)
    monkeypatch.setenv("ADOPSI_KLASTER_TLS", str(cluster.seal))
    settings.cache_clear()
    assert etl("load", "--cluster", "tls://127.0.0.1:9").returncode == 0, "where nothing is new, nobody is asked"


@pytest.mark.slow
def test_once_all_workers_or_the_scheduler_are_gone_the_load_ends_and_the_last_build_stands(
    own: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(own, "a.csv", 3)
    before = load(own).build
    for number in range(6):
        log(own, f"b{number}.csv", 300 + number)
    with another_cluster(tmp_path / "c", monkeypatch, seconds=2) as started:

        def stop(_: str, number: int, __: int) -> None:
            if number == 1:
                os.killpg(started.processes["worker0"].pid, signal.SIGSTOP)
                started.kill("worker0")

        with pytest.raises(UserError, match=r"tidak punya pekerja lagi|belum punya pekerja"):
            on(started, own, stop)
        assert builds.shown_build(own) == before
        started.start_worker("baru")
        monkeypatch.setenv("ADOPSI_KLASTER_DETIK", "30")
        settings.cache_clear()

        def end(_: str, number: int, __: int) -> None:
            if number == 2:
                started.kill("scheduler")

        with pytest.raises(UserError, match=r"berhenti atau tidak menjawab lagi|tidak punya pekerja lagi"):
            on(started, own, end)
    assert builds.shown_build(own) == before
    assert len(load(own).files) == 6
    assert warehouse(own, "SELECT count(*) FROM request") == [(305,)]
