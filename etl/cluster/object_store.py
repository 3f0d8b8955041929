"""What driver and workers share in a store that fsspec opens by its URL: objects of S3, or a server of files.

How it is reached, its keys among that, is told to fsspec itself, on each machine (FSSPEC_<PROTOCOL>_... in the
environment): nothing of it travels with a task. Tables are written and read on the machine's own disk.
"""

import os
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import fsspec

from etl.cluster.shared_folder import TOLD, SharedFolder, SharedPlace
from etl.errors import UserError
from etl.warehouse.database import is_url

_PLAIN = re.compile(r"[a-z][a-z0-9+.]*://(?:[^:@/?#]+@)?(?:\[[0-9a-f:]+\]|[^:@/?#\[]*)(?::[0-9]+)?(?:/[^:@?#]*)?")
"""Nothing in it is a secret: no password, no token in a query, no address within an address."""


def made_place(within: str, scratch: Path, *, is_first: bool) -> SharedPlace:
    """Make an empty place of its own in a folder or store that the driver shares. Raises UserError.

    `scratch`: a private folder of this machine. `is_first`: of this load; in a store all that a dead driver left goes.
    """
    if not is_url(within):
        return SharedFolder.made(Path(within))
    if not _PLAIN.fullmatch(within):
        raise UserError(
            "ADOPSI_KLASTER_FOLDER: alamat itu berisi sandi, token, atau lebih dari protokol://mesin/folder, dan ikut "
            "dikirim ke klaster. Tulis alamat tanpa itu, dan sandinya di variabel FSSPEC_<PROTOKOL>_PASSWORD pada "
            "setiap mesin."
        )
    try:
        if is_first:
            above = ObjectStore.opened(within, scratch)
            above.refuse_unknown()
            above.clear()
        made = ObjectStore.opened(f"{within}/{uuid.uuid4().hex}", scratch)
        made.put(MARK, b"")
    except OSError as error:
        words = "penyimpanan bersama klaster tidak dapat ditulisi dan dikosongkan"
        raise UserError(f"{within}: {words} ({error.strerror or error}). Periksa alamat, paket, dan haknya.") from None
    return made


def place_at(address: str, scratch: Path) -> SharedPlace:
    """Return the place that a driver made. Raises OSError."""
    return ObjectStore.opened(address, scratch) if is_url(address) else SharedFolder(Path(address))


MARK = "ada"
"""Written first: it shows that the store can be written to, and, on a server of folders, makes the folder. Where it is
gone the driver has let go of the place."""


@dataclass(frozen=True)
class ObjectStore(SharedPlace):
    """One step of one load below a root of such a store."""

    url: str
    files: fsspec.AbstractFileSystem
    root: str
    scratch: Path

    @classmethod
    def opened(cls, address: str, scratch: Path) -> "ObjectStore":
        """Open what an address names. Raises OSError."""
        with _as_os_error():
            # A list that was kept would not know what another machine wrote.
            files, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
        return cls(address, files, root, scratch)

    @property
    def address(self) -> str:
        """By which a worker finds it: its URL, without what it is opened by."""
        return self.url

    def refuse_unknown(self) -> None:
        """Raise OSError for a bucket, or first folder, that is not there: a name with a slip is not to be made."""
        first = self.root.strip("/").partition("/")[0]
        with _as_os_error():
            is_there = self.files.exists(f"/{first}" if self.root.startswith("/") else first)
        if not is_there:
            raise OSError(f"tidak ada {first}")

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

    def _refuse_dropped(self) -> None:
        with _as_os_error():
            stands = self.files.exists(f"{self.root}/{MARK}")
        if not stands:
            raise OSError("tempat itu sudah dilepas")

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
        """Take away all that is in it. Raises OSError where that may not be, or something stays."""
        self.put(MARK, b"")
        with _as_os_error():
            self.files.rm_file(f"{self.root}/{MARK}")
        self._remove(self.root)
        with _as_os_error():
            left = self.files.find(self.root) if self.files.exists(self.root) else []
        if left:
            raise OSError("isi lama tidak dapat dihapus")

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
    """Each store has errors of its own; what they say may hold keys, so only their kind is told."""
    try:
        yield
    except OSError as error:
        if error.errno:
            raise OSError(error.errno, os.strerror(error.errno)) from None
        raise OSError(type(error).__name__) from None
    except ImportError as error:
        raise OSError(f"paket untuk alamat ini belum terpasang: {error.name or error}") from None
    except Exception as error:
        raise OSError(type(error).__name__) from None
