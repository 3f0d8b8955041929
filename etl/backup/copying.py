"""Copies that are on the disk when the call returns, with the sum of what was copied; any size, little memory."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PIECE = 2**20
"""Bytes in memory at a time."""
PRIVATE = 0o600


class UnreadableSourceError(Exception):
    """The file that should be copied cannot be read; where it should go is no part of the trouble."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True)
class Copied:
    """What was read of a file, and when it was changed last (nanoseconds since 1970) as the last byte was read.

    The time before would call bytes old that were written meanwhile: a load would not read them again.
    """

    size: int
    sha256: str
    modified: int


def copy_file(source: Path, target: Path) -> Copied:
    """Copy a file to a name that is not taken, for its owner alone.

    Raises UnreadableSourceError for the source, OSError for the target.
    """
    digest, size = hashlib.sha256(), 0
    with _readable(source) as opened:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "wb") as copy:
            for piece in pieces(opened):
                digest.update(piece)
                size += len(piece)
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        return Copied(size, digest.hexdigest(), os.fstat(opened.fileno()).st_mtime_ns)


def sum_of_file(path: Path) -> Copied:
    """Return size and sum of a file that is there itself, not through a link. Raises UnreadableSourceError."""
    digest, size = hashlib.sha256(), 0
    with _readable(path, os.O_NOFOLLOW) as opened:
        for piece in pieces(opened):
            digest.update(piece)
            size += len(piece)
        return Copied(size, digest.hexdigest(), os.fstat(opened.fileno()).st_mtime_ns)


def pieces(opened: BinaryIO) -> Iterator[bytes]:
    """Yield a file piece by piece. Raises UnreadableSourceError."""
    while True:
        try:
            piece = opened.read(PIECE)
        except OSError as error:
            raise UnreadableSourceError(error) from None
        if not piece:
            return
        yield piece


@contextmanager
def _readable(path: Path, flags: int = 0) -> Iterator[BinaryIO]:
    """Open a file with bytes; a pipe under its name is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | flags)
    except OSError as error:
        raise UnreadableSourceError(error) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise UnreadableSourceError(OSError(errno.EISDIR, "no file", str(path)))
    with os.fdopen(descriptor, "rb") as opened:
        yield opened
