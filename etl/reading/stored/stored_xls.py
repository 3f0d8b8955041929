"""What XLS of every age stores and readers of values leave out: errors, formulas without a result.

Records after Microsoft's open specification MS-XLS: a number and a length of two bytes each, then content. Programs
that cannot compute leave a formula's result empty, or 0 with the wish to be computed at once.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from etl.errors import UnreadableFileError
from etl.reading.base.faulty import error, formula
from etl.reading.stored.compound import MAGIC, Compound
from etl.reading.stored.stored import FaultyRange, Stored

ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
BEGINS = (0x0809, 0x0409, 0x0209, 0x0009)
END, SHEET, PASSWORD = 0x0A, 0x85, 0x2F
FORMULAS = (0x0006, 0x0206, 0x0406)
ERROR_OR_YES = (0x0205, 0x0005)
VALUES = frozenset((0x0002, 0x0003, 0x0004, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00BD, 0x00D6))
MANY = 0x00BD
COMPUTE_AT_ONCE = 3
_EMPTY = 3
"""Kind of a formula's result, as errors are 2 and yes or no is 1."""


def stored_xls(path: Path) -> list[Stored]:
    """Return what each sheet stores, in the order of the workbook.

    Raises UnreadableFileError for a workbook with a password, one that is cut off, and for stray cells.
    """
    try:
        content = _stream(path.read_bytes())
        sheets = [struct.unpack_from("<I", each)[0] for kind, each in _records(content, 0) if kind == SHEET]
        found = [_Sheet(content, at) for at in sheets or [0]]
    except struct.error:
        raise UnreadableFileError("berkas_tak_terbaca", "isi buku kerja rusak atau terpotong") from None
    # Where every text result is empty, and no formula has another, no program has ever computed them.
    is_computed = any(sheet.has_result for sheet in found)
    for sheet in found:
        sheet.stored.faults += [] if is_computed else sheet.empty
        sheet.stored.refuse_stray_cells()
    return [sheet.stored for sheet in found]


def _stream(content: bytes) -> bytes:
    if not content.startswith(MAGIC):
        raise UnreadableFileError("berkas_tak_terbaca", "buku kerja dari sebelum Excel 97")
    compound = Compound(content)
    if "encryptedpackage" in compound.entries:
        raise UnreadableFileError("berkas_berkata_sandi")
    stream = compound.stream("Workbook", "Book")
    if stream is None:
        raise UnreadableFileError("berkas_tak_terbaca", "bukan buku kerja, meskipun wadahnya sama")
    return stream


def _records(content: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Yield (number, content) of the records of one part, parts within it left out."""
    depth = 0
    while place + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, place)
        depth += (kind in BEGINS) - (kind == END)
        if kind == PASSWORD:
            raise UnreadableFileError("berkas_berkata_sandi")
        if depth <= 1:
            yield kind, content[place + 4 : place + 4 + size]
        if depth <= 0:
            return
        place += 4 + size


class _Sheet:
    """The cells of one sheet; `empty` are formulas whose result is an empty text, or none."""

    def __init__(self, content: bytes, at: int) -> None:
        self.stored = Stored()
        self.empty: list[FaultyRange] = []
        self.has_result = False
        for kind, record in _records(content, at):
            if kind in FORMULAS and len(record) >= 16:
                self._formula(kind, record)
            elif kind in ERROR_OR_YES and len(record) >= 8:
                self._error(record)
            elif kind in VALUES and len(record) >= 6:
                row, column = struct.unpack_from("<HH", record)
                last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == MANY else column
                self.stored.reach(row, max(column, last))

    def _formula(self, kind: int, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        self.stored.reach(row, column)
        result, (flags,) = record[6:14], struct.unpack_from("<H", record, 14)
        if result[6:] != b"\xff\xff":
            is_waiting = not any(result) and flags & COMPUTE_AT_ONCE == COMPUTE_AT_ONCE
            if is_waiting:
                self.stored.fault(row, column, formula())
            self.has_result = self.has_result or not is_waiting
        elif result[0] == 2:
            self.stored.fault(row, column, error(ERRORS.get(result[2], "")))
            self.has_result = True
        elif result[0] == _EMPTY:
            self.empty.append(FaultyRange(row, column, row, column, formula()))
        else:
            self.has_result = True

    def _error(self, record: bytes) -> None:
        row, column = struct.unpack_from("<HH", record)
        self.stored.reach(row, column)
        if record[-1] == 1:
            self.stored.fault(row, column, error(ERRORS.get(record[-2], "")))
