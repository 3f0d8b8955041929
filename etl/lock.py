"""One load at a time; who holds the lock is named."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from filelock import FileLock, Timeout

from core.settings import Store
from etl.errors import LockedError


@contextmanager
def single_writer(store: Store, now: datetime) -> Iterator[None]:
    """Hold the store's lock. Raises LockedError, naming the holder, when another load has it."""
    store.warehouse_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    holder = store.warehouse_dir / "pemegang_kunci.txt"
    lock = FileLock(store.warehouse_dir / "muat.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        name = holder.read_text("utf-8") if holder.exists() else "proses lain"
        raise LockedError(f"Pemuatan lain sedang berjalan ({name}). Tunggu sampai selesai, lalu coba lagi.") from None
    try:
        holder.write_text(
            f"proses {os.getpid()} di {socket.gethostname()}, sejak {now:%d-%m-%Y %H:%M:%S} WITA", "utf-8"
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
