"""After a load: settled months are released by a command of `analytics`, as figures are no matter of a load."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import duckdb

from core.clock import newest_settled
from core.scope import whole_city
from core.settings import ROOT
from core.snapshot import open_build
from core.store import Store, active_store
from core.store.published_builds import NoBuildError, named_in, path_of
from core.store.release_note import has_stood, read_release_note, seconds_since_note, write_release_note
from etl.whole_paths import with_whole_paths

RELEASE: Final = [sys.executable, "-m", "analytics", "release"]
LONGEST_RELEASE: Final = 1800
TRIED_AGAIN: Final = 3600
"""Seconds."""


def ask_for_releases(store: Store) -> None:
    """Have released what is settled and complete in the build that readers see, where nobody did.

    Whoever asks comes after the build is published and the lock is given back. Nothing is raised: what fails or dies
    here is tried again after the next load, and the command has said why.
    """
    if is_release_due(store):
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(
                RELEASE,
                cwd=ROOT,
                env=with_whole_paths(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=LONGEST_RELEASE,
                check=False,
            )


def is_release_due(store: Store) -> bool:
    """Return True where the shown build has a settled month that nobody looked at, or one that may be released by now.

    A month that is not complete yet, or never will be, is looked at again with a later build, an hour later at the
    earliest: it costs two seconds.
    """
    build, note = named_in(store.pointer), read_release_note(store)
    if build is None or store.root.resolve() != active_store().root.resolve():
        return False
    if note and note.build == build:
        return any(has_stood(since) for since in note.since.values())
    newest = _newest_settled(path_of(store, build))
    if not newest:
        return False
    if note is None or note.newest != newest:
        return True
    if note.waiting:
        return seconds_since_note(store) > TRIED_AGAIN
    with suppress(OSError):
        # Else every load with nothing new would open the build.
        write_release_note(store, note._replace(build=build))
    return False


def _newest_settled(build: Path) -> str:
    """The newest settled month of a build as `2024-10`; '' where none is settled, or the build cannot be read."""
    try:
        # As readers open it: DuckDB lets nobody in a process open a file in two ways.
        with open_build(whole_city(build)).connection as connection:
            row = connection.execute("SELECT first_day, as_of FROM meta").fetchone()
    except (duckdb.Error, NoBuildError):
        return ""
    if row is None or row[1] is None:
        return ""
    month = newest_settled(row[1])
    return f"{month:%Y-%m}" if month >= row[0].replace(day=1) else ""
