"""Which files are new, changed, known or gone: a file's identity is the checksum of its bytes."""

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from etl.raw_file import RawFile
from etl.spelling import masked
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class UnopenedPath:
    """A file or a folder that is there and cannot be read now, and why."""

    source: str
    path: str
    why: str


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

    @property
    def name(self) -> str:
        """Source and path as the commands show them."""
        return masked(f"{self.source}/{self.path}")


@dataclass(frozen=True)
class Dating:
    """When a file was exported, the newest time in it, and the period that it shows completely."""

    export_time: datetime
    newest_time: datetime
    full_from: date | None = None
    full_to: date | None = None
    saved_at: datetime | None = None
    """When a workbook says it was saved."""
    is_dated: bool = True
    """By the user or its name."""


@dataclass
class FilesToRead:
    """The files of one source to read, and the numbers of the bytes whose rows go first."""

    files: list[RawFile] = field(default_factory=list)
    freed: set[int] = field(default_factory=set)


def seen(raw: Path, files: Iterable[Path]) -> list[RawFile]:
    """Return the files with size and time, not yet read."""
    found = []
    for full_path in files:
        try:
            stat = full_path.stat()
        except FileNotFoundError:
            continue
        found.append(RawFile(*source_and_path(raw, full_path), full_path, stat.st_size, stat.st_mtime_ns))
    return found


def source_and_path(raw: Path, full_path: Path) -> tuple[str, str]:
    """Return source and path below its folder; "." for that folder itself."""
    source, *rest = full_path.relative_to(raw).parts
    return source, shown("/".join(rest)) or "."


def shown(name: str) -> str:
    """Return a file's name as text; the odd bytes of one that is no UTF-8, as old systems write it, become \\xNN."""
    text = os.fsencode(name).decode(errors="backslashreplace")
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def recognise(files: Iterable[RawFile], connection: Connection) -> list[RawFile]:
    """Set the checksum of files whose size and time the ledger knows; return the others."""
    known = {
        tuple(row[:4]): row[4]
        for row in connection.execute(
            "SELECT source, path, size, modified, sha256 FROM ledger"
            " WHERE state IN ('loaded', 'duplicate_file', 'set_aside')"
        ).fetchall()
    }
    unknown = []
    for file in files:
        file.sha256 = known.get((file.source, file.path, file.size, file.modified), "")
        if not file.sha256:
            unknown.append(file)
    return unknown


def sort_out(
    connection: Connection,
    source: str,
    files: list[RawFile],
    unsettled: set[str],
    made_by: Callable[[str], str],
    *,
    is_complete: bool,
) -> FilesToRead:
    """Return what must be read and what must go; note replaced and removed paths in the ledger.

    New files are read. New bytes under a known path replace what it gave. When contract, aliases or declaration
    changed (`made_by` tells it by path), every file at hand is read again. Rows of removed files stay.
    `unsettled`: paths at hand that wait.
    `is_complete`: the files at hand are all there are, so a path that is not among them is gone.
    """
    known = _known(connection, source)
    if is_complete:
        _note_removed(connection, source, known.keys() - {file.path for file in files} - unsettled)
    work = FilesToRead()
    for file in files:
        kept = known.get(file.path)
        if (
            kept is None
            or kept["state"] == "removed"
            or (kept["sha256"], kept["fingerprint"]) != (file.sha256, made_by(file.path))
        ):
            work.files.append(file)
    _replace(connection, source, work, {file.path: file for file in files})
    return work


def note_unopened(connection: Connection, unopened: UnopenedPath, now: datetime) -> None:
    """Enter what cannot be read as set aside; a path that is known stays as it is, with its rows."""
    connection.execute(
        "INSERT INTO ledger (source, path, sha256, size, modified, loaded_at, state, reason, detail, read, accepted,"
        " quarantined, duplicate, not_data, not_reported)"
        " SELECT $source, $path, '', 0, 0, $now, 'set_aside', 'berkas_tertutup', $why, 0, 0, 0, 0, 0, 0"
        " WHERE NOT EXISTS (FROM ledger WHERE source = $source AND path = $path AND state <> 'replaced')",
        vars(unopened) | {"now": now},
    )


def below(connection: Connection, unopened: UnopenedPath) -> set[str]:
    """Return the known paths that an unopened file or folder keeps from being seen."""
    known = _known(connection, unopened.source)
    return {path for path in known if unopened.path in (path, ".") or path.startswith(f"{unopened.path}/")}


def met_sources(connection: Connection) -> set[str]:
    """Return the sources of which a file was ever met."""
    return {source for (source,) in connection.execute("SELECT DISTINCT source FROM ledger").fetchall()}


def _known(connection: Connection, source: str) -> dict[str, dict[str, Any]]:
    names = ("path", "sha256", "fingerprint", "state")
    rows = connection.execute(
        f"SELECT {', '.join(names)} FROM ledger WHERE source = $source AND state <> 'replaced'", {"source": source}
    ).fetchall()
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def _note_removed(connection: Connection, source: str, paths: Collection[str]) -> None:
    if not paths:
        return
    connection.execute(
        "UPDATE ledger SET state = 'removed'"
        " WHERE source = $source AND state <> 'replaced' AND path IN (SELECT unnest($paths::VARCHAR[]))",
        {"source": source, "paths": sorted(paths)},
    )


def _replace(connection: Connection, source: str, work: FilesToRead, at_hand: dict[str, RawFile]) -> None:
    """Free what the paths to read gave before; a copy of freed bytes at hand is read in their place."""
    waiting = list(work.files)
    while waiting:
        file = waiting.pop()
        for file_no in _let_go(connection, source, file):
            work.freed.add(file_no)
            for (path,) in connection.execute(
                "SELECT path FROM ledger WHERE source = $source AND file_no = $file_no AND state = 'duplicate_file'",
                {"source": source, "file_no": file_no},
            ).fetchall():
                if path in at_hand and at_hand[path] not in work.files:
                    work.files.append(at_hand[path])
                    waiting.append(at_hand[path])


def _let_go(connection: Connection, source: str, file: RawFile) -> list[int]:
    """Close the ledger's entry of a path, and of removed paths with the same bytes; return the bytes none gives now.

    A removed path whose copy this one was has still its own export to tell of; any other was this one's former name.
    """
    keys: dict[str, object] = {"source": source, "path": file.path, "sha256": file.sha256}
    if not one_row(connection, f"SELECT 1 FROM ledger WHERE source = $source AND {_MET} LIMIT 1", keys):
        return []
    mine = f"source = $source AND {_GIVES} AND (path = $path OR sha256 = $sha256 AND state = 'removed')"
    given = connection.execute(f"SELECT DISTINCT file_no FROM ledger WHERE {mine}", keys).fetchall()
    held_back = f"path = $path OR path IN (SELECT path FROM ledger WHERE {mine})"
    connection.execute(f"DELETE FROM quarantine WHERE source = $source AND ({held_back})", keys)
    if one_row(connection, f"SELECT 1 FROM ledger WHERE {_THIS} AND state = 'duplicate_file'", keys):
        connection.execute(f"UPDATE ledger SET {GIVES_NOTHING} WHERE {mine}", keys)
    connection.execute(f"UPDATE ledger SET state = 'replaced' WHERE {mine}", keys)
    place = {"source": source, "path": file.path}
    connection.execute("UPDATE ledger SET state = 'replaced' WHERE source = $source AND path = $path", place)
    connection.execute(f"DELETE FROM ledger WHERE {_THIS}", keys)
    return [file_no for (file_no,) in given if not gives(connection, file_no)]


GIVES_NOTHING = "read = 0, accepted = 0, quarantined = 0, duplicate = 0, not_data = 0, not_reported = 0"
"""What an entry says whose bytes another path gives."""
_THIS = "source = $source AND path = $path AND sha256 = $sha256"
_MET = "(path = $path OR sha256 = $sha256)"
_GIVES = "(state = 'loaded' OR state = 'removed' AND read > 0)"


def gives(connection: Connection, file_no: int) -> bool:
    """True while a path, at hand or removed, gives the rows of these bytes."""
    found = f"SELECT 1 FROM ledger WHERE file_no = $file_no AND {_GIVES}"
    return one_row(connection, found, {"file_no": file_no}) is not None


def only_these_give(connection: Connection, source: str, file_nos: Iterable[int]) -> bool:
    """True when no other bytes give rows of a source."""
    others = (
        f"SELECT 1 FROM ledger WHERE source = $source AND {_GIVES}"
        " AND file_no NOT IN (SELECT unnest($file_nos::INTEGER[]))"
    )
    return one_row(connection, others, {"source": source, "file_nos": sorted(file_nos)}) is None


def forget_entries(connection: Connection, source: str, path: str) -> list[int] | None:
    """Delete all entries of a path, and what was held back; return the bytes none gives now, None for no entry."""
    keys = {"source": source, "path": path}
    mine = "WHERE source = $source AND path = $path"
    entries = connection.execute(f"SELECT DISTINCT file_no FROM ledger {mine} AND file_no IS NOT NULL", keys).fetchall()
    for table in ("ledger", "quarantine"):
        connection.execute(f"DELETE FROM {table} {mine}", keys)
    freed = [file_no for (file_no,) in entries if not gives(connection, file_no)]
    # Former names of the same bytes may hold a person's.
    former = "state = 'replaced' AND file_no IN (SELECT unnest($freed::INTEGER[]))"
    connection.execute(f"DELETE FROM ledger WHERE source = $source AND {former}", {"source": source, "freed": freed})
    return freed if entries else None
