"""Takes the rows of removed files over into a warehouse made anew: no raw file can give them again."""

import os

import duckdb

from core.store import Store
from etl.raw_file import RawFile
from etl.sources.contract import Contract, contracts
from etl.warehouse.database import is_openable, one_row, quoted
from etl.warehouse.ledger import GIVES_NOTHING
from etl.warehouse.pseudonyms import NUMBERS
from etl.warehouse.versions import Layout, columns_of, settle

Connection = duckdb.DuckDBPyConnection
OLD = "lama"


def carry_removed(connection: Connection, store: Store, at_hand: list[RawFile], *, is_key_new: bool) -> bool:
    """Copy ledger and rows of files no longer at hand from the present warehouse; return whether it could be read.

    When it could not, the connection may hold a part of them. With a new key their persons are left out: hashed with
    two keys, one person would count as two.
    """
    if not os.path.lexists(store.warehouse):
        return True
    try:
        _carry(connection, store, at_hand, is_key_new=is_key_new)
    except duckdb.Error:
        return False
    return True


def _carry(connection: Connection, store: Store, at_hand: list[RawFile], *, is_key_new: bool) -> None:
    if not is_openable(store.warehouse):
        raise duckdb.IOException(f"{store.warehouse}: no file")
    connection.execute(f"ATTACH {quoted(store.warehouse)} AS {OLD} (READ_ONLY)")
    try:
        if _knows(connection, "hold"):
            _copy_ledger(connection, at_hand, is_key_new=is_key_new)
            _copy(connection, "declared_use", "")
            _copy(connection, "plan_seen", "")
            for contract in contracts():
                _copy_rows(connection, contract, is_key_new=is_key_new)
    finally:
        connection.execute(f"DETACH {OLD}")


def _copy_ledger(connection: Connection, at_hand: list[RawFile], *, is_key_new: bool) -> None:
    columns = "source VARCHAR, path VARCHAR, size BIGINT, modified BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE files_at_hand ({columns})")
    if at_hand:
        known = [(file.source, file.path, file.size, file.modified) for file in at_hand]
        connection.executemany("INSERT INTO files_at_hand VALUES (?, ?, ?, ?)", known)
    # A copy that gave nothing tells of its export all the same.
    removed = "state IN ('loaded', 'removed', 'duplicate_file') AND (read > 0 OR export_time IS NOT NULL)"
    _copy(connection, "ledger", f"ANTI JOIN files_at_hand USING (source, path) WHERE {removed}")
    copies = f"FROM {OLD}.ledger SEMI JOIN files_at_hand USING (source, path, size, modified)"
    copies = f"SELECT (source, sha256) {copies} WHERE state = 'duplicate_file'"
    connection.execute(f"UPDATE ledger SET {GIVES_NOTHING} WHERE (source, sha256) IN ({copies})")
    connection.execute("UPDATE ledger SET state = 'removed'")
    _copy(connection, "ledger", "WHERE state = 'replaced'")
    gave = "state = 'removed' AND read > 0"
    kept = f"WHERE file_no IN (SELECT file_no FROM ledger WHERE {gave})"
    # Hashed with two keys, the same guests would look like others.
    for table in ("hold", "held_back_key", "closed_said", *([] if is_key_new else ["guest"])):
        _copy(connection, table, kept)
    _copy(connection, "quarantine", f"SEMI JOIN (FROM ledger WHERE {gave}) AS gone USING (source, path)")


def _copy_rows(connection: Connection, contract: Contract, *, is_key_new: bool) -> None:
    layout = Layout.of(connection, contract)
    _copy(connection, layout.versions, "WHERE version_no IN (SELECT version_no FROM hold)")
    for number in NUMBERS.values():
        if number in layout.plain and is_key_new:
            connection.execute(f"UPDATE {layout.versions} SET {number} = NULL")
        elif number in layout.plain:
            spoken_of = f"SELECT {number} FROM {layout.versions} EXCEPT SELECT pseudonym_no FROM pseudonym"
            _copy(connection, "pseudonym", f"WHERE pseudonym_no IN ({spoken_of})")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys_to_settle AS SELECT DISTINCT {', '.join(layout.key)} FROM {layout.versions}"
    )
    settle(connection, layout)


def _copy(connection: Connection, table: str, rows: str) -> None:
    """Copy the columns that both warehouses have: the old one may be of another schema."""
    if not _knows(connection, table):
        return
    described = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = $old AND table_name = $table",
        {"old": OLD, "table": table},
    ).fetchall()
    own = columns_of(connection, table)
    names = ", ".join(name for (name,) in described if name in own)
    connection.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {OLD}.{table} {rows}")


def _knows(connection: Connection, table: str) -> bool:
    found = "SELECT 1 FROM duckdb_tables() WHERE database_name = $old AND table_name = $table"
    return one_row(connection, found, {"old": OLD, "table": table}) is not None
