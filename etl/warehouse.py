"""Opens the private warehouse and prepares one connection for a load."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from core.settings import Store, settings
from etl.errors import UserError
from etl.keys import lend_key
from etl.reference import SHAPES, Row

SQL = Path(__file__).parent / "sql"


def sql(name: str) -> str:
    """Return the text of one SQL file below etl/sql."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def open_warehouse(store: Store, key: bytes, reference: dict[str, list[Row]]) -> duckdb.DuckDBPyConnection:
    """Return a connection with schema, macros, key and reference tables; spill goes to a private folder."""
    store.warehouse_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    spill = store.warehouse_dir / "tmp"
    shutil.rmtree(spill, ignore_errors=True)
    spill.mkdir(mode=0o700)
    connection = _connect(store, spill)
    connection.execute(sql("warehouse"))
    connection.execute(sql("macros"))
    lend_key(connection, key)
    _check_key(connection, store)
    for name, rows in reference.items():
        _lend_table(connection, name, rows)
    return connection


def _connect(store: Store, spill: Path) -> duckdb.DuckDBPyConnection:
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
        return duckdb.connect(str(store.warehouse), config=config)
    except duckdb.Error as error:
        raise UserError(
            f"{store.warehouse}: gudang data tidak dapat dibuka ({type(error).__name__}). "
            "Tutup program lain yang membukanya; bila rusak, hapus berkas itu dan muat lagi: isinya dibangun ulang."
        ) from None


def _check_key(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Persons hashed with two keys would count twice: refuse a key the warehouse was not made with."""
    digest = "SELECT hex(hmac('adopsi', inner_pad, outer_pad)) FROM pad"
    kept = one_row(connection, "SELECT digest FROM key_check")
    if kept is None:
        connection.execute(f"INSERT INTO key_check {digest}")
    elif kept != one_row(connection, digest):
        raise UserError(
            f"{settings().key_file}: kunci ini bukan kunci pembuat {store.warehouse}. "
            "Kembalikan kunci lama, atau hapus folder warehouse/ dan muat lagi dari berkas mentah."
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
