"""The outbox: a private folder with a file a letter, which says how it stands and, until it is sent, holds it.

The file's first line is its note, the rest the message. It is written anew as a whole, and is on the disk before the
next step is taken: whatever ends the process, the file says no more than what is certain.
"""

import hashlib
import json
import os
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from filelock import Timeout
from pydantic import TypeAdapter

from core.clock import now_in_city
from core.disk import write_private
from core.store.folder_lock import LOCK_NAME, folder_lock
from mail.letter import Letter, letter_id, message_of
from mail.setup import MailSetup

SUFFIX: Final = ".surat"
HALF_WRITTEN_SECONDS: Final = 3600
WAITS: Final = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""How long a letter waits after each try; the last one from then on."""
PATIENCE: Final = timedelta(days=3)
"""A letter that waits longer needs somebody who looks at the mail server."""


class LetterState(StrEnum):
    """How a letter stands. UNSURE: it was being handed over when the answer, or the process, was lost."""

    WAITING = "menunggu"
    UNSURE = "tidak pasti"
    SENT = "terkirim"
    REFUSED = "ditolak"


class OutboxBusyError(Exception):
    """Another process is sending; the message is a sentence."""


class DamagedLetterError(Exception):
    """A file of the outbox is not as it was written; the message is a sentence."""


@dataclass(frozen=True)
class LetterNote:
    """How one letter stands. `to`: '' once it was sent; times are the city's.

    `tries`: how often it was tried; `next_try`: when it is due again, None unless it waits; `reply`: the code that the
    server answered last ('' where it did not answer); `digest`: SHA-256 of the whole file, by which harm is known.
    """

    id: str
    key: str
    to: str
    state: LetterState
    put_at: datetime
    changed_at: datetime
    next_try: datetime | None
    tries: int = 0
    reply: str = ""
    digest: str = ""

    def is_due(self, now: datetime) -> bool:
        """True when it waits, and has waited long enough after the last try, or the clock was ahead at that time."""
        is_time = self.next_try is None or not now < self.next_try <= now + WAITS[-1]
        return self.state is LetterState.WAITING and is_time

    def is_overdue(self, now: datetime) -> bool:
        """True when it has waited for longer than PATIENCE."""
        return self.state is LetterState.WAITING and now - self.put_at > PATIENCE


NOTE: Final = TypeAdapter(LetterNote)


class Outbox:
    """The letters of one folder. Putting needs no lock; whoever sends or withdraws is `alone`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, letter: Letter, setup: MailSetup, now: datetime | None = None) -> bool:
        """Keep a letter to be sent; False where the same one (key and recipient) was put before, whatever became of it.

        Raises OSError where it cannot be written.
        """
        at, name = now or now_in_city(), letter_id(letter.key, letter.to)
        if self._file(name).exists():
            return False
        note = LetterNote(name, letter.key, letter.to, LetterState.WAITING, at, at, at)
        return self._write(note, message_of(letter, setup.sender, setup.domain, at), is_new=True)

    def notes(self, prefix: str = "") -> list[LetterNote]:
        """Return how the letters whose key begins so stand, oldest first. Raises DamagedLetterError."""
        found = [self._read(path)[0] for path in self.folder.glob(f"*{SUFFIX}")]
        return sorted((note for note in found if note.key.startswith(prefix)), key=lambda note: (note.put_at, note.id))

    def note_of(self, letter: str) -> LetterNote | None:
        """Return how the letter of an id stands; None where it was never put. Raises DamagedLetterError."""
        return self._read(self._file(letter))[0] if self._file(letter).exists() else None

    def message(self, letter: str) -> bytes:
        """Return the message of a letter that is not sent. Raises DamagedLetterError."""
        return self._read(self._file(letter))[1]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other processes from sending meanwhile. Raises OutboxBusyError where one does already."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = folder_lock(self.folder, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise OutboxBusyError("Pengiriman lain sedang berjalan. Tunggu sampai selesai, lalu coba lagi.") from None
        try:
            self._tidy()
            yield
        finally:
            lock.release()

    def change(self, note: LetterNote, state: LetterState, now: datetime, reply: str = "") -> LetterNote:
        """Write down how a letter stands now, and return it; of one that was sent neither text nor address is kept."""
        changed = replace(note, state=state, changed_at=now, reply=reply, next_try=None)
        is_over = state is LetterState.SENT
        self._write(replace(changed, to="") if is_over else changed, b"" if is_over else self.message(note.id))
        return changed

    def withdraw(self, prefix: str, wanted: Container[str]) -> None:
        """Forget letters of a kind that nobody got, but for those of these ids. Raises what `alone` and `notes` do."""
        with self.alone():
            for note in self.notes(prefix):
                if note.id not in wanted and note.state in (LetterState.WAITING, LetterState.REFUSED):
                    self._file(note.id).unlink()

    def wait(self, note: LetterNote, now: datetime, reply: str = "") -> LetterNote:
        """Let a letter wait after a try that certainly did not hand it over; return its note."""
        pause = WAITS[min(note.tries, len(WAITS) - 1)]
        waiting = LetterState.WAITING
        tried = replace(note, state=waiting, changed_at=now, next_try=now + pause, tries=note.tries + 1, reply=reply)
        self._write(tried, self.message(note.id))
        return tried

    def _tidy(self) -> None:
        """Remove what a process that died left half written; what is younger may be another's that is putting."""
        for path in self.folder.glob(".*"):
            if path.name != LOCK_NAME and time.time() - path.stat().st_mtime > HALF_WRITTEN_SECONDS:
                path.unlink(missing_ok=True)

    def _file(self, letter: str) -> Path:
        return self.folder / f"{letter}{SUFFIX}"

    def _write(self, note: LetterNote, message: bytes, *, is_new: bool = False) -> bool:
        """Write a letter's file; a new one only where no other process wrote it in between."""
        path = self._file(note.id)
        content = _head(replace(note, digest=_digest(note, message))) + message
        if not is_new:
            write_private(path, content)
            return True
        draft = self.folder / f".{note.id}.{os.getpid()}"
        write_private(draft, content)
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        return True

    def _read(self, path: Path) -> tuple[LetterNote, bytes]:
        try:
            head, _, message = path.read_bytes().partition(b"\n")
            note: LetterNote = NOTE.validate_json(head)
        except ValueError:
            raise _damaged(path) from None
        if note.id != path.stem or note.digest != _digest(note, message):
            raise _damaged(path)
        return note, message


def _head(note: LetterNote) -> bytes:
    return json.dumps(asdict(note), default=str).encode() + b"\n"


def _digest(note: LetterNote, message: bytes) -> str:
    return hashlib.sha256(_head(replace(note, digest="")) + message).hexdigest()


def _damaged(path: Path) -> Any:
    return DamagedLetterError(
        f"{path}: berkas surat ini rusak, jadi tidak diketahui apakah suratnya sudah terkirim. Pulihkan dari cadangan, "
        "atau pindahkan dari folder itu; surat yang sama kemudian dikirim sekali lagi."
    )
