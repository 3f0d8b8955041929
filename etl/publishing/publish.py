"""Publishes the warehouse: decides whether a build is made, lends the marts what they read, moves the pointer."""

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb

from core.city import city
from core.method import (
    HABIT_CLOSED_DAYS,
    INTEGRITY_CHANCE,
    INTEGRITY_FEW_CHANCE,
    INTEGRITY_SETTLED_WEEKS,
    MAX_UNKNOWN_SHARE,
)
from core.settings import settings
from core.sources import OPTIONAL
from core.store import Store
from etl.publishing import builds
from etl.publishing.build_file import write_build
from etl.publishing.calendar import build_calendar
from etl.publishing.carried_marts import carry_on, note_counted
from etl.publishing.old_builds import clear_unfinished_builds, delete_old_builds
from etl.publishing.outlines import outlines
from etl.publishing.replaced import find_replaced
from etl.publishing.shared_rules import lend_rules
from etl.sources.contract import contracts
from etl.sources.public_names import lend_public_names
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_table
from etl.warehouse.database import lend_reference, one_row, sql
from etl.warehouse.file_rights import SHARED_FOLDER, set_mode

Connection = duckdb.DuckDBPyConnection
READ_BY_MARTS = (
    "services", "digital_days", "targets", "sla", "office_targets", "plan_slips", "biaya", "events", "rollout",
)  # fmt: skip
"""Reference tables that only marts read; that of the offices is there for the whole load."""
REPORT_DUE = timedelta(days=31)
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
    clear_unfinished_builds(store)
    with stage("marts"):
        newest = _newest(connection, store, reference, made_by, now, may_be_empty=may_be_empty)
    if newest is None:
        return ShownBuild(None, False)
    with stage("publish"):
        shown = _held(store) or newest
        is_moved = builds.shown_build(store) != shown
        if is_moved:
            builds.point(store, shown)
        delete_old_builds(store, {newest, shown})
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
        write_build(connection, store, made, _lend(connection, store, reference, fingerprint, made, now), carried)
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
    """Names sort by time, in UTC: a second after the newest where the clock shows no later one, or was set back."""
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
