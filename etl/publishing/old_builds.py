"""Which builds are kept beside the newest, and what is cleared away."""

import logging
from datetime import datetime, timedelta

from core.disk import discard
from core.settings import settings
from core.store import Store
from core.store.report_records import archived_builds
from etl.publishing import builds

KEPT_BUILDS = 10
KEPT_FOR = timedelta(hours=24)


def clear_unfinished_builds(store: Store) -> None:
    """Remove what builds that were never finished left behind."""
    for leftover in store.published_dir.glob(".*.tmp*"):
        discard(leftover)


def delete_old_builds(store: Store, needed: set[str]) -> None:
    """Delete builds but the last ones, younger ones that somebody may still read, and those that reports name."""
    old = [build for build in builds.names(store)[KEPT_BUILDS:] if build not in needed and _is_old(store, build)]
    named = reported() if old else set()
    for build in old:
        if named is not None and build not in named:
            builds.delete(store, build)


def _is_old(store: Store, build: str) -> bool:
    age = datetime.now().timestamp() - builds.path_of(store, build).stat().st_mtime
    return age > KEPT_FOR.total_seconds()


def reported() -> set[str] | None:
    """Return the builds that the report archive names; None where it cannot be read: then nothing may be deleted."""
    try:
        return archived_builds()
    except (OSError, ValueError, KeyError, TypeError):
        folder = settings().reports_dir
        logging.getLogger("adopsi").warning("%s: ada catatan yang rusak, jadi versi data lama tidak dihapus.", folder)
        return None
