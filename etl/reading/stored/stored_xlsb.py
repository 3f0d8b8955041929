"""What the binary parts of XLSB store and readers of values leave out: errors.

Records after Microsoft's open specification MS-XLSB: a number and a length of one to four bytes each, then content.
A formula always has its result there.
"""

import struct
import zipfile
from collections.abc import Iterator

from etl.reading.base.faulty import error
from etl.reading.stored.stored import Stored
from etl.reading.stored.stored_xls import ERRORS
from etl.reading.stored.stored_xlsx import PartNames, relations

SHEET, ROW, SHEET_DATA_END = 156, 0, 146
CELLS = range(2, 12)
ERROR_CELLS = (3, 11)


def stored_xlsb(archive: zipfile.ZipFile) -> list[Stored]:
    """Return what each sheet stores, in the order of the workbook. Raises UnreadableFileError for stray cells."""
    names = {name.lower(): name for name in archive.namelist()}
    targets = relations(archive, names, "xl/", "workbook.bin")
    found = []
    for kind, content in _records(archive.read(names["xl/workbook.bin"])):
        if kind == SHEET and len(content) >= 12:
            found.append(_sheet(archive, names, targets.get(_text(content, 8), "")))
    return found


def _text(content: bytes, place: int) -> str:
    (length,) = struct.unpack_from("<I", content, place)
    return content[place + 4 : place + 4 + 2 * length].decode("utf-16-le", "replace")


def _sheet(archive: zipfile.ZipFile, names: PartNames, target: str) -> Stored:
    found, row = Stored(), 0
    part = names.get(target.lower())
    for kind, content in _records(archive.read(part) if part else b""):
        if kind == ROW and len(content) >= 4:
            (row,) = struct.unpack_from("<I", content)
        elif kind in CELLS and len(content) >= 8:
            (column,) = struct.unpack_from("<I", content)
            found.reach(row, column)
            if kind in ERROR_CELLS and len(content) > 8:
                found.fault(row, column, error(ERRORS.get(content[8], "")))
        elif kind == SHEET_DATA_END:
            break
    found.refuse_stray_cells()
    return found


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number, content) of each record; what is cut off at the end gives none."""
    place = 0
    while place < len(content):
        kind, place = _number(content, place, 2)
        size, place = _number(content, place, 4)
        yield kind, content[place : place + size]
        place += size


def _number(content: bytes, place: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, least first, and the place behind it."""
    number = 0
    for shift in range(longest):
        byte = content[place] if place < len(content) else 0
        number |= (byte & 0x7F) << 7 * shift
        place += 1
        if not byte & 0x80:
            break
    return number, place
