"""A sent file: how it is called, and the record that lies beside it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from core.store import user_store
from etl import mapping_path
from intake.verdict.sent_name import WHOLE_CITY, sent_name
from intake.verdict.verdict import FileVerdict
from intake.waiting.room import WaitingFile

RECORD: Final = ".setoran.toml"


@dataclass(frozen=True)
class SentFile:
    """One sent file. `file`: source/sender/name below the raw folder; `at`: when, by the city's clock.

    `period`: 2024-11, 2024, or '' where it has no one; `office`: its code, '' where it is of several; `waiting`: the id
    under which it waited; `replaces`: the sent files that its sender takes back for it; `offices`, `first_day`,
    `last_day`: of its rows (codes), none where that was not noted. `closed`: working days of which it says that an
    office (its code) was closed.
    """

    file: str
    account: str
    at: datetime
    sha256: str
    size: int
    original_name: str
    source: str
    office: str
    period: str
    waiting: str
    replaces: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    closed: tuple[tuple[str, date], ...] = ()

    @property
    def path(self) -> Path:
        """Where loads read it."""
        return user_store().raw / self.file

    @property
    def path_in_ledger(self) -> str:
        """Its name as loads know it: below the folder of its source."""
        return self.file.partition("/")[2]


def sent_record(path: Path) -> Path:
    """Return where the record of a file lies: beside it, under a name that no load reads."""
    return path.with_name(f"{path.name}{RECORD}")


def record_text(sent: SentFile) -> str:
    """Return the record as TOML."""
    told = {name: value for name, value in asdict(sent).items() if value is not None}
    # A text of JSON is one of TOML, but for this one sign.
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False, default=_as_text)}\n" for name, value in told.items())
    return "".join(lines).replace("\x7f", "\\u007f")


def _as_text(moment: date) -> str:
    return moment.isoformat()


def period_of(months: Sequence[str]) -> str:
    """Return the one month of a file's rows, as 2024-11; the year of several; '' for none, and for several years."""
    years = {month[:4] for month in months}
    return months[0] if len(set(months)) == 1 else years.pop() if len(years) == 1 else ""


def sender_of_verdict(verdict: FileVerdict) -> str:
    """Return under whose name a file is sent: of one office alone it is that one's, though the whole city sends it.

    Not where a mapping holds for either: what was judged with it, or without it, is loaded so.
    """
    if verdict.sender != WHOLE_CITY or len(verdict.spoken_of) != 1:
        return verdict.sender
    (office,) = verdict.spoken_of
    is_mapped = any(mapping_path(verdict.source or "", sender).exists() for sender in (WHOLE_CITY, office))
    return WHOLE_CITY if is_mapped else office


def file_name(source: str, sender: str, months: Sequence[str], at: datetime, waiting: WaitingFile) -> str:
    """Return source/sender/name of a file sent at a moment. Its ending is the one under which it waits."""
    known = waiting.original_name if waiting.original_name.lower().endswith(waiting.ending) else f"x{waiting.ending}"
    return f"{source}/{sent_name(source, sender, months, at, known)}"
