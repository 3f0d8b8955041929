"""The mart of service times carried on: requests whose versions or exports changed, as they were and as they are.

What a request adds to it follows from its own versions and from the exports that show them. `counted_file` names the
exports that the build before counted: while they are all there still, a new one touches only the requests it shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
DURATIONS = "duration_month"
SHOWN_VERSIONS = "SELECT file_no, export_time FROM export WHERE source = 'permohonan'"
"""Of requests alone: another source's files change nothing here."""
_COUNTED = "SELECT file_no, export_time FROM counted_file"
_WAS = {
    "hold": "SELECT * FROM touched_hold SEMI JOIN counted_file USING (file_no)",
    "export": "FROM counted_file",
    "request_version": "SELECT * REPLACE (was AS is_newest, false AS is_vanished) FROM touched_version"
    " WHERE version_no IN (SELECT version_no FROM touched_hold SEMI JOIN counted_file USING (file_no))",
    "replaced_version": "SELECT gone.version_no, kept.version_no AS newest_no FROM touched_version AS gone"
    " JOIN touched_version AS kept USING (request_version_no) WHERE kept.was AND NOT gone.was",
}
_IS = {
    "hold": "FROM touched_hold",
    "request_version": "FROM touched_version",
    "replaced_version": "SELECT version_no, request_version_no AS newest_no FROM touched_version WHERE NOT is_newest",
}


def lend_touched(connection: Connection, was: str, now: str, at_most: float) -> bool:
    """Make the temporary tables `touched_version` and `touched_hold`; False where all must be counted anew.

    `was`, `now`: what tells of a version whether it was counted, and whether it is. `request_version_no`: the newest
    version of the same request. Where service times have run out by the last day of the data moves every day, so with
    times set nothing is carried on; nor where more than a part of `at_most` is touched.
    """
    gone = f"SELECT 1 FROM ({_COUNTED} EXCEPT {SHOWN_VERSIONS}) LIMIT 1"
    if one_row(connection, "SELECT 1 FROM ref_sla LIMIT 1") or one_row(connection, gone):
        return False
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_request AS"
        " SELECT DISTINCT coalesce(newest_no, version_no) AS version_no FROM ("
        f"  SELECT version_no FROM hold WHERE file_no IN (SELECT file_no FROM ({SHOWN_VERSIONS} EXCEPT {_COUNTED}))"
        f"  UNION ALL SELECT version_no FROM request_version WHERE {was} <> {now}"
        ") LEFT JOIN replaced_version USING (version_no)"
    )
    touched = "(SELECT count(*) FROM touched_request) > $most * (SELECT count(*) FROM request_version)"
    if one_row(connection, f"SELECT 1 WHERE {touched}", {"most": at_most}):
        return False
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_version AS"
        " WITH own AS (SELECT version_no, version_no AS request_version_no FROM touched_request UNION ALL"
        "  SELECT version_no, newest_no FROM replaced_version WHERE newest_no IN (FROM touched_request))"
        f" SELECT request_version.* EXCLUDE (request_no), request_version_no, {was} AS was"
        " FROM request_version JOIN own USING (version_no)"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched_hold AS SELECT * FROM hold SEMI JOIN touched_version USING (version_no)"
    )
    return True


@contextmanager
def touched_alone(connection: Connection, side: str) -> Iterator[None]:
    """While it lasts, the tables that the mart reads hold the touched requests alone, as they were or as they are.

    What fails in between is undone with the transaction.
    """
    views = _WAS if side == "was" else _IS
    connection.execute("ALTER TABLE replaced_version RENAME TO replaced_everywhere")
    for name, select in views.items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
    yield
    for name in views:
        connection.execute(f"DROP VIEW temp.{name}")
    connection.execute("ALTER TABLE replaced_everywhere RENAME TO replaced_version")
