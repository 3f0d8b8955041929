"""Decides on rows of a doubtful width once their cells are typed: the types of all columns must prove them."""

import duckdb

from etl.reading.base.row_width import DOUBTFUL, FULL, MISFIT, MISHEADED
from etl.sources.contract import Contract

Connection = duckdb.DuckDBPyConnection


def settle_widths(connection: Connection, contract: Contract, columns: set[str]) -> None:
    """Lift the mark of doubtful rows in `raw` and `judged_rows` that stand right; the others are held.

    A row proves itself when all its typed columns (those among `columns`) are filled and read well. Where one row
    does, and every row of the file has the same surplus (but for those that cannot fit at all, which stay MISFIT),
    the program that wrote the file ends its rows so, and each of them is as wide as all. Where most rows are wider
    than the header, or cannot fit it, one that does must prove itself, too: the header may be wrong.
    """
    counts = connection.execute(
        "SELECT fault, count(*) FROM raw"
        f" WHERE fault IS NULL OR fault = '{MISFIT}' OR starts_with(fault, '{DOUBTFUL}') GROUP BY 1"
    )
    seen: dict[str | None, int] = dict(counts.fetchall())
    even, uneven = seen.pop(None, 0), sum(seen.values())
    doubtful = [fault for fault in seen if fault and fault != MISFIT]
    if not doubtful and uneven <= even:
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE proven_rows AS SELECT n, row_id, fault FROM raw JOIN judged_rows USING (n)"
        " WHERE fault IN (SELECT unnest($full)) AND faults = fault AND warnings = ''",
        {"full": [fault for fault in doubtful if fault.endswith(FULL)]},
    )
    (proofs,) = connection.execute("SELECT count(*) FROM proven_rows").fetchall()[0]
    is_of_all = not even and len({fault.removesuffix(FULL) for fault in doubtful}) == 1
    if proofs and is_of_all:
        connection.execute(
            "INSERT INTO proven_rows SELECT n, row_id, fault FROM raw ANTI JOIN proven_rows USING (n)"
            f" WHERE starts_with(fault, '{DOUBTFUL}')"
        )
    _mark(connection, _unproven(contract, columns) if uneven > even else "false")


def _mark(connection: Connection, is_misheaded: str) -> None:
    connection.execute(
        "UPDATE judged_rows SET faults = ltrim(substr(faults, length(fault) + 1))"
        " FROM proven_rows WHERE proven_rows.n = judged_rows.n"
    )
    connection.execute(
        f"UPDATE text_rows SET fault = '{MISHEADED}' FROM raw JOIN judged_rows USING (n)"
        f" WHERE text_rows.rowid = raw.row_id AND raw.fault IS NULL AND ({is_misheaded})"
    )
    connection.execute("UPDATE text_rows SET fault = NULL FROM proven_rows WHERE text_rows.rowid = proven_rows.row_id")
    connection.execute(f"UPDATE text_rows SET fault = '{MISFIT}' WHERE starts_with(fault, '{DOUBTFUL}')")
    connection.execute("DROP TABLE proven_rows")


def _unproven(contract: Contract, columns: set[str]) -> str:
    """SQL that is true for a row whose cells do not prove where they stand."""
    typed = [column.name for column in contract.read_columns if column.type != "text" and column.name in columns]
    return " OR ".join(["faults <> ''", "warnings <> ''", *(f'raw."{name}" IS NULL' for name in typed)])
