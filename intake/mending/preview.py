"""What a table would change before it is one: the load itself, beside the real one, on a copy that is thrown away."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from analytics import City, open_city
from core.clock import now_in_city
from core.disk import discard
from core.scope import whole_city
from core.settings import ROOT, settings
from core.store import Store, active_store, user_store
from core.store.published_builds import current_build
from etl import copy_warehouse

LONGEST_SECONDS: Final = 900
LOW_PRIORITY: Final = 15
"""As `nice` counts."""
BESIDE: Final = ("boundaries",)
"""What of the data directory a build is made of beside raw files, the warehouse and data/local."""


class NoPreviewError(Exception):
    """The load that was tried did not end well; the message is its own sentence, '' where it said none."""


@contextmanager
def build_with(table: str, text: str) -> Iterator[Path]:
    """Give the build that a load would make with a table's text in data/local, from what is loaded now.

    It is gone after the block, as are all copies. Raises NoPreviewError; UserError (etl) while a load runs or where the
    disk has not the room.
    """
    room = user_store().intake_dir / "pratinjau"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_left(room)
    with tempfile.TemporaryDirectory(dir=room, ignore_cleanup_errors=True) as folder:
        trial = _laid_out(Path(folder) / "data", table, text)
        _load(trial, Path(folder))
        yield current_build(trial)


@contextmanager
def cities_with(table: str, text: str) -> Iterator[tuple[City, City]]:
    """Give the whole city as published, and as it would be with a table's text in data/local.

    Raises what build_with raises, and NoBuildError, DamagedBuildError (core.store.published_builds) where nothing is
    published.
    """
    published = whole_city(current_build(active_store()))
    with build_with(table, text) as path:
        before, after = open_city(published), open_city(whole_city(path))
        try:
            yield before, after
        finally:
            before.close()
            after.close()


def _clear_left(room: Path) -> None:
    """Remove what a preview left whose process was killed: none that still runs is as old."""
    for left in room.iterdir():
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > 2 * LONGEST_SECONDS:
                discard(left)


def _laid_out(root: Path, table: str, text: str) -> Store:
    """A data directory like the real one: links to what is only read, copies of what is written."""
    own, store = user_store(), active_store()
    trial = Store(root / store.root.relative_to(own.root))
    copy_warehouse(store, trial.warehouse_dir, now_in_city())
    trial.raw.symlink_to(store.raw.resolve())
    if store.sample_marker.exists():
        shutil.copy2(store.sample_marker, trial.sample_marker)
    for name in BESIDE:
        if (own.root / name).exists():
            (root / name).symlink_to((own.root / name).resolve())
    local = own.root / "local"
    if local.is_dir():
        shutil.copytree(local, root / "local", ignore=shutil.ignore_patterns(".*"))
    (root / "local").mkdir(exist_ok=True)
    (root / "local" / f"{table}.csv").write_text(text, "utf-8", newline="")
    return trial


def _load(trial: Store, folder: Path) -> None:
    own = {
        "ADOPSI_DATA_DIR": str(folder / "data"),
        "ADOPSI_REPORTS_DIR": str(folder / "laporan"),
        "ADOPSI_KEY_FILE": str(settings().key_file.absolute()),
        "TMPDIR": str(folder),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "etl", "load"],
        cwd=ROOT,
        env=dict(os.environ) | own,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with suppress(OSError):
        # Who only looks at what would be stands behind loads and readers.
        os.setpriority(os.PRIO_PROCESS, child.pid, LOW_PRIORITY)
    try:
        _, said = child.communicate(timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        raise NoPreviewError("") from None
    finally:
        with suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if not trial.has_build:
        lines = [line for line in said.splitlines() if line.strip()]
        raise NoPreviewError(lines[-1].replace(str(folder / "data"), str(settings().data_dir)) if lines else "")
