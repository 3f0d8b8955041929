"""When a workbook says it was last saved: by its own properties, which copying does not change."""

import re
import zipfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PROPERTIES = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]{0,200}>([0-9T:.Z+-]{10,40})<"),
    "meta.xml": re.compile(rb"<dc:date>([0-9T:.Z+-]{10,40})<"),
}
LARGEST = 1_000_000
_WITA = ZoneInfo("Asia/Makassar")


def saved_at(path: Path) -> datetime | None:
    """Return the moment in WITA, without a zone; None where the file does not say it."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        for part, pattern in PROPERTIES.items():
            if part in archive.namelist() and archive.getinfo(part).file_size <= LARGEST:
                return _moment(pattern.search(archive.read(part)))
    return None


def _moment(found: re.Match[bytes] | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    return moment.astimezone(_WITA).replace(tzinfo=None) if moment and moment.tzinfo else moment
