"""The smallest workbook of the old kind (BIFF8 in a compound file), since no library here writes one.

Layout after Microsoft's open specifications MS-XLS (records BOF, BOUNDSHEET8, LABEL, NUMBER, EOF) and MS-CFB (header,
one sector of the allocation table, one of the directory, one stream of at least 4,096 bytes).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

SECTOR = 512
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STREAM_AT_LEAST = 4096


@dataclass(frozen=True)
class Stored:
    """A cell as it is stored: the number of its record, and what stands behind row, column and format."""

    kind: int
    content: bytes


def error(code: int) -> Stored:
    """Return a cell with an error."""
    return Stored(0x205, bytes([code, 1]))


def formula(result: bytes, flags: int = 0) -> Stored:
    """Return a formula with the eight bytes of its result."""
    return Stored(0x06, result + struct.pack("<HIH", flags, 0, 0))


def xls(sheet: str, rows: Sequence[Sequence[object]], saved: datetime | None = None) -> bytes:
    """Return the bytes of a workbook with one sheet of texts and numbers; None leaves a cell empty.

    `saved`: when its properties say that it was saved last, with its zone.
    """
    stream = _workbook(sheet, rows)
    stream += b"\0" * (max(STREAM_AT_LEAST, -(-len(stream) // SECTOR) * SECTOR) - len(stream))
    sectors = len(stream) // SECTOR
    table = [TABLE, END, *range(3, 2 + sectors), END]
    properties = _properties(saved) if saved else b""
    more = len(properties) // SECTOR
    table += [*range(3 + sectors, 2 + sectors + more), END] if more else []
    table += [FREE] * (SECTOR // 4 - len(table))
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(stream))
    directory += _entry("\5SummaryInformation", 2, FREE, 2 + sectors, len(properties)) if more else bytes(128)
    return _header() + struct.pack(f"<{len(table)}I", *table) + directory + bytes(128) + stream + properties


def _properties(saved: datetime) -> bytes:
    """A set of two properties (MS-OLEPS): the code page, and when the workbook was saved, in steps of 100 ns."""
    ticks = int((saved - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    values = struct.pack("<II", 2, 1252) + struct.pack("<IQ", 64, ticks)
    body = struct.pack("<IIIIII", 24 + len(values), 2, 1, 24, 13, 32) + values
    head = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 2, 1, 48)
    stream = head + body
    return stream + bytes(STREAM_AT_LEAST - len(stream))


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, STREAM_AT_LEAST, END, 0, END, 0, 0)
    return head + struct.pack(f"<{(SECTOR - len(head)) // 4 - 0}I", *[FREE] * ((SECTOR - len(head)) // 4))


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text + bytes(64 - len(text)) + struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _workbook(sheet: str, rows: Sequence[Sequence[object]]) -> bytes:
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)
    name = sheet.encode("latin-1")
    bound = struct.pack("<IBB", 20 + 4 + 8 + len(name) + 4, 0, 0) + bytes([len(name), 0]) + name
    globals_ = _record(0x809, begin) + _record(0x85, bound) + _record(0x0A)
    cells = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    return globals_ + _record(0x809, begin[:2] + b"\x10\0" + begin[4:]) + cells + _record(0x0A)


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, Stored):
        return _record(value.kind, place + value.content)
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<d", value))
    text = str(value).encode("utf-16-le")
    return b"" if value is None else _record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
