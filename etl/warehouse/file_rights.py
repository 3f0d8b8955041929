"""Who may read what a load makes, whatever the umask: the warehouse its owner alone, builds the owner's group too."""

import os
import stat
from pathlib import Path
from shlex import quote

from core.sources import SOURCES
from core.store import Store
from etl.errors import UserError

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SHARED_FILE, SHARED_FOLDER = 0o640, 0o750


def close_to_others(store: Store) -> None:
    """Mend the rights of all that loads made before. Raises UserError, with the command, where that is not allowed,
    and where anybody on this machine may put files between those that are loaded: those folders are the user's.
    """
    _refuse_open_folders(store)
    _close(store.warehouse_dir, PRIVATE_FOLDER, PRIVATE_FILE)
    _close(store.published_dir, SHARED_FOLDER, SHARED_FILE)


def _refuse_open_folders(store: Store) -> None:
    own = [store.root, store.root / "local", store.root / "local" / "pemetaan"]
    # A folder elsewhere, said with --raw, is looked at once; what it allows is its keeper's choice.
    own += [store.raw, *(store.raw / source for source in SOURCES)] if store.has_own_raw else []
    for folder in own:
        if folder.is_dir() and folder.stat().st_mode & stat.S_IWOTH:
            raise UserError(
                f"{folder}: siapa pun di komputer ini dapat menaruh dan mengganti berkas di folder ini. Tutup: "
                f"chmod o-w {quote(str(folder))}"
            )


def _close(folder: Path, folder_mode: int, file_mode: int) -> None:
    if not folder.is_dir():
        return
    set_mode(folder, folder_mode)
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink():
            set_mode(path, file_mode)


def set_mode(path: Path, mode: int) -> None:
    """Set the rights of one file or folder of ours."""
    if path.stat().st_mode & 0o777 == mode:
        return
    try:
        os.chmod(path, mode)
    except OSError:
        raise UserError(
            f"{path}: terbuka bagi orang lain, dan izinnya tidak dapat diperbaiki dari sini. Jalankan: "
            f"sudo chmod {mode:o} {quote(str(path))}"
        ) from None
