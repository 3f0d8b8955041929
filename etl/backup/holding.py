"""Folders in which files belong together are written by nobody else while a backup is made or put in place."""

from contextlib import ExitStack
from pathlib import Path

from filelock import Timeout

from core.settings import settings
from core.store import Store
from core.store.folder_lock import folder_lock
from etl.errors import LockedError

PATIENCE = 300.0
"""Seconds that a report may take to be archived."""


def hold_what_is_told(store: Store, locks: ExitStack) -> None:
    """Hold the archive of reports and the records of releases until `locks` ends. Raises LockedError."""
    for folder in (settings().reports_dir, store.released_dir):
        hold_still(folder, locks)


def hold_still(folder: Path, locks: ExitStack, mode: int = 0o644) -> None:
    """Hold one folder, where it is there, until `locks` ends; `mode`: the rights of its lock. Raises LockedError."""
    if not folder.is_dir():
        return
    try:
        locks.enter_context(folder_lock(folder, PATIENCE, mode))
    except Timeout:
        raise LockedError(f"{folder}: masih ditulis perintah lain. Tunggu sampai selesai, lalu coba lagi.") from None
