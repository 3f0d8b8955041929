"""What a kept record must be before anything is read from it: its frame, and its content as report.content has it."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from report.record import Record, content_of

Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Code = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
Build = Annotated[str, Field(pattern=r"^[0-9TZ]+-[0-9a-f]{8}$")]
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

    month: Month
    lang: Literal["id", "en"]
    build: Build
    is_sample: bool
    is_draft: Literal[False]
    revision: Revision
    replaces: Replaced | None
    versions: Versions
    content: dict[str, Any]


FRAME = TypeAdapter(Frame)


def check_record(record: Any) -> Record:
    """Return what was read as a record. Raises ValueError for what is none, or says two things of itself."""
    frame, content = FRAME.validate_python(record), content_of(record)
    twice = (content.month, content.lang, content.build, content.is_sample, content.is_draft)
    if twice != (frame.month, frame.lang, frame.build, frame.is_sample, frame.is_draft):
        raise ValueError("frame and content differ")
    if (frame.replaces is None) != (frame.revision == 1):
        raise ValueError("a revision replaces one, a first report none")
    return dict(record)
