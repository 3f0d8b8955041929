"""The container of old workbooks (and of those with a password): named streams cut into sectors.

After Microsoft's open specification MS-CFB. Each chain of sectors is followed once and no further than the file is
long, so that a chain in a circle ends too.
"""

import struct
from dataclasses import dataclass
from itertools import islice

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, a free sector."""
IN_HEADER = 109
ENTRY = 128


@dataclass(frozen=True)
class _Entry:
    name: str
    start: int
    size: int


class Compound:
    """One compound file. Raises struct.error for one that is cut off within its header."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        self.sector, self.small_sector = 1 << min(shift, 16), 1 << min(small_shift, 16)
        _, first, _, self.small_below, first_small, _, more, _ = struct.unpack_from("<8I", content, 44)
        tables = list(struct.unpack_from(f"<{IN_HEADER}I", content, 76))
        self.table = self._table([*tables, *self._more_tables(more)])
        found = [_entry(raw) for raw in _pieces(self._chain(first), ENTRY)]
        self.small = self._chain(found[0].start) if found else b""
        self.small_table = _numbers(self._chain(first_small))
        self.entries = {entry.name.lower(): entry for entry in reversed(found)}

    def stream(self, *names: str) -> bytes | None:
        """Return the content of the first of these streams that is there."""
        for name in names:
            if entry := self.entries.get(name.lower()):
                if entry.size >= self.small_below:
                    return self._chain(entry.start)[: entry.size]
                return self._small_chain(entry.start)[: entry.size]
        return None

    def _more_tables(self, at: int) -> list[int]:
        """The sectors of the allocation table that the header has no room for."""
        found: list[int] = []
        for _ in range(len(self.content) // self.sector):
            if at >= LAST:
                break
            *here, at = _numbers(self._at(at)) or [LAST]
            found += here
        return found

    def _table(self, sectors: list[int]) -> list[int]:
        known = (sector for sector in sectors if sector < LAST)
        parts = [self._at(sector) for sector in islice(known, len(self.content) // self.sector + 1)]
        return _numbers(b"".join(parts))

    def _at(self, sector: int) -> bytes:
        return self.content[(sector + 1) * self.sector : (sector + 2) * self.sector]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(sector) for sector in _follow(start, self.table))

    def _small_chain(self, start: int) -> bytes:
        size = self.small_sector
        return b"".join(self.small[at * size : (at + 1) * size] for at in _follow(start, self.small_table))


def _follow(start: int, table: list[int]) -> list[int]:
    found: list[int] = []
    while start < len(table) and len(found) < len(table):
        found.append(start)
        start = table[start]
    return found


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _pieces(content: bytes, size: int) -> list[bytes]:
    return [content[place : place + size] for place in range(0, len(content) - size + 1, size)]


def _entry(raw: bytes) -> _Entry:
    (length,) = struct.unpack_from("<H", raw, 64)
    start, size = struct.unpack_from("<II", raw, 116)
    return _Entry(raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace"), start, size)
