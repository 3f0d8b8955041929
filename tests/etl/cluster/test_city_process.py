"""The process that serves a worker's city: it dies, hangs, cannot begin or knows the city as it was."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb
import pytest
from distributed import Security
from support.own_settings import settings_below

from core import city
from core.settings import settings
from core.store import Store
from etl.cluster import task
from etl.cluster.executor import Cluster
from etl.cluster.same_installation import of_worker
from etl.cluster.task import DIED, NOT_BEGUN, ClusterTask, ProcessTask
from etl.errors import UserError
from etl.shared_places.shared_folder import SharedFolder
from etl.shared_places.shared_place import ASSIGNMENT, Assignment
from etl.sources.reference import read_reference
from etl.whole_paths import with_whole_paths
from sample.province import write_packs

pytestmark = pytest.mark.drill
FAILS = "lambda *_: 1 / 0"
"""The words of a function that the process lives through."""
FAILED = "kesalahan yang tidak diduga"


class Words:
    """A function as its words, which is one where it is unpickled."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return eval, (self.words,)


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Path]:
    """The private folder of a worker whose processes end with the test."""
    folder = tmp_path / "pekerja"
    folder.mkdir(mode=0o700)
    with settings_below(tmp_path):
        settings().key_file.write_text("cd" * 32 + "\n")
        settings().key_file.chmod(0o600)
        try:
            yield folder
        finally:
            for city_dir in [*task._processes]:
                task._end(city_dir)


def asked(worker: Path, words: str, shared: object = None, seconds: int = 60, city_dir: str = "") -> str:
    """What the worker tells the driver of a task; where it failed, its sentence."""
    folder = SharedFolder.made(worker.parent / "bersama")
    assignment: Any = Assignment(Words(words), Words(FAILS), Words("lambda _: True"), shared)
    what = folder.write(ASSIGNMENT, assignment), "satu", folder.write("satu", 1)
    like = asdict(of_worker(read_reference())[0]), city_dir, str(settings().data_dir)
    name = task.asked(ProcessTask(ClusterTask(str(folder.path), *what, *like, seconds), "pekerja-7", str(worker)))
    if name == DIED or name.startswith(NOT_BEGUN):
        return name
    return str(folder.take(name, duckdb.connect()).sentence)


def test_what_a_killed_process_read_goes_with_it(worker: Path) -> None:
    note = worker.parent / "catatan"
    path = "connection.execute('SELECT path FROM duckdb_databases() WHERE path IS NOT NULL').fetchone()[0]"
    end = "__import__('os').kill(__import__('os').getpid(), 9)"
    assert asked(worker, f"lambda connection, _, note: (note.write_text({path}), {end})", note) == DIED
    database = Path(note.read_text())
    assert database.parent.name.startswith("adopsi-")
    assert worker in database.parents
    assert list(worker.iterdir()) == []


@pytest.mark.slow
def test_one_that_died_while_it_waited_is_no_death_of_the_task(worker: Path) -> None:
    assert FAILED in asked(worker, FAILS)
    task._processes[""].process.kill()
    task._processes[""].process.wait()
    note = worker.parent / "catatan"
    note.touch()
    dies_once = "lambda _, __, note: (note.unlink(), __import__('os')._exit(9)) if note.exists() else 1 / 0"
    assert FAILED in asked(worker, dies_once, note)
    assert not note.exists()
    assert len(list(worker.iterdir())) == 1, "of the one that lives"


def test_one_that_hangs_is_ended_and_the_driver_does_it(worker: Path) -> None:
    assert asked(worker, "lambda *_: __import__('time').sleep(600)", seconds=1) == DIED
    assert task._processes == {}
    assert list(worker.iterdir()) == []


@pytest.mark.parametrize("program", ["/bin/false", "/tiada/python"])
def test_one_that_cannot_begin_is_a_fault_of_the_worker(
    worker: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr("sys.executable", program)
    name = asked(worker, FAILS)
    assert name == f"{NOT_BEGUN}pekerja-7"
    assert list(worker.iterdir()) == []
    folder = SharedFolder.made(worker.parent / "bersama")
    future: Any = type("Told", (), {"result": lambda self, timeout: name})()
    cluster = Cluster("tls://mesin:1", Security(), Store(worker.parent))
    with pytest.raises(UserError, match="pekerja klaster pekerja-7 tidak dapat memulai proses kota"):
        cluster._taken(future, folder, duckdb.connect())


@pytest.mark.slow
def test_one_that_knows_the_city_as_it_was_gives_way_before_the_worker_refuses(
    worker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = write_packs(worker.parent / "provinsi", 1)
    monkeypatch.setenv("ADOPSI_KOTA_DIR", str(folder))
    settings.cache_clear()
    file = folder / "reference" / "city.toml"
    assert FAILED in asked(worker, FAILS, city_dir=str(folder))
    file.write_text(file.read_text().replace(".example", ".contoh"))
    city._read.cache_clear()
    assert FAILED in asked(worker, FAILS, city_dir=str(folder))
    file.write_text(file.read_text().replace(".contoh", ".lain"))
    assert FAILED in asked(worker, FAILS, city_dir=str(folder)), "driver and process know the same"
    task._end(str(folder))
    assert "melayani kota lain" in asked(worker, FAILS, city_dir=str(folder))
    city._read.cache_clear()
    assert FAILED in asked(worker, FAILS, city_dir=str(folder))


def test_relative_settings_are_of_where_the_worker_stands(worker: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(worker.parent)
    monkeypatch.setenv("ADOPSI_KEY_FILE", settings().key_file.name)
    settings.cache_clear()
    assert FAILED in asked(worker, FAILS)
    whole = {"ADOPSI_DATA_DIR": "/srv/data", "ADOPSI_MASUK": "oidc", "KEY_FILE": "kunci"}
    assert with_whole_paths(whole) == whole
