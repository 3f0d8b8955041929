"""What of an answer may leave as a file: what the same SQL finds when it is asked of sums that may leave.

Which SQL tells of a day of one office, or of few persons, no reading of it can say. So it is asked once more, of a
database that holds nothing else: what comes out of that may leave, whatever the SQL is, and it is offered only where
it is the same as the answer.
"""

from types import MappingProxyType
from typing import Final

import duckdb

from core.method import FEWEST_OFFICES
from core.snapshot import copy_in_memory
from core.tables import TABLES, PublishedTable
from core.tables.origins import CITIZEN, DIGITAL_ORIGINS, OFFICER, ORIGINS

AS_THEY_ARE: Final = ("report_month", "office_targets", "source_state", "file_account", "quarantine_reason")
"""Beside public tables: who reported, what was promised, and what became of files."""
_ANY = " OR ".join(f"{name} > 0" for name in (*ORIGINS, "visits"))


def _of_days(place: str, day: str, *, by_sender: bool) -> dict[str, str]:
    """The tables by office and day, added up to a coarser place or day.

    Who sent, as the pages say it, is told of the city's months alone: else citizens and RT heads are one, officers and
    unknown ones another. Behind what is told of a day stand two offices at least, or none.
    """
    by = f"{place} AS unit_code, {day} AS date"
    offices = "" if place == "unit_code" else f"HAVING count(DISTINCT unit_code) >= {FEWEST_OFFICES}"
    few = f"BETWEEN 1 AND {FEWEST_OFFICES - 1}"
    busy = "" if place == "unit_code" else f"HAVING count(DISTINCT unit_code) FILTER ({_ANY}) NOT {few}"
    days = "unit_day_total" if place == "unit_code" else _of_several(day)
    senders = [f"sum({name})::INTEGER AS {name}" for name in ORIGINS] if by_sender else _merged()
    group = "origin" if by_sender else f"CASE WHEN origin IN {DIGITAL_ORIGINS} THEN '{CITIZEN}' ELSE '{OFFICER}' END"
    calls = f"sum(sum(help_calls)) OVER (PARTITION BY {place}, {day})::INTEGER"
    flags = ", ".join(
        f"CASE WHEN is_complete THEN true END AS {name}" for name in ("is_expected", "is_walkin_complete")
    )
    return {
        "unit_day_total": f"""
            SELECT {by}, {", ".join(senders)}, sum(visits)::INTEGER AS visits, is_unsplit,
                sum(all_visits)::INTEGER AS all_visits,
                CASE WHEN row_number() OVER (PARTITION BY {place}, {day} ORDER BY is_complete, is_unsplit) = 1
                    THEN {calls} END AS help_calls,
                CASE WHEN is_complete THEN true END AS is_live, CASE WHEN is_complete THEN false END AS is_outage,
                {flags}, is_complete
            FROM {days} GROUP BY {place}, {day}, is_complete, is_unsplit {busy}""",
        "unit_day": f"""
            SELECT {by}, NULL::VARCHAR AS service, {group} AS origin, sum(requests)::INTEGER AS requests
            FROM unit_day GROUP BY {place}, {day}, {group} {offices}""",
        "collection_day": f"""
            SELECT {by}, sum(visits)::INTEGER AS visits FROM collection_day GROUP BY {place}, {day} {offices}""",
    }


def _of_several(day: str) -> str:
    """The office-days; of a day on which a state is that of too few offices the states are not told."""
    size = f"nullif(count(DISTINCT unit_code) FILTER ({_ANY}) OVER (PARTITION BY {day}, is_complete, is_unsplit), 0)"
    is_told = f"coalesce(min(size) OVER (PARTITION BY {day}) >= {FEWEST_OFFICES}, true)"
    states = ", ".join(f"CASE WHEN is_told THEN {name} END AS {name}" for name in ("is_complete", "is_unsplit"))
    return f"""(SELECT * REPLACE ({states}) FROM (SELECT *, {is_told} AS is_told FROM (
        SELECT *, {size} AS size FROM unit_day_total)))"""


def _merged() -> list[str]:
    """Digital requests and the others; a sum of none that is known stays unknown."""
    told = []
    for first, *more in (DIGITAL_ORIGINS, [name for name in ORIGINS if name not in DIGITAL_ORIGINS]):
        every = f"sum({' + '.join((first, *more))})::INTEGER"
        told += [f"{every} AS {first}", *(f"CASE WHEN {every} IS NOT NULL THEN 0 END AS {name}" for name in more)]
    return told


_MONTH = "date_trunc('month', date)::DATE"
BASES: Final = MappingProxyType(
    {
        "office_months": _of_days("unit_code", _MONTH, by_sender=False),
        "city_months": _of_days("''", _MONTH, by_sender=True),
        "city_days": _of_days("''", "date", by_sender=False),
    }
)
"""The sums that may leave, from which an answer may be worked out: by office and month, by month, by day."""


def leaving_sums(
    build: duckdb.DuckDBPyConnection, basis: str, limits: dict[str, str | int]
) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds of every table of a build only what may leave, by a basis."""
    rows: dict[str, tuple[str, list[object]]] = {table.name: (_select(table, basis), []) for table in TABLES}
    return copy_in_memory(build, rows, limits)


def _select(table: PublishedTable, basis: str) -> str:
    if table.name in BASES[basis]:
        return BASES[basis][table.name]
    if table.is_public or table.name in AS_THEY_ARE:
        return f'SELECT * FROM "{table.name}"'
    return f'SELECT * FROM "{table.name}" WHERE {table.city_rows or "false"}'
