"""Questions that are kept by name for whoever asks in SQL; every change is a line of the ledger, none is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from intake.ledger import Entry, add_entry, entries
from intake.questions.question import LONGEST_SQL

KIND: Final = "question"
LONGEST_NAME: Final = 80


class WrongNameError(ValueError):
    """No name that can be shown on one line."""


@dataclass(frozen=True)
class SavedQuestion:
    """A question under its name: whose account kept it last, and when (city time)."""

    name: str
    sql: str
    account: str
    at: datetime


def save_question(account: str, name: str, sql: str) -> Entry:
    """Keep a question under a name, in place of one that was kept there. Raises WrongNameError, and as `add_entry`."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or len(sql) > LONGEST_SQL:
        raise WrongNameError(name)
    return add_entry(KIND, account, name=name, sql=sql)


def drop_question(account: str, name: str) -> Entry:
    """Keep a question no longer; what it was stays in the ledger. Raises as `add_entry`."""
    return add_entry(KIND, account, name=name, sql="")


def saved_questions() -> list[SavedQuestion]:
    """Return the questions that are kept, by name."""
    newest: dict[str, SavedQuestion] = {}
    for entry in entries(KIND):
        name, sql = entry.told.get("name"), entry.told.get("sql")
        if isinstance(name, str) and isinstance(sql, str):
            newest[name] = SavedQuestion(name, sql, entry.account, entry.at)
    return sorted((kept for kept in newest.values() if kept.sql), key=lambda kept: kept.name.casefold())
