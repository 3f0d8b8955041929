"""Makes an immutable build from the warehouse and moves the pointer to it."""

import hashlib
import json
import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb

from core.city import city
from core.disk import discard, sync_folder
from core.method import (
    HABIT_CLOSED_DAYS,
    INTEGRITY_CHANCE,
    INTEGRITY_FEW_CHANCE,
    INTEGRITY_SETTLED_WEEKS,
    MAX_UNKNOWN_SHARE,
)
from core.settings import settings
from core.snapshot import archived_builds
from core.sources import OPTIONAL
from core.store import Store
from core.tables import TABLES, PublishedTable
from core.texts import translator
from etl.publishing import builds
from etl.publishing.calendar import build_calendar
from etl.publishing.carried_marts import Carried, carry_on, note_counted
from etl.publishing.needed_sources import holds_nothing, none_of, sources_with_rows
from etl.publishing.outlines import outlines
from etl.publishing.replaced import find_replaced
from etl.publishing.shared_rules import lend_rules
from etl.sources.contract import contracts
from etl.sources.public_names import lend_public_names
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_table
from etl.warehouse.database import lend_reference, one_row, quoted, sql
from etl.warehouse.file_rights import SHARED_FILE, SHARED_FOLDER, set_mode

Connection = duckdb.DuckDBPyConnection
READ_BY_MARTS = (
    "services", "digital_days", "targets", "sla", "office_targets", "plan_slips", "biaya", "events", "rollout",
)  # fmt: skip
"""Reference tables that only marts read; that of the offices is there for the whole load."""
KEPT_BUILDS = 10
REPORT_DUE = timedelta(days=31)
KEPT_FOR = timedelta(hours=24)
"""Builds are named in UTC."""
Stage = Callable[[str], AbstractContextManager[None]]
"""Times a block under a name."""


@dataclass(frozen=True)
class ShownBuild:
    """The build readers are sent to, whether another one before, and a newer one that a hold keeps back."""

    build: str | None
    """None before the first file: there is nothing to publish."""
    is_moved: bool
    waiting: str | None = None


def publish(
    connection: Connection,
    store: Store,
    reference: Reference,
    made_by: str,
    now: datetime,
    stage: Stage,
    *,
    may_be_empty: bool = False,
) -> ShownBuild:
    """Publish the warehouse's state, and send readers to it unless a rollback holds them elsewhere.

    `may_be_empty`: also where no accepted row is left.
    """
    store.published_dir.mkdir(parents=True, exist_ok=True)
    set_mode(store.published_dir, SHARED_FOLDER)
    _clear_unfinished(store)
    with stage("marts"):
        newest = _newest(connection, store, reference, made_by, now, may_be_empty=may_be_empty)
    if newest is None:
        return ShownBuild(None, False)
    with stage("publish"):
        shown = _held(store) or newest
        is_moved = builds.shown_build(store) != shown
        if is_moved:
            builds.point(store, shown)
        _delete_old(store, {newest, shown})
    return ShownBuild(shown, is_moved, newest if newest != shown else None)


def _newest(
    connection: Connection,
    store: Store,
    reference: Reference,
    made_by: str,
    now: datetime,
    *,
    may_be_empty: bool,
) -> str | None:
    """The newest build that is whole; made now, unless it shows this state already; None while no file was ever met.

    Nor is one made when the warehouse holds no accepted row and there is a build that does: the last good build is
    never lost to a bad delivery.
    """
    newest, shown = builds.newest_whole(store)
    fingerprint = _fingerprint(connection, made_by)
    if newest and (shown == fingerprint or not (may_be_empty or _has_rows(connection))):
        return newest
    if not newest and not store.has_build and not one_row(connection, "SELECT 1 FROM ledger LIMIT 1"):
        return None
    made = _name(store, fingerprint, now)
    lend_rules(connection)
    lend_reference(connection, reference, READ_BY_MARTS)
    find_replaced(connection)
    carried = carry_on(connection, store, newest, made_by)
    try:
        _make(connection, store, made, _lend(connection, store, reference, fingerprint, made, now), carried)
    finally:
        carried.close()
    note_counted(connection, made, made_by)
    return made


def _held(store: Store) -> str | None:
    """The build readers are held on; a hold on a build that is no longer whole ends."""
    held = builds.held(store)
    if held and builds.store_has_whole(store, held):
        return held
    builds.drop_hold(store)
    return None


def _fingerprint(connection: Connection, made_by: str) -> str:
    files = connection.execute("SELECT source, path, sha256, state, fingerprint FROM ledger ORDER BY ALL").fetchall()
    return hashlib.sha256(json.dumps([made_by, files]).encode()).hexdigest()


def _has_rows(connection: Connection) -> bool:
    return any(one_row(connection, f"SELECT 1 FROM {known.table} LIMIT 1") for known in contracts())


def _name(store: Store, fingerprint: str, now: datetime) -> str:
    """Names sort by time: one second after the newest build where the clock shows no later one, or was set back."""
    moment = now - city().ahead
    if newest := builds.newest_moment(store):
        moment = max(moment, newest + timedelta(seconds=1))
    return f"{moment:{builds.MOMENT}}-{fingerprint[:8]}"


def _lend(
    connection: Connection, store: Store, reference: Reference, fingerprint: str, build: str, now: datetime
) -> dict[str, object]:
    """Give the marts their calendar, shapes, period and sources in temporary tables; return the build's own facts."""
    (first, last) = one_row(connection, sql("period")) or (None, None)
    ends = [last or now.date(), *(row["due_date"] for row in reference["targets"] if row["due_date"])]
    start = first or min(row["valid_from"] for row in reference["digital_days"])
    # A month's report is due in the month after it: in January the calendar must know that year's holidays.
    calendar = build_calendar(start, date((max(ends) + REPORT_DUE).year, 12, 31), reference)
    make_table(connection, "calendar", calendar)
    make_table(connection, "shape", outlines(reference["units"]))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE period AS SELECT $first::DATE AS first, $last::DATE AS last",
        {"first": first, "last": last},
    )
    _lend_source_days(connection)
    lend_public_names(connection, reference)
    basis = settings().tautkan_112.strip()
    own = {"build": build, "fingerprint": fingerprint, "is_sample": store.is_sample, "now": now}
    watch = {
        "integrity_chance": INTEGRITY_CHANCE,
        "few_chance": INTEGRITY_FEW_CHANCE,
        "settled_weeks": INTEGRITY_SETTLED_WEEKS,
        "max_unknown_share": MAX_UNKNOWN_SHARE,
        "habit_closed_days": HABIT_CLOSED_DAYS,
    }
    return own | watch | {"legal_basis": basis, "optional": list(OPTIONAL)}


def _lend_source_days(connection: Connection) -> None:
    """One row a source: oldest and newest day of what has happened, and its rows."""
    selects = []
    for known in contracts():
        past = f" FILTER (NOT {known.ahead})" if known.ahead else ""
        selects.append(
            f"SELECT '{known.source}' AS source, min({known.day}){past}::DATE AS oldest,"
            f" max({known.last_day or known.day}){past}::DATE AS newest, count(*) AS row_count FROM {known.table}"
        )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE source_days AS {' UNION ALL '.join(selects)}")


def _make(connection: Connection, store: Store, build: str, facts: dict[str, object], carried: Carried) -> None:
    """A build gets its name only when it is complete and on the disk."""
    unfinished = store.published_dir / f".{build}.tmp"
    _write(connection, unfinished, facts, carried)
    set_mode(unfinished, SHARED_FILE)
    builds.seal(unfinished, build)
    os.replace(unfinished, builds.path_of(store, build))
    sync_folder(store.published_dir)


def _write(connection: Connection, path: Path, facts: dict[str, object], carried: Carried) -> None:
    """Every mart is one SELECT; all are checked against their declarations before anyone can read them."""
    connection.execute(f"ATTACH {quoted(path)} AS build")
    try:
        # One transaction: a commit a mart would be a good part of a small load.
        connection.execute("BEGIN")
        sources = sources_with_rows(connection)
        for table in TABLES:
            select = carried.select(table, sql(f"marts/{table.name}"))
            if holds_nothing(connection, table.name, sources):
                select = none_of(table)
            used = {name: value for name, value in facts.items() if f"${name}" in select}
            (rows,) = one_row(connection, f'CREATE TABLE build."{table.name}" AS {select}', used) or (0,)
            _verify(connection, table, rows)
        connection.execute(_comments())
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("DETACH build")
    with path.open("rb") as file:
        os.fsync(file.fileno())


@lru_cache
def _comments() -> str:
    """What each table and column means, kept in the build itself for whoever opens it by other means; in Indonesian."""
    told, _ = [], translator("id")
    for table in TABLES:
        told.append(f'COMMENT ON TABLE build."{table.name}" IS {_text(_(table.meaning))}')
        of_columns = ((column.name, _(column.meaning)) for column in table.described)
        told += [f'COMMENT ON COLUMN build."{table.name}"."{name}" IS {_text(words)}' for name, words in of_columns]
    return ";".join(told)


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _verify(connection: Connection, table: PublishedTable, rows: int) -> None:
    made = connection.execute(f'FROM build."{table.name}" LIMIT 0').description or []
    if [(name, str(kind)) for name, kind, *_ in made] != [(name, kind) for name, kind, _ in table.columns]:
        raise AssertionError(f"mart {table.name}: {made} is not as declared in core.tables")
    if rows <= 1:
        return
    key = ", ".join(f'"{name}"' for name in table.key)
    doubled = one_row(connection, f'SELECT {key} FROM build."{table.name}" GROUP BY ALL HAVING count(*) > 1')
    if doubled:
        raise AssertionError(f"mart {table.name}: key {doubled} is not unique")


def _clear_unfinished(store: Store) -> None:
    for leftover in store.published_dir.glob(".*.tmp*"):
        discard(leftover)


def _delete_old(store: Store, needed: set[str]) -> None:
    """The last builds are kept, younger ones for whoever still reads them, and those that archived reports name."""
    old = [build for build in builds.names(store)[KEPT_BUILDS:] if build not in needed and _is_old(store, build)]
    named = reported() if old else set()
    for build in old:
        if named is not None and build not in named:
            builds.delete(store, build)


def _is_old(store: Store, build: str) -> bool:
    age = datetime.now().timestamp() - builds.path_of(store, build).stat().st_mtime
    return age > KEPT_FOR.total_seconds()


def reported() -> set[str] | None:
    """The builds that the report archive names; None where it cannot be read: then nothing may be deleted."""
    try:
        return archived_builds()
    except (OSError, ValueError, KeyError, TypeError):
        folder = settings().reports_dir
        logging.getLogger("adopsi").warning("%s: ada catatan yang rusak, jadi versi data lama tidak dihapus.", folder)
        return None
