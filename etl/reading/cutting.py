"""A large clean text cut at ends of lines, so that each part can be read on its own, on another machine.

Only the fast lane reads a part: there each record is a line. A part that it does not take, as one with a line break
inside quotes, says that the whole file must be read as one.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from core.settings import settings
from etl.errors import UnreadableFileError
from etl.reading.base.kinds import Kind, kind_of
from etl.reading.base.office_of_table import Offices
from etl.reading.formats.clean_head import fast_head

LONGEST_LINE = 1 << 20
"""A line that is longer is none: the file is not cut there."""
_BLOCK = 1 << 20


@dataclass(frozen=True)
class FilePart:
    """Lines of a file, from the byte `first` up to `last`, below the `head` bytes that all its parts share."""

    head: int
    first: int
    last: int
    sha256: str
    of: int
    """Parts that the file has."""

    def is_copied(self, path: Path, target: Path) -> bool:
        """Write the part, below the head of its file, as a file of its own; False where its bytes are others now."""
        with path.open("rb") as file, target.open("xb") as own:
            return _checksum(file, self.head, self.first, self.last, own) == self.sha256


def cut(path: Path, offices: Offices, bytes_at_most: int) -> list[FilePart]:
    """Return the parts of a text that is larger, none for a file that is to be read as one."""
    size = path.stat().st_size
    number = -(-size // bytes_at_most)
    if number < 2 or size > settings().max_file_bytes:
        return []
    try:
        if kind_of(path) is not Kind.DELIMITED or not (head := fast_head(path, offices)):
            return []
        with path.open("rb") as file:
            start = _end_of_head(file, head.header.row + 1)
            places = [start, *(_line_start(file, size * each // number) for each in range(1, number)), size]
            pieces = [(first, last) for first, last in pairwise(places) if first < last]
            return [
                FilePart(start, first, last, _checksum(file, start, first, last), len(pieces)) for first, last in pieces
            ]
    except (UnicodeDecodeError, UnreadableFileError, OSError):
        return []


def _end_of_head(file: BinaryIO, lines: int) -> int:
    for _ in range(lines):
        _skip_line(file)
    return file.tell()


def _line_start(file: BinaryIO, place: int) -> int:
    """The first line that begins there or behind it."""
    file.seek(place - 1)
    _skip_line(file)
    return file.tell()


def _skip_line(file: BinaryIO) -> None:
    line = file.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise UnreadableFileError("format_tak_dikenal")


def _checksum(file: BinaryIO, head: int, first: int, last: int, copy: BinaryIO | None = None) -> str:
    digest = hashlib.sha256()
    for place in ((0, head), (first, last)):
        for block in _blocks(file, *place):
            digest.update(block)
            if copy:
                copy.write(block)
    return digest.hexdigest()


def _blocks(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    file.seek(first)
    while first < last and (block := file.read(min(_BLOCK, last - first))):
        first += len(block)
        yield block
