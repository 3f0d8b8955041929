"""Makes a backup: a folder of its own, which has its name only when all of it is on the disk."""

import os
import shutil
import socket
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.clock import now_in_city
from core.disk import sync_folder, words_of, write_private
from core.store import Store
from etl.backup.contents import (
    Contents,
    FoundPath,
    contents,
    is_declaration,
    is_handed_in,
    is_received,
    part_folders,
)
from etl.backup.copying import PRIVATE, UnreadableSourceError, copy_file
from etl.backup.holding import hold_still, hold_what_is_told
from etl.backup.keeping import BEGINS, clear_dead, draft_of, thin_out
from etl.backup.key_copy import check_key_place, copy_key
from etl.backup.manifest import (
    MANIFEST_NAME,
    MODE_BITS,
    SUM_NAME,
    KeptFile,
    KeptFolder,
    Manifest,
    as_bytes,
    product_version,
    sum_line,
    written,
)
from etl.errors import UserError, in_megabytes
from etl.publishing import builds
from etl.shared_places.leftovers import clear_leftovers
from etl.warehouse.database import maker
from etl.warehouse.file_rights import PRIVATE_FOLDER
from etl.warehouse.ledger import shown
from etl.warehouse.lock import single_writer

AT_LEAST = 20_000_000
"""Bytes that stay free beside a backup: for the manifest, and what files grow by meanwhile."""


@dataclass(frozen=True)
class BackupMade:
    """A whole backup, and what was done beside it."""

    folder: Path
    manifest: Manifest
    deleted: list[Path]
    key: Path | None
    is_on_same_disk: bool


def make_backup(
    store: Store,
    goal: Path,
    *,
    keep: int | None = None,
    with_key: Path | None = None,
    without_raw: bool = False,
    wait: float = 0,
) -> BackupMade:
    """Copy all that belongs to an installation into a new folder of `goal`, while nobody loads; readers go on.

    `keep`: so many whole backups of this installation stay. `with_key`: a folder elsewhere that gets a copy of the key.
    `wait`: seconds for a load to end.

    Raises UserError (no folder is left that looks whole) for a place that does not do, a full disk, a damaged
    warehouse; LockedError while another load runs.
    """
    check_goal(store, goal)
    if with_key:
        check_key_place(with_key, [goal, *part_folders(store).values()])
    with single_writer(store, now_in_city(), wait), ExitStack() as locks, ExitStack() as intake:
        hold_what_is_told(store, locks)
        hold_still(store.intake_dir, intake, PRIVATE)
        clear_leftovers(store)
        clear_dead(store, goal)
        key_digest = maker(store).key
        found = contents(store, without_raw=without_raw)
        _refuse_nothing(store, found)
        _check_room(goal, found)
        key = copy_key(with_key, key_digest) if with_key else None
        folder, manifest = _make(store, goal, found, key_digest, intake, has_raw=not without_raw)
        deleted = thin_out(store, folder, keep) if keep else []
    return BackupMade(folder, manifest, deleted, key, goal.stat().st_dev == store.root.stat().st_dev)


def check_goal(store: Store, goal: Path) -> None:
    """Raise UserError for a folder in which no backup may be made.

    One that is not there is not made: a disk that is not mounted would be a folder of the disk that it should save.
    """
    if not goal.is_dir():
        raise UserError(f"{goal}: folder tidak ada. Pasang disknya atau buat foldernya dahulu: mkdir -p {goal}")
    for folder in part_folders(store).values():
        if goal.resolve().is_relative_to(folder.resolve()):
            raise UserError(
                f"{goal}: terletak di dalam {folder}, yang dicadangkan. Pilih folder lain, sebaiknya disk lain."
            )


def _refuse_nothing(store: Store, found: Contents) -> None:
    if not any(not is_declaration(file) for file in found.files):
        raise UserError(
            f"{store.root}: belum ada apa pun yang perlu dicadangkan; data contoh dibuat lagi dengan "
            "python -m etl sample. Muat dahulu data kota: python -m etl load"
        )


def _check_room(goal: Path, found: Contents) -> None:
    needed = AT_LEAST + sum(file.state.st_size for file in found.files)
    free = shutil.disk_usage(goal).free
    if free < needed:
        raise UserError(
            f"{goal}: ruang disk kurang. Bebas {in_megabytes(free)}, cadangan ini perlu {in_megabytes(needed)}. "
            "Kosongkan ruang atau pilih disk lain; tidak ada yang ditulis."
        )


def _make(
    store: Store, goal: Path, found: Contents, key_digest: str | None, intake: ExitStack, *, has_raw: bool
) -> tuple[Path, Manifest]:
    now = now_in_city()
    folder = goal / f"{BEGINS}{now:%Y%m%dT%H%M%S}"
    draft = draft_of(store, folder)
    try:
        draft.mkdir(mode=PRIVATE_FOLDER)
        manifest = _fill(store, draft, found, now, key_digest, intake, has_raw=has_raw)
        os.rename(draft, folder)
        sync_folder(goal)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise UserError(
            f"{error.filename or folder}: {words_of(error)}. Cadangan tidak jadi, sisanya dihapus; yang lama tetap ada."
        ) from None
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder, manifest


def _fill(
    store: Store,
    draft: Path,
    found: Contents,
    now: datetime,
    key_digest: str | None,
    intake: ExitStack,
    *,
    has_raw: bool,
) -> Manifest:
    folders = [KeptFolder(path=written(each.name), mode=_rights(each)) for each in found.found if each.is_folder]
    for name in [*part_folders(store), *(folder.name for folder in folders)]:
        (draft / name).mkdir(mode=PRIVATE_FOLDER)
    files = _copies(draft, found, intake)
    manifest = Manifest(
        version=product_version(),
        build=builds.shown_build(store),
        made=now.isoformat(),
        host=socket.gethostname(),
        data_dir=str(store.root.resolve()),
        key_digest=key_digest,
        has_raw=has_raw,
        left_out={shown(name): why for name, why in found.left_out.items()},
        folders=folders,
        files=files,
    )
    content = as_bytes(manifest)
    write_private(draft / SUM_NAME, sum_line(content))
    write_private(draft / MANIFEST_NAME, content)
    for name in [*(folder.name for folder in reversed(folders)), *part_folders(store), "."]:
        sync_folder(draft / name)
    return manifest


def _copies(draft: Path, found: Contents, intake: ExitStack) -> list[KeptFile]:
    """Copy what was handed in with its ledger first: offices send and withdraw again while the rest is copied."""
    handed_in = [each for each in found.files if is_handed_in(each.name)]
    rest = [each for each in found.files if not is_handed_in(each.name)]
    files = [_copied(each, draft, found) for each in handed_in]
    intake.close()
    files += [_copied(each, draft, found) for each in rest]
    return [file for file in files if file]


def _copied(each: FoundPath, draft: Path, found: Contents) -> KeptFile | None:
    """None for a file that went meanwhile, or for one that was received and cannot be read: a load says of it, too."""
    target = draft / each.name
    try:
        copied = copy_file(each.path, target)
    except UnreadableSourceError as unread:
        target.unlink(missing_ok=True)
        if isinstance(unread.error, FileNotFoundError):
            return None
        if not is_received(each.name):
            raise UserError(f"{each.path}: {words_of(unread.error)}. Perbaiki, lalu cadangkan lagi.") from None
        found.left_out[each.name] = words_of(unread.error)
        return None
    # Its own time, so that whoever looks into a backup sees it; the manifest knows it too.
    with suppress(OSError):
        os.utime(target, ns=(copied.modified, copied.modified))
    return KeptFile(
        path=written(each.name),
        mode=_rights(each),
        size=copied.size,
        sha256=copied.sha256,
        modified=copied.modified,
    )


def _rights(each: FoundPath) -> int:
    return each.state.st_mode & MODE_BITS
