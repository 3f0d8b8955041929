"""Puts a backup in the place of an empty installation; what stood there is moved aside when that is asked for."""

import os
import shutil
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.clock import now_in_city
from core.disk import discard, make_way, sync_folder, words_of
from core.store import Store
from etl.backup.checking import name_shown, whole_backup
from etl.backup.contents import ASIDE_PREFIX, Contents, FoundPath, contents, is_declaration, part_folders
from etl.backup.copying import UnreadableSourceError, copy_file, sum_of_file
from etl.backup.holding import hold_what_is_told
from etl.backup.manifest import KeptFile, Manifest
from etl.errors import UserError, in_megabytes
from etl.warehouse.file_rights import PRIVATE_FOLDER
from etl.warehouse.lock import single_writer

STAGE = ".pulih"
AT_LEAST = 20_000_000


@dataclass(frozen=True)
class Restored:
    """What was restored, and where what stood in its place lies now."""

    manifest: Manifest
    aside: list[Path]


def restore_backup(store: Store, folder: Path, *, replace: bool = False) -> Restored:
    """Check a backup wholly, copy it beside its place, and only then put it there.

    Raises UserError (nothing changed) for a damaged backup, a newer version's, a place that is not empty unless it is
    to `replace` what is there, a full disk; LockedError while a load runs.
    """
    manifest, now = whole_backup(folder), now_in_city()
    with single_writer(store, now), ExitStack() as locks:
        hold_what_is_told(store, locks)
        present = contents(store)
        _refuse_present(store, present, replace=replace)
        _refuse_broken_links(store, manifest)
        _check_room(store, manifest)
        try:
            _stage(store, folder, manifest)
            aside = _move_aside(store, present, manifest, now, replace=replace)
            _put_in_place(store, manifest)
        finally:
            for place in part_folders(store).values():
                discard(place / STAGE)
    return Restored(manifest, aside)


def _refuse_present(store: Store, present: Contents, *, replace: bool) -> None:
    mine = [file for file in present.files if not is_declaration(file)]
    if mine and not replace:
        raise UserError(
            f"{store.root}: tidak kosong, misalnya {name_shown(mine[0].name)}; tidak ada yang diubah. Pulihkan di "
            "tempat yang kosong, atau pindahkan yang ada ke samping: tambahkan --replace"
        )


def _refuse_broken_links(store: Store, manifest: Manifest) -> None:
    """A folder on a disk that is not mounted: what is restored would lie on another one."""
    for place in (_final(store, folder.name) for folder in manifest.folders):
        if place.is_symlink() and not place.exists():
            raise UserError(
                f"{place}: tautan putus; tidak ada yang diubah. Pasang disknya, atau hapus tautan itu, lalu ulangi."
            )


def _check_room(store: Store, manifest: Manifest) -> None:
    for name, place in part_folders(store).items():
        place.mkdir(parents=True, exist_ok=True)
        needed = AT_LEAST + sum(file.size for file in manifest.files if file.name.startswith(f"{name}/"))
        free = shutil.disk_usage(place).free
        if free < needed:
            raise UserError(
                f"{place}: ruang disk kurang. Bebas {in_megabytes(free)}, pemulihan ini perlu {in_megabytes(needed)}. "
                "Kosongkan ruang, lalu ulangi; tidak ada yang diubah."
            )


def _staged(store: Store, name: str) -> Path:
    part, _, below = name.partition("/")
    return part_folders(store)[part] / STAGE / below


def _final(store: Store, name: str) -> Path:
    part, _, below = name.partition("/")
    return part_folders(store)[part] / below


def _stage(store: Store, folder: Path, manifest: Manifest) -> None:
    """All bytes onto the disks of their places, with the rights and times that they had."""
    for place in part_folders(store).values():
        discard(place / STAGE)
        (place / STAGE).mkdir(mode=PRIVATE_FOLDER)
    for file in manifest.files:
        target = _staged(store, file.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_as_checked(folder, file, target)
        os.chmod(target, file.mode)
        os.utime(target, ns=(file.modified, file.modified))


def _copy_as_checked(folder: Path, file: KeptFile, target: Path) -> None:
    fault = "berubah selagi dibaca"
    try:
        copied = copy_file(folder / file.name, target)
        if (copied.size, copied.sha256) == (file.size, file.sha256):
            return
    except UnreadableSourceError as unread:
        fault = words_of(unread.error)
    raise UserError(f"{folder}: {name_shown(file.name)}: {fault}. Tidak ada yang diubah.")


def _move_aside(store: Store, present: Contents, manifest: Manifest, now: datetime, *, replace: bool) -> list[Path]:
    """Everything that a backup would have taken, or what else stands where a file comes."""
    coming = {file.name: file.sha256 for file in manifest.files}
    moved = [file for file in present.files if replace or _is_another(file, coming)]
    for file in moved:
        goal = _aside(store, file.name, now)
        goal.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        shutil.move(file.path, goal)
    return sorted({_aside(store, file.name.partition("/")[0], now) for file in moved})


def _is_another(file: FoundPath, coming: dict[str, str]) -> bool:
    try:
        return file.name in coming and sum_of_file(file.path).sha256 != coming[file.name]
    except UnreadableSourceError:
        return True


def _aside(store: Store, name: str, now: datetime) -> Path:
    part, _, below = name.partition("/")
    return part_folders(store)[part] / f"{ASIDE_PREFIX}{now:%Y%m%dT%H%M%S}" / below


def _put_in_place(store: Store, manifest: Manifest) -> None:
    """The pointer last: until then readers find no build rather than half of an archive of them."""
    for folder in manifest.folders:
        _make_folder(_final(store, folder.name), folder.mode)
    for file in sorted(manifest.files, key=lambda file: _final(store, file.name) == store.pointer):
        # A folder under its name would take it in, a link to one would lead it away.
        make_way(_final(store, file.name))
        shutil.move(_staged(store, file.name), _final(store, file.name))
    _sync(store, manifest.files)


def _make_folder(path: Path, mode: int) -> None:
    """Rights of a folder that is there already are whose it is: the service's user may not own it."""
    if not path.is_dir():
        make_way(path)
        path.mkdir()
        path.chmod(mode)


def _sync(store: Store, files: Iterable[KeptFile]) -> None:
    for folder in {_final(store, file.name).parent for file in files}:
        with suppress(OSError):
            sync_folder(folder)
