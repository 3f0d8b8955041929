"""Which version of a request each older one gave way to, for the marts duration_month and finding."""

import duckdb


def find_replaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `replaced_version` (version_no, newest_no): one row a version that gave way.

    Told once for all marts: numbers of requests are the widest column, and unpacking all of them is dear. The few
    replaced ones come first, so that the database sees that they are few and looks the many up among them.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE replaced_number AS"
        " SELECT version_no, request_no FROM request_version WHERE NOT is_newest"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE replaced_version AS"
        " SELECT replaced_number.version_no, kept.version_no AS newest_no"
        " FROM request_version AS kept JOIN replaced_number USING (request_no) WHERE kept.is_newest"
    )
