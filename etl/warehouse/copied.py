"""The warehouse copied while nobody writes to it, for who asks what would be if."""

import shutil
from datetime import datetime
from pathlib import Path

from core.store import Store
from etl.errors import UserError, in_megabytes
from etl.warehouse.lock import single_writer

AT_LEAST = 100_000_000
"""Bytes that stay free beside the copy and what is made of it."""
ROOM_FACTOR = 3


def copy_warehouse(store: Store, goal: Path, now: datetime) -> None:
    """Copy the warehouse of a store into a folder of another one; without one nothing is copied.

    Raises LockedError while a load runs, UserError where the disk has not the room.
    """
    goal.mkdir(parents=True, mode=0o700)
    with single_writer(store, now):
        for path in sorted(store.warehouse_dir.glob(f"{store.warehouse.name}*")):
            free, needed = shutil.disk_usage(goal).free, ROOM_FACTOR * path.stat().st_size + AT_LEAST
            if free < needed:
                raise UserError(f"Ruang disk kurang: bebas {in_megabytes(free)}, perlu {in_megabytes(needed)}.")
            shutil.copy2(path, goal / path.name)
