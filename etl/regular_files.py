"""Pipes and devices are no files: opening one waits for ever, or reads without end."""

import stat
from collections.abc import Iterator
from pathlib import Path

from core.sources import SOURCES
from etl.errors import UserError

NO_FILE = "bukan berkas biasa (pipa, perangkat, atau tautan putus)"


def is_special(path: Path) -> bool:
    """True for what is there and neither a file nor a folder, also behind a link, and for a link to nothing.

    What cannot be looked at is not said to be special: who opens it learns why.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def refuse_special(path: Path) -> None:
    """Raise UserError for a pipe, a device, a socket, or a link that leads nowhere, before anything opens it."""
    if is_special(path) or (path.is_symlink() and not path.exists()):
        raise UserError(f"{path}: {NO_FILE}. Ganti dengan berkas biasa.")


def special_below(raw: Path) -> Iterator[Path]:
    """Yield what lies among the raw files and is none."""
    for source in SOURCES:
        yield from (path for path in sorted((raw / source).rglob("*")) if is_special(path))
