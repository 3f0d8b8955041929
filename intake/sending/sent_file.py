"""A sent file: how it is called, and the record that lies beside it."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from core.store import user_store

RECORD: Final = ".setoran.toml"
CITY: Final = "kota"
"""The sender of files that no single office owns."""
Days = tuple[date, date]


@dataclass(frozen=True)
class SentFile:
    """One sent file. `file`: source/sender/name below the raw folder; `period`: 2024-11 or 2024; `at` in WITA.

    `office`: its code, '' where it is of several; `waiting`: the id under which it waited; `replaces`: the sent file
    that its sender took back for it, '' for none.
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
    replaces: str = ""

    @property
    def path(self) -> Path:
        """Where loads read it."""
        return user_store().raw / self.file

    @property
    def path_in_ledger(self) -> str:
        """Its name as loads know it: below the folder of its source."""
        return self.file.partition("/")[2]


def record_of(path: Path) -> Path:
    """Return where the record of a file lies: beside it, under a name that no load reads."""
    return path.with_name(f"{path.name}{RECORD}")


def record_text(sent: SentFile) -> str:
    """Return the record as TOML."""
    told = asdict(sent) | {"at": sent.at.isoformat()}
    # A text of JSON is one of TOML, but for this one sign.
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items()).replace(
        "\x7f", "\\u007f"
    )


def period_of(days: Days | None, now: datetime) -> str:
    """Return the month of the days in a file; of several the year; where none is known, the month of now."""
    first, last = days or (now.date(), now.date())
    return f"{last:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{last:%Y}"


def file_name(source: str, sender: str, period: str, at: datetime, ending: str) -> str:
    """Return source/sender/name of a file sent at a moment."""
    return f"{source}/{sender}/{source}_{sender}_{period}_{at:%Y%m%d-%H%M%S}{ending}"
