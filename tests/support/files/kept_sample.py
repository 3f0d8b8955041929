"""The loaded sample of an earlier run, for the inner loop: to make it takes a fifth of the time."""

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from core.settings import ROOT

MADE_BY: Final = ("analytics", "core", "etl", "sample", "data/reference", "requirements.txt")
"""What decides what the sample holds. Ages count from the day, so another day makes another one."""


def made_or_kept(folder: Path, make: Callable[[], None], config: pytest.Config) -> None:
    """Make the sample in a folder; with --fast copy it from the run before where that had the same code."""
    if not config.getoption("--fast"):
        make()
        return
    cache = config.cache.mkdir("contoh")
    kept = cache / _state()
    if kept.is_dir():
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return
    make()
    for older in cache.iterdir():
        shutil.rmtree(older, ignore_errors=True)
    aside = cache / f"{kept.name}.{os.getpid()}"
    shutil.copytree(folder, aside)
    aside.rename(kept)


def _state() -> str:
    made = hashlib.sha256(date.today().isoformat().encode())
    for place in MADE_BY:
        found = ROOT / place
        for path in sorted(found.rglob("*")) if found.is_dir() else [found]:
            if path.is_file() and path.suffix != ".pyc":
                made.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return made.hexdigest()[:16]
