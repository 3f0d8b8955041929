"""What was told to whom, and what is still to be brought out: one private file, written before anything leaves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from core.disk import make_way, read_text, write_private
from core.store import Store
from core.store.folder_lock import folder_lock

LARGEST: Final = 20_000_000
SCHEMA: Final = 1


class BusyError(Exception):
    """Another run is at work; the message is a sentence."""


class _Remembered(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Telling(_Remembered):
    """That one recipient was told of one alert: its id, when (city time), whether it is told anew once it has ended."""

    id: str
    at: datetime
    returns: bool


class WaitingLetter(_Remembered):
    """A letter that is not in the outbox yet."""

    key: str
    to: str
    subject: str
    text: str


class WaitingPost(_Remembered):
    """One alert on its way to the webhook. `next_try`: when it is due, the city's clock."""

    body: dict[str, str | None]
    begun: datetime
    next_try: datetime
    tries: int = 0


class Memory(_Remembered):
    """All that one run leaves to the next.

    `told`: by recipient and by the key of the alert; `verdicts`: the last one known, by question and place; `looked`:
    what was looked at when all was found that can be found (build, day, table of rules).
    """

    schema_no: int = SCHEMA
    told: dict[str, dict[str, Telling]] = {}
    verdicts: dict[str, str] = {}
    looked: list[str] = []
    letters: list[WaitingLetter] = []
    posts: list[WaitingPost] = []


def read_memory(store: Store) -> Memory | None:
    """Return what the last run left, an empty memory before the first; None where that file is damaged."""
    path = _file(store)
    if not os.path.lexists(path):
        return Memory()
    try:
        memory = Memory.model_validate_json(read_text(path, LARGEST) or "")
    except ValidationError:
        return None
    return memory if memory.schema_no == SCHEMA else None


def write_memory(store: Store, memory: Memory) -> None:
    """Write it whole, on the disk when this returns. Raises OSError."""
    make_way(_file(store))
    write_private(_file(store), memory.model_dump_json().encode())


def set_aside(store: Store) -> Path:
    """Move a damaged memory out of the way, and return where it lies."""
    path, place = _file(store), _file(store).with_suffix(".rusak")
    make_way(place)
    os.replace(path, place)
    return place


@contextmanager
def one_run(store: Store) -> Iterator[None]:
    """Keep other runs out meanwhile. Raises BusyError where one is at work."""
    store.alerts_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = folder_lock(store.alerts_dir, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            "Peringatan sedang diperiksa oleh proses lain. Tunggu sampai selesai, lalu coba lagi."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _file(store: Store) -> Path:
    return store.alerts_dir / "peringatan.json"
