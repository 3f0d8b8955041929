"""What was planned when: plans as each export showed them, kept when a later one replaces them or a file goes."""

import duckdb

from etl.sources.contract import Contract

Connection = duckdb.DuckDBPyConnection


def note_plans(connection: Connection, contract: Contract) -> None:
    """Enter the plans of a source's files in `plan_seen`; nothing for a source that plans nothing.

    Bytes that are known are entered anew, as they may be read otherwise now; what other bytes showed stays, and so
    does when bytes were met under a name that has gone. A file without a date of its own shows its plans when it was
    first loaded.
    """
    if not contract.ahead:
        return
    source = {"source": contract.source}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE exports_of_plans AS"
        " WITH now AS (SELECT md5(path) AS file, sha256, export_time, is_dated, loaded_at FROM ledger"
        "  WHERE source = $source AND state IN ('loaded', 'duplicate_file', 'removed') AND file_no IS NOT NULL),"
        " before AS (SELECT file, sha256, min(export_time) AS export_time FROM plan_seen GROUP BY ALL)"
        " SELECT file, sha256, CASE WHEN is_dated THEN now.export_time"
        "  ELSE least(now.loaded_at, before.export_time) END AS export_time"
        " FROM now LEFT JOIN before USING (file, sha256) UNION ALL"
        " FROM before SEMI JOIN now USING (sha256) ANTI JOIN now USING (file, sha256)",
        source,
    )
    connection.execute("DELETE FROM plan_seen WHERE sha256 IN (SELECT sha256 FROM exports_of_plans)")
    connection.execute(
        "INSERT INTO plan_seen SELECT DISTINCT file, sha256, own.export_time, unit_code, date, status"
        f" FROM {contract.table}_version JOIN hold USING (version_no)"
        " JOIN (SELECT DISTINCT file_no, sha256 FROM export WHERE source = $source) USING (file_no)"
        f" JOIN exports_of_plans AS own USING (sha256) WHERE {contract.ahead} ORDER BY ALL",
        source,
    )
