"""Rows held back or flagged, and files set aside, put together by what mends them: a list of work, not of rows."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from core.store import Store
from etl.errors import UserError
from etl.judging.quarantine import WHOLE_FILE
from etl.spelling import masked
from etl.warehouse.database import is_openable, why_not_opened
from etl.warehouse.lock import holder_of

PLACES = 5
"""Of the rows of a group that are named."""
_GROUPS = f"""
WITH mark AS (
    SELECT *, count(*) FILTER (severity = 'tolak') OVER (PARTITION BY source, path, place) AS faults FROM quarantine
)
SELECT source, path, column_name, reason, severity, value, coalesce(word, ''), unit_code,
    count(DISTINCT place) FILTER (place <> '{WHOLE_FILE}'),
    count(DISTINCT place) FILTER (severity = 'tolak' AND faults = 1),
    list_slice(list_sort(list_distinct(list(
        (coalesce(try_cast(regexp_extract(place, '[0-9]+$') AS INTEGER), 0), place)
    ) FILTER (place <> '{WHOLE_FILE}'))), 1, {PLACES})
FROM mark GROUP BY ALL
UNION ALL
SELECT source, path, '', reason, 'berkas', detail, '', '', 0, 0, [] FROM ledger WHERE state = 'set_aside'
ORDER BY ALL
"""
SEPARATOR = "|"
_ROWS = f"""
SELECT
    count(*) FILTER (faults > 0), count(*) FILTER (faults > 0 AND faults = given_faults),
    count(*) FILTER (faults = 0 AND given_flags > 0)
FROM (
    SELECT
        count(*) FILTER (severity = 'tolak') AS faults,
        count(*) FILTER (severity = 'tolak' AND is_given) AS given_faults,
        count(*) FILTER (severity <> 'tolak' AND is_given) AS given_flags
    FROM (
        SELECT *, list_contains($given::VARCHAR[],
            concat_ws('{SEPARATOR}', source, column_name, reason, severity, (coalesce(value, '') <> '')::INTEGER)
        ) AS is_given
        FROM quarantine WHERE place <> '{WHOLE_FILE}'
    ) GROUP BY source, path, place
)
"""
SET_ASIDE = "berkas"
"""Severity of a file that was not used at all."""


@dataclass(frozen=True)
class HeldGroup:
    """Rows of one file that one mark holds back or flags, of one text and office; or a whole file (SET_ASIDE).

    `path` is below the source's folder and may name a person: show `shown_path`. `value`: what may be shown of the
    cell, None for an empty one; of a file set aside the detail. `word` tells cells of which not all is shown apart, ''
    for others. `rows` have the mark, `freed` of them no other that holds them back. `places`: of the first of them. Of
    a mark on the file as a whole there are none.
    """

    source: str
    path: str
    column: str
    reason: str
    severity: str
    value: str | None
    word: str
    office: str
    rows: int
    freed: int
    places: tuple[str, ...]

    @property
    def shown_path(self) -> str:
        """The path without what may be a person's number."""
        return masked(self.path)


@dataclass(frozen=True)
class HeldRows:
    """Rows, each once: held back, of those the ones that certain marks alone hold back, and counted with such marks."""

    held: int
    freed: int
    flagged: int


def rows_held_back(store: Store, marks: Iterable[tuple[str, str, str, str, bool]]) -> HeldRows:
    """Return how many rows are held back or flagged; a row with several marks is one.

    `marks`: source, column, reason and severity of those that `freed` and `flagged` are of, and whether their cells
    hold something. Raises as `held_groups`.
    """
    given = [SEPARATOR.join([*texts, str(int(is_filled))]) for *texts, is_filled in marks]
    found = _asked(store, _ROWS, {"given": given}) or [(0, 0, 0)]
    return HeldRows(*found[0])


def held_groups(store: Store) -> list[HeldGroup]:
    """Return what is held back, flagged or set aside, put together. Before the first load nothing is.

    Raises UserError while a load holds the warehouse, and where it cannot be opened.
    """
    return [_group(row) for row in _asked(store, _GROUPS)]


def _asked(store: Store, statement: str, values: dict[str, Any] | None = None) -> list[Any]:
    """The rows that the warehouse answers with; none before the first load."""
    if not os.path.lexists(store.warehouse):
        return []
    if not is_openable(store.warehouse):
        raise UserError(why_not_opened(store.warehouse, None))
    try:
        with duckdb.connect(str(store.warehouse), read_only=True) as reader:
            return reader.execute(statement, values or {}).fetchall()
    except duckdb.Error as error:
        busy = holder_of(store)
        raise UserError(f"Sedang dimuat oleh {busy}." if busy else why_not_opened(store.warehouse, error)) from None


def _group(row: tuple[Any, ...]) -> HeldGroup:
    source, path, column, reason, severity, value, word, office, rows, freed, numbered = row
    shown, places = None if value is None else masked(value), tuple(masked(place) for _, place in numbered or ())
    return HeldGroup(source, path, column, reason, severity, shown, word, office or "", rows, freed, places)
