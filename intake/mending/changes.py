"""One change of a file that people keep: in place whole or not at all, noted, and taken back when somebody wants."""

import json
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from core.disk import is_plain_file, read_text, write_private
from core.settings import settings
from core.store import user_store
from core.store.folder_lock import folder_lock
from intake.ledger import Entry, acting, add_entry, entries

EDITED: Final = "edited"
UNDONE: Final = "undone"
LARGEST: Final = 4_000_000
"""Bytes of a kept copy, before and after together."""
OPEN_FILE, PRIVATE_FILE = 0o644, 0o600
Make = Callable[[str | None], str]
"""Gives the new text of a file for the one that it has; None: there is none."""
Check = Callable[[str], None]
"""Raises what is wrong with a text that is to become the file's."""


class ChangedMeanwhileError(Exception):
    """The file is no longer as it was when the change was begun; `now`: its text, None without a file."""

    def __init__(self, now: str | None) -> None:
        super().__init__()
        self.now = now


class NotUndoneError(Exception):
    """What was changed then has been changed again since, or its copy is gone."""


@dataclass(frozen=True)
class FileChange:
    """What to do with a file: `told` of it in the ledger, beside who, when, which file and why."""

    path: Path
    make: Make
    check: Check
    account: str
    told: dict[str, JsonValue]
    is_private: bool = False
    """Of a file that is not there yet: its owner alone may read it."""


def text_of(path: Path) -> str | None:
    """Return a file's text with its line ends as they are; None without one. Raises UnicodeDecodeError, OSError."""
    return path.read_bytes().decode("utf-8") if is_plain_file(path) else None


def put(change: FileChange, kind: str = EDITED) -> Entry:
    """Make a change and note it. Raises what its `make` and `check` raise, IntakeRefusedError while a backup runs, and
    OSError: then nothing is changed.
    """
    local = user_store().root / "local"
    local.mkdir(parents=True, exist_ok=True)
    with acting(), folder_lock(local):
        before = text_of(change.path)
        after = change.make(before)
        change.check(after)
        copy = _keep(before, after)
        _write(change.path, after, change)
        try:
            return add_entry(kind, change.account, file=_name(change.path), copy=copy, **change.told)
        except OSError:
            _put_back(change, before)
            raise


def _put_back(change: FileChange, before: str | None) -> None:
    if before is None:
        change.path.unlink(missing_ok=True)
    else:
        _write(change.path, before, change)


def _write(path: Path, text: str, change: FileChange) -> None:
    """In the place to which a link leads, with the rights that the file had."""
    goal = path.resolve()
    known = stat.S_IMODE(goal.stat().st_mode) if goal.exists() else PRIVATE_FILE if change.is_private else OPEN_FILE
    write_private(goal, text.encode())
    goal.chmod(known)


def _name(path: Path) -> str:
    """A file as the ledger names it: below the data directory."""
    return path.relative_to(settings().data_dir).as_posix()


def _folder() -> Path:
    return user_store().intake_dir / "perbaikan"


def _keep(before: str | None, after: str) -> str:
    """Keep both texts, for who wants to look at the change or take it back; return the copy's name."""
    name = secrets.token_hex(8)
    write_private(_folder() / f"{name}.json", json.dumps({"before": before, "after": after}).encode())
    return name


def kept_copies(entry: Entry) -> tuple[str | None, str] | None:
    """Return what an entry's file was and what it became; None where the copy is gone or no change is noted."""
    name = entry.told.get("copy")
    if not isinstance(name, str) or not name.isalnum():
        return None
    text = read_text(_folder() / f"{name}.json", LARGEST)
    try:
        copy = json.loads(text or "")
        return copy["before"], copy["after"]
    except (ValueError, KeyError, TypeError):
        return None


def history() -> list[Entry]:
    """Return every change, the newest first."""
    found = [entry for entry in entries() if entry.kind in (EDITED, UNDONE) and "copy" in entry.told]
    return found[::-1]


def undone_numbers() -> frozenset[int]:
    """Return the numbers of the entries that were taken back."""
    return frozenset(int(str(entry.told["of"])) for entry in entries(UNDONE) if "of" in entry.told)


def tasks_done_since(moment: datetime) -> frozenset[str]:
    """Return the keys of items of work that were answered after a moment (city time) and whose answer still stands."""
    undone = undone_numbers()
    done = [entry for entry in entries(EDITED) if entry.at > moment and entry.number not in undone]
    return frozenset(str(entry.told["task"]) for entry in done if entry.told.get("task"))


def undo(entry: Entry, check: Check, account: str, *, is_private: bool = False) -> Entry:
    """Take one change back and leave later ones in place. Raises NotUndoneError, what `check` raises, and OSError."""
    copy = kept_copies(entry)
    if copy is None or entry.number in undone_numbers():
        raise NotUndoneError
    before, after = copy
    path = settings().data_dir / str(entry.told["file"])
    lacking = after.partition("\n")[0] + "\n" if path.suffix == ".csv" else ""

    def make(now: str | None) -> str:
        return without_change(after, now or "", lacking if before is None else before)

    told: dict[str, JsonValue] = {"of": entry.number, "what": entry.told.get("what")}
    return put(FileChange(path, make, check, account, told, is_private), UNDONE)


def without_change(changed: str, now: str, before: str) -> str:
    """Return a text in which what was changed is as before, and what came later stays. Raises NotUndoneError."""
    base, ours, theirs = (text.splitlines(keepends=True) for text in (changed, now, before))
    place = {
        block.a + step: block.b + step
        for block in SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
        for step in range(block.size)
    }
    edits = SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes()
    for tag, first, last, other_first, other_last in reversed(edits):
        if tag == "equal":
            continue
        start, end = _span(place, first, last, len(ours))
        ours[start:end] = theirs[other_first:other_last]
    return "".join(ours)


def _span(place: dict[int, int], first: int, last: int, length: int) -> tuple[int, int]:
    """Where lines of the changed text stand now: all of them, one behind the other."""
    if first == last:
        if first == 0:
            return 0, 0
        if first - 1 in place:
            return place[first - 1] + 1, place[first - 1] + 1
        if first in place:
            return place[first], place[first]
        raise NotUndoneError
    found = [place.get(line) for line in range(first, last)]
    start = found[0]
    if start is None or found != list(range(start, start + len(found))) or start + len(found) > length:
        raise NotUndoneError
    return start, start + len(found)
