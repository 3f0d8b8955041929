"""Rows held back or flagged, and files set aside, put together by what mends them: a list of work, not of rows."""

import os
from dataclasses import dataclass

import duckdb

from core.store import Store
from etl.errors import UserError
from etl.spelling import masked
from etl.warehouse.database import is_openable, why_not_opened
from etl.warehouse.lock import holder_of

_GROUPS = """
WITH mark AS (
    SELECT *, count(*) FILTER (severity = 'tolak') OVER (PARTITION BY source, path, place) AS faults FROM quarantine
)
SELECT source, path, column_name, reason, severity, value, unit_code, count(DISTINCT place),
    count(DISTINCT place) FILTER (severity = 'tolak' AND faults = 1),
    coalesce(min_by(place, try_cast(place AS INTEGER)), min(place))
FROM mark GROUP BY ALL
UNION ALL
SELECT source, path, '', reason, 'berkas', detail, '', 0, 0, '' FROM ledger WHERE state = 'set_aside'
ORDER BY ALL
"""
SET_ASIDE = "berkas"
"""Severity of a file that was not used at all."""


@dataclass(frozen=True)
class HeldGroup:
    """Rows of one file that one mark holds back or flags, of one text and office; or a whole file (SET_ASIDE).

    `path` is below the source's folder and may name a person: show `shown_path`. `value`: what may be shown of the
    cell, None for an empty one; of a file set aside the detail. `rows` have the mark, `freed` of them no other that
    holds them back. `place`: of one of them.
    """

    source: str
    path: str
    column: str
    reason: str
    severity: str
    value: str | None
    office: str
    rows: int
    freed: int
    place: str

    @property
    def shown_path(self) -> str:
        """The path without what may be a person's number."""
        return masked(self.path)


def held_groups(store: Store) -> list[HeldGroup]:
    """Return what is held back, flagged or set aside, put together. Before the first load nothing is.

    Raises UserError while a load holds the warehouse, and where it cannot be opened.
    """
    if not os.path.lexists(store.warehouse):
        return []
    if not is_openable(store.warehouse):
        raise UserError(why_not_opened(store.warehouse, None))
    try:
        with duckdb.connect(str(store.warehouse), read_only=True) as reader:
            rows = reader.execute(_GROUPS).fetchall()
    except duckdb.Error as error:
        busy = holder_of(store)
        raise UserError(f"Sedang dimuat oleh {busy}." if busy else why_not_opened(store.warehouse, error)) from None
    return [_group(row) for row in rows]


def _group(row: tuple[str, str, str, str, str, str | None, str, int, int, str]) -> HeldGroup:
    source, path, column, reason, severity, value, office, rows, freed, place = row
    shown = None if value is None else masked(value)
    return HeldGroup(source, path, column, reason, severity, shown, office or "", rows, freed, masked(place or ""))
