"""Where one driver and its workers share rows, noted before the first of them, so that they can be found afterwards.

A note goes when all that it tells of is gone: one that stands while nobody loads is of a driver that died.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from core.disk import discard, read_line, read_text, write_private
from core.settings import settings
from core.store import Store
from etl.errors import UserError
from etl.shared_places.shared_folder import SharedFolder, make_private
from etl.shared_places.shared_place import SharedPlace, is_url, why_not

if TYPE_CHECKING:
    from etl.shared_places.object_store import ObjectStore

_SETTING: Final = "ADOPSI_KLASTER_FOLDER"
_NOTES: Final = "tempat_klaster"
_NAME: Final = re.compile("klaster-[0-9a-f]{32}")
_LONGEST: Final = 5_000
_NOTE_BEFORE: Final = "nama_klaster"
"""Up to 2026.11.30 a warehouse had one name for all its drivers, which stood there."""
_PLAIN: Final = re.compile(
    r"(?!file:|local:)[a-z][a-z0-9+.]*://(?=/*[^/])(?:\[[0-9a-f:]+\]|[^:@/?#\[]*)(?::[0-9]+)?(?:/[^:@?#]*)?"
)
"""Nothing in it is a secret: no name, no password, no token in a query, no address within an address."""


@dataclass(frozen=True)
class SharedRoot:
    """The folder, or what is in a store its like, in which the steps of one load have their places."""

    address: str
    """A path or a URL."""
    note: Path
    scratch: Path
    """A private folder of this machine, for what goes to a store or comes from it."""

    def begin(self) -> None:
        """Make it, and note it. Raises UserError where it cannot be made, emptied, or others may look in."""
        try:
            if is_url(self.address):
                self._store().clear()
            else:
                make_private(Path(self.address))
            write_private(self.note, f"{self._noted}\n".encode())
        except OSError as error:
            words = "tempat bersama klaster tidak dapat ditulisi dan dikosongkan"
            raise UserError(f"{self.address}: {words} ({why_not(error)}). Periksa alamat, paket, dan haknya.") from None

    @property
    def shown(self) -> str:
        """What it is called in a sentence: an address of before may hold a secret."""
        return self.address if not is_url(self.address) or _PLAIN.fullmatch(self.address) else _SETTING

    @property
    def _noted(self) -> str:
        """Its name alone where it lies beside the warehouse: it moves with it."""
        beside = self.note.parent.parent.absolute() / self.note.name
        return self.note.name if self.address == str(beside) else self.address

    def new_place(self) -> SharedPlace:
        """Make an empty place for one step. Raises OSError."""
        if is_url(self.address):
            from etl.shared_places.object_store import ObjectStore

            return ObjectStore.made(self.address, self.scratch)
        return SharedFolder.made(Path(self.address))

    def clear(self, *, is_last: bool = True) -> None:
        """Take away all that is in it, and then the note. Raises OSError where something may have stayed.

        `is_last`: no worker will bring anything more; else the note stays for the next load.
        """
        if is_url(self.address):
            self._store().clear()
        elif os.path.lexists(self.address):
            # What goes meanwhile is no fault; what stays is told.
            shutil.rmtree(self.address, ignore_errors=True)
            discard(Path(self.address))
        elif not Path(self.address).parent.is_dir():
            # What is not mounted now may hold it.
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))
        if is_last:
            discard(self.note)

    def _store(self) -> "ObjectStore":
        """Raises OSError."""
        try:
            # Of no use to anybody else: fsspec is not even installed where no cluster is used.
            from etl.shared_places.object_store import ObjectStore
        except ImportError:
            raise OSError("paket fsspec belum terpasang") from None
        return ObjectStore.opened(self.address, self.scratch)


def place_at(address: str, scratch: Path) -> SharedPlace:
    """Return the place that a driver made. Raises OSError."""
    if is_url(address):
        from etl.shared_places.object_store import ObjectStore

        return ObjectStore.opened(address, scratch)
    return SharedFolder(Path(address))


def new_root(store: Store) -> SharedRoot:
    """Return one for a new driver, that is neither made nor noted yet. Raises UserError for an address with a secret.

    It has a name of its own, as other drivers may share the same ADOPSI_KLASTER_FOLDER.
    """
    within = settings().klaster_folder
    if is_url(within) and not _PLAIN.fullmatch(within):
        raise UserError(
            f"{_SETTING}: alamat itu berisi nama, sandi, token, atau lebih dari protokol://mesin/folder, dan ikut "
            "dikirim ke klaster. Tulis alamat tanpa itu, nama dan sandinya di variabel FSSPEC_<PROTOKOL>_... pada "
            "setiap mesin; untuk folder tulis jalurnya saja."
        )
    name = f"klaster-{uuid4().hex}"
    return _root(store, name, _address(store, name))


def noted_roots(store: Store) -> Iterator[SharedRoot]:
    """Give those of drivers that may have left something, the oldest version's among them."""
    before = store.warehouse_dir / _NOTE_BEFORE
    name = read_line(before) or ""
    if _NAME.fullmatch(name):
        yield SharedRoot(_address(store, name), before, _scratch(store))
    for note in sorted((store.warehouse_dir / _NOTES).glob("klaster-*")):
        noted = (read_text(note, _LONGEST) or "").strip()
        if noted == note.name:
            noted = str(store.warehouse_dir.absolute() / note.name)
        # What is removed must be of a driver's making, whatever the note says.
        is_own = bool(_NAME.fullmatch(note.name)) and noted.endswith(f"/{note.name}")
        yield _root(store, note.name, noted if is_own else _address(store, note.name))


def _root(store: Store, name: str, address: str) -> SharedRoot:
    return SharedRoot(address, store.warehouse_dir / _NOTES / name, _scratch(store))


def _address(store: Store, name: str) -> str:
    within = settings().klaster_folder
    if is_url(within):
        return f"{within.rstrip('/')}/{name}"
    return str((Path(within) if within else store.warehouse_dir).absolute() / name)


def _scratch(store: Store) -> Path:
    return store.warehouse_dir.absolute() / "tmp"
