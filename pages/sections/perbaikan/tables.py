"""The tables that people keep in data/local, and what judges each as its own reader does."""

from collections.abc import Callable
from pathlib import PurePosixPath

from etl import read_reference

Check = Callable[[str], None]


def check_of(file: str) -> Check:
    """Return what judges a text that is to become a file's, by its name below the data directory."""
    name = PurePosixPath(file).stem

    def check(text: str) -> None:
        read_reference({name: text})

    return check
