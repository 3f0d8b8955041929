"""Which files are new, changed, known or gone: a file's identity is the checksum of its bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

Connection = duckdb.DuckDBPyConnection


@dataclass
class RawFile:
    """One file in the raw folder."""

    source: str
    path: str
    """Path below the source's folder, with /."""
    full_path: Path
    size: int
    modified: int
    sha256: str = ""


@dataclass
class Account:
    """What became of the records of one file."""

    source: str
    path: str
    sha256: str
    state: str = "loaded"
    reason: str | None = None
    detail: str = ""
    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    duplicate: int = 0
    not_data: int = 0
    not_reported: int = 0


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look(raw: Path, files: Iterable[Path], connection: Connection) -> list[RawFile]:
    """Return the files with their checksums; unchanged size and time spare reading a known file again."""
    known = {
        (source, path, size, modified): sha256
        for source, path, size, modified, sha256 in connection.execute(
            "SELECT source, path, size, modified, sha256 FROM ledger"
            " WHERE state IN ('loaded', 'duplicate_file', 'set_aside')"
        ).fetchall()
    }
    found = []
    for full_path in files:
        source, *rest = full_path.relative_to(raw).parts
        stat = full_path.stat()
        file = RawFile(source, "/".join(rest), full_path, stat.st_size, stat.st_mtime_ns)
        file.sha256 = known.get((source, file.path, file.size, file.modified)) or checksum(full_path)
        found.append(file)
    return found


def sort_out(connection: Connection, source: str, files: list[RawFile], fingerprint: str) -> list[RawFile]:
    """Return the files of one source that must be read; note replaced, removed and doubled ones in the ledger.

    New files are merged. When a path holds new bytes, or contract, aliases or declaration changed, what the files
    at hand once gave is taken out and all of them are read again; rows of removed files stay.
    """
    known = {
        path: (sha256, made_by, state)
        for path, sha256, made_by, state in connection.execute(
            "SELECT path, sha256, fingerprint, state FROM ledger WHERE source = $source AND state <> 'replaced'",
            {"source": source},
        ).fetchall()
    }
    for path in known.keys() - {file.path for file in files}:
        connection.execute(
            "UPDATE ledger SET state = 'removed' WHERE source = $source AND path = $path AND state <> 'replaced'",
            {"source": source, "path": path},
        )
    if any(file.path in known and known[file.path][:2] != (file.sha256, fingerprint) for file in files):
        return files
    return [file for file in files if file.path not in known or known[file.path][2] == "removed"]


def record(
    connection: Connection, file: RawFile, account: Account, times: tuple[object, object], fingerprint: str
) -> None:
    """Write one file's account; `times` = (loaded at, export time)."""
    loaded_at, export_time = times
    connection.execute(
        "INSERT INTO ledger VALUES ($source, $path, $sha256, $size, $modified, $loaded_at, $export_time, $state,"
        " $reason, $detail, $read, $accepted, $quarantined, $duplicate, $not_data, $not_reported, $fingerprint)",
        vars(account)
        | {
            "size": file.size,
            "modified": file.modified,
            "loaded_at": loaded_at,
            "export_time": export_time,
            "fingerprint": fingerprint,
        },
    )


def take_out(connection: Connection, table: str, source: str, files: list[RawFile]) -> None:
    """Take out what these paths gave before: account, quarantine, and the rows no other living path gave."""
    for file in files:
        keys = {"source": source, "path": file.path}
        connection.execute("DELETE FROM quarantine WHERE source = $source AND path = $path", keys)
        connection.execute(
            "DELETE FROM ledger WHERE source = $source AND path = $path AND sha256 = $sha256",
            keys | {"sha256": file.sha256},
        )
        connection.execute("UPDATE ledger SET state = 'replaced' WHERE source = $source AND path = $path", keys)
    living = "SELECT sha256 FROM ledger WHERE source = $source AND state IN ('loaded', 'removed') AND read > 0"
    for kept in [table, *(["request_status"] if table == "request" else [])] if files else []:
        connection.execute(f"DELETE FROM {kept} WHERE file NOT IN ({living})", {"source": source})
