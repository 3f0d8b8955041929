"""What one load did, for the account that closes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from core.reasons import reasons
from etl.ledger import Account


@dataclass(frozen=True)
class Marked:
    """Rows of one file held back or flagged for one reason and value (a person's value masked)."""

    source: str
    path: str
    reason: str
    severity: str
    value: str | None
    rows: int


@dataclass
class Outcome:
    """The build readers see, the accounts of the files read and what was held back in them, seconds a stage.

    `strays` are files and folders in the raw folder that belong to no source, so that nobody reads them.
    """

    build: str | None = None
    published: bool = False
    files: list[Account] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the time of the block to a stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def note_marked(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep what the warehouse holds back or flags of the files read."""
        read = {(account.source, account.path) for account in self.files}
        rows = connection.execute(
            "SELECT source, path, reason, severity, value, count(*) FROM quarantine GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        self.marked = [Marked(*row) for row in rows if (row[0], row[1]) in read]


def explain(account: Account) -> str:
    """Return why a file was set aside and what to do, in the user's words."""
    reason = reasons()[account.reason or ""]
    detail = f" ({account.detail})" if account.detail else ""
    action = reason.action[0].upper() + reason.action[1:]
    return f"{account.source}/{account.path}: {reason.sentence}{detail}. {action}."
