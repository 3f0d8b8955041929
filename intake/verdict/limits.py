"""How the child binds itself: memory it may write to, and an end with its parent; its reader has limits of its own."""

import ctypes
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.settings import settings

KEY: Final = "ADOPSI_KEY_FILE"
"""No file on trial needs the key: the child is not told where it lies."""
DUCKDB_SHARE: Final = 0.5
"""Of the child's memory, for the database's buffers, beyond which it spills; the rest is for what holds rows beside."""
_PR_SET_PDEATHSIG: Final = 1
_COMPLAINTS: Final = (
    *(b"memory allocation", b"bad_alloc", b"out of memory", b"memoryerror", b"cannot allocate memory"),
    *(b"failed to map segment", b"can't start new thread"),
)


def bind_verdict_process() -> None:
    """Bind this process, and the reader that it starts, for good."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # What is written to, not address space: a database reserves much of that in advance.
    most = settings().judge_memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def descendants(process: int) -> list[int]:
    """Return the processes that a process has started, and those that these have, as far as they are alive."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *descendants(child)]
    return found


def is_of_memory(complaint: bytes) -> bool:
    """Return True where a process that ended complained of memory."""
    return any(each in complaint.lower() for each in _COMPLAINTS)
