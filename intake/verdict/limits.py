"""How the child binds itself: memory it may write to, and an end with its parent; its reader has limits of its own."""

import ctypes
import resource
import signal
from typing import Final

from core.settings import settings

KEY: Final = "ADOPSI_KEY_FILE"
"""No file on trial needs the key: the child is not told where it lies."""
DUCKDB_SHARE: Final = 0.5
"""Of the child's memory, for the database's buffers, beyond which it spills; the rest is for what holds rows beside."""
_PR_SET_PDEATHSIG: Final = 1
_COMPLAINTS: Final = (b"memory allocation of", b"bad_alloc", b"Out of Memory", b"out of memory", b"MemoryError")


def bind() -> None:
    """Bind this process, and the reader that it starts, for good."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # What is written to, not address space: a database reserves much of that in advance.
    most = settings().judge_memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def is_of_memory(complaint: bytes) -> bool:
    """Return True where a process that ended complained of memory."""
    return any(each in complaint for each in _COMPLAINTS)
