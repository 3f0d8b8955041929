"""Decides on rows of a doubtful width once their cells are typed: the types of all columns must prove them."""

import duckdb

from etl.readers.row_width import DOUBTFUL, FULL, MISFIT

Connection = duckdb.DuckDBPyConnection


def settle_widths(connection: Connection) -> None:
    """Lift the mark of doubtful rows in `raw` and `checked` that stand right; the others become MISFIT.

    A row proves itself when all its typed columns are filled and read well. Where one row does, and every row of the
    file has the same surplus, the program that wrote the file ends its rows so, and each of them is as wide as all.
    """
    seen = dict(connection.execute("SELECT fault, count(*) FROM raw WHERE fault IS NOT NULL GROUP BY 1").fetchall())
    doubtful = [fault for fault in seen if fault.startswith(DOUBTFUL)]
    if not doubtful:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE proven AS SELECT n, row_id, fault FROM raw JOIN checked USING (n)"
        " WHERE fault IN (SELECT unnest($full)) AND faults = fault AND warnings = ''",
        {"full": [fault for fault in doubtful if fault.endswith(FULL)]},
    )
    (proofs,) = connection.execute("SELECT count(*) FROM proven").fetchall()[0]
    if proofs and _is_the_way_of_the_file(connection, doubtful):
        connection.execute("INSERT INTO proven SELECT n, row_id, fault FROM raw ANTI JOIN proven USING (n)")
    connection.execute(
        "UPDATE checked SET faults = ltrim(substr(faults, length(fault) + 1)) FROM proven WHERE proven.n = checked.n"
    )
    connection.execute("UPDATE raw_rows SET fault = NULL FROM proven WHERE raw_rows.rowid = proven.row_id")
    connection.execute(f"UPDATE raw_rows SET fault = '{MISFIT}' WHERE starts_with(fault, '{DOUBTFUL}')")
    connection.execute("DROP TABLE proven")


def _is_the_way_of_the_file(connection: Connection, doubtful: list[str]) -> bool:
    """True when all rows are doubtful, by the same surplus."""
    others = connection.execute(
        "SELECT 1 FROM raw WHERE fault IS NULL OR NOT starts_with(fault, $mark) LIMIT 1", {"mark": DOUBTFUL}
    )
    return not others.fetchall() and len({fault.removesuffix(FULL) for fault in doubtful}) == 1
