"""How the background load stands, as its process writes it down and pages read it: setoran/muat.json."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from core.clock import now_in_city
from core.disk import read_text, write_private
from core.store import Store
from intake.sending.listing import TakenFile

LONGEST: Final = 2_000_000


FIRST_PAUSE: Final = timedelta(seconds=30)
"""After this a refused load is tried again, where its cause may pass by itself; each further pause is twice as long."""
TRIES_AT_MOST: Final = 10


class Phase(StrEnum):
    """What is going on. REFUSED: nothing has changed, `sentence` says why; DIED: the process was killed."""

    NONE = "none"
    ASKED = "asked"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    DIED = "died"


ACTIVE: Final = (Phase.ASKED, Phase.WAITING, Phase.RUNNING)


@dataclass(frozen=True, kw_only=True)
class LoadedFile(TakenFile):
    """What became of one file of a load, sent here or not. `name`: source/path below the raw folder."""

    name: str


@dataclass(frozen=True)
class LoadState:
    """`at`: when this began to be so (city time); `began` and `seconds` of the load itself; `done` of `total` files.

    `cause`: of a refusal that may pass by itself: room (a disk is full), disk, busy (another load), machine; else ''.
    `tries`: how often the load was tried again by itself.
    """

    phase: Phase
    at: datetime
    began: datetime | None = None
    seconds: float | None = None
    done: int = 0
    total: int = 0
    build: str | None = None
    is_new: bool = False
    sentence: str = ""
    files: list[LoadedFile] = field(default_factory=list)
    cause: str = ""
    tries: int = 0

    @property
    def is_active(self) -> bool:
        """True while something is still to come."""
        return self.phase in ACTIVE

    @property
    def next_try(self) -> datetime | None:
        """When a refused load is tried again by itself; None where it is not."""
        if self.phase is not Phase.REFUSED or not self.cause or self.tries >= TRIES_AT_MOST:
            return None
        return self.at + FIRST_PAUSE * (1 << self.tries)


_STATE: Final = TypeAdapter(LoadState)


def written_state(store: Store) -> LoadState:
    """Return what was written last; of nothing, or of something else, that there was none."""
    try:
        state: LoadState = _STATE.validate_json(read_text(_path(store), LONGEST) or "")
    except ValidationError:
        return LoadState(Phase.NONE, now_in_city())
    return state


def write_state(store: Store, state: LoadState) -> None:
    """Write it for pages to read."""
    write_private(_path(store), _STATE.dump_json(state))


def asked_file(store: Store) -> Path:
    """Return the file whose presence asks for a load; a service may wait for it, too. See `write_ask`."""
    return store.intake_dir / "muat_diminta"


def write_ask(store: Store, tries: int = 0) -> None:
    """Ask for a load. `tries`: how often it was asked for again by itself. Raises OSError on a full disk."""
    write_private(asked_file(store), f"{now_in_city().isoformat()}\n{tries}\n".encode())


def tries_of(ask: Path) -> int:
    """Return how often a load was asked for again by itself, as the file says that asks for it."""
    (last, *_) = reversed((read_text(ask, LONGEST) or "").split() or [""])
    return int(last) if last.isascii() and last.isdigit() else 0


def taken_file(store: Store) -> Path:
    """Return the file that a load has made of it: what it does it has not ended yet."""
    return store.intake_dir / "muat_dikerjakan"


def work_lock(store: Store, timeout: float = -1) -> FileLock:
    """Return the lock that the process holds while it is at work; the system frees it however that ends."""
    return FileLock(store.intake_dir / ".muat", timeout=timeout, mode=0o600)


def is_at_work(store: Store) -> bool:
    """True while a process loads."""
    try:
        with work_lock(store, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def _path(store: Store) -> Path:
    return store.intake_dir / "muat.json"
