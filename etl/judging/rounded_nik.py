"""NIK that a spreadsheet kept as numbers of 15 digits: all end in 0, and up to ten persons share one."""

from math import log

import duckdb

from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
ROWS_AT_LEAST = 10
SUSPECT_PART = 0.2
CHANCE = 0.1
"""The part of whole NIK that end in 0."""
MOST_BY_CHANCE = 1e-4
REASON = "nik_dibulatkan"


def mark_rounded(connection: Connection) -> None:
    """Mark NIK in `judged_rows` that end in 0, where there are too many for chance: their persons are not known."""
    ending = "FILTER (nik % 10 = 0)"
    rows, zeros = one_row(connection, f"SELECT count(nik), count(nik) {ending} FROM judged_rows") or (0, 0)
    if rows < ROWS_AT_LEAST or zeros < SUSPECT_PART * rows:
        return
    counted = f"SELECT count(DISTINCT nik), count(DISTINCT nik) {ending} FROM judged_rows"
    persons, suspects = one_row(connection, counted) or (0, 0)
    if is_beyond_chance(suspects, persons):
        connection.execute(
            "UPDATE judged_rows SET nik = NULL, warnings = concat_ws(' ', nullif(warnings, ''), $mark)"
            " WHERE nik % 10 = 0",
            {"mark": f"nik:{REASON}"},
        )


def is_beyond_chance(suspects: int, persons: int) -> bool:
    """Return True where chance brings as many of so many less than once in ten thousand (Chernoff's bound)."""
    part = suspects / max(persons, 1)
    if part <= CHANCE:
        return False
    others = (1 - part) * log((1 - part) / (1 - CHANCE)) if part < 1 else 0.0
    return persons * (part * log(part / CHANCE) + others) >= -log(MOST_BY_CHANCE) * (1 - 1e-9)
