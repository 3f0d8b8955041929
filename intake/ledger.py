"""What was handed in, withdrawn, mapped and mended, by whom and when: one JSON line each, never changed or deleted.

A line holds an account and what was done, no cell of a person.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from core.city import city
from core.clock import now_in_city
from core.disk import is_plain_file, sync_folder
from core.store import user_store
from core.store.folder_lock import folder_lock
from intake.refused import IntakeRefusedError

PATIENCE: Final = 20.0
"""Seconds that an act waits for another one, or for a backup, while somebody looks on."""
UNATTENDED_PATIENCE: Final = 3600.0
"""The same where nobody does."""
KINDS: Final = ("sent", "withdrawn", "forgotten", "loaded", "mapped", "edited", "undone", "reminded", "question")


class _Line(BaseModel):
    """A line as it must be."""

    model_config = ConfigDict(strict=True)

    time: str
    kind: str
    account: str
    told: dict[str, JsonValue]


@dataclass(frozen=True)
class Entry:
    """One line: its number (from 1, for good), when (city time), which act, whose, and what belongs to it."""

    number: int
    at: datetime
    kind: str
    account: str
    told: dict[str, JsonValue]


def add_entry(kind: str, account: str, **told: JsonValue) -> Entry:
    """Write a line, on the disk when this returns, and return it. `account`: '' where nobody logs in.

    An unknown kind raises ValueError, a lock that is held long IntakeRefusedError, and what cannot be written OSError:
    then nothing of it is there.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    path = ledger_file()
    with acting():
        now = now_in_city()
        line = {"time": now.replace(tzinfo=city().clock).isoformat(), "kind": kind, "account": account, "told": told}
        return Entry(_append(path, json.dumps(line)), now, kind, account, told)


def entries(kind: str | None = None) -> list[Entry]:
    """Return what was noted, the oldest first, of one kind or all. A line that cannot be read is left out."""
    path = ledger_file()
    lines = path.read_bytes().split(b"\n") if is_plain_file(path) else []
    found = [_entry(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    return [entry for entry in found if entry and kind in (None, entry.kind)]


def ledger_file() -> Path:
    """Return where the lines stand."""
    return user_store().intake_dir / "catatan.jsonl"


@contextmanager
def acting(patience: float | None = None) -> Iterator[None]:
    """Hold the lock for an act. Raises IntakeRefusedError where a backup holds it for more than `patience` seconds
    (None: PATIENCE).

    A thread that has the lock may act within its act.
    """
    try:
        held = intake_lock().acquire(timeout=PATIENCE if patience is None else patience)
    except Timeout:
        raise IntakeRefusedError(
            503, lambda t: t("Pencadangan sedang berjalan; belum ada yang diubah. Coba lagi beberapa menit lagi.")
        ) from None
    with held:
        yield


def intake_lock() -> FileLock:
    """Return the lock that whoever changes what was handed in holds; a thread that has it may take it again."""
    folder = user_store().intake_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _lock_of(folder, os.getpid())


@lru_cache
def _lock_of(folder: Path, process: int) -> FileLock:
    """One a process: a lock that was held when another was forked off is none for it."""
    del process
    return folder_lock(folder, mode=0o600)


def _append(path: Path, line: str) -> int:
    """Add a line and return its number; a piece that a death left behind ends where it is."""
    is_new, written = not path.exists(), 0
    before = b"" if is_new else path.read_bytes()
    content = (b"" if before.endswith(b"\n") or not before else b"\n") + line.encode() + b"\n"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # A full disk may take a part of it, and says so at the rest.
        while written < len(content):
            written += os.write(file, content[written:])
        os.fsync(file)
    except OSError:
        os.ftruncate(file, len(before))
        raise
    finally:
        os.close(file)
    if is_new:
        sync_folder(path.parent)
    return (before + content).count(b"\n")


def _entry(number: int, line: bytes) -> Entry | None:
    try:
        read = _Line.model_validate_json(line)
        at = datetime.fromisoformat(read.time).astimezone(city().clock).replace(tzinfo=None)
    except (ValidationError, ValueError):
        return None
    return Entry(number, at, read.kind, read.account, read.told)
