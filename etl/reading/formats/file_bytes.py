"""What the bytes of a delimited file say before it is read: lines, delimiters, quotes, signs out of the ordinary."""

import os
import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ODD_BYTES = re.compile(
    rb"\xc2[\xa0\xad]|[\xcc\xcd]|\xd8\x9c|\xe1[\x85\x9a\xa0]|\xe2(?:\x80[\x80-\x91\xa8-\xaf]|\x81|\xa0)|\xe3[\x80\x85]|\xef|\xf0\x9d"
)
"""How what words.plain takes away or replaces begins in UTF-8; a few rare signs more, and no letter of Indonesian."""
SIGN_BYTES = 4
SCAN_BYTES = 1 << 19
"""As much of a file as is looked through at once: more would leave the processor's cache, and cost several times."""
LEFT_OVER = (b"\0", b"\x1a")
"""Zero bytes and the sign for the end of a text: left by copying."""
ABOVE_SIGNS = ord("$")
"""Below it stand controls, the blank, !, quotes and #: all that a search asks for in ASCII."""

Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class FileBytes:
    """What the bytes of a file say: its lines (None where a carriage return stands alone, since that ends a line for
    some only, and where joined or damaged files have left their signs), whether there may be signs that are not what
    they look like, or blanks other than the space, whether there are quotes, how many delimiters, whether an error may
    be among the cells, and whether a cell may begin or end with a space."""

    lines: int | None
    has_odd_signs: bool
    has_quotes: bool
    marks: int
    has_hashes: bool
    has_loose_blanks: bool

    @property
    def is_trim(self) -> bool:
        """True where every cell is plain and without blanks around it as it stands, and one without signs is NULL."""
        return not (self.has_odd_signs or self.has_quotes or self.has_loose_blanks)


_begun: dict[tuple[Path, str, int, int], Future[FileBytes]] = {}
"""What is being looked through ahead; a file that has changed since is another one."""


def scan_ahead(path: Path, delimiter: str) -> None:
    """Begin to look through a file that will be asked for, while this thread goes on."""
    pool = ThreadPoolExecutor(max_workers=1)
    _begun[_known_by(path, delimiter)] = pool.submit(_scan, path, delimiter)
    pool.shutdown(wait=False)


def scan(path: Path, delimiter: str) -> FileBytes:
    """Look through a file, or wait for what was begun ahead."""
    begun = _begun.pop(_known_by(path, delimiter), None)
    return begun.result() if begun else _scan(path, delimiter)


def _known_by(path: Path, delimiter: str) -> tuple[Path, str, int, int]:
    stat = path.stat()
    return path, delimiter, stat.st_size, stat.st_mtime_ns


def _scan(path: Path, delimiter: str) -> FileBytes:
    """Part by part at once, since numpy lets other threads work meanwhile."""
    size = path.stat().st_size
    step = -(-size // (os.cpu_count() or 1))
    with ThreadPoolExecutor() as pool:
        parts = list(pool.map(partial(_scan_part, path, ord(delimiter), step), range(0, size, step)))
    is_plain = all(part.is_plain for part in parts)
    lines, marks = sum(part.lines for part in parts), sum(part.marks for part in parts)
    has_odd_signs, has_quotes, has_hashes, has_loose_blanks = (
        any(getattr(part, name) for part in parts)
        for name in ("has_odd_signs", "has_quotes", "has_hashes", "has_loose_blanks")
    )
    return FileBytes(lines if is_plain else None, has_odd_signs, has_quotes, marks, has_hashes, has_loose_blanks)


@dataclass
class _Part:
    """What a part of a file holds, as in FileBytes."""

    mark: int
    lines: int = 0
    marks: int = 0
    is_plain: bool = True
    has_odd_signs: bool = False
    has_quotes: bool = False
    has_hashes: bool = False
    has_loose_blanks: bool = False
    _room: NDArray[np.bool_] = field(default_factory=lambda: np.empty((6, SCAN_BYTES + SIGN_BYTES), np.bool_))
    """For what a block is compared with: asked for anew each time, it would cost more than the comparing."""

    def add(self, seen: Bytes, before: int) -> None:
        """Add what stands behind the first `before` bytes, which were added already: a sign may begin there."""
        found = seen[before - 1 :]
        ends, edges, blanks, room = self._room[:4, : len(found)]
        np.equal(found, ord("\n"), out=ends)
        np.equal(found, self.mark, out=edges)
        np.equal(found, ord(" "), out=blanks)
        lines, spaces = int(np.count_nonzero(ends[1:])), int(np.count_nonzero(blanks[1:]))
        self.lines += lines
        self.marks += int(np.count_nonzero(edges[1:]))
        edges |= ends
        low = int(np.count_nonzero(np.less(found[1:], ABOVE_SIGNS, out=room[1:]))) - lines - spaces
        if low or found[0] == ord("\r"):
            low -= self._add_returns(found, ends, edges)
        # Most blocks hold no sign but letters, digits, blanks and ends of lines: two numbers tell, without a search.
        if low or int(found[1:].view(np.int8).min()) < 0:
            self._add_signs(seen.tobytes(), before)
        self.has_loose_blanks = self.has_loose_blanks or _touch(blanks, edges, room)

    def _add_returns(self, found: Bytes, ends: NDArray[np.bool_], edges: NDArray[np.bool_]) -> int:
        """Add the carriage returns to the edges of cells; return how many there are behind the first byte."""
        returns, room = self._room[4:, : len(found)]
        np.equal(found, ord("\r"), out=returns)
        edges |= returns
        # Each line ends alike: every return stands before an end of line, or there is none.
        ended = np.count_nonzero(np.logical_and(returns[:-1], ends[1:], out=room[1:]))
        self.is_plain = self.is_plain and int(np.count_nonzero(returns[:-1])) == int(ended)
        return int(np.count_nonzero(returns[1:]))

    def _add_signs(self, seen: bytes, before: int) -> None:
        block = seen[before:]
        self.is_plain = self.is_plain and not any(sign in block for sign in LEFT_OVER)
        self.has_hashes = self.has_hashes or b"#" in block
        self.has_odd_signs = self.has_odd_signs or b"\t" in block or _has_odd_sign(seen)
        self.has_quotes = self.has_quotes or b'"' in block

    def end(self, last: int) -> None:
        """Add the end of the file behind its last byte."""
        self.lines += last != ord("\n")
        self.is_plain = self.is_plain and last != ord("\r")
        self.has_loose_blanks = self.has_loose_blanks or last == ord(" ")


def _scan_part(path: Path, mark: int, step: int, start: int) -> _Part:
    """In blocks that stay in the processor's cache, which makes this a small part of the read."""
    part, held = _Part(mark), np.empty(SIGN_BYTES + SCAN_BYTES, np.uint8)
    with path.open("rb", buffering=0) as file:
        file.seek(max(start - SIGN_BYTES, 0))
        tail = file.read(min(start, SIGN_BYTES)) or b"\n"
        if start == 0 and file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        left = start + step - file.tell()
        while left > 0:
            before = len(tail)
            held[:before] = np.frombuffer(tail, np.uint8)
            size = file.readinto(held.data[before : before + min(SCAN_BYTES, left)]) or 0
            if not size:
                break
            left -= size
            seen = held[: before + size]
            part.add(seen, before)
            tail = seen[-SIGN_BYTES:].tobytes()
        if not file.read(1):
            part.end(tail[-1])
    return part


def _touch(blanks: NDArray[np.bool_], edges: NDArray[np.bool_], room: NDArray[np.bool_]) -> bool:
    """True where a blank stands beside the edge of a cell; `room`: as long, overwritten."""
    inside = np.logical_or(edges[:-2], edges[2:], out=room[1:-1])
    inside &= blanks[1:-1]
    return bool(inside.any() or (blanks[-1] & edges[-2]) or (edges[1] & blanks[0]))


def _has_odd_sign(block: bytes) -> bool:
    return not block.isascii() and ODD_BYTES.search(block) is not None
