"""Readers and two loads at once: every reader sees one whole build, no reader meets an error."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from support.deliveries import deliver, shown
from support.files.raw_files import delimited, log, requests
from support.processes.children import run, start

from core.store import Store
from etl.errors import LockedError
from etl.loading.load import load

pytestmark = pytest.mark.drill

ROUNDS = 3


def slip_in(store: Store, number: int) -> None:
    """A file appears whole, as a careful sender does it."""
    rows = [row | {"No Permohonan": f"SMD-{number}-{row['No Permohonan'][-7:]}"} for row in requests(2)]
    draft = store.raw / "permohonan" / f".kiriman_{number:03d}"
    draft.write_text(delimited(rows))
    draft.rename(draft.with_name(f"kiriman_{number:03d}.csv"))


def read_until(store: Store, is_over: Event) -> list[int]:
    """What a reader sees, again and again."""
    seen = []
    while not is_over.is_set():
        seen.append(shown(store))
        is_over.wait(0.02)
    return seen


def test_readers_and_two_loads_at_once(store: Store, tmp_path: Path) -> None:
    deliver(store, 0)
    said, codes = tmp_path / "kata", []
    assert run(["load"], said) == 0
    is_over = Event()
    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_until, store, is_over) for _ in range(2)]
        for number in range(1, ROUNDS + 1):
            slip_in(store, number)
            both = [start(["load"], said) for _ in range(2)]
            for process in both:
                process.join(60)
            codes += [process.exitcode for process in both]
        is_over.set()
        seen = [reader.result() for reader in readers]
    assert set(codes) <= {0, 4}
    assert codes.count(0) >= ROUNDS
    assert "Traceback" not in said.read_text()
    assert all(reader == sorted(reader) for reader in seen), "no reader goes back"
    assert len({total for reader in seen for total in reader}) > 2, "and it does not stand still"
    load(store)
    assert shown(store) == 2 * ROUNDS + 2


def test_a_program_that_looks_into_the_warehouse_is_waited_for_as_another_load_is(store: Store) -> None:
    log(store, "a.csv")
    load(store)
    log(store, "b.csv", 3)
    opens = f"import duckdb, sys; opened = duckdb.connect({str(store.warehouse)!r}, read_only=True)"
    looking = f"{opens}; print('x', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", looking], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"x\n"
        with pytest.raises(LockedError, match="sedang dipakai program lain"):
            load(store)
        other.kill()
    assert [account.state for account in load(store).files] == ["loaded"]
