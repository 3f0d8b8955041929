"""What every file of a report says of itself, so that one without a record can be made again and compared."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from report.record.record import CODE_LENGTH, Record, place_of

FINAL, DRAFT = "laporan", "draf"
PATTERN = re.compile(
    r"adopsi/(\d{4}(?:-(?:\d\d|Q[1-4]))?)/(id|en)/r(\d+)/(laporan|draf)(?::([0-9.]{1,20}))?/([0-9TZ]+-[0-9a-f]{8})/([0-9a-f]{12})"
)


@dataclass(frozen=True)
class Origin:
    """What a file says: `place` is the kecamatan's code ('' for the city), `made_with` the checksum of the versions.

    `period`: by its code, 2024-10, 2024-Q4 or 2024.
    """

    period: str
    lang: str
    revision: int
    is_draft: bool
    place: str
    build: str
    made_with: str


def origin_text(record: Record) -> str:
    """Return a record's origin as the files carry it."""
    kind = DRAFT if record["is_draft"] else FINAL
    kind += f":{place_of(record)}" if place_of(record) else ""
    parts = (record["month"], record["lang"], f"r{record['revision']}", kind, record["build"])
    return "/".join(("adopsi", *parts, versions_checksum(record["versions"])))


def origin_in(made: bytes) -> Origin | None:
    """Return the origin that a file carries, claimed and not yet proved; None for a file without one."""
    found = PATTERN.search(made.decode("latin-1"))
    if not found:
        return None
    period, lang, revision, kind, place, build, made_with = found.groups()
    return Origin(period, lang, int(revision), kind == DRAFT, place or "", build, made_with)


def versions_checksum(versions: dict[str, Any]) -> str:
    """Return the beginning of the checksum of a record's versions."""
    return hashlib.sha256(json.dumps(versions, sort_keys=True).encode()).hexdigest()[:CODE_LENGTH]
