"""The published builds on disk: which are whole, which one readers are sent to, and a hold on an older one."""

import os
from datetime import datetime
from pathlib import Path

from core import snapshot
from core.scope import whole_city
from core.settings import Store
from core.tables import TABLES
from etl.errors import UserError
from etl.lock import single_writer

MOMENT = "%Y%m%dT%H%M%SZ"
"""How a build's name begins: names sort by time."""


def names(store: Store) -> list[str]:
    """Return the builds on disk, newest first."""
    return sorted((path.stem for path in store.published_dir.glob("*.duckdb")), reverse=True)


def newest_moment(store: Store) -> datetime | None:
    """Return the moment (UTC) in the name of the newest build there is or was; None without any."""
    moments = (_moment(name) for name in [*names(store), current(store) or ""])
    return max((moment for moment in moments if moment), default=None)


def _moment(name: str) -> datetime | None:
    try:
        moment = datetime.strptime(name.partition("-")[0], MOMENT)
    except ValueError:
        return None
    return moment if moment.year < datetime.max.year else None


def path_of(store: Store, build: str) -> Path:
    """Return where a build lies."""
    return store.published_dir / f"{build}.duckdb"


def seal(path: Path, build: str) -> None:
    """Write the checksum of a build beside its place, before it gets there."""
    _write_whole(snapshot.seal_of(path.parent / f"{build}.duckdb"), snapshot.checksum(path))


def is_whole(store: Store, build: str) -> bool:
    """True when the build is on disk as it was written."""
    return snapshot.is_whole(path_of(store, build))


def newest_whole(store: Store) -> tuple[str | None, str | None]:
    """Return name and fingerprint of the newest build that is whole; None, None when there is none."""
    for build in names(store):
        if is_whole(store, build):
            # Opened as readers open it: one process may hold the same build as a reader already.
            opened = snapshot.open_build(whole_city(path_of(store, build)))
            fingerprint = opened.meta()["fingerprint"]
            opened.connection.close()
            return build, fingerprint
    return None, None


def current(store: Store) -> str | None:
    """Return the build that readers are sent to."""
    return store.pointer.read_text("utf-8").strip() if store.pointer.exists() else None


def held(store: Store) -> str | None:
    """Return the build on which a rollback holds the pointer."""
    return _hold(store).read_text("utf-8").strip() if _hold(store).exists() else None


def point(store: Store, build: str) -> None:
    """Readers see the old name or the new one, never half of it, whatever happens to the machine."""
    _write_whole(store.pointer, build)


def delete(store: Store, build: str) -> None:
    """Remove a build; who reads it goes on reading."""
    path_of(store, build).unlink(missing_ok=True)
    snapshot.seal_of(path_of(store, build)).unlink(missing_ok=True)


def rollback(store: Store, build: str | None, now: datetime) -> str:
    """Send readers to `build`, or to the whole build before the present one, and hold them there; return its name.

    Loads go on making builds. Raises UserError for a build that is not there, not whole, or of an older version of the
    product, whose pages would look for tables it does not have.
    """
    with single_writer(store, now):
        chosen = build or _before(store)
        if not chosen or not is_whole(store, chosen):
            raise UserError(
                f"Terbitan {chosen or 'sebelumnya'} tidak ada atau tidak utuh. "
                f"Yang ada: {', '.join(names(store)) or 'belum ada'}."
            )
        if lacking := _lacking(store, chosen):
            raise UserError(
                f"Terbitan {chosen} dibuat oleh versi lama dan tidak memuat {', '.join(lacking)}."
                " Pilih yang lebih baru."
            )
        _write_whole(_hold(store), chosen)
        point(store, chosen)
    return chosen


def _lacking(store: Store, build: str) -> list[str]:
    """The published tables of today that a build does not have as they are now."""
    opened = snapshot.open_build(whole_city(path_of(store, build)))
    found = opened.query("SELECT table_name, list(column_name ORDER BY column_index) AS names FROM duckdb_columns()"
                         " WHERE NOT internal GROUP BY table_name")  # fmt: skip
    opened.connection.close()
    held = {name: list(names) for name, names in zip(found["table_name"], found["names"], strict=True)}
    return [table.name for table in TABLES if held.get(table.name) != table.column_names]


def release(store: Store, now: datetime) -> str:
    """End the hold and send readers to the newest whole build; return its name. Raises UserError without one."""
    with single_writer(store, now):
        newest, _ = newest_whole(store)
        if newest is None:
            raise UserError(f"{store.published_dir}: belum ada terbitan. Jalankan dahulu: python -m etl load")
        drop_hold(store)
        point(store, newest)
    return newest


def drop_hold(store: Store) -> None:
    """End the hold; the pointer stays where it is."""
    _hold(store).unlink(missing_ok=True)


def _before(store: Store) -> str | None:
    now = current(store) or ""
    return next((build for build in names(store) if build < now and is_whole(store, build)), None)


def _hold(store: Store) -> Path:
    return store.published_dir / "DITAHAN"


def _write_whole(path: Path, line: str) -> None:
    """The old line or the new one, also after a power cut."""
    draft = path.with_name(f".{path.name}.tmp")
    with draft.open("w", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
