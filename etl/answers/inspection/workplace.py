"""Where a file is looked at: a database in memory with a key that is thrown away, and its tables written aside."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from core.city import city
from etl import sandbox
from etl.reading.careful import SHOWN_ROWS
from etl.reading.inspected_tables import AnyTable, AnyWork, any_tables
from etl.warehouse.database import sql
from etl.warehouse.key import lend_key


@contextmanager
def tables_of(path: Path, *, has_rows: bool = False) -> Iterator[tuple[list[AnyTable], Path]]:
    """Give the tables of any file and, while the block lasts, where their rows are written down."""
    with tempfile.TemporaryDirectory(prefix="adopsi-") as folder:
        work = AnyWork(path.resolve(), Path(folder), has_rows)
        yield (
            sandbox.call(any_tables, work, work.folder, sandbox.limits_for(path.stat().st_size)),
            work.folder / SHOWN_ROWS,
        )


@contextmanager
def workplace() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a database in memory with a folder beside it, and a key that is thrown away: the real one stays out."""
    with (
        tempfile.TemporaryDirectory(prefix="adopsi-") as folder,
        duckdb.connect(config={"temp_directory": folder}) as connection,
    ):
        connection.execute(f"SET TimeZone = '{city().zone_name}'")
        connection.execute(sql("macros"))
        lend_key(connection, os.urandom(32))
        yield connection
