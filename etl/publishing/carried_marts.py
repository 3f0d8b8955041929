"""Marts that add up over requests or citizens are carried on from the build before: only what changed is counted anew.

`is_counted` marks the versions of requests that the build named in `counted_in` counts. A citizen's part of a mart
follows from that citizen's requests alone, so the requests of all citizens with a change, as they were counted and as
they are now, tell what goes out of the sums and what comes in.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from core.store import Store
from core.tables import PublishedTable
from etl.publishing import builds
from etl.publishing.carried_durations import DURATIONS, SHOWN_VERSIONS, lend_touched, touched_alone
from etl.publishing.citizens import Citizens
from etl.publishing.people import count_people, keep_people
from etl.publishing.returns import count_returns, keep_returns
from etl.publishing.shared_numbers import count_often, find_shared_numbers
from etl.temporary_tables import make_table
from etl.warehouse.database import one_row, quoted

Connection = duckdb.DuckDBPyConnection
ADDED_UP = ("unit_day", "status_month", "request_outcome", "people_month", "return_month")
"""Their values are sums over requests, or of citizens, so that parts can be added and taken away. Their first value
(`requests`, say) is 0 only where no request or citizen is: a row in which it becomes 0 goes.
"""
COUNTED_BEFORE = {
    "people_month": (count_people, keep_people),
    "return_month": (count_returns, keep_returns),
    "integrity_month": (count_often, find_shared_numbers),
}
"""Marts whose SELECT reads a temporary table that is made just before: what counts for it, and what makes it."""
WITH_SHARED = "integrity_month"
"""Of these the one that is no sum: it looks again at all requests of the few numbers that come often."""
CHANGED_AT_MOST = 0.3
"""Share of changed versions up to which carrying on is quicker than counting all."""
_IS = "(is_newest AND NOT is_vanished)"
_WAS = "coalesce(is_counted, false)"


@dataclass(frozen=True)
class Carried:
    """The marts of one build, to be made from those of another one (attached as `before`), or of all requests."""

    connection: Connection
    is_carried: bool
    begun: dict[str, Future[pa.Table]] = field(default_factory=dict)
    """By mart: what is counted beside other work."""
    are_durations_carried: bool = False

    @classmethod
    def of_all(cls, connection: Connection) -> "Carried":
        """All requests; persons are counted on one processor while the database makes other marts."""
        citizens, pool = Citizens.read(connection), ThreadPoolExecutor(max_workers=1)
        begun = {mart: pool.submit(count, citizens) for mart, (count, _) in COUNTED_BEFORE.items()}
        pool.shutdown(wait=False)
        return cls(connection, False, begun)

    def select(self, table: PublishedTable, select: str) -> str:
        """Return the SELECT that makes a mart, given the one that makes it of all requests."""
        is_sum = table.name in ADDED_UP or (table.name == DURATIONS and self.are_durations_carried)
        if not (self.is_carried and is_sum):
            self._prepare(table)
            return select
        for side in ("was", "is_now"):
            self._count(side, table, select)
        keys = ", ".join(f'"{name}"' for name in table.key)
        values = [(name, kind) for name, kind, _ in table.columns if name not in table.key]
        taken = ", ".join(f'-"{name}" AS "{name}"' for name, _ in values)
        sums = ", ".join(f'sum("{name}")::{kind} AS "{name}"' for name, kind in values)
        return (
            f'SELECT {keys}, {sums} FROM (FROM before."{table.name}" UNION ALL BY NAME FROM part_is_now'
            f" UNION ALL BY NAME SELECT {keys}, {taken} FROM part_was) GROUP BY {keys}"
            f' HAVING sum("{values[0][0]}") <> 0'
        )

    def _prepare(self, table: PublishedTable) -> None:
        if table.name not in COUNTED_BEFORE:
            return
        count, keep = COUNTED_BEFORE[table.name]
        begun = self.begun.get(table.name)
        if self.is_carried and table.name == WITH_SHARED:
            counted = self._often()
        else:
            counted = begun.result() if begun else count(Citizens.read(self.connection))
        if table.name == WITH_SHARED:
            make_table(self.connection, "often_now", counted)
        keep(self.connection, counted)

    def _often(self) -> pa.Table:
        """Numbers that came often before, and those of the changed requests that do now."""
        changed = "FROM changed_request WHERE was <> is_now"
        self.connection.execute(
            "CREATE OR REPLACE TEMP VIEW request AS SELECT * FROM request_version"
            f" WHERE {_IS} AND (nik_no IN (SELECT nik_no {changed}) OR phone_no IN (SELECT phone_no {changed}))"
        )
        now = count_often(Citizens.read(self.connection))
        self.connection.execute("DROP VIEW temp.request")
        return pa.concat_tables([self.connection.sql("FROM frequent_number").to_arrow_table(), now])

    def _count(self, side: str, table: PublishedTable, select: str) -> None:
        """What the touched requests alone give, in the table part_<side>: the mart's own SELECT sees no others."""
        if table.name == DURATIONS:
            with touched_alone(self.connection, side):
                self.connection.execute(f"CREATE OR REPLACE TEMP TABLE part_{side} AS {select}")
            return
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW request AS SELECT * FROM changed_request WHERE {side}")
        self._prepare(table)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE part_{side} AS {select}")
        self.connection.execute("DROP VIEW temp.request")

    def close(self) -> None:
        """Let go of the build before."""
        if self.is_carried:
            self.connection.execute("DETACH before")


def carry_on(connection: Connection, store: Store, newest: str | None, made_by: str) -> Carried:
    """Return how the marts are to be made: carried on where `newest` counts what is marked, and little changed."""
    basis = one_row(connection, "SELECT build FROM counted_in WHERE made_by = $made_by", {"made_by": made_by})
    if not basis or basis[0] != newest or _changed_share(connection) > CHANGED_AT_MOST:
        return Carried.of_all(connection)
    if not _attach(connection, builds.path_of(store, basis[0])):
        return Carried.of_all(connection)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_request AS"
        " SELECT unit_code, service, origin, status, submitted_at, updated_at, nik_no, phone_no,"
        f" {_WAS} AS was, {_IS} AS is_now"
        f" FROM request_version WHERE ({_WAS} OR {_IS}) AND ({_WAS} <> {_IS} OR nik_no IN ("
        f"SELECT nik_no FROM request_version WHERE nik_no IS NOT NULL AND {_WAS} <> {_IS}))"
    )
    are_durations_carried = lend_touched(connection, _WAS, _IS, CHANGED_AT_MOST)
    return Carried(connection, True, are_durations_carried=are_durations_carried)


def note_counted(connection: Connection, build: str, made_by: str) -> None:
    """Mark what a build counts, once it is on the disk."""
    connection.execute("BEGIN")
    connection.execute(f"UPDATE request_version SET is_counted = {_IS} WHERE {_WAS} <> {_IS}")
    connection.execute("DELETE FROM counted_file")
    connection.execute(f"INSERT INTO counted_file SELECT DISTINCT * FROM ({SHOWN_VERSIONS})")
    connection.execute("DELETE FROM frequent_number")
    connection.execute("INSERT INTO frequent_number SELECT DISTINCT kind, number FROM often_now")
    connection.execute("DELETE FROM counted_in")
    connection.execute("INSERT INTO counted_in VALUES ($build, $made_by)", {"build": build, "made_by": made_by})
    connection.execute("COMMIT")


def _changed_share(connection: Connection) -> float:
    (share,) = one_row(connection, f"SELECT avg(({_WAS} <> {_IS})::INTEGER) FROM request_version") or (None,)
    return share or 0.0


def _attach(connection: Connection, build: Path) -> bool:
    """A build that cannot be opened is no basis; all is counted then."""
    try:
        connection.execute(f"ATTACH {quoted(build)} AS before (READ_ONLY)")
    except duckdb.Error:
        return False
    return True
