"""Makes an immutable build from the warehouse and moves the pointer to it."""

import hashlib
import json
import os
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import geopandas as gpd
import pyarrow as pa
from shapely.geometry import mapping

from core.settings import CARTOGRAM_FILE, Store
from core.tables import TABLES, Table
from etl.calendar import build_calendar
from etl.reference import Row
from etl.warehouse import one_row, sql

Connection = duckdb.DuckDBPyConnection
KEPT_BUILDS = 10
KEPT_FOR = timedelta(hours=24)
FACT_TABLES = ("request", "visit", "call", "rollout_event", "outage")


def publish(
    connection: Connection, store: Store, reference: dict[str, list[Row]], made_by: str, now: datetime
) -> tuple[str | None, bool]:
    """Publish the warehouse's state; return (current build, whether it is a new one).

    Nothing happens when the newest build already shows this state, or when the warehouse holds no accepted row
    and there is a build that does: the last good build is never lost to a bad delivery.
    """
    store.published_dir.mkdir(parents=True, exist_ok=True)
    current = store.pointer.read_text("utf-8").strip() if store.pointer.exists() else None
    fingerprint = _fingerprint(connection, made_by)
    if current and (_fingerprint_of(store, current) == fingerprint or not _has_rows(connection)):
        return current, False
    build = _name(store, fingerprint, now)
    unfinished = store.published_dir / f".{build}.tmp"
    _clear_unfinished(store)
    _write(connection, unfinished, _lend(connection, store, reference, fingerprint, build, now))
    os.replace(unfinished, store.published_dir / f"{build}.duckdb")
    _point(store, build)
    _delete_old(store, build)
    return build, True


def _fingerprint(connection: Connection, made_by: str) -> str:
    files = connection.execute("SELECT source, path, sha256, state, fingerprint FROM ledger ORDER BY ALL").fetchall()
    return hashlib.sha256(json.dumps([made_by, files]).encode()).hexdigest()


def _fingerprint_of(store: Store, build: str) -> str | None:
    try:
        with duckdb.connect(str(store.published_dir / f"{build}.duckdb"), read_only=True) as reader:
            row = one_row(reader, "SELECT fingerprint FROM meta")
    except duckdb.Error:
        return None
    return str(row[0]) if row else None


def _has_rows(connection: Connection) -> bool:
    return any(one_row(connection, f"SELECT 1 FROM {table} LIMIT 1") for table in FACT_TABLES)


def _name(store: Store, fingerprint: str, now: datetime) -> str:
    """Names sort by time; a second build within one second takes the next one."""
    moment = now - timedelta(hours=8)
    newest = max((path.stem for path in store.published_dir.glob("*.duckdb")), default="")
    while f"{moment:%Y%m%dT%H%M%SZ}" <= newest[:16]:
        moment += timedelta(seconds=1)
    return f"{moment:%Y%m%dT%H%M%SZ}-{fingerprint[:8]}"


def _lend(
    connection: Connection, store: Store, reference: dict[str, list[Row]], fingerprint: str, build: str, now: datetime
) -> dict[str, object]:
    """Give the marts their calendar, shapes and period in temporary tables; return the build's own facts."""
    (first, last) = one_row(connection, sql("period")) or (None, None)
    ends = [last or now.date(), *(row["due_date"] for row in reference["targets"] if row["due_date"])]
    start = first or min(row["valid_from"] for row in reference["digital_days"])
    calendar = build_calendar(start, date(max(ends).year, 12, 31), reference)
    for name, table in (("calendar", calendar), ("shape", _shapes())):
        connection.register("lent", table)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM lent")
        connection.unregister("lent")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE period AS SELECT $first::DATE AS first, $last::DATE AS last",
        {"first": first, "last": last},
    )
    return {"build": build, "fingerprint": fingerprint, "is_sample": store.is_sample, "now": now}


def _shapes() -> pa.Table:
    frame = gpd.read_file(CARTOGRAM_FILE, columns=["unit_code"])
    centres = frame.geometry.representative_point()
    shapes = [json.dumps(mapping(shape)) for shape in frame.geometry]
    return pa.table(
        {
            "geometry_kind": ["kartogram"] * len(frame),
            "unit_code": frame["unit_code"].to_list(),
            "geometry": shapes,
            "centre_lat": [point.y for point in centres],
            "centre_lon": [point.x for point in centres],
        }
    )


def _write(connection: Connection, path: Path, facts: dict[str, object]) -> None:
    """Every mart is one SELECT, checked against its declaration before anyone can read it."""
    connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS build")
    try:
        for table in TABLES:
            select = sql(f"marts/{table.name}")
            used = {name: value for name, value in facts.items() if f"${name}" in select}
            connection.execute(f'CREATE TABLE build."{table.name}" AS {select}', used)
            _verify(connection, table)
    finally:
        connection.execute("DETACH build")
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _verify(connection: Connection, table: Table) -> None:
    made = connection.execute(f'DESCRIBE build."{table.name}"').fetchall()
    declared = [(name, kind) for name, kind, _ in table.columns]
    if [(row[0], row[1]) for row in made] != declared:
        raise AssertionError(f"mart {table.name}: {made} is not as declared in core.tables")
    key = ", ".join(f'"{name}"' for name in table.key)
    doubled = one_row(connection, f'SELECT {key} FROM build."{table.name}" GROUP BY ALL HAVING count(*) > 1')
    if doubled:
        raise AssertionError(f"mart {table.name}: key {doubled} is not unique")


def _point(store: Store, build: str) -> None:
    """Readers see the old name or the new one, never half of it, whatever happens to the machine."""
    draft = store.published_dir / ".CURRENT.tmp"
    with draft.open("w", encoding="utf-8") as file:
        file.write(build + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, store.pointer)


def _clear_unfinished(store: Store) -> None:
    for leftover in store.published_dir.glob(".*.tmp*"):
        leftover.unlink()


def _delete_old(store: Store, build: str) -> None:
    builds = sorted(path for path in store.published_dir.glob("*.duckdb") if path.stem != build)
    for path in builds[: -(KEPT_BUILDS - 1)]:
        if datetime.now().timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            path.unlink()
