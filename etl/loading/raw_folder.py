"""What a load starts from, all of it checked before anything is touched."""

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.disk import read_text, words_of
from core.sources import SOURCES
from core.store import Store, look_into, sample_store
from etl.errors import NoRoomError, RefusedError, UserError
from etl.loading.being_read import BeingRead
from etl.raw_file import RawFile
from etl.sources.contract import contract
from etl.sources.mappings import Declared, read_declared
from etl.sources.places import Gazetteer
from etl.sources.reference import read_reference
from etl.sources.reference_columns import Reference
from etl.warehouse import ledger
from etl.warehouse.ledger import UnopenedPath

LONGEST_MARKER = 50_000_000
"""Bytes of the list of a large sample's files."""


@dataclass
class LoadInput:
    """Store, reference tables, files at hand with what is declared of them."""

    store: Store
    now: datetime
    reference: Reference
    files: list[RawFile]
    declarations: dict[str, Declared]
    unsettled: list[RawFile] = field(default_factory=list)
    """Files at hand that changed a moment ago: somebody may still be writing them."""
    untried: list[RawFile] = field(default_factory=list)
    """The file at work and those after it."""
    careful: set[str] = field(default_factory=set)
    """SHA-256 of files that the database could not read by itself."""
    unopened: list[UnopenedPath] = field(default_factory=list)
    """Files and folders that cannot be read now; what was read of them before stays."""
    note: BeingRead = field(init=False)
    """Where the file at work is noted."""

    @property
    def at_hand(self) -> list[RawFile]:
        """All files in the raw folder."""
        return [*self.files, *self.unsettled]

    def leave(self, file: RawFile, error: OSError) -> None:
        """A file that went while the load was at work is left for the next one, which sees whether it is gone for good.

        One that is there and cannot be read is set aside; what it gave before stays.
        """
        self.files.remove(file)
        if isinstance(error, FileNotFoundError):
            self.unsettled.append(file)
        else:
            self.unopened.append(UnopenedPath(file.source, file.path, words_of(error)))

    def leave_unopened(self) -> None:
        """Leave all that cannot be opened of what is not tried yet: a folder that goes takes many files with it."""
        for file in self.untried:
            try:
                file.full_path.open("rb").close()
            except OSError as error:
                self.leave(file, error)


def look(store: Store, now: datetime, settle: int = 0) -> LoadInput:
    """Return what is at hand; files that changed within `settle` seconds wait. Only a source with files is declared."""
    reference = read_reference()
    found, shut = look_into(store.raw)
    files = ledger.seen(store.raw, found)
    unopened = [
        UnopenedPath(*ledger.source_and_path(store.raw, path), words_of(error)) for path, error in sorted(shut.items())
    ]
    services = {row["service"] for row in reference["services"]}
    gazetteer = Gazetteer.from_reference(reference)
    paths = {source: [file.path for file in files if file.source == source] for source in SOURCES}
    declarations = {
        source: read_declared(store.raw / source, contract(source), services, gazetteer, own)
        for source, own in paths.items()
        if own
    }
    moving = {file.full_path for file in files if _changed_within(file.full_path, settle)}
    settled = [file for file in files if file.full_path not in moving]
    waiting = [file for file in files if file.full_path in moving]
    return LoadInput(store, now, reference, settled, declarations, waiting, unopened=unopened)


def _changed_within(path: Path, seconds: int) -> bool:
    """Size, content or name; a time in the future is a wrong clock, not a change."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return True
    return any(0 <= time.time() - moment < seconds for moment in (stat.st_mtime, stat.st_ctime))


def refuse_sample(given: LoadInput) -> None:
    """Raise RefusedError when a file of the sample lies among the user's, UserError when that cannot be told."""
    marker = sample_store().sample_marker
    if given.store.is_sample or not marker.exists():
        return
    sample = read_text(marker, LONGEST_MARKER)
    if sample is None:
        raise UserError(
            f"{marker}: daftar berkas data contoh rusak. Hapus, lalu buat lagi: python -m etl sample {marker.parent}"
        )
    for file in given.files:
        if f'"{file.sha256}"' in sample:
            raise RefusedError(
                f"{file.full_path}: ini berkas data contoh dan tidak boleh bercampur dengan data kota. "
                "Keluarkan berkas itu dari folder, lalu muat lagi."
            )


ROWS_FACTOR = 2
"""Bytes that a load may need for each byte of a new file: spilled text, its typed rows, the build."""
AT_LEAST = 50_000_000
"""Bytes for a load without any large file."""


def check_space(store: Store, unread: Iterable[RawFile], *, is_rebuild: bool) -> None:
    """Raise NoRoomError (nothing changed) where a disk has not the room that these files may need.

    A warehouse made anew lies beside the present one until the end.
    """
    warehouse = store.warehouse.stat().st_size if is_rebuild and store.warehouse.exists() else 0
    needed = AT_LEAST + ROWS_FACTOR * sum(file.size for file in unread) + warehouse
    for folder in (store.warehouse_dir, store.published_dir):
        free = shutil.disk_usage(_existing(folder)).free
        if free < needed:
            raise NoRoomError(
                f"{folder}: ruang disk kurang. Bebas {_megabytes(free)}, pemuatan ini perlu sekitar "
                f"{_megabytes(needed)}. Kosongkan ruang, lalu muat lagi; tidak ada yang diubah."
            )


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB".replace(",", ".")
