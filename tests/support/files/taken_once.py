"""Files taken in once, by a test that looks at what became of them and loads nothing more.

To make a warehouse on the disk, to lock, open and close it is half the work of taking in a small file. Here is one in
memory for all tests of a process: what a test takes in stands in a transaction that is never ended well.
"""

from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb

from core.clock import now_in_city
from core.store import Store
from etl.errors import FastLaneError
from etl.loading.being_read import BeingRead
from etl.loading.each import ThisProcess
from etl.loading.load_files import BatchLoad
from etl.loading.outcome import Outcome
from etl.loading.raw_folder import look
from etl.sources.reference import read_reference
from etl.warehouse.database import lend_reference, open_warehouse

_taken: list[Path] = []
"""The root of the store whose files stand in it now."""


@cache
def _in_memory() -> duckdb.DuckDBPyConnection:
    made = open_warehouse(Path(":memory:"), b"k" * 32, read_reference())
    made.execute("SET threads = 1")
    return made


def take_in_once(store: Store) -> Outcome:
    """Do with the files of a store what a load does in its transaction; `warehouse` looks into it."""
    assert store.root not in _taken, "A second load finds nothing of the first one: `take_in` is for that."
    assert not store.warehouse.exists()
    connection, given, outcome = _in_memory(), look(store, now_in_city()), Outcome()
    store.warehouse_dir.mkdir(exist_ok=True)
    given.note = BeingRead(store.warehouse_dir / "sedang_dimuat.json")
    files = BatchLoad(connection, ThisProcess(), given, outcome)
    _taken[:] = [store.root]
    _begin(connection)
    files.recognise(is_rebuild=False)
    while True:
        _begin(connection)
        lend_reference(connection, given.reference, ["units"])
        try:
            files._take_steps()
        except FastLaneError:
            _begin(connection)
            files._find_stumbling()
            outcome.begin_again()
        else:
            return outcome


def _begin(connection: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.TransactionException):
        connection.execute("ROLLBACK")
    connection.execute("BEGIN")


def at_hand(store: Store) -> duckdb.DuckDBPyConnection | None:
    """The warehouse in memory, where this store's files were taken in once."""
    return _in_memory() if store.root in _taken else None
