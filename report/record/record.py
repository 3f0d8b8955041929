"""What is kept of a report (its `content.json`): all it shows as data, the versions it was made with, its revision."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from core.settings import ROOT, settings
from report.content.model import AS_JSON, Content
from report.fonts import FONT_FILES
from report.record.changes import changes

CODE_FOLDERS = ("analytics", "core", "report", "wording")
CODE_SUFFIXES = (".py", ".toml", ".typ", ".html", ".css", ".po")
LIBRARIES = ("babel", "pandas", "pillow", "pypdfium2", "shapely", "typst")
SETTINGS = ("used_window_days", "used_min_requests", "report_min_completeness")
DECIMALS = 6
"""What differs beyond them (a tenth of a metre on the map) is no other reading: libraries round as they like."""
CODE_LENGTH = 12
Record = dict[str, Any]


def make_record(content: Content) -> Record:
    """Return the record of a report's first revision; plain JSON, the same for the same content.

    `month` is the code of its period: 2024-10, 2024-Q4 or 2024.
    """
    return {
        "month": content.period_code,
        "lang": content.lang,
        "build": content.build,
        "is_sample": content.is_sample,
        "is_draft": content.is_draft,
        **({"place": content.place} if content.place else {}),
        "revision": 1,
        "replaces": None,
        "versions": versions(),
        "content": AS_JSON.dump_python(content, mode="json"),
    }


def place_of(record: Record) -> str:
    """Return the code of the kecamatan that a report is about; '' for the city."""
    return str(record.get("place", ""))


def name_of(record: Record) -> str:
    """Return period and kecamatan of a report as the command takes them: `2024-10 --kecamatan 64.72.01`."""
    place = place_of(record)
    return f"{record['month']} --kecamatan {place}" if place else str(record["month"])


def content_of(record: Record) -> Content:
    """Return the content that a record keeps. Raises ValidationError for a record that is not one."""
    # Through text: in JSON a list is a tuple and a text a date, in Python they are not.
    return AS_JSON.validate_json(json.dumps(record["content"]))


def revised(record: Record, earlier: Record) -> Record:
    """Return the record as the revision after an earlier one; no `changes` where both read the same."""
    before, now = _as_read(earlier), _as_read(record)
    replaces = {
        "revision": earlier["revision"],
        "code": code_of(earlier),
        "changes": changes(before, now),
        "brief": changes(before, now, is_brief=True),
    }
    return record | {"revision": earlier["revision"] + 1, "replaces": replaces}


def _as_read(record: Record) -> Content:
    text = json.dumps(record["content"])
    rounded = json.loads(text, parse_float=lambda digits: round(float(digits), DECIMALS))
    return content_of({"content": rounded})


def as_text(record: Record) -> str:
    """Return a record as the text that is kept."""
    return json.dumps(record, ensure_ascii=False, indent=1)


def code_of(record: Record) -> str:
    """Return the short code printed in the report: the beginning of the record's checksum."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LENGTH]


def versions() -> dict[str, Any]:
    """Return what a report is made with: code, fonts and libraries, and the settings that its figures depend on."""
    chosen = {name: getattr(settings(), name) for name in SETTINGS}
    return _code_versions() | {"settings": chosen}


@lru_cache
def _code_versions() -> dict[str, Any]:
    """Checksum of the code, versions of libraries, checksums of the fonts."""
    code = hashlib.sha256()
    for folder in CODE_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in CODE_SUFFIXES:
                code.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    fonts = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:CODE_LENGTH] for path in FONT_FILES}
    return {"code": code.hexdigest()[:CODE_LENGTH], "fonts": fonts} | {name: version(name) for name in LIBRARIES}


Period = Annotated[str, Field(pattern=r"^20\d\d(-(0[1-9]|1[0-2]|Q[1-4]))?$")]
Code = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
BuildName = Annotated[str, Field(pattern=r"^[0-9TZ]+-[0-9a-f]{8}$")]
Place = Annotated[str, Field(pattern=r"^[0-9.]{0,20}$")]
Revision = Annotated[int, Field(ge=1, strict=True)]


@dataclass(frozen=True)
class Replaced:
    """The revision that a record replaces, and what changed, at length and in brief."""

    revision: Revision
    code: Code
    changes: tuple[str, ...]
    brief: tuple[str, ...] = ()


@dataclass(frozen=True)
class Versions:
    """Of a record's versions those that the report prints."""

    code: str
    typst: str
    fonts: dict[str, str]


@dataclass(frozen=True)
class Frame:
    """A record around its content, as report.record makes it."""

    month: Period
    lang: Literal["id", "en"]
    build: BuildName
    is_sample: bool
    is_draft: Literal[False]
    revision: Revision
    replaces: Replaced | None
    versions: Versions
    content: dict[str, Any]
    place: Place = ""


FRAME = TypeAdapter(Frame)


def check_record(record: Any) -> Record:
    """Return what was read as a record. Raises ValueError for what is none, or says two things of itself."""
    frame, content = FRAME.validate_python(record), content_of(record)
    twice = (content.period_code, content.lang, content.build, content.is_sample, content.is_draft, content.place)
    if twice != (frame.month, frame.lang, frame.build, frame.is_sample, frame.is_draft, frame.place):
        raise ValueError("frame and content differ")
    if (frame.replaces is None) != (frame.revision == 1):
        raise ValueError("a revision replaces one, a first report none")
    return dict(record)
