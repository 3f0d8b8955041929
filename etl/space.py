"""Is there room for a load? Asked before anything is read or written."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from core.settings import Store
from etl.errors import UserError
from etl.ledger import RawFile

ROWS_FACTOR = 2
"""Bytes that a load may need for each byte of a new file: spilled text, its typed rows, the build."""
AT_LEAST = 50_000_000
"""Bytes for a load without any large file."""


def check_space(store: Store, unread: Iterable[RawFile], *, is_rebuild: bool) -> None:
    """Raise UserError (nothing changed) where a disk has not the room that these files may need.

    A warehouse made anew lies beside the present one until the end.
    """
    warehouse = store.warehouse.stat().st_size if is_rebuild and store.warehouse.exists() else 0
    needed = AT_LEAST + ROWS_FACTOR * sum(file.size for file in unread) + warehouse
    for folder in (store.warehouse_dir, store.published_dir):
        free = shutil.disk_usage(_existing(folder)).free
        if free < needed:
            raise UserError(
                f"{folder}: ruang disk kurang. Bebas {_megabytes(free)}, pemuatan ini perlu sekitar "
                f"{_megabytes(needed)}. Kosongkan ruang, lalu muat lagi; tidak ada yang diubah."
            )


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB".replace(",", ".")
