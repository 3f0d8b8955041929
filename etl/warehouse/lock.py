"""One load at a time; who holds the lock is named."""

import errno
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from core.city import city
from core.disk import make_way, read_line
from core.store import Store
from etl.errors import LockedError, UserError
from etl.warehouse.file_rights import PRIVATE_FOLDER, close_to_others


@contextmanager
def single_writer(store: Store, now: datetime, wait: float = 0) -> Iterator[None]:
    """Hold the store's lock. Raises LockedError, naming the holder, when another has it for `wait` seconds more;
    UserError where the lock is no file.

    The lock is the operating system's: it ends with its process, however that ends. What is written meanwhile is the
    owner's alone, unless it is opened to others by name.
    """
    store.root.mkdir(parents=True, exist_ok=True)
    before = os.umask(0o077)
    try:
        store.warehouse_dir.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
        with _alone(store, now, wait):
            close_to_others(store)
            yield
    finally:
        os.umask(before)


@contextmanager
def _alone(store: Store, now: datetime, wait: float) -> Iterator[None]:
    path = _lock(store)
    lock = FileLock(path, timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(
            f"Pemuatan atau pencadangan lain sedang berjalan ({_named(store)}). Tunggu sampai selesai, lalu coba lagi."
        ) from None
    except OSError as error:
        if error.errno not in (errno.EISDIR, errno.ELOOP):
            raise
        what = "tautan" if path.is_symlink() else "folder"
        raise UserError(
            f"{path}: ini {what}, padahal seharusnya berkas kunci yang kosong. "
            f"Pindahkan atau hapus {what} itu; pemuatan membuat yang baru."
        ) from None
    try:
        make_way(_holder(store))
        _holder(store).write_text(
            f"proses {os.getpid()} di {socket.gethostname()}, sejak {now:%d-%m-%Y %H:%M:%S} {city().zone}", "utf-8"
        )
        yield
    finally:
        with suppress(OSError):
            _holder(store).unlink(missing_ok=True)
        lock.release()


def lock_files(store: Store) -> list[Path]:
    """Return what stands in the warehouse's folder for the lock's sake, and tells nothing once it is released."""
    return [_lock(store), _holder(store)]


def holder_of(store: Store) -> str | None:
    """Return who loads now, without taking the lock; None when nobody does, also when the last holder was killed."""
    found = re.fullmatch(r"proses ([1-9]\d{0,9}) di (\S+), sejak [-\d:. ]+ [A-Z]+", _named(store))
    if not found:
        return None
    is_here = found[2] == socket.gethostname()
    return _named(store) if not is_here or _is_alive(int(found[1])) else None


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _named(store: Store) -> str:
    return read_line(_holder(store)) or "proses lain"


def _lock(store: Store) -> Path:
    return store.warehouse_dir / "muat.lock"


def _holder(store: Store) -> Path:
    return store.warehouse_dir / "pemegang_kunci.txt"
