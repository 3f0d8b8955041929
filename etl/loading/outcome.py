"""What one load did, for the account that closes it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import duckdb

from core.formats import begun
from core.reasons import reasons
from etl.reading.result import Reading
from etl.warehouse.ledger import Account

PUBLISHED_WITH_GAPS = 3


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

    `strays` are files and folders in the raw folder that belong to no source, so that nobody reads them;
    `special` pipes, devices and links to nothing among the raw files;
    `unsettled` files left for the next load, as they still change; `vanished` rows a source that later full exports
    no longer show; `waiting` the build that readers do not see yet, as a rollback holds them on `build`.
    `rewritten` counts versions taken out; `is_carried` is false when rows of removed files could not be saved.
    """

    build: str | None = None
    published: bool = False
    files: list[Account] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    idle: list[str] = field(default_factory=list)
    """What is declared and has met no file so far: it may be meant for files that are still to come."""
    special: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    uncleared: list[str] = field(default_factory=list)
    """A sentence for each place beside the warehouse that may still hold rows of a load that died."""
    vanished: dict[str, int] = field(default_factory=dict)
    waiting: str | None = None
    rewritten: int = 0
    is_carried: bool = True
    seconds: dict[str, float] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)
    """Of files whose bytes were loaded before, by their names: how many of their rows count now that did not."""
    readings: dict[str, Reading] | None = None
    """Of a trial: by path, what was understood of the files that could be read."""

    @property
    def exit_code(self) -> int:
        """0, or PUBLISHED_WITH_GAPS when a whole file was set aside, or rows of a dead load could not be deleted."""
        has_gaps = bool(self.uncleared) or any(account.state == "set_aside" for account in self.files)
        return PUBLISHED_WITH_GAPS if has_gaps else 0

    def begin_again(self) -> None:
        """Forget what became of files: all of them are read once more."""
        self.files.clear()
        self.returned.clear()
        self.idle.clear()

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Add the time of the block to a stage."""
        return timed(self.seconds, name)

    def add_seconds(self, seconds: Mapping[str, float]) -> None:
        """Add what was timed elsewhere."""
        for name, more in seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + more

    def note_marked(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Keep what the warehouse holds back or flags of the files read."""
        read = {(account.source, account.path) for account in self.files if account.state != "set_aside"}
        rows = connection.execute(
            "SELECT source, path, reason, severity, value, count(*) FROM quarantine GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        self.marked = [Marked(*row) for row in rows if (row[0], row[1]) in read]


@contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Add the time of the block to a stage of `seconds`."""
    start = time.perf_counter()
    yield
    seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - start


def why_set_aside(account: Account, *, is_for_sender: bool = False) -> str:
    """Return why a file was set aside and what to do, in the user's words. `is_for_sender`: who has no server."""
    reason = reasons()[account.reason or ""]
    detail = f" ({account.detail})" if account.detail else ""
    action = begun(reason.for_sender if is_for_sender else reason.action)
    return f"{account.name}: {reason.sentence}{detail}. {action}."
