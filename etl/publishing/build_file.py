"""One build as a file: every mart written and checked, told what it means, sealed under its name."""

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import duckdb

from core.disk import sync_folder
from core.store import Store
from core.tables import TABLES, PublishedTable
from core.texts import translator
from etl.publishing import builds
from etl.publishing.carried_marts import Carried
from etl.publishing.needed_sources import holds_nothing, none_of, sources_with_rows
from etl.warehouse.database import one_row, quoted, sql
from etl.warehouse.file_rights import SHARED_FILE, set_mode

Connection = duckdb.DuckDBPyConnection


def write_build(connection: Connection, store: Store, build: str, facts: dict[str, object], carried: Carried) -> None:
    """Write a build, which gets its name only when it is complete and on the disk; `facts`: what the marts ask for."""
    unfinished = store.published_dir / f".{build}.tmp"
    _write(connection, unfinished, facts, carried)
    set_mode(unfinished, SHARED_FILE)
    builds.seal(unfinished, build)
    os.replace(unfinished, builds.path_of(store, build))
    sync_folder(store.published_dir)


def _write(connection: Connection, path: Path, facts: dict[str, object], carried: Carried) -> None:
    """Every mart is one SELECT; all are checked against their declarations before anyone can read them."""
    connection.execute(f"ATTACH {quoted(path)} AS build")
    try:
        # One transaction: a commit a mart would be a good part of a small load.
        connection.execute("BEGIN")
        sources = sources_with_rows(connection)
        for table in TABLES:
            select = carried.select(table, sql(f"marts/{table.name}"))
            if holds_nothing(connection, table.name, sources):
                select = none_of(table)
            used = {name: value for name, value in facts.items() if f"${name}" in select}
            (rows,) = one_row(connection, f'CREATE TABLE build."{table.name}" AS {select}', used) or (0,)
            _verify(connection, table, rows)
        connection.execute(_comments())
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("DETACH build")
    with path.open("rb") as file:
        os.fsync(file.fileno())


@lru_cache
def _comments() -> str:
    """What each table and column means, kept in the build itself for whoever opens it by other means; in Indonesian."""
    told, _ = [], translator("id")
    for table in TABLES:
        told.append(f'COMMENT ON TABLE build."{table.name}" IS {_text(_(table.meaning))}')
        of_columns = ((column.name, _(column.meaning)) for column in table.described)
        told += [f'COMMENT ON COLUMN build."{table.name}"."{name}" IS {_text(words)}' for name, words in of_columns]
    return ";".join(told)


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _verify(connection: Connection, table: PublishedTable, rows: int) -> None:
    made = connection.execute(f'FROM build."{table.name}" LIMIT 0').description or []
    if [(name, str(kind)) for name, kind, *_ in made] != [(name, kind) for name, kind, _ in table.columns]:
        raise AssertionError(f"mart {table.name}: {made} is not as declared in core.tables")
    if rows <= 1:
        return
    key = ", ".join(f'"{name}"' for name in table.key)
    doubled = one_row(connection, f'SELECT {key} FROM build."{table.name}" GROUP BY ALL HAVING count(*) > 1')
    if doubled:
        raise AssertionError(f"mart {table.name}: key {doubled} is not unique")
