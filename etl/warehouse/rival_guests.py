"""Guest books of one office and day with other guests: two counters, or two books of which one is wrong.

A book that is sent again has the guests of the first. Where fewer than half are the same, nothing tells whether the
counts add up or replace each other: those of both books are held back.
"""

import duckdb

from etl.sources.contract import Contract
from etl.warehouse.database import one_row
from etl.warehouse.versions import Layout, columns_of, settle

Connection = duckdb.DuckDBPyConnection
REASON = "tamu_berbeda"


def may_differ(connection: Connection, contract: Contract) -> bool:
    """Return True where guests of two books are known, or were held back before."""
    found = (
        "SELECT 1 FROM guest HAVING count(DISTINCT file_no) > 1"
        " UNION ALL SELECT 1 FROM quarantine WHERE reason = $reason LIMIT 1"
    )
    return contract.table == "visit" and one_row(connection, found, {"reason": REASON}) is not None


def count_again(connection: Connection, contract: Contract) -> None:
    """Let the counts of guests count again, as if no two books were unlike."""
    key = ", ".join(contract.key)
    unsettled = f"SELECT {key} FROM visit_version GROUP BY ALL HAVING NOT bool_or(is_newest)"
    of_guests = f"SELECT {key} FROM guest UNION {unsettled}"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE keys_to_settle AS {of_guests}")
    settle(connection, Layout.of(connection, contract))
    connection.execute("DELETE FROM quarantine WHERE reason = $reason", {"reason": REASON})


def hold(connection: Connection, contract: Contract, undated: str) -> dict[str, int]:
    """Hold the counts of unlike books back; return how many rows of each file are held, by path.

    `undated`: the reason of counts held back before, whose rows give way to these.
    """
    _find(connection)
    key = ", ".join(contract.key)
    connection.execute(
        f"UPDATE visit_version SET is_newest = false WHERE is_newest AND ({key}) IN (SELECT ({key}) FROM unlike_counts)"
    )
    connection.execute(
        "DELETE FROM quarantine WHERE source = $source AND reason = $undated AND (path, unit_code, place) IN ("
        " SELECT (path, unit_code, concat_ws(' ', date, purpose)) FROM unlike_counts JOIN export USING (file_no))",
        {"source": contract.source, "undated": undated},
    )
    connection.execute(
        f"INSERT INTO quarantine ({', '.join(columns_of(connection, 'quarantine')[:9])})"
        " SELECT DISTINCT source, path, sha256, concat_ws(' ', date, purpose), unit_code, 'count', $reason, 'tolak',"
        " guests::VARCHAR FROM unlike_counts JOIN export USING (file_no)",
        {"reason": REASON},
    )
    held = held_by_path(connection, contract.source, undated)
    rows = connection.execute(
        "SELECT path, sum(guests)::BIGINT FROM unlike_counts JOIN export USING (file_no) GROUP BY path"
    )
    for path, guests in rows.fetchall():
        held[path] = held.get(path, 0) + guests
    return held


def held_by_path(connection: Connection, source: str, reason: str) -> dict[str, int]:
    """Return how many rows of a source are held back for a reason, by path."""
    rows = connection.execute(
        "SELECT path, count(*) FROM quarantine WHERE source = $source AND reason = $reason GROUP BY path",
        {"source": source, "reason": reason},
    )
    return dict(rows.fetchall())


def _find(connection: Connection) -> None:
    """Table `unlike_counts`: file_no, key and number of guests of every count that two unlike books give."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE unlike_counts AS
        WITH days AS (SELECT file_no, unit_code, date, count(*) AS guests FROM guest GROUP BY ALL),
        hands AS (SELECT file_no, unit_code, date, guest, count(*) AS rows FROM guest GROUP BY ALL),
        counts AS (SELECT file_no, unit_code, date, purpose, count(*) AS guests FROM guest GROUP BY ALL),
        pairs AS (
            SELECT mine.file_no AS one, yours.file_no AS other, unit_code,
                sum(least(mine.guests, yours.guests)) AS fewer
            FROM days AS mine JOIN days AS yours USING (unit_code, date) WHERE mine.file_no < yours.file_no GROUP BY ALL
        ),
        shared AS (
            SELECT mine.file_no AS one, yours.file_no AS other, unit_code, sum(least(mine.rows, yours.rows)) AS common
            FROM hands AS mine JOIN hands AS yours USING (unit_code, date, guest)
            WHERE mine.file_no < yours.file_no GROUP BY ALL
        ),
        unlike AS (
            SELECT one, other, unit_code FROM pairs LEFT JOIN shared USING (one, other, unit_code)
            WHERE 2 * coalesce(common, 0) < fewer
        ),
        met AS (
            SELECT unit_code, date, purpose, unnest([one, other]) AS file_no
            FROM unlike JOIN counts AS mine USING (unit_code) JOIN counts AS yours USING (unit_code, date, purpose)
            WHERE mine.file_no = one AND yours.file_no = other
        )
        SELECT DISTINCT file_no, unit_code, date, purpose, guests
        FROM met JOIN counts USING (file_no, unit_code, date, purpose)
        """
    )
