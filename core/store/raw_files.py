"""Which files of a raw directory are data, and which cannot be looked into."""

import os
import stat
from pathlib import Path

from core.sources import SOURCES


def is_by_the_way(name: str) -> bool:
    """Return True for a file that a system or an office program leaves behind by itself."""
    return name.startswith((".", "~$")) or name.lower() in ("thumbs.db", "desktop.ini")


def data_files(raw: Path) -> list[Path]:
    """Return the data files of a raw directory, sorted; declarations and hidden files are none."""
    return look_into(raw)[0]


def look_into(raw: Path) -> tuple[list[Path], dict[Path, OSError]]:
    """Return the data files of a raw directory, sorted, and what in it cannot be looked into, with the reason.

    Pipes, devices and links that lead nowhere or to another folder are none of both (etl.regular_files names them).
    """
    files: list[Path] = []
    closed: dict[Path, OSError] = {}
    folders = [raw / source for source in SOURCES]
    while folders:
        folder = folders.pop()
        try:
            entries = [Path(entry) for entry in os.scandir(folder)] if os.path.lexists(folder) else []
        except OSError as error:
            closed[folder] = error
            continue
        for path in entries:
            try:
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                elif path.suffix != ".toml" and not is_by_the_way(path.name) and stat.S_ISREG(path.stat().st_mode):
                    files.append(path)
            except FileNotFoundError:
                continue
            except OSError as error:
                closed[path] = error
    return sorted(files), closed
