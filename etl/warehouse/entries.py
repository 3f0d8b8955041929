"""The ledger's entry of one file: opened before it is read, dated, and closed with its account."""

from datetime import datetime
from typing import Any

import duckdb

from etl.raw_file import RawFile
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Account, Dating

Connection = duckdb.DuckDBPyConnection


def number_of(connection: Connection, file: RawFile) -> int:
    """Return the number of a file's bytes: the one they have, else the next."""
    row = one_row(
        connection,
        "SELECT coalesce(max(file_no) FILTER (source = $source AND sha256 = $sha256), max(file_no) + 1, 1) FROM ledger",
        {"source": file.source, "sha256": file.sha256},
    )
    return int(row[0]) if row else 1


def original_of(connection: Connection, file: RawFile) -> datetime | None:
    """Return the newest time in a loaded file with the same bytes; None when there is no such file."""
    row = one_row(
        connection,
        "SELECT newest_time FROM ledger WHERE source = $source AND sha256 = $sha256 AND state = 'loaded'",
        {"source": file.source, "sha256": file.sha256},
    )
    return row[0] if row else None


def loaded_bytes(connection: Connection) -> set[tuple[str, str]]:
    """Return source and checksum of all files that are loaded."""
    found = connection.execute("SELECT DISTINCT source, sha256 FROM ledger WHERE state = 'loaded'").fetchall()
    return {(source, sha256) for source, sha256 in found}


def is_full(connection: Connection, file_no: int) -> bool:
    """Return True where an entry of the bytes says that they show a period completely."""
    found = "SELECT 1 FROM ledger WHERE file_no = $file_no AND full_from IS NOT NULL"
    return one_row(connection, found, {"file_no": file_no}) is not None


def enter(connection: Connection, file: RawFile, file_no: int, made_by: str, loaded_at: datetime) -> None:
    """Write the entry of a file about to be read."""
    connection.execute(
        "INSERT INTO ledger (source, path, sha256, size, modified, file_no, fingerprint, loaded_at, state)"
        " VALUES ($source, $path, $sha256, $size, $modified, $file_no, $fingerprint, $loaded_at, 'loaded')",
        {
            "source": file.source,
            "path": file.path,
            "sha256": file.sha256,
            "size": file.size,
            "modified": file.modified,
            "file_no": file_no,
            "fingerprint": made_by,
            "loaded_at": loaded_at,
        },
    )


def saved_of(connection: Connection, file_no: int) -> datetime | None:
    """Return when the workbook of these bytes says it was saved, as it was read before."""
    row = one_row(connection, "SELECT max(saved_at) FROM ledger WHERE file_no = $file_no", {"file_no": file_no})
    return row[0] if row else None


def date_entry(connection: Connection, file: RawFile, dating: Dating) -> None:
    """Write when the file was exported and what it shows completely."""
    _update(connection, file.source, file.path, vars(dating))


def close(connection: Connection, account: Account) -> None:
    """Write what became of the file's records."""
    counts = {name: value for name, value in vars(account).items() if name not in ("source", "path", "sha256")}
    _update(connection, account.source, account.path, counts)


def _update(connection: Connection, source: str, path: str, values: dict[str, Any]) -> None:
    assigned = ", ".join(f"{name} = ${name}" for name in values)
    connection.execute(
        f"UPDATE ledger SET {assigned} WHERE source = $of_source AND path = $of_path AND state <> 'replaced'",
        values | {"of_source": source, "of_path": path},
    )
