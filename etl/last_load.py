"""How the last load ended, for whoever watches an unattended one: data/warehouse/muat_terakhir.json."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from core.settings import Store
from etl.errors import UserError


@contextmanager
def noted(store: Store, now: datetime) -> Iterator[dict[str, Any]]:
    """Write how the block ended: at (WITA), exit_code, sentence; a kill leaves `exit_code` null.

    The block may set the exit code of a load that ended well. A sentence of ours holds no person; of other errors
    only the kind is kept.
    """
    note: dict[str, Any] = {"at": now.isoformat(), "exit_code": None, "sentence": None}
    _write(store, note)
    try:
        yield note
        note["exit_code"] = note["exit_code"] or 0
    except UserError as error:
        note |= {"exit_code": error.exit_code, "sentence": str(error)}
        raise
    except BaseException as error:
        note |= {"exit_code": 1, "sentence": type(error).__name__}
        raise
    finally:
        _write(store, note)


def read_note(store: Store) -> dict[str, Any] | None:
    """Return the note of the last load; None before the first."""
    try:
        return dict(json.loads(_path(store).read_text("utf-8")))
    except (OSError, ValueError):
        return None


def _write(store: Store, note: dict[str, Any]) -> None:
    """A full disk must not hide why the load ended."""
    draft = _path(store).with_suffix(".tmp")
    try:
        draft.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
        os.replace(draft, _path(store))
    except OSError:
        draft.unlink(missing_ok=True)


def _path(store: Store) -> Path:
    return store.warehouse_dir / "muat_terakhir.json"
