"""Files that wait: what is known of each, for its own account alone."""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from core.clock import now_in_city
from core.disk import discard, read_text, write_private
from core.store import user_store

META: Final = "meta.json"
LONGEST_META: Final = 10_000
KEPT: Final = timedelta(days=1)
"""How long a file waits for its sender."""
DEAD_SECONDS: Final = 3600
"""After so long without a byte nobody sends the rest of an upload any more."""
_ID = re.compile(r"[0-9a-f]{32}")
_ENDING = re.compile(r"(?:\.[a-z0-9]{1,8})?\.[a-z0-9]{1,8}\Z")


@dataclass(frozen=True)
class WaitingFile:
    """One file: `place` of the account when it came, `sha256` '' until it is whole.

    `source` and `office`: as the sender has chosen, None where nothing was chosen.
    """

    id: str
    account: str
    place: str
    original_name: str
    at: datetime
    size: int
    sha256: str = ""
    source: str | None = None
    office: str | None = None

    @property
    def folder(self) -> Path:
        """Its private folder."""
        return waiting_dir() / self.id

    @property
    def ending(self) -> str:
        """The ending of its name, as safe as it is kept: what it is decides how it is read, seldom its name."""
        found = _ENDING.search(self.original_name.lower())
        # Files of this ending are declarations to a load, never data.
        return ".txt" if found is None or found[0].endswith(".toml") else found[0]

    @property
    def path(self) -> Path:
        """Its bytes as they came."""
        return self.folder / f"berkas{self.ending}"


_KNOWN: Final = TypeAdapter(WaitingFile)


def waiting_dir() -> Path:
    """Return where they wait."""
    return user_store().intake_dir / "menunggu"


def waiting_files(account: str) -> list[WaitingFile]:
    """Return the whole files of an account, the first that came first."""
    found = [file for file in _all() if file.account == account and _is_waiting(file)]
    return sorted(found, key=lambda file: (file.at, file.id))


def find(waiting_id: str, account: str) -> WaitingFile | None:
    """Return a file by its id; None where there is none of this account."""
    file = _read(waiting_dir() / waiting_id) if _ID.fullmatch(waiting_id) else None
    return file if file and file.account == account and _is_waiting(file) else None


def choose_source(waiting_id: str, account: str, source: str | None, office: str | None) -> WaitingFile | None:
    """Keep which source and office the sender says it is of; None where there is no such file."""
    file = find(waiting_id, account)
    if file is None:
        return None
    chosen = replace(file, source=source, office=office)
    keep(chosen, chosen.folder)
    return chosen


def throw_away(waiting_id: str, account: str) -> bool:
    """Delete a file; false where there is none of this account."""
    file = find(waiting_id, account)
    if file is not None:
        # Under a name that nobody lists: whatever ends this, it waits no longer.
        gone = file.folder.with_name(f".{file.id}")
        file.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
    return file is not None


def keep(file: WaitingFile, folder: Path) -> None:
    """Write what is known of a file into a folder."""
    write_private(folder / META, _KNOWN.dump_json(file))


def tidy() -> None:
    """Delete what nobody came back for, and pieces of what was never written to its end."""
    for piece in user_store().intake_dir.glob(".*.part"):
        if not _is_moving(piece):
            piece.unlink(missing_ok=True)
    for folder in _folders():
        file = None if folder.name.startswith(".") else _read(folder)
        if not (_is_waiting(file) if file else _is_moving(folder)):
            discard(folder)


def reserved(account: str) -> list[int]:
    """Return the bytes of each file of an account that waits or is just coming."""
    return [file.size for folder in _folders() if (file := _read(folder)) and file.account == account]


def _is_waiting(file: WaitingFile) -> bool:
    return bool(file.sha256) and now_in_city() - file.at < KEPT and file.path.is_file()


def _is_moving(path: Path) -> bool:
    below = path.iterdir() if path.is_dir() else ()
    newest = max(each.lstat().st_mtime for each in (path, *below))
    return bool(time.time() - newest < DEAD_SECONDS)


def _all() -> Iterator[WaitingFile]:
    for folder in _folders():
        if not folder.name.startswith(".") and (file := _read(folder)):
            yield file


def _folders() -> list[Path]:
    try:
        return list(waiting_dir().iterdir())
    except FileNotFoundError:
        return []


def _read(folder: Path) -> WaitingFile | None:
    """None for anything that was not written here."""
    try:
        file: WaitingFile = _KNOWN.validate_json(read_text(folder / META, LONGEST_META) or "")
    except ValidationError:
        return None
    return file if file.id == folder.name.removeprefix(".") and _ID.fullmatch(file.id) else None
