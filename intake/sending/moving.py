"""One file moves, and what belongs to it with it: whatever ends a process, all of it is done or none.

What is about to be done is written down first. Who comes next under the lock ends it: a move that has happened is
noted, one that has not is undone; taking out is always gone on with, as its sender has asked for it.
"""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from filelock import Timeout
from pydantic import JsonValue, TypeAdapter, ValidationError

from core.disk import discard, read_text, sync_folder, write_private
from core.store import user_store
from intake.ledger import add_entry, entries, intake_lock
from intake.sending.sent_file import SentFile, record_text, sent_record
from intake.waiting.room import waiting_dir

LONGEST: Final = 20_000


@dataclass(frozen=True)
class _Intent:
    """What is being done: a file is `sent`, or `withdrawn` by an account."""

    act: Literal["sent", "withdrawn"]
    sent: SentFile
    account: str


_INTENT: Final = TypeAdapter(_Intent)
_SENT: Final = TypeAdapter(SentFile)
_TOLD: Final = TypeAdapter(dict[str, JsonValue])


def move_in(waiting: Path, sent: SentFile) -> None:
    """Move a waiting file's bytes to where loads read them, note it and clear its place. The caller holds the lock.

    Raises OSError: then it waits as before.
    """
    intent = _Intent("sent", sent, sent.account)
    try:
        _begin(intent)
        sent.path.parent.mkdir(parents=True, exist_ok=True)
        write_private(sent_record(sent.path), record_text(sent).encode())
        move(waiting, sent.path)
        _note_sent(sent)
    except OSError:
        with suppress(OSError):
            _put_back(waiting, sent)
        raise


def move_out(sent: SentFile, account: str) -> None:
    """Move a sent file out of the raw folder and note it. The caller holds the lock. Raises OSError: it stays then."""
    _begin(_Intent("withdrawn", sent, account))
    try:
        _take_out(sent, account)
    except OSError:
        if sent.path.exists():
            _intent_file().unlink(missing_ok=True)
        raise


def end_interrupted() -> None:
    """End what a process that died had begun; what is at work, or a backup, is not waited for."""
    if not os.path.lexists(_intent_file()):
        return
    with suppress(Timeout), intake_lock().acquire(timeout=0):
        intent = _read()
        if intent is None:
            discard(_intent_file())
        elif intent.act == "withdrawn":
            _take_out(intent.sent, intent.account)
        elif intent.sent.path.exists():
            _note_sent(intent.sent)
        else:
            _undo(intent.sent)


def withdrawn_dir() -> Path:
    """Return where withdrawn files lie."""
    return user_store().intake_dir / "ditarik"


def move(source: Path, target: Path) -> None:
    """Move a file at one stroke, also to another disk; on the disk when this returns. Raises OSError."""
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(source, target)
        source.unlink()
    sync_folder(target.parent)


def _copy(source: Path, target: Path) -> None:
    """Whole under its name or not there: a hidden file is no data meanwhile."""
    part = _part(target)
    try:
        with (
            source.open("rb") as read,
            open(part, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file,
        ):
            shutil.copyfileobj(read, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, target)
    finally:
        part.unlink(missing_ok=True)


def _part(target: Path) -> Path:
    return target.with_name(f".{target.name}.part")


def _take_out(sent: SentFile, account: str) -> None:
    for path in (sent.path, sent_record(sent.path)):
        if path.exists():
            target = withdrawn_dir() / path.relative_to(user_store().raw)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            move(path, target)
    _note_once("withdrawn", account, sent.file, lambda: {"file": sent.file, "sha256": sent.sha256})
    _intent_file().unlink(missing_ok=True)


def _note_sent(sent: SentFile) -> None:
    told = _TOLD.validate_json(_SENT.dump_json(sent))
    _note_once("sent", sent.account, sent.file, lambda: told)
    shutil.rmtree(waiting_dir() / sent.waiting, ignore_errors=True)
    _intent_file().unlink(missing_ok=True)


def _note_once(kind: str, account: str, file: str, told: Callable[[], dict[str, JsonValue]]) -> None:
    if all(entry.told.get("file") != file for entry in entries(kind)):
        add_entry(kind, account, **{name: value for name, value in told().items() if name != "account"})


def _put_back(waiting: Path, sent: SentFile) -> None:
    """It could be moved, but not noted: then it waits again."""
    if sent.path.exists():
        move(sent.path, waiting)
    _undo(sent)


def _undo(sent: SentFile) -> None:
    pieces = sent.path.parent.glob(f".{sent.path.name}*.part") if sent.path.parent.is_dir() else ()
    for path in (*pieces, sent_record(sent.path)):
        path.unlink(missing_ok=True)
    _intent_file().unlink(missing_ok=True)


def _begin(intent: _Intent) -> None:
    write_private(_intent_file(), _INTENT.dump_json(intent))


def _read() -> _Intent | None:
    try:
        intent: _Intent = _INTENT.validate_json(read_text(_intent_file(), LONGEST) or "")
    except ValidationError:
        return None
    return intent


def _intent_file() -> Path:
    return user_store().intake_dir / "sedang_disetor.json"
