"""A private folder that driver and workers see under the same path."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from core.disk import write_private
from etl.errors import UserError
from etl.shared_places.shared_place import SharedPlace
from etl.warehouse.key import OTHERS


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may open. Raises OSError; UserError where others may open it all the same."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.stat()
    if found.st_uid != os.geteuid() or found.st_mode & OTHERS:
        raise UserError(f"{folder}: folder bersama klaster milik atau terbuka bagi orang lain. Hapus folder itu.")


@dataclass(frozen=True)
class SharedFolder(SharedPlace):
    """One step of one load in such a folder."""

    path: Path

    @classmethod
    def made(cls, within: Path) -> "SharedFolder":
        """Make an empty one of its own within a private folder. Raises OSError, UserError as `make_private` does."""
        make_private(within)
        path = within / uuid4().hex
        path.mkdir(mode=0o700)
        return cls(path)

    @property
    def address(self) -> str:
        """By which a worker finds it: its path."""
        return str(self.path)

    def put(self, name: str, content: bytes) -> None:
        """Lay down a file. Raises OSError."""
        write_private(self.path / name, content)

    def get(self, name: str) -> bytes:
        """Return a file. Raises OSError."""
        return (self.path / name).read_bytes()

    @contextmanager
    def drafted(self, name: str) -> Iterator[Path]:
        """Give an empty folder that has its name once it is left without an error, or else is gone."""
        draft = self.path / f".{name}"
        draft.mkdir(mode=0o700)
        try:
            yield draft
            os.replace(draft, self.path / name)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise

    @contextmanager
    def lent(self, name: str) -> Iterator[Path]:
        """Give the folder of that name to be read, and let go of it."""
        yield self.path / name
        shutil.rmtree(self.path / name, ignore_errors=True)

    def drop(self) -> None:
        """Let go of all that is in it; what a worker still writes finds no place any more."""
        aside = self.path.with_name(f"{self.path.name}-lama")
        with suppress(OSError):
            os.rename(self.path, aside)
        shutil.rmtree(aside, ignore_errors=True)
