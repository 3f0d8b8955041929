"""Brings the accepted rows of one file into the warehouse: the newest version of each key stays.

Which version is newer never depends on the order of loading: the later updated_at (where the table has one),
then the export time of the file, then its checksum. Identifiers come from the contracts and the schema only.
"""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from etl.contracts import Contract
from etl.warehouse import one_row

Connection = duckdb.DuckDBPyConnection
Values = dict[str, object]


def merge(connection: Connection, contract: Contract, file: str, export_time: datetime) -> tuple[int, int]:
    """Merge `checked` into the contract's table; return (accepted, duplicate) counts of its valid rows."""
    columns = _columns(connection, contract.table)
    valid = _count(connection, "SELECT count(*) FROM checked WHERE faults = ''")
    _mark_superseded(connection, contract, columns)
    given: Values = {"export_time": export_time, "file": file}
    if _is_empty(connection, contract.table):
        accepted = _count(connection, f"INSERT INTO {contract.table} {_fresh(columns)}", given)
    else:
        accepted = _replace_older(connection, contract, columns, given)
    if contract.table == "request":
        _keep_statuses(connection, file)
    return accepted, valid - accepted


def _mark_superseded(connection: Connection, contract: Contract, columns: list[str]) -> None:
    """`superseded` = n of the rows whose key a newer row of the file holds. Only keys that repeat are ranked."""
    key = ", ".join(contract.key)
    newest = "updated_at DESC, n DESC" if "updated_at" in columns else "n DESC"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE superseded AS SELECT n FROM checked SEMI JOIN ("
        f"SELECT {key} FROM checked WHERE faults = '' GROUP BY {key} HAVING count(*) > 1) AS repeated USING ({key})"
        f" WHERE faults = '' QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {newest}) > 1"
    )


def _fresh(columns: list[str]) -> str:
    """The accepted rows of the file, one a key, in the table's columns; needs $export_time and $file."""
    own = ", ".join(name for name in columns if name not in ("export_time", "file"))
    return (
        f"SELECT {own}, $export_time AS export_time, $file AS file"
        f" FROM (SELECT {own}, n FROM checked WHERE faults = '') ANTI JOIN superseded USING (n)"
    )


def _replace_older(connection: Connection, contract: Contract, columns: list[str], given: Values) -> int:
    """Insert new keys and newer versions; return how many are new or say something else than before."""
    key = " AND ".join(f"kept.{name} = fresh.{name}" for name in contract.key)
    version = [name for name in ("updated_at", "export_time", "file") if name in columns]
    content = [name for name in columns if name not in (*contract.key, "export_time", "file")]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE news AS SELECT fresh.*,"
        f" kept.file IS NULL OR {_row('fresh', content)} IS DISTINCT FROM {_row('kept', content)} AS is_change"
        f" FROM ({_fresh(columns)}) AS fresh LEFT JOIN {contract.table} AS kept ON {key}"
        f" WHERE kept.file IS NULL OR {_row('fresh', version)} > {_row('kept', version)}",
        given,
    )
    matches = key.replace("fresh.", "news.")
    connection.execute(f"DELETE FROM {contract.table} AS kept USING news WHERE {matches}")
    connection.execute(f"INSERT INTO {contract.table} SELECT * EXCLUDE (is_change) FROM news")
    return _count(connection, "SELECT count(*) FROM news WHERE is_change")


def _keep_statuses(connection: Connection, file: str) -> None:
    """One row a status of a request, with its earliest time: the application itself keeps no history."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE seen AS SELECT request_no, status, min(updated_at) AS reached_at, $file AS file"
        " FROM checked WHERE faults = '' GROUP BY request_no, status",
        {"file": file},
    )
    same = "kept.request_no = seen.request_no AND kept.status = seen.status"
    connection.execute(
        f"DELETE FROM request_status AS kept USING seen WHERE {same}"
        f" AND {_row('seen', ('reached_at', 'file'))} < {_row('kept', ('reached_at', 'file'))}"
    )
    connection.execute(
        "INSERT INTO request_status SELECT * FROM seen ANTI JOIN request_status USING (request_no, status)"
    )


def _columns(connection: Connection, table: str) -> list[str]:
    described = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = $table AND NOT internal"
        " AND database_name = current_database() ORDER BY column_index",
        {"table": table},
    )
    return [name for (name,) in described.fetchall()]


def _row(alias: str, names: Sequence[str]) -> str:
    return "row(" + ", ".join(f"{alias}.{name}" for name in names) + ")"


def _is_empty(connection: Connection, table: str) -> bool:
    return one_row(connection, f"SELECT 1 FROM {table} LIMIT 1") is None


def _count(connection: Connection, statement: str, values: Values | None = None) -> int:
    row = one_row(connection, statement, values)
    return int(row[0]) if row else 0
