"""Opens the private warehouse and prepares one connection for a load."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from core.settings import Store, settings
from etl.errors import UserError
from etl.keys import lend_key
from etl.reference import Row
from etl.shapes import SHAPES

SQL = Path(__file__).parent / "sql"


def sql(name: str) -> str:
    """Return the text of one SQL file below etl/sql."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def needs_rebuild(store: Store) -> bool:
    """True when the warehouse was made by another schema; it is a cache, so it is made anew."""
    if not store.warehouse.exists():
        return False
    with _connect(store.warehouse, store.warehouse_dir) as connection:
        known = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'made_by'"
        made = one_row(connection, known) and one_row(connection, "SELECT schema FROM made_by")
    return made != (_schema(),)


def open_warehouse(path: Path, key: bytes, reference: dict[str, list[Row]]) -> duckdb.DuckDBPyConnection:
    """Return a connection with schema, macros, key and reference tables; spill goes to a private folder.

    Raises UserError for a file that is no database, or that was made with another key.
    """
    spill = path.parent / "tmp"
    shutil.rmtree(spill, ignore_errors=True)
    spill.mkdir(parents=True, mode=0o700)
    connection = _connect(path, spill)
    connection.execute(sql("warehouse"))
    connection.execute(sql("macros"))
    lend_key(connection, key)
    _check_maker(connection, path)
    for name, rows in reference.items():
        _lend_table(connection, name, rows)
    return connection


@contextmanager
def rebuilt(store: Store) -> Iterator[Path]:
    """Give the path of an empty warehouse beside the present one, and put it in its place at the end.

    When the block fails, the present one stays as it was.
    """
    draft = store.warehouse_dir / "warehouse.baru.duckdb"
    for path in (draft, _log(draft)):
        path.unlink(missing_ok=True)
    yield draft
    _log(store.warehouse).unlink(missing_ok=True)
    os.replace(draft, store.warehouse)


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _schema() -> str:
    return hashlib.sha256(sql("warehouse").encode()).hexdigest()


def _connect(path: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(spill),
        "memory_limit": settings().memory_limit,
        "TimeZone": "Asia/Makassar",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": True,
    }
    if settings().threads:
        config["threads"] = settings().threads or 1
    try:
        return duckdb.connect(str(path), config=config)
    except duckdb.Error as error:
        raise UserError(
            f"{path}: gudang data tidak dapat dibuka ({type(error).__name__}). Tutup program lain yang "
            "membukanya; bila rusak, bangun ulang dari berkas mentah: python -m etl load --rebuild"
        ) from None


def _check_maker(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Persons hashed with two keys would count twice: refuse a key the warehouse was not made with."""
    digest = one_row(connection, "SELECT hex(hmac('adopsi', inner_pad, outer_pad)) FROM pad")
    kept = one_row(connection, "SELECT key_digest FROM made_by")
    if kept is None and digest:
        connection.execute("INSERT INTO made_by VALUES ($schema, $key)", {"schema": _schema(), "key": digest[0]})
    elif kept != digest:
        connection.close()
        raise UserError(
            f"{settings().key_file}: kunci ini bukan kunci pembuat {path}. Kembalikan kunci lama, "
            "atau bangun ulang dari berkas mentah: python -m etl load --rebuild"
        )


def _lend_table(connection: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    columns = list(SHAPES[name].columns)
    table = pa.table({column: pa.array([row[column] for row in rows]) for column in columns})
    connection.register("lent", table)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "ref_{name}" AS SELECT * FROM lent')
    connection.unregister("lent")


def one_row(
    connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, object] | None = None
) -> tuple[Any, ...] | None:
    """Return the first row or None. Fetches all: an unfinished result blocks its connection."""
    rows = connection.execute(statement, values or {}).fetchall()
    return rows[0] if rows else None
