"""What driver and workers share in a store that fsspec opens by its URL: objects of S3, or a server of files.

How it is reached, its keys among that, is told to fsspec itself, on each machine (FSSPEC_<PROTOCOL>_... in the
environment): nothing of it travels with a task. Tables are written and read on the machine's own disk.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import fsspec

from etl.shared_places.shared_place import TOLD, SharedPlace

MARK: Final = "ada"
"""Written first: it shows that the store can be written to, and, on a server of folders, makes the folder. Where it is
gone the driver has let go of the place."""
CLEARINGS: Final = 4
PAUSE_SECONDS: Final = 0.5
"""So often, and after so long, it is cleared once more: a worker of a dead driver may be bringing something."""
_NUMBERS: Final = {PermissionError: errno.EACCES, FileNotFoundError: errno.ENOENT, TimeoutError: errno.ETIMEDOUT}
"""What says of an error only its kind has the number of the same error of a disk."""


@dataclass(frozen=True)
class ObjectStore(SharedPlace):
    """One step of one load below a root of such a store."""

    url: str
    files: fsspec.AbstractFileSystem
    root: str
    scratch: Path
    """A private folder of this machine."""

    @classmethod
    def opened(cls, address: str, scratch: Path) -> "ObjectStore":
        """Open what an address names. Raises OSError."""
        protocol = address.partition("://")[0]
        if protocol not in fsspec.available_protocols():
            raise OSError(f"protokol {protocol} tidak dikenal")
        with _as_os_error():
            # A list that was kept would not know what another machine wrote.
            files, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
        return cls(address, files, root, scratch)

    @classmethod
    def made(cls, within: str, scratch: Path) -> "ObjectStore":
        """Make an empty place of its own below an address. Raises OSError."""
        place = cls.opened(f"{within}/{uuid4().hex}", scratch)
        place.put(MARK, b"")
        return place

    @property
    def address(self) -> str:
        """By which a worker finds it: its URL, without what it is opened by."""
        return self.url

    def put(self, name: str, content: bytes) -> None:
        """Lay down a file. Raises OSError."""
        with _as_os_error():
            target = f"{self.root}/{name}"
            self.files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self.files.pipe_file(target, content)

    def get(self, name: str) -> bytes:
        """Return a file. Raises OSError."""
        with _as_os_error():
            return bytes(self.files.cat_file(f"{self.root}/{name}"))

    @contextmanager
    def drafted(self, name: str) -> Iterator[Path]:
        """Give an empty folder; what tells of its files is put last, so a result is whole where that stands.

        What cannot be put whole, or comes when the driver has let go, does not stay.
        """
        with self._own_folder() as draft:
            yield draft
            tables = [path for path in draft.iterdir() if path.name != TOLD]
            self._refuse_dropped()
            try:
                with _as_os_error():
                    self.files.makedirs(f"{self.root}/{name}", exist_ok=True)
                    for path in tables:
                        self.files.put_file(str(path), f"{self.root}/{name}/{path.name}")
                self.put(f"{name}/{TOLD}", (draft / TOLD).read_bytes())
                self._refuse_dropped()
            except BaseException:
                self._remove(f"{self.root}/{name}")
                raise

    @contextmanager
    def lent(self, name: str) -> Iterator[Path]:
        """Give a copy of the files of that name to be read, and let go of them. Raises OSError."""
        with self._own_folder() as copy:
            (copy / TOLD).write_bytes(self.get(f"{name}/{TOLD}"))
            with _as_os_error():
                # Some give whole paths, some the last part.
                for found in (path.rpartition("/")[2] for path in self.files.ls(f"{self.root}/{name}", detail=False)):
                    self.files.get_file(f"{self.root}/{name}/{found}", str(copy / found))
            yield copy
        self._remove(f"{self.root}/{name}")

    def drop(self) -> None:
        """Let go of all that is in it: first of what says that it stands, so that workers put nothing more there."""
        self._remove(f"{self.root}/{MARK}")
        self._remove(self.root)

    def clear(self) -> None:
        """Take away all that is in it. Raises OSError where that may not be, or it cannot be seen that nothing stays.

        A bucket, or first folder, that is not there is not made: its name may have a slip.
        """
        first = self.root.strip("/").partition("/")[0]
        if not self._exists(f"/{first}" if self.root.startswith("/") else first):
            raise OSError(f"tidak ada {first}, atau tidak terlihat")
        for _ in range(CLEARINGS):
            if not self._is_left():
                return
            time.sleep(PAUSE_SECONDS)
        raise OSError("isi lama tidak dapat dihapus")

    def _is_left(self) -> bool:
        """Take away all that is in it; whether something is there afterwards. Raises OSError."""
        # Without it a list that is empty could be one that was not given.
        self.put(MARK, b"")
        self._remove(self.root)
        with _as_os_error():
            left = self.files.find(self.root)
        return bool(left) or self._exists(f"{self.root}/{MARK}")

    def _refuse_dropped(self) -> None:
        if not self._exists(f"{self.root}/{MARK}"):
            raise OSError("tempat itu sudah dilepas")

    def _exists(self, path: str) -> bool:
        with _as_os_error():
            return bool(self.files.exists(path))

    def _remove(self, path: str) -> None:
        with suppress(Exception):
            self.files.rm(path, recursive=True)

    @contextmanager
    def _own_folder(self) -> Iterator[Path]:
        """A private folder on this machine's disk, which goes with its files."""
        folder = Path(tempfile.mkdtemp(prefix="klaster-", dir=self.scratch))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Each store has errors of its own; what they say may hold keys: only their number, or words of ours, is told."""
    try:
        yield
    except ImportError as error:
        name = error.name or getattr(error.__cause__, "name", None) or "fsspec"
        raise OSError(f"paket {name} belum terpasang") from None
    except Exception as error:
        own = error.errno if isinstance(error, OSError) else None
        number = own or next((number for kind, number in _NUMBERS.items() if isinstance(error, kind)), None)
        if number:
            raise OSError(number, os.strerror(number)) from None
        raise OSError("penyimpanan menolak atau tidak menjawab") from None
