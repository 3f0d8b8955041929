"""Is a backup whole: every file that its manifest names is there, itself, with the bytes that were copied."""

from pathlib import Path

from core.disk import words_of
from etl.backup.copying import UnreadableSourceError, sum_of_file
from etl.backup.manifest import KeptFile, Manifest, read_manifest
from etl.errors import UserError
from etl.spelling import without_numbers
from etl.warehouse.ledger import shown

MOST_NAMED = 5


def whole_backup(folder: Path) -> Manifest:
    """Read all of a backup and return its manifest. Raises UserError, naming what is missing or altered."""
    if not folder.is_dir():
        raise UserError(f"{folder}: folder tidak ada. Sebut folder satu cadangan, misalnya ADOPSI-20241101T010000.")
    manifest = read_manifest(folder)
    faults = [f"{name_shown(file.name)}: {fault}" for file in manifest.files if (fault := _fault(folder, file))]
    if faults:
        more = f" (dan {len(faults) - MOST_NAMED} lainnya)" if len(faults) > MOST_NAMED else ""
        raise UserError(
            f"{folder}: cadangan ini rusak, tidak ada yang dipulihkan. {'; '.join(faults[:MOST_NAMED])}{more}. "
            "Pilih cadangan lain."
        )
    return manifest


def name_shown(name: str) -> str:
    """Return a file's name as it may be printed: it may hold a person's number."""
    return without_numbers(shown(name))


def _fault(folder: Path, file: KeptFile) -> str | None:
    """What is wrong with a file. A folder that is a link leads out of the backup, whatever lies there."""
    path = folder / file.name
    above = path.parent
    while above != folder:
        if above.is_symlink():
            return "foldernya tautan"
        above = above.parent
    try:
        found = sum_of_file(path)
    except UnreadableSourceError as unread:
        return "tautan" if path.is_symlink() else words_of(unread.error)
    return None if (found.size, found.sha256) == (file.size, file.sha256) else "isinya berubah"
