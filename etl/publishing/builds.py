"""The published builds on disk: which are whole, which one readers are sent to, and a hold on an older one."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from core import snapshot
from core.disk import checksum, make_way, sync_folder
from core.scope import whole_city
from core.store import Store, published_builds
from core.tables import TABLES
from etl.errors import UserError
from etl.warehouse.file_rights import SHARED_FILE, set_mode
from etl.warehouse.lock import single_writer

names, path_of = published_builds.build_names, published_builds.path_of
MOMENT = "%Y%m%dT%H%M%SZ"
"""How a build's name begins: names sort by time."""


def newest_moment(store: Store) -> datetime | None:
    """Return the moment (UTC) in the name of the newest build there is or was; None without any."""
    moments = (_moment(name) for name in [*names(store), shown_build(store) or ""])
    return max((moment for moment in moments if moment), default=None)


def _moment(name: str) -> datetime | None:
    try:
        moment = datetime.strptime(name.partition("-")[0], MOMENT)
    except ValueError:
        return None
    return moment if moment.year < datetime.max.year else None


def seal(path: Path, build: str) -> None:
    """Write the checksum of a build beside its place, before it gets there."""
    _write_whole(published_builds.seal_of(path.parent / f"{build}.duckdb"), checksum(path))


def store_has_whole(store: Store, build: str) -> bool:
    """True when the build is on disk as it was written."""
    return published_builds.build_is_whole(path_of(store, build))


def newest_whole(store: Store) -> tuple[str | None, str | None]:
    """Return name and fingerprint of the newest build that is whole; None, None when there is none."""
    for build in names(store):
        if store_has_whole(store, build):
            with suppress(published_builds.DamagedBuildError):
                return build, _fingerprint_of(path_of(store, build))
    return None, None


def _fingerprint_of(build: Path) -> str:
    """Opened as readers open it: one process may hold the same build as a reader already."""
    opened = snapshot.open_build(whole_city(build))
    try:
        with snapshot.as_declared(build):
            return str(opened.query("SELECT fingerprint FROM meta")["fingerprint"].iloc[0])
    finally:
        opened.connection.close()


def shown_build(store: Store) -> str | None:
    """Return the build that readers are sent to."""
    return published_builds.named_in(store.pointer)


def held(store: Store) -> str | None:
    """Return the build on which a rollback holds the pointer."""
    return published_builds.named_in(store.hold)


def point(store: Store, build: str) -> None:
    """Readers see the old name or the new one, never half of it, whatever happens to the machine."""
    _write_whole(store.pointer, build)


def delete(store: Store, build: str) -> None:
    """Remove a build; who reads it goes on reading."""
    path_of(store, build).unlink(missing_ok=True)
    published_builds.seal_of(path_of(store, build)).unlink(missing_ok=True)


def rollback(store: Store, build: str | None, now: datetime) -> str:
    """Send readers to `build`, or to the whole build before the present one, and hold them there; return its name.

    Loads go on making builds. Raises UserError for a build that is not there, not whole, or of an older version of the
    product, whose pages would look for tables it does not have.
    """
    with single_writer(store, now):
        chosen = build or _before(store)
        if chosen not in names(store) or not store_has_whole(store, chosen):
            raise UserError(
                f"Versi data {chosen or 'sebelumnya'} tidak ada atau tidak utuh. "
                f"Yang ada: {', '.join(names(store)) or 'belum ada'}."
            )
        if lacking := _lacking(store, chosen):
            raise UserError(
                f"Versi data {chosen} dibuat oleh versi lama dan tidak memuat {', '.join(lacking)}."
                " Pilih yang lebih baru."
            )
        _write_whole(store.hold, chosen)
        point(store, chosen)
    return chosen


def _lacking(store: Store, build: str) -> list[str]:
    """The published tables of today that a build does not have whole; what it has besides is no obstacle."""
    try:
        opened = snapshot.open_build(whole_city(path_of(store, build)))
    except published_builds.DamagedBuildError:
        return ["satu tabel pun"]
    found = opened.query("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    opened.connection.close()
    held = set(zip(found["table_name"], found["column_name"], strict=True))
    return [table.name for table in TABLES if not held >= {(table.name, column) for column in table.column_names}]


def release_hold(store: Store, now: datetime) -> str:
    """End the hold and send readers to the newest whole build; return its name. Raises UserError without one."""
    with single_writer(store, now):
        newest, _ = newest_whole(store)
        if newest is None:
            raise UserError(
                f"{store.published_dir}: belum ada versi data. Jalankan python -m etl load, lalu ikuti pesannya."
            )
        drop_hold(store)
        point(store, newest)
    return newest


def drop_hold(store: Store) -> None:
    """End the hold; the pointer stays where it is."""
    make_way(store.hold)
    store.hold.unlink(missing_ok=True)


def _before(store: Store) -> str | None:
    now = shown_build(store) or ""
    return next((build for build in names(store) if build < now and store_has_whole(store, build)), None)


def _write_whole(path: Path, line: str) -> None:
    """The old line or the new one, also after a power cut."""
    draft = path.with_name(f".{path.name}.tmp")
    make_way(path)
    with draft.open("w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    set_mode(draft, SHARED_FILE)
    os.replace(draft, path)
    sync_folder(path.parent)
