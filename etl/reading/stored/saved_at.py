"""When a workbook says it was last saved: by its own properties, which copying does not change."""

import re
import struct
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.city import city
from etl.reading.stored.compound import MAGIC, Compound

PROPERTIES = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]{0,200}>([0-9T:.Z+-]{10,40})<"),
    "meta.xml": re.compile(rb"<dc:date>([0-9T:.Z+-]{10,40})<"),
}
LAST_SAVED = re.compile(rb"<(?:[a-z]{1,9}:)?LastSaved>([0-9T:.Z+-]{10,40})<")
"""In workbooks of one XML text, and in pages that a spreadsheet saved."""
HEAD = 65_536
LARGEST = 1_000_000
OLD_PROPERTIES = "\5SummaryInformation"
"""The stream of properties in old workbooks, after Microsoft's open specification MS-OLEPS."""
_LAST_SAVED, _FILETIME, _SETS_AT = 13, 64, 44
_FIRST_TICK = datetime(1601, 1, 1, tzinfo=UTC)


def saved_at(path: Path) -> datetime | None:
    """Return the moment in city().clock, without a zone; None where the file does not say it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head.startswith(MAGIC):
            return _of_old(head + file.read())
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or head[:5].lower() == b"mime-":
        return _moment(LAST_SAVED.search(head))
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        for part, pattern in PROPERTIES.items():
            if part in archive.namelist() and archive.getinfo(part).file_size <= LARGEST:
                return _moment(pattern.search(archive.read(part)))
    return None


def _of_old(content: bytes) -> datetime | None:
    """Old workbooks count steps of 100 ns since 1601; a set of properties that is cut off says nothing."""
    with suppress(struct.error, OverflowError):
        stream = Compound(content).stream(OLD_PROPERTIES) or b""
        (start,) = struct.unpack_from("<I", stream, _SETS_AT)
        _, count = struct.unpack_from("<II", stream, start)
        for number in range(min(count, len(stream) // 8)):
            name, place = struct.unpack_from("<II", stream, start + 8 + 8 * number)
            kind, ticks = struct.unpack_from("<IQ", stream, start + place) if name == _LAST_SAVED else (0, 0)
            if kind == _FILETIME and ticks:
                return (_FIRST_TICK + timedelta(microseconds=ticks // 10)).astimezone(city().clock).replace(tzinfo=None)
    return None


def _moment(found: re.Match[bytes] | None) -> datetime | None:
    """The moment that a text says; None for no text, and beyond the calendar."""
    try:
        moment = datetime.fromisoformat(found[1].decode()) if found else None
        return moment.astimezone(city().clock).replace(tzinfo=None) if moment and moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
