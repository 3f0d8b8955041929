"""Counts that only rise from day to day of a month: they are added up since its first, and no counts of a day."""

import duckdb

from etl.judging.dates.column_formats import PART
from etl.sources.contract import Contract

RISES_AT_LEAST = 8
"""So many days that each have more than the one before, and none with less: once in some 400,000 months by chance.

That is where days are alike: the first days of an office that grows from day to day may be held, too, and are told.
"""


def hold_running(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Hold the counts of `judged_rows` of an office and month that never fall within a sheet, or a file.

    Days without a count, or with none, end no series: a closed office writes no sum. They are held with it.
    """
    (count,) = (column.name for column in contract.read_columns if column.type == "count")
    told = ("n", "faults", "warnings", *contract.key)
    names = [row[0] for row in connection.execute("DESCRIBE judged_rows").fetchall()]
    (said,) = (name for name in names if name not in told)
    series = ", ".join(["part", "month", *(name for name in contract.key if name != contract.day)])
    connection.execute(
        "UPDATE judged_rows SET faults = $mark WHERE n IN (WITH counts AS ("
        f" SELECT judged_rows.*, {PART} AS part, date_trunc('month', judged_rows.{contract.day}) AS month"
        f" FROM judged_rows JOIN raw USING (n) WHERE faults = ''"
        f"), steps AS (SELECT *, {said} - lag({said}) OVER (PARTITION BY {series} ORDER BY {contract.day}, n) AS step"
        f" FROM counts WHERE {said} > 0), running AS (SELECT {series} FROM steps GROUP BY ALL"
        f" HAVING min(step) >= 0 AND count(*) FILTER (step > 0) >= $rises)"
        f" SELECT n FROM counts SEMI JOIN running USING ({series}))",
        {"mark": f"{count}:{contract.running}", "rises": RISES_AT_LEAST},
    )
