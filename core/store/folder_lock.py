"""The lock of a folder in which several files belong together."""

from pathlib import Path
from typing import Final

from filelock import FileLock

LOCK_NAME: Final = ".kunci"


def folder_lock(folder: Path, timeout: float = -1, mode: int = 0o644) -> FileLock:
    """Return the lock that whoever writes in a folder holds, and whoever wants to see all of its files or none.

    `timeout` in seconds, -1 waits for ever; then filelock.Timeout is raised. `mode`: the rights of its file.
    """
    return FileLock(folder / LOCK_NAME, timeout=timeout, mode=mode)
