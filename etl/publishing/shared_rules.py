"""Rules of several marts that stand in files of their own, for the marts and for a file on trial."""

import duckdb

from core.tables.origins import DIGITAL_ORIGINS
from etl.warehouse.database import sql

READ_BY_SEVERAL = ("is_counted_status", "day_visits", "parts_above_whole", "totals_remainder")


def lend_rules(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros and temporary views that marts read."""
    for rule in READ_BY_SEVERAL:
        connection.execute(sql(rule))
    connection.execute(f"CREATE OR REPLACE TEMP MACRO is_digital(origin) AS origin IN {DIGITAL_ORIGINS}")
