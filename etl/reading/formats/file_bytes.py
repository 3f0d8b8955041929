"""What the bytes of a delimited file say before it is read: lines, delimiters, quotes, signs out of the ordinary."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ODD_BYTES = re.compile(
    rb"\xc2[\xa0\xad]|[\xcc\xcd]|\xd8\x9c|\xe1[\x85\x9a\xa0]|\xe2(?:\x80[\x80-\x91\xa8-\xaf]|\x81|\xa0)|\xe3[\x80\x85]|\xef|\xf0\x9d"
)
"""How what words.plain takes away or replaces begins in UTF-8; a few rare signs more, and no letter of Indonesian."""
SIGN_BYTES = 4
SCAN_BYTES = 1 << 18
"""As much of a file as is looked through at once: more would leave the processor's cache, and cost several times."""
LEFT_OVER = (b"\0", b"\x1a")
"""Zero bytes and the sign for the end of a text: left by copying."""


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


def scan(path: Path, delimiter: str) -> FileBytes:
    """Part by part at once, since numpy lets other threads work meanwhile."""
    size = path.stat().st_size
    step = -(-size // (os.cpu_count() or 1))
    with ThreadPoolExecutor() as pool:
        parts = list(pool.map(partial(_scan_part, path, ord(delimiter), step), range(0, size, step)))
    is_plain = not any(part.lines is None for part in parts)
    lines = sum(part.lines or 0 for part in parts)
    marks = sum(part.marks for part in parts)
    has_odd_signs, has_quotes, has_hashes, has_loose_blanks = (
        any(getattr(part, name) for part in parts)
        for name in ("has_odd_signs", "has_quotes", "has_hashes", "has_loose_blanks")
    )
    return FileBytes(lines if is_plain else None, has_odd_signs, has_quotes, marks, has_hashes, has_loose_blanks)


def _scan_part(path: Path, mark: int, step: int, start: int) -> FileBytes:
    """Byte by byte in small blocks: they stay in the processor's cache, which makes this a small part of the read."""
    lines, marks, is_plain, has_odd_signs, has_quotes, has_hashes = 0, 0, True, False, False, False
    has_loose_blanks = False
    with path.open("rb") as file:
        file.seek(max(start - SIGN_BYTES, 0))
        tail = file.read(min(start, SIGN_BYTES)) or b"\n"
        if start == 0 and file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        left = start + step - file.tell()
        while block := file.read(min(SCAN_BYTES, left)):
            left -= len(block)
            seen = tail + block
            found = np.frombuffer(seen, np.uint8)[len(tail) - 1 :]
            ends, returns = found == ord("\n"), found == ord("\r")
            lines += int(np.count_nonzero(ends[1:]))
            between = found == mark
            marks += int(np.count_nonzero(between[1:]))
            # Each line ends alike: every return stands before an end of line, or there is none.
            has_returns = bool(returns.any())
            is_plain = is_plain and not (has_returns and (returns[:-1] & ~ends[1:]).any())
            is_plain = is_plain and not any(sign in block for sign in LEFT_OVER)
            edges = between | ends | returns if has_returns else between | ends
            has_loose_blanks = has_loose_blanks or _touch(found == ord(" "), edges)
            has_hashes = has_hashes or b"#" in block
            has_odd_signs = has_odd_signs or b"\t" in block or _has_odd_sign(seen)
            has_quotes = has_quotes or b'"' in block
            tail = seen[-SIGN_BYTES:]
        if not file.read(1):
            lines += tail[-1:] != b"\n"
            is_plain = is_plain and tail[-1:] != b"\r"
            has_loose_blanks = has_loose_blanks or tail[-1:] == b" "
    return FileBytes(lines if is_plain else None, has_odd_signs, has_quotes, marks, has_hashes, has_loose_blanks)


def _touch(blanks: NDArray[np.bool_], edges: NDArray[np.bool_]) -> bool:
    """True where a blank stands beside the edge of a cell."""
    return bool((blanks[1:-1] & (edges[:-2] | edges[2:])).any() or (blanks[-1] & edges[-2]) or (edges[1] & blanks[0]))


def _has_odd_sign(block: bytes) -> bool:
    return not block.isascii() and ODD_BYTES.search(block) is not None
