"""What one file may cost, and how a process binds itself to it."""

import resource
from dataclasses import dataclass
from pathlib import Path

from core.settings import settings

CPU_AT_LEAST = 20
CPU_PER_MEGABYTE = 20
"""Seconds: a workbook, packed, takes about one for each megabyte."""
WALL_TIMES, WALL_MORE = 4, 60
"""The clock goes on while a process waits, for a disk or for its turn; a file that never answers ends here."""
FILE_MORE = 100_000_000
"""Bytes of a written file beyond the largest that is read: rows take a little more than they do as text."""
_PAGE = resource.getpagesize()


@dataclass(frozen=True)
class Limits:
    """Bytes of memory beyond what the helper has, seconds of work, seconds on the clock, bytes of a written file."""

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: int
    file_bytes: int


def limits_for(size: int) -> Limits:
    """Return what a file of so many bytes may cost: a small one is never long at work."""
    known = settings()
    seconds = min(known.read_cpu_seconds, CPU_AT_LEAST + CPU_PER_MEGABYTE * size // 1_000_000)
    return Limits(known.read_memory_bytes, seconds, WALL_TIMES * seconds + WALL_MORE, known.max_file_bytes + FILE_MORE)


def bind(limits: Limits) -> None:
    """Bind this process and what it starts; for good, so only a child does it."""
    sizes = [int(pages) * _PAGE for pages in Path("/proc/self/statm").read_text().split()]
    for kind, base in ((resource.RLIMIT_AS, sizes[0]), (resource.RLIMIT_DATA, sizes[5])):
        _lower(kind, base + limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, more=1)
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    _lower(resource.RLIMIT_CORE, 0)


def is_own_file_limit(limits: Limits) -> bool:
    """False where the loading process was bound more tightly before."""
    return resource.getrlimit(resource.RLIMIT_FSIZE)[0] == limits.file_bytes


def _lower(kind: int, value: int, more: int = 0) -> None:
    """A limit that the process has already may be lower, and stays. `more`: up to the one that kills without a word."""
    _, hard = resource.getrlimit(kind)
    is_free = hard == resource.RLIM_INFINITY
    least = value if is_free else min(value, hard)
    resource.setrlimit(kind, (least, least + more if is_free else min(least + more, hard)))
