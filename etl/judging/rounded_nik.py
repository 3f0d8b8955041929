"""NIK that a spreadsheet kept as numbers of 15 digits: all end in 0, and up to ten persons share one."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass
class NikEndings:
    """How many NIK a file, or a part of one, has, how many of them end in 0, and whether these were marked.

    `suspects` and `others`: the different ones among both, looked for where there are too many.
    """

    rows: int = 0
    zeros: int = 0
    suspects: int = 0
    others: int | None = None
    is_marked: bool = False

    @property
    def are_many(self) -> bool:
        """True where more end in 0 than is usual."""
        return self.rows >= ROWS_AT_LEAST and self.zeros >= SUSPECT_PART * self.rows


def mark_rounded(connection: Connection) -> NikEndings:
    """Mark NIK in `judged_rows` that end in 0, where there are too many for chance: their persons are not known."""
    ending = "FILTER (nik % 10 = 0)"
    rows, zeros = one_row(connection, f"SELECT count(nik), count(nik) {ending} FROM judged_rows") or (0, 0)
    found = NikEndings(rows, zeros)
    if not found.are_many:
        return found
    counted = f"SELECT count(DISTINCT nik), count(DISTINCT nik) {ending} FROM judged_rows"
    persons, suspects = one_row(connection, counted) or (0, 0)
    found.suspects, found.others = suspects, persons - suspects
    if is_beyond_chance(suspects, persons):
        found.is_marked = True
        connection.execute(
            "UPDATE judged_rows SET nik = NULL, warnings = concat_ws(' ', nullif(warnings, ''), $mark)"
            " WHERE nik % 10 = 0",
            {"mark": f"nik:{REASON}"},
        )
    return found


def are_rounded_alike(parts: Sequence[NikEndings]) -> bool:
    """Return True where each part of a file marked its NIK as the whole would.

    How many different ones parts have together is not known: at least as many that end in 0 as one part has.
    """
    if not NikEndings(sum(part.rows for part in parts), sum(part.zeros for part in parts)).are_many:
        return not any(part.is_marked for part in parts)
    suspects = max(part.suspects for part in parts)
    others = sum(part.rows - part.zeros if part.others is None else part.others for part in parts)
    return is_beyond_chance(suspects, suspects + others) and all(part.is_marked or not part.zeros for part in parts)


def is_beyond_chance(suspects: int, persons: int) -> bool:
    """Return True where chance brings as many of so many less than once in ten thousand (Chernoff's bound)."""
    part = suspects / max(persons, 1)
    if part <= CHANCE:
        return False
    others = (1 - part) * log((1 - part) / (1 - CHANCE)) if part < 1 else 0.0
    return persons * (part * log(part / CHANCE) + others) >= -log(MOST_BY_CHANCE) * (1 - 1e-9)
