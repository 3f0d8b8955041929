"""Totals of months that a table dates by one day each: they are no counts of that day."""

import duckdb

from etl.judging.dates.column_formats import PART
from etl.sources.contract import Contract

MONTHS_AT_LEAST = 3


def hold_monthly(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Hold rows of `judged_rows` whose sheet, or file, knows first days of three months or more only, or last days.

    `Jan-24` typed into a spreadsheet is the first of January.
    """
    days = f'SELECT n, judged_rows."{contract.day}" AS day, {PART} AS part FROM judged_rows JOIN raw USING (n)'
    is_monthly = "(bool_and(day(day) = 1) OR bool_and(day = last_day(day))) AND count(DISTINCT day) >= $months"
    connection.execute(
        f"UPDATE judged_rows SET faults = $mark WHERE n IN (WITH days AS ({days} WHERE faults = '')"
        f" SELECT n FROM days WHERE part IN (SELECT part FROM days GROUP BY part HAVING {is_monthly}))",
        {"mark": f"{contract.day}:{contract.monthly}", "months": MONTHS_AT_LEAST},
    )
