"""Where raw files, the private warehouse and the published builds of one data directory lie."""

import os
from contextlib import suppress
from pathlib import Path

from core.settings import settings
from core.store.raw_files import data_files


class Store:
    """One data directory: raw files in, private warehouse, published builds out."""

    def __init__(self, root: Path, raw: Path | None = None) -> None:
        self.root = root
        self.raw = raw or root / "raw"
        self.warehouse_dir = root / "warehouse"
        self.published_dir = root / "published"

    @property
    def has_own_raw(self) -> bool:
        """True unless a load was pointed at a folder elsewhere, which says nothing of the files here."""
        return self.raw.resolve() == (self.root / "raw").resolve()

    @property
    def warehouse(self) -> Path:
        """The private database of typed facts."""
        return self.warehouse_dir / "warehouse.duckdb"

    @property
    def released_dir(self) -> Path:
        """What was told of settled months: a file a month, with all its versions."""
        return self.root / "terbuka"

    @property
    def release_note(self) -> Path:
        """Which build was looked through for months to release (core.store.release_note)."""
        return self.released_dir / ".dilihat.json"

    @property
    def outbox_dir(self) -> Path:
        """Letters that wait, and what became of the others."""
        return self.root / "kiriman"

    @property
    def alerts_dir(self) -> Path:
        """What alerts have told to whom."""
        return self.root / "peringatan"

    @property
    def intake_dir(self) -> Path:
        """Files that were handed in and wait for their sender, and what became of the others."""
        return self.root / "setoran"

    @property
    def pointer(self) -> Path:
        """The one-line file that names the build readers open."""
        return self.published_dir / "CURRENT"

    @property
    def has_build(self) -> bool:
        """True once anything was published here; what cannot be looked into is no reason to look elsewhere."""
        try:
            return any(name == self.pointer.name or name.endswith(".duckdb") for name in os.listdir(self.published_dir))
        except FileNotFoundError:
            return False
        except OSError:
            return True

    @property
    def hold(self) -> Path:
        """The one-line file that names the build on which a rollback holds the pointer."""
        return self.published_dir / "DITAHAN"

    @property
    def sample_marker(self) -> Path:
        """The list of checksums that marks a store as sample data."""
        return self.root / "contoh.json"

    @property
    def is_sample(self) -> bool:
        """True when this store holds generated data: the sample's own place does, also after its list was lost."""
        return os.path.lexists(self.sample_marker) or self.root.resolve() == sample_store().root.resolve()


def user_store() -> Store:
    """Return the store of the user's own files."""
    return Store(settings().data_dir)


def sample_store() -> Store:
    """Return the store of the sample that comes with the product."""
    return Store(settings().data_dir / "contoh")


def active_store() -> Store:
    """Return the store that readers see: the user's from the first data file on, and for good once it has a build."""
    own = user_store()
    return own if own.is_sample or own.has_build or data_files(own.raw) else sample_store()


def may_have_changed(store: Store) -> bool:
    """Return True where a raw file is younger than the build that readers see: a guess, ahead of the ledger's word."""
    last = store.pointer.stat().st_mtime if store.pointer.exists() else 0.0
    with suppress(OSError):
        return any(path.stat().st_ctime > last for path in data_files(store.raw))
    return True
