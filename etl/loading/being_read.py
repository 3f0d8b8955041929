"""Which file a load is at work on, for the load after one that died over it: data/warehouse/sedang_dimuat.json.

No file is worth a load that never ends well. One kill may have come by chance, so a file is barred after its second
death in a row, or after one that came while it had been worked on for long. A load that is told to end, by a hand or
by a machine that shuts down, died on nothing; nor did one with which the whole machine went down, as in a power cut.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from core.disk import discard, make_way, read_text
from core.store import Store
from etl.raw_file import RawFile
from etl.warehouse.lock import holder_of

LONG_SECONDS = 3.0
DEATHS_AT_MOST = 1
BEAT_SECONDS = 0.5
TOLD_TO_END = (signal.SIGTERM, signal.SIGHUP)
TIMER_SECONDS = 20 * 60
"""Whoever ends a load that has been at one file for so long is a timer, and the file is to blame."""
LONGEST = 10_000_000
"""Bytes of the note: a file that loads died on takes about two hundred."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Another one each time the machine starts; only Linux has it."""


class _AtWork(BaseModel):
    """The file that is being read."""

    model_config = ConfigDict(strict=True)

    name: str
    sha256: str
    since: float
    boot: str | None = None
    """Which start of the machine it is read in; None: not known."""


class _Death(BaseModel):
    """What loads before died on."""

    model_config = ConfigDict(strict=True)

    name: str
    sha256: str
    times: int
    seconds: float


class _FilesTried(BaseModel):
    """The file as it must be."""

    model_config = ConfigDict(strict=True)

    at_work: _AtWork | None
    deaths: list[_Death]


@dataclass
class BeingRead:
    """The note of one load: `at_work` is the file that is being read, `deaths` say what loads before died on.

    Both as {name, sha256} and, for deaths, {times, seconds}; names are source/path.
    """

    note: Path
    at_work: dict[str, Any] | None = None
    deaths: list[dict[str, Any]] = field(default_factory=list)

    @contextmanager
    def reading(self, file: RawFile) -> Iterator[None]:
        """Note the file while the block lasts; whatever leaves the block alive takes the note away."""
        self.at_work = {"name": _name(file), "sha256": file.sha256, "since": time.time(), "boot": _boot()}
        _write(self)
        try:
            yield
        finally:
            # At once: a load that dies later, over publishing, did not die on its last file.
            self.at_work = None
            _write(self)

    def is_barred(self, file: RawFile) -> bool:
        """True for a file that loads died on; its bytes decide, so a mended one is read again."""
        return any(
            (death["name"], death["sha256"]) == (_name(file), file.sha256)
            and (death["times"] > DEATHS_AT_MOST or death["seconds"] >= LONG_SECONDS)
            for death in self.deaths
        )


@contextmanager
def being_read(store: Store, *, is_forgiving: bool = False) -> Iterator[BeingRead]:
    """Give the note for a load that begins; when that ends well there is none any more.

    `is_forgiving`: what loads before died on is tried once more.
    """
    note = BeingRead(_path(store), deaths=[] if is_forgiving else _deaths(store))
    is_over = Event()
    beat = Thread(target=_beat, args=(note.note, is_over), daemon=True)
    beat.start()
    try:
        with _forgiving(note):
            yield note
        note.deaths.clear()
    finally:
        is_over.set()
        beat.join()
        note.at_work = None
        _write(note)


@contextmanager
def _forgiving(note: BeingRead) -> Iterator[None]:
    """Take the note away when the load is told to end, and end it.

    From a thread of its own: the main one may be deep in a query, where it hears of no signal until that is over.
    """
    if current_thread() is not main_thread():
        yield
        return
    heard, told = os.pipe()
    os.set_blocking(told, False)
    before = {each: signal.signal(each, lambda *_: None) for each in TOLD_TO_END}
    former = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
    Thread(target=_end_when_told, args=(note, heard), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(former)
        for each, handler in before.items():
            signal.signal(each, handler)
        os.close(told)


def _end_when_told(note: BeingRead, heard: int) -> None:
    """As abrupt as a kill, after which the next load mends what was under way."""
    with os.fdopen(heard, "rb", buffering=0) as numbers:
        while number := numbers.read(1):
            if number[0] in TOLD_TO_END:
                if note.at_work and time.time() - note.at_work["since"] < TIMER_SECONDS:
                    note.at_work = None
                    _write(note)
                os._exit(128 + number[0])


def died_on(store: Store) -> list[str]:
    """Return the files that loads died on, as source/path; none while a load is at work."""
    return [] if holder_of(store) else [str(death["name"]) for death in _deaths(store)]


def _deaths(store: Store) -> list[dict[str, Any]]:
    """What loads died on before, the last of them included: its note is still there, and says how long it was alive."""
    path = _path(store)
    try:
        known = _FilesTried.model_validate_json(read_text(path, LONGEST) or "")
        alive_until = path.stat().st_mtime
    except (ValidationError, OSError):
        return []
    deaths = {death.name: death for death in known.deaths}
    if (last := known.at_work) and not _has_restarted_since(last):
        before = deaths.get(last.name)
        times = before.times + 1 if before and before.sha256 == last.sha256 else 1
        seconds = max(alive_until - last.since, 0.0)
        deaths[last.name] = _Death(name=last.name, sha256=last.sha256, times=times, seconds=seconds)
    return [death.model_dump() for death in deaths.values()]


def _has_restarted_since(last: _AtWork) -> bool:
    """True where the machine went down with the load; unknown where no start of a machine has a name."""
    now = _boot()
    return now is not None and last.boot is not None and last.boot != now


def _boot() -> str | None:
    with suppress(OSError):
        return BOOT.read_text("ascii").strip() or None
    return None


def _beat(note: Path, is_over: Event) -> None:
    """Touch the note again and again: its age tells afterwards how long the file was worked on."""
    while not is_over.wait(BEAT_SECONDS):
        with suppress(OSError):
            os.utime(note)


def _write(note: BeingRead) -> None:
    """A full disk shall end the load with its own sentence, not here."""
    with suppress(OSError):
        make_way(note.note)
        if not note.at_work and not note.deaths:
            note.note.unlink(missing_ok=True)
            return
        draft = note.note.with_suffix(".tmp")
        discard(draft)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"at_work": note.at_work, "deaths": note.deaths}, file, ensure_ascii=False)
        os.replace(draft, note.note)


def _name(file: RawFile) -> str:
    return f"{file.source}/{file.path}"


def _path(store: Store) -> Path:
    return store.warehouse_dir / "sedang_dimuat.json"
