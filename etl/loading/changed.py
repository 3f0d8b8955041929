"""Whether there may be something to load, told without opening anything."""

from contextlib import suppress

from core.store import Store, data_files


def may_have_changed(store: Store) -> bool:
    """Return True where a file is younger than the build that readers see: a guess, ahead of the ledger's word."""
    last = store.pointer.stat().st_mtime if store.pointer.exists() else 0.0
    with suppress(OSError):
        return any(path.stat().st_ctime > last for path in data_files(store.raw))
    return True
