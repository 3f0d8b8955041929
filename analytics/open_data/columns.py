"""Which columns of the open tables are published, and what they mean (columns.toml)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DECLARED_FILE = Path(__file__).with_name("columns.toml")


@cache
def open_dictionary() -> dict[str, Any]:
    """Return what columns.toml says: `tables` with title, key and columns, `columns` with their words."""
    return tomllib.loads(DECLARED_FILE.read_text("utf-8"))


def open_columns() -> dict[str, list[str]]:
    """Return the published columns of every open table."""
    return {name: list(entry["columns"]) for name, entry in open_dictionary()["tables"].items()}
