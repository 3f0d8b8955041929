"""What of an installation is backed up: everything below its folders, but what is named here."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from core.disk import words_of
from core.settings import SHIPPED_CITY, audit_dir, secret_files, settings
from core.store import Store, is_by_the_way, sample_store, user_store
from etl.errors import UserError
from etl.warehouse.lock import lock_files

DATA, REPORTS, AUDIT = "data", "laporan", "audit"
"""The folders of a backup: the data directory, the archive of reports, the notes of who read what."""
SESSIONS = "akses"
"""Who is logged in: secrets that nobody wants back. Everybody logs in again."""
WAITING, TRIED, PREVIEWED = "menunggu", "periksa", "pratinjau"
"""Folders of what was handed in: files that wait for a day for their sender, and what is judged of them meanwhile."""
WITHDRAWN = "ditarik"
"""The folder of files that their senders took back: files as received, too."""
ASIDE_PREFIX = "sebelum-pulih-"
"""How the folders begin in which a restore keeps what stood in its place."""
SHIPPED = (
    SHIPPED_CITY / "reference",
    *(SHIPPED_CITY / "boundaries" / name for name in ("kartogram.geojson", "README.md")),
)
"""What comes with the project; a city of one's own is backed up where it lies below the data directory."""
FOLLOWED_DEPTH = 2
"""Links to folders are followed as far as a load follows them: raw, and a source's folder in it."""


@dataclass(frozen=True)
class FoundPath:
    """A file or folder: its path in the backup, where it lies, what the system says of it."""

    name: str
    path: Path
    state: os.stat_result

    @property
    def is_folder(self) -> bool:
        """True for a folder, false for a file with bytes."""
        return stat.S_ISDIR(self.state.st_mode)


@dataclass
class Contents:
    """What belongs to an installation, folders before what lies in them, and what cannot be copied, with the reason."""

    found: list[FoundPath] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def files(self) -> list[FoundPath]:
        """The files among it."""
        return [each for each in self.found if not each.is_folder]


def part_folders(store: Store) -> dict[str, Path]:
    """Return where the folders of a backup come from and go to."""
    return {DATA: store.root, REPORTS: settings().reports_dir, AUDIT: audit_dir()}


def contents(store: Store, *, without_raw: bool = False) -> Contents:
    """Return what there is to back up; sessions, the sample, what is shipped, locks and secrets are no part of it, nor
    what was handed in and not sent yet.

    Raises UserError for a folder that cannot be looked into, unless it is one of files as received.
    """
    of_others = {folder.resolve() for folder in part_folders(store).values()}
    left = {store.root / SESSIONS, sample_store().root, *SHIPPED, *lock_files(store)}
    left |= {store.intake_dir / WAITING, store.intake_dir / TRIED, store.intake_dir / PREVIEWED}
    left |= {store.raw, store.intake_dir / WITHDRAWN} if without_raw else set()
    walk = _Walk(store.root.resolve(), {path.absolute() for path in left}, of_others, _identities(secret_files()))
    for name, folder in part_folders(store).items():
        walk.into(name, folder.absolute(), 0)
    return walk.contents


def _identities(paths: list[Path]) -> set[tuple[int, int]]:
    """Secrets are known under any name: a link to the key is the key."""
    found = set()
    for path in paths:
        if path.exists():
            state = path.stat()
            found.add((state.st_dev, state.st_ino))
    return found


@dataclass
class _Walk:
    root: Path
    left: set[Path]
    of_others: set[Path]
    secrets: set[tuple[int, int]]
    contents: Contents = field(default_factory=Contents)

    def into(self, name: str, folder: Path, depth: int) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            self._leave_unread(name, folder, error)
            return
        for entry in entries:
            if not self._is_left(entry, depth):
                self._take(f"{name}/{entry.name}", folder / entry.name, depth)

    def _is_left(self, entry: os.DirEntry[str], depth: int) -> bool:
        is_aside = depth == 0 and entry.name.startswith(ASIDE_PREFIX)
        return is_by_the_way(entry.name) or is_aside or Path(entry.path) in self.left

    def _take(self, name: str, path: Path, depth: int) -> None:
        try:
            state = path.stat()
        except OSError as error:
            if path.is_symlink():
                self.contents.left_out[name] = "tautan putus"
            elif os.path.lexists(path):
                self._leave_unread(name, path, error)
            return
        if (state.st_dev, state.st_ino) in self.secrets:
            return
        if stat.S_ISREG(state.st_mode):
            self.contents.found.append(FoundPath(name, path, state))
        elif not stat.S_ISDIR(state.st_mode):
            self.contents.left_out[name] = "bukan berkas biasa"
        elif path.is_symlink() and not self._is_followed(path, depth):
            self.contents.left_out[name] = "tautan ke folder"
        elif path.resolve() not in self.of_others:
            self.contents.found.append(FoundPath(name, path, state))
            self.into(name, path, depth + 1)

    def _leave_unread(self, name: str, path: Path, error: OSError) -> None:
        if not is_received(name):
            raise UserError(f"{path}: {words_of(error)}. Perbaiki, lalu ulangi; tidak ada yang diubah.") from None
        self.contents.left_out[name] = words_of(error)

    def _is_followed(self, path: Path, depth: int) -> bool:
        """Never back into the data directory, or around it."""
        goal = path.resolve()
        return depth < FOLLOWED_DEPTH and not goal.is_relative_to(self.root) and not self.root.is_relative_to(goal)


def is_received(name: str) -> bool:
    """True for what lies in the folder of files as received: a load does without what it cannot read there."""
    return name.startswith(f"{DATA}/raw/")


def is_handed_in(name: str) -> bool:
    """True for files as received, and for what the ledger of handed-in files says of them."""
    return is_received(name) or name.startswith(f"{DATA}/{user_store().intake_dir.name}/")


def is_declaration(file: FoundPath) -> bool:
    """True for a sumber.toml, which the product brings for every source."""
    return is_received(file.name) and file.path.suffix == ".toml"
