"""Which build was looked through for months to release, so that a load with nothing new asks nobody."""

import json
import time
from typing import Final, NamedTuple

from core.disk import read_text, write_whole
from core.store.data_directory import Store

LONGEST_NOTE = 100_000
"""Bytes."""
STANDS: Final = 24 * 3600
"""Seconds that a month must have been settled and complete before it is released by itself."""


class ReleaseNote(NamedTuple):
    """The build, its newest settled month, and the settled months of which a part is not released (`2024-10`).

    `since`: of the parts that are complete, since when they are (`2024-10 topik`, seconds). `content`: a checksum of
    what each of them counted then; of one from before there was any, nobody knows it.
    """

    build: str
    newest: str
    waiting: tuple[str, ...]
    since: dict[str, float] = {}  # noqa: RUF012
    content: dict[str, str] = {}  # noqa: RUF012


def read_release_note(store: Store) -> ReleaseNote | None:
    """Return the note; None where there is none that can be read: then the build is looked through again."""
    try:
        told = json.loads(read_text(store.release_note, LONGEST_NOTE) or "")
        since = {str(part): float(first) for part, first in told.get("since", {}).items()}
        content = {str(part): str(counted) for part, counted in told.get("content", {}).items()}
        return ReleaseNote(str(told["build"]), str(told["newest"]), tuple(map(str, told["waiting"])), since, content)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def has_stood(since: float, now: float | None = None) -> bool:
    """Return True for what has been so for a day; a clock that was set back must not hold it for ever."""
    return abs((now or time.time()) - since) >= STANDS


def seconds_since_note(store: Store) -> float:
    """Return how long ago the note was written; a clock that was set back counts as long ago."""
    try:
        return abs(time.time() - store.release_note.stat().st_mtime)
    except OSError:
        return float("inf")


def write_release_note(store: Store, note: ReleaseNote) -> None:
    """Replace the note, whole. Raises OSError."""
    store.released_dir.mkdir(parents=True, exist_ok=True)
    write_whole(store.release_note, json.dumps(note._asdict()).encode())
