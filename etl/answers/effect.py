"""What a file would change in what readers see, by office and day: its rows beside the published build.

The build, not the warehouse: a load may hold that one, and the build is what readers know. It holds counts and no
records, so the answer is exact for what is a count by office and day itself (visits, visits by service, totals of
calls, status changes) as long as the file is the newest word on these days, as one just sent is. Of requests, calls
and answers, which are records, a day's count in the file stands beside the day's count in the build: how many of them
are the same records only the load can tell. An answer is known to the build by its month alone; an outage not at all.
Days of rows held back are no days of the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from core.tables import TABLES
from etl.publishing.shared_rules import lend_rules
from etl.sources.contract import ALL_PURPOSES, TO_APPLY
from etl.warehouse.database import quoted, sql

RECORDS = ("permohonan", "panggilan_112", "kepuasan")
"""Sources of which a build tells counts of records: the file's count of a day does not replace the build's."""
UNKNOWN = ("gangguan",)
"""Sources of which a build shows no row."""
OF_WHOLE_CITY = ("panggilan_112", "panggilan_total", "kepuasan")
"""Sources whose days are the city's: of them days are counted, not the places of a day."""
_DAYS_OF_CITY = (
    "SELECT state, count(*) FROM (SELECT CASE WHEN count(DISTINCT state) = 1 THEN any_value(state) ELSE 'changed' END"
    " AS state FROM effect_day GROUP BY date) GROUP BY state"
)
SHOWN_CHANGES = 200
"""Changed and vanishing counts that are listed; the others are only counted."""


@dataclass(frozen=True)
class ChangedCount:
    """One count of an office ('' where a row is of none) and day: in the build, and in the file or after it."""

    unit_code: str
    date: date
    what: str
    was: int | None
    becomes: int | None


@dataclass(frozen=True)
class NewDays:
    """Days of one office of which the build has no count yet, and the counts of the file on them."""

    unit_code: str
    days: int
    first: date
    last: date


@dataclass
class FileEffect:
    """Office-days (of sources of the whole city days) that are new, with other counts, with the same, or gone.

    `is_by_record`: see RECORDS. `is_first`: nothing is published yet.
    """

    is_by_record: bool
    is_first: bool = False
    new: int = 0
    changed: int = 0
    same: int = 0
    vanishing: int = 0
    new_days: list[NewDays] = field(default_factory=list)
    changes: list[ChangedCount] = field(default_factory=list)
    vanished: list[ChangedCount] = field(default_factory=list)


@contextmanager
def beside(connection: duckdb.DuckDBPyConnection, build: Path | None) -> Iterator[None]:
    """Lend the published build to a store that holds one file, as the schema `build`; None: there is none."""
    lend_rules(connection)
    connection.execute(f"ATTACH {quoted(build)} AS build (READ_ONLY)" if build else "ATTACH ':memory:' AS build")
    try:
        if build is None:
            _make_empty(connection)
        yield
    finally:
        connection.execute("DETACH build")


def lend_days(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Make the temporary table `told_day` (unit_code, date, what, was, becomes) of a store `beside` a build.

    Raises duckdb.Error for a build that lacks what is asked.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE told_day AS SELECT unit_code, date, what,"
        " sum(counted) FILTER (side = 'build')::BIGINT AS was,"
        " sum(counted) FILTER (side = 'file')::BIGINT AS becomes"
        f" FROM ({sql(f'effect/{source}')}) GROUP BY ALL"
    )


def _make_empty(connection: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        columns = ", ".join(f'"{name}" {kind}' for name, kind, _ in table.columns)
        connection.execute(f'CREATE TABLE build."{table.name}" ({columns})')


def effect_of(connection: duckdb.DuckDBPyConnection, source: str, full: tuple[date, date] | None) -> FileEffect | None:
    """Return what `told_day` says; None of a source that no build tells of. `full`: what the file shows completely."""
    if source in UNKNOWN:
        return None
    first, last = full or (None, None)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE effect_day AS SELECT unit_code, date, CASE"
        " WHEN count(becomes) = 0 THEN 'vanishing' WHEN count(was) = 0 THEN 'new'"
        " WHEN bool_or(becomes IS NOT NULL AND becomes IS DISTINCT FROM was) THEN 'changed' ELSE 'same' END AS state"
        " FROM told_day GROUP BY ALL HAVING count(becomes) > 0 OR date BETWEEN $first AND $last"
        # A file that calls an office closed counts nothing there, and of what was counted before nothing stays.
        # One of other purposes alone takes nothing from those who came to apply.
        " OR (unit_code, date) IN (SELECT (unit_code, date) FROM closed_said GROUP BY unit_code, date"
        "  HAVING bool_or(purpose IS NULL OR purpose IN ($apply, $all)) OR count(DISTINCT purpose) > 1)",
        {"first": first, "last": last, "apply": TO_APPLY, "all": ALL_PURPOSES},
    )
    effect = FileEffect(source in RECORDS)
    counted = _DAYS_OF_CITY if source in OF_WHOLE_CITY else "SELECT state, count(*) FROM effect_day GROUP BY state"
    for state, days in connection.execute(counted).fetchall():
        setattr(effect, state, days)
    effect.new_days = _new_days(connection)
    effect.changes, effect.vanished = _listed(connection, "changed"), _listed(connection, "vanishing")
    return effect


def _new_days(connection: duckdb.DuckDBPyConnection) -> list[NewDays]:
    found = connection.execute(
        "SELECT unit_code, count(*), min(date), max(date) FROM effect_day WHERE state = 'new' GROUP BY ALL ORDER BY ALL"
    )
    return [NewDays(*row) for row in found.fetchall()]


def _listed(connection: duckdb.DuckDBPyConnection, state: str) -> list[ChangedCount]:
    found = connection.execute(
        "SELECT unit_code, date, what, was, becomes FROM told_day JOIN effect_day USING (unit_code, date)"
        " WHERE state = $state AND was IS DISTINCT FROM becomes AND (becomes IS NOT NULL OR state = 'vanishing')"
        " ORDER BY ALL LIMIT $most",
        {"state": state, "most": SHOWN_CHANGES},
    )
    return [ChangedCount(*row) for row in found.fetchall()]


def offices_of(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the offices of which the file told something, by code."""
    rows = connection.execute("SELECT DISTINCT unit_code FROM told_day WHERE becomes IS NOT NULL AND unit_code <> ''")
    return sorted(code for (code,) in rows.fetchall())


def days_of(connection: duckdb.DuckDBPyConnection) -> list[date]:
    """Return the days of which the file told something."""
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT DISTINCT date FROM told_day WHERE becomes IS NOT NULL ORDER BY date"
    ).fetchall()
    return [day for (day,) in rows]
