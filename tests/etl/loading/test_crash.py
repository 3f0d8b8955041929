"""Whatever ends a load: readers see the old build or the new one, whole, and the next load just works."""

import os
import time
from pathlib import Path

import pytest
from support.deliveries import deliver, shown
from support.files.raw_files import delimited, etl, log, put, requests, warehouse
from support.processes.children import kill_after, kill_when, names, run, start, unfinished

from core.disk import checksum
from core.store import Store
from etl.loading import load_files as loading
from etl.loading.load import load

pytestmark = pytest.mark.drill

STEPS = [8, pytest.param(32, marks=pytest.mark.slow)]
"""Moments at which a load is killed: what eight do not meet, the tests below meet by what lies on the disk."""


def recovered(store: Store, before: int) -> None:
    """Old or new at once; new after the next load, and nothing half made is left."""
    assert shown(store) in (before, before + 2)
    load(store)
    assert shown(store) == before + 2
    left = [*names(store.published_dir), *names(store.warehouse_dir), *names(store.warehouse_dir / "tmp")]
    assert [name for name in left if ".tmp" in name or "baru" in name or name.endswith(".wal")] == []


@pytest.mark.parametrize("steps", STEPS)
def test_killed_at_any_moment(store: Store, tmp_path: Path, steps: int) -> None:
    deliver(store, 0)
    said = tmp_path / "kata"
    began = time.monotonic()
    assert run(["load"], said) == 0
    whole = time.monotonic() - began
    for number in range(1, steps + 1):
        deliver(store, number)
        kill_after(start(["load"], said), whole * number / steps)
        recovered(store, 2 * number)


@pytest.mark.parametrize("arguments", [["load"], ["load", "--rebuild"]], ids=" ".join)
def test_killed_between_commit_and_pointer(store: Store, tmp_path: Path, arguments: list[str]) -> None:
    deliver(store, 0)
    load(store)
    deliver(store, 1)
    assert kill_when(start(arguments, tmp_path / "kata"), lambda: unfinished(store))
    assert shown(store) == 2, "the pointer has not moved"
    if arguments == ["load"]:
        assert warehouse(store, "SELECT count(*) FROM request") == [(4,)], "committed"
    recovered(store, 2)


@pytest.mark.parametrize("sign", ["warehouse.duckdb.wal", "warehouse.baru.duckdb"])
def test_killed_while_the_warehouse_is_written(store: Store, tmp_path: Path, sign: str) -> None:
    deliver(store, 0)
    load(store)
    deliver(store, 1)
    arguments = ["load", "--rebuild"] if "baru" in sign else ["load"]
    assert kill_when(start(arguments, tmp_path / "kata"), lambda: sign in names(store.warehouse_dir))
    recovered(store, 2)


def test_killed_before_the_pointer_of_a_finished_build(store: Store) -> None:
    """The build has its name already: it is the one that the next load shows."""
    deliver(store, 0)
    old = load(store).build
    deliver(store, 1)
    new = load(store).build
    store.pointer.write_text(f"{old}\n")
    again = load(store)
    assert (again.build, again.published, again.files) == (new, True, [])


@pytest.mark.parametrize("limit", [20_000, 300_000, 600_000, 1_200_000, 2_000_000, 2_800_000])
def test_a_full_disk(store: Store, tmp_path: Path, limit: int) -> None:
    """No file may grow beyond the limit: DuckDB meets it in the log, the database or the build."""
    deliver(store, 0)
    load(store)
    rows = [row | {"No Permohonan": f"SMD-9-{n:07d}", "NIK": f"99{n:014d}"} for n, row in enumerate(requests(9000))]
    put(store, "permohonan/besar.csv", delimited(rows))
    said = tmp_path / "kata"
    code = run(["load"], said, file_limit=limit)
    assert code in (0, 1)
    assert "Traceback" not in said.read_text()
    assert (shown(store) == 2) == (code == 1)
    if code == 1:
        assert "Periksa" in said.read_text()
    load(store)
    assert shown(store) == 9002


def harm(path: Path, kind: str) -> None:
    """A disk fault, or a hand where none should be."""
    if kind == "gone":
        path.unlink()
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 3)
            file.write(b"\xff" * 5000)


@pytest.mark.parametrize("kind", ["gone", "empty", "cut", "scratched"])
def test_a_broken_last_build_is_made_again(store: Store, kind: str) -> None:
    deliver(store, 0)
    load(store)
    deliver(store, 1)
    broken = load(store).build
    harm(store.published_dir / f"{broken}.duckdb", kind)
    assert shown(store) == 2, "until then readers go back to the last whole one"
    outcome = load(store)
    assert outcome.published
    assert outcome.build != broken
    assert shown(store) == 4


def test_an_empty_pointer_is_written_again(store: Store) -> None:
    deliver(store, 0)
    load(store)
    store.pointer.write_text("")
    assert shown(store) == 2
    assert load(store).published
    assert shown(store) == 2


def test_a_file_removed_midway(store: Store) -> None:
    """Between its checksum and its reading: it is left for the next load, the others are loaded."""
    deliver(store, 0)
    load(store)
    deliver(store, 1)
    path = log(store, "zzz.csv")
    outcome = load(store, progress=lambda name, *_: path.unlink(missing_ok=True))
    assert outcome.unsettled == ["permohonan/zzz.csv"]
    assert shown(store) == 4
    assert load(store).unsettled == []


def test_a_file_removed_before_its_checksum(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(store, 0)
    path = log(store, "zzz.csv")
    monkeypatch.setattr(loading, "refuse_sample", lambda given: None)

    def late(full_path: Path) -> str:
        path.unlink(missing_ok=True)
        return checksum(full_path)

    monkeypatch.setattr(loading, "checksum", late)
    assert load(store).unsettled == ["permohonan/zzz.csv"]
    assert shown(store) == 2


def test_a_file_that_grows_midway_is_read_again(store: Store) -> None:
    path = log(store, "a.csv", 2)

    def grow(*_: object) -> None:
        path.write_text(delimited(requests(5)))

    load(store, progress=grow)
    load(store)
    assert shown(store) == 5
    assert warehouse(store, "SELECT count(*) FROM ledger WHERE state = 'loaded'") == [(1,)]


def test_without_room_a_load_does_not_begin(store: Store) -> None:
    """A file with more bytes than the disk has left; it has holes, so that it can be."""
    deliver(store, 0)
    load(store)
    stat = os.statvfs(store.root)
    path = put(store, "permohonan/besar.csv", "")
    os.truncate(path, stat.f_bavail * stat.f_frsize)
    done = etl("load")
    assert done.returncode == 1
    assert "ruang disk kurang" in done.stderr
    assert shown(store) == 2
    path.unlink()
    assert etl("load").returncode == 0
