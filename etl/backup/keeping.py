"""Which backups stay, and what dead ones leave behind. Only those of the own installation are touched."""

import hashlib
import os
import shutil
import socket
from pathlib import Path

from core.disk import discard, sync_folder
from core.store import Store
from etl.backup.manifest import Manifest, read_manifest
from etl.errors import UserError

BEGINS = "ADOPSI-"
"""How the name of a backup begins; the moment follows."""


def draft_of(store: Store, folder: Path) -> Path:
    """Return how a backup is called while it is no whole one: hidden, with a mark of whose it is."""
    own = hashlib.sha256("\0".join(_origin(store)).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return folder.with_name(f".{folder.name}.{own}.tmp")


def clear_dead(store: Store, goal: Path) -> None:
    """Remove what killed backups of this installation left; whoever holds its lock knows that none is at work."""
    for dead in goal.glob(draft_of(store, goal / "*").name):
        discard(dead)


def thin_out(store: Store, newest: Path, keep: int) -> list[Path]:
    """Delete the oldest backups beside the newest beyond `keep` whole ones; return what was deleted.

    The newest stays even where the clock was ahead when others were made. What is no whole backup of this installation
    is neither counted nor touched: somebody should look at it.
    """
    goal = newest.parent
    whole = sorted(folder for folder in goal.glob(f"{BEGINS}*") if folder != newest and _is_own(store, folder))
    old = whole[::-1][keep - 1 :]
    for folder in old:
        # Under its name no half of it is ever found.
        draft = draft_of(store, folder)
        os.rename(folder, draft)
        sync_folder(goal)
        shutil.rmtree(draft)
    return old


def _is_own(store: Store, folder: Path) -> bool:
    """Whole by names and sizes: to read all of them every night would take longer than the backup."""
    if folder.is_symlink():
        return False
    try:
        manifest = read_manifest(folder)
    except UserError:
        return False
    return (manifest.host, manifest.data_dir) == _origin(store) and _has_all(folder, manifest)


def _has_all(folder: Path, manifest: Manifest) -> bool:
    try:
        return all((folder / file.name).lstat().st_size == file.size for file in manifest.files)
    except OSError:
        return False


def _origin(store: Store) -> tuple[str, str]:
    return socket.gethostname(), str(store.root.resolve())
