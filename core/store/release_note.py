"""Which build was looked through for months to release, so that a load with nothing new asks nobody."""

import json
import os
import time
from typing import NamedTuple

from core.disk import read_text
from core.store.data_directory import Store

LONGEST_NOTE = 100_000
"""Bytes."""


class ReleaseNote(NamedTuple):
    """The build, its newest settled month, and the settled months that were not complete enough (`2024-10`)."""

    build: str
    newest: str
    waiting: tuple[str, ...]


def read_release_note(store: Store) -> ReleaseNote | None:
    """Return the note; None where there is none that can be read: then the build is looked through again."""
    try:
        told = json.loads(read_text(store.release_note, LONGEST_NOTE) or "")
        return ReleaseNote(str(told["build"]), str(told["newest"]), tuple(map(str, told["waiting"])))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def seconds_since_note(store: Store) -> float:
    """Return how long ago the note was written; a clock that was set back counts as long ago."""
    try:
        return abs(time.time() - store.release_note.stat().st_mtime)
    except OSError:
        return float("inf")


def write_release_note(store: Store, note: ReleaseNote) -> None:
    """Replace the note, whole. Raises OSError."""
    store.released_dir.mkdir(parents=True, exist_ok=True)
    draft = store.release_note.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(json.dumps(note._asdict()), "utf-8")
    os.replace(draft, store.release_note)
