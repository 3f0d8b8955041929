"""Records without a number: those alike in what they are known by are kept apart, unless whole rows are equal."""

import duckdb

from etl.sources.contract import Contract
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
REASON = "serupa_tanpa_nomor"


def tell_apart(connection: Connection, contract: Contract) -> None:
    """Give records in `judged_rows` without a number that share a key keys of their own, and mark them.

    Ordered by all that they say, so the same rows get the same keys in every export, in whatever order; the first
    keeps the key that it would have alone. Rows equal to the last cell stay one record.
    """
    key, number = contract.key[0], contract.number
    if not one_row(connection, f'SELECT 1 FROM raw WHERE "{number}" IS NULL LIMIT 1'):
        return
    cells = ", ".join(f"coalesce(raw.\"{column.name}\", '')" for column in contract.read_columns)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE alike_calls AS"
        " SELECT n, place, max(place) OVER (PARTITION BY key) AS places FROM ("
        f"SELECT n, {key} AS key, dense_rank() OVER (PARTITION BY {key} ORDER BY concat_ws(chr(31), {cells})) AS place"
        f" FROM judged_rows JOIN raw USING (n) WHERE faults = '' AND raw.\"{number}\" IS NULL AND {key} IN ("
        f"SELECT {key} FROM judged_rows WHERE faults = '' GROUP BY {key} HAVING count(*) > 1))"
    )
    connection.execute(
        f"UPDATE judged_rows SET warnings = concat_ws(' ', nullif(warnings, ''), $mark), {key} = CASE WHEN place = 1"
        f" THEN {key} ELSE hex(hmac(concat_ws('|', {key}, place), hmac_pad.inner_pad, hmac_pad.outer_pad)) END"
        " FROM alike_calls, hmac_pad WHERE alike_calls.n = judged_rows.n AND places > 1",
        {"mark": f"{number}:{REASON}"},
    )
