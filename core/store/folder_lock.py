"""The lock of a folder in which several files belong together."""

from pathlib import Path

from filelock import FileLock


def folder_lock(folder: Path, timeout: float = -1) -> FileLock:
    """Return the lock that whoever writes in a folder holds, and whoever wants to see all of its files or none.

    `timeout` in seconds, -1 waits for ever; then filelock.Timeout is raised.
    """
    return FileLock(folder / ".kunci", timeout=timeout)
