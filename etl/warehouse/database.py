"""Opens the private warehouse and prepares one connection for a load."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from core.city import city
from core.disk import discard, is_plain_file, make_way
from core.settings import settings
from core.store import Store
from etl.errors import LockedError, UserError
from etl.sources.reference_columns import SHAPES, Reference
from etl.temporary_tables import make_table
from etl.warehouse.key import key_digest, lend_key

SQL = Path(__file__).parent.parent / "sql"
LOOSE_SHARE = 0.3
LOOSE_BLOCKS = 16
"""A warehouse of more than so many blocks (of 256 kB) is copied when LOOSE_SHARE of it was rewritten or is unused."""

KEPT_BY_ALLOCATOR = "64GB"


@dataclass(frozen=True)
class Maker:
    """What a warehouse was made by: schema and key; both None when there is no warehouse."""

    schema: str | None = None
    key: str | None = None

    @property
    def is_current(self) -> bool:
        """True when the schema is today's, or there is no warehouse yet."""
        return self.schema in (None, _schema())


@cache
def sql(name: str) -> str:
    """Return the text of one SQL file below etl/sql; a process runs it as it was when first asked for."""
    return (SQL / f"{name}.sql").read_text("utf-8")


def maker(store: Store, kept: ExitStack | None = None) -> Maker:
    """Return what the present warehouse was made by; it stays open for `kept`, as to open what is open costs nothing.

    Raises UserError for whatever cannot be opened as a database.
    """
    if not os.path.lexists(store.warehouse):
        return Maker()
    with ExitStack() as own:
        connection = (kept or own).enter_context(_connect(store.warehouse, store.warehouse_dir / "tmp"))
        try:
            known = one_row(connection, "SELECT 1 FROM duckdb_tables() WHERE table_name = 'made_by'")
            row = known and one_row(connection, "SELECT schema, key_digest FROM made_by")
        except duckdb.Error as error:
            raise UserError(why_not_opened(store.warehouse, error)) from None
    return Maker(*row) if row else Maker("")


def is_openable(database: Path) -> bool:
    """False for what is no file, or has a log that is none: opening a pipe would wait for another program for ever."""
    log = _log(database)
    return is_plain_file(database) and (is_plain_file(log) or not os.path.lexists(log))


def why_not_opened(path: Path, error: duckdb.Error | None) -> str:
    """Return why the warehouse cannot be opened, and the way out; a lock is told by DuckDB's own text."""
    if error and "lock" in str(error):
        return f"{path}: sedang dipakai program lain. Tunggu sampai selesai atau tutup program itu, lalu coba lagi."
    return (
        f"{path}: gudang data rusak atau tidak boleh dibaca. Periksa izinnya; bila rusak, bangun ulang dari berkas "
        "mentah: python -m etl load --rebuild"
    )


def open_warehouse(path: Path, key: bytes, reference: Reference) -> duckdb.DuckDBPyConnection:
    """Return a connection with schema, macros, key and the table of offices; spill goes to a private folder.

    Raises UserError for a file that is no database.
    """
    connection = _connect(path, path.parent / "tmp")
    connection.execute(sql("warehouse"))
    connection.execute(sql("macros"))
    lend_key(connection, key)
    if not one_row(connection, "SELECT 1 FROM made_by"):
        connection.execute("INSERT INTO made_by VALUES ($schema, $key)", {"schema": _schema(), "key": key_digest(key)})
    lend_reference(connection, reference, ["units"])
    return connection


def lend_reference(connection: duckdb.DuckDBPyConnection, reference: Reference, names: Iterable[str]) -> None:
    """Make the temporary tables ref_<name> of some reference tables."""
    for name in names:
        columns = list(SHAPES[name].columns)
        table = pa.table({column: pa.array([row[column] for row in reference[name]]) for column in columns})
        make_table(connection, f"ref_{name}", table)


def clear_half_made(store: Store) -> None:
    """Empty the private folder of spilled rows, and remove a warehouse that a dead load left half made."""
    spill = store.warehouse_dir / "tmp"
    discard(spill)
    spill.mkdir(parents=True, mode=0o700)
    drop_draft(_draft(store))


def drop_draft(path: Path) -> None:
    """Remove a warehouse that is being made beside the present one."""
    for part in (path, _log(path)):
        discard(part)


@contextmanager
def rebuilt(store: Store) -> Iterator[Path]:
    """Give the path of an empty warehouse beside the present one, and put it in its place at the end.

    When the block fails, the present one stays as it was.
    """
    yield _draft(store)
    _swap(store)


def is_loose(connection: duckdb.DuckDBPyConnection, rewritten: int) -> bool:
    """True when a load rewrote more than LOOSE_SHARE of the rows, or left so much of the file unused."""
    connection.execute("CHECKPOINT")
    blocks, free = one_row(connection, "SELECT total_blocks, free_blocks FROM pragma_database_size()") or (0, 0)
    (held,) = one_row(connection, "SELECT count(*) FROM hold") or (0,)
    if blocks <= LOOSE_BLOCKS:
        return False
    return bool(rewritten > LOOSE_SHARE * (rewritten + held) or free > LOOSE_SHARE * blocks)


def compact(store: Store) -> None:
    """Copy the warehouse without its unused blocks and put the copy in its place."""
    with _connect(store.warehouse, store.warehouse_dir / "tmp") as connection:
        own = one_row(connection, "SELECT current_database()") or ("",)
        connection.execute(f"ATTACH {quoted(_draft(store))} AS draft")
        connection.execute(f'COPY FROM DATABASE "{own[0]}" TO draft')
        connection.execute("DETACH draft")
    _swap(store)
    owed(store).unlink(missing_ok=True)


def owed(store: Store) -> Path:
    """Return the mark that stands while rows were forgotten and the file still holds their bytes."""
    return store.warehouse_dir / "harus_dipadatkan"


def quoted(path: Path) -> str:
    """Return a path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def _swap(store: Store) -> None:
    discard(_log(store.warehouse))
    make_way(store.warehouse)
    os.replace(_draft(store), store.warehouse)


def _draft(store: Store) -> Path:
    return store.warehouse_dir / "warehouse.baru.duckdb"


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}.wal")


def _schema() -> str:
    return hashlib.sha256(sql("warehouse").encode()).hexdigest()


def _connect(path: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(spill),
        "memory_limit": settings().memory_limit,
        "TimeZone": city().zone_name,
        # Memory that one statement frees is what the next one needs: handed back to the system in between, it made a
        # sixth of a load's work. The limit above holds all the same.
        "allocator_flush_threshold": KEPT_BY_ALLOCATOR,
        "allocator_bulk_deallocation_flush_threshold": KEPT_BY_ALLOCATOR,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": True,
    }
    if settings().threads:
        config["threads"] = settings().threads or 1
    if os.path.lexists(path) and not is_openable(path):
        raise UserError(why_not_opened(path, None))
    try:
        return duckdb.connect(str(path), config=config)
    except duckdb.Error as error:
        # Who looks into it for a moment is waited for as another load is.
        kind = LockedError if "lock" in str(error) else UserError
        raise kind(why_not_opened(path, error)) from None


def one_row(
    connection: duckdb.DuckDBPyConnection, statement: str, values: dict[str, object] | None = None
) -> tuple[Any, ...] | None:
    """Return the first row or None. Fetches all: an unfinished result blocks its connection."""
    rows = connection.execute(statement, values or {}).fetchall()
    return rows[0] if rows else None
