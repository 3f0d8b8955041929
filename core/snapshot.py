"""Readers' only door: the pointer, and one build opened read-only."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from core.settings import Store, active_store
from core.tables import BY_NAME


class NoBuildError(Exception):
    """There is no published build yet."""


@dataclass
class Snapshot:
    """One immutable build. Every reader of one view uses the same one."""

    path: Path
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    @property
    def build(self) -> str:
        """Name of the build."""
        return self.path.stem

    def query(self, sql: str, parameters: list[Any] | None = None) -> pd.DataFrame:
        """Return the rows of one SELECT; a cursor a query, so threads do not meet."""
        return self.connection.cursor().execute(sql, parameters or []).df()

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole published table (columns in core.tables)."""
        return self.query(f'SELECT * FROM "{BY_NAME[name].name}" ORDER BY ALL')

    def meta(self) -> dict[str, Any]:
        """Return the build's own row; dates as `date`, a missing one as None."""
        row = self.table("meta").iloc[0].to_dict()
        return {str(key): _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return date(value.year, value.month, value.day)
    return value


def current_build(store: Store) -> Path:
    """Return the path of the published build. Raises NoBuildError when there is none."""
    try:
        name = store.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise NoBuildError(str(store.published_dir)) from None
    return store.published_dir / f"{name}.duckdb"


def open_build(path: Path) -> Snapshot:
    """Open one build for reading only: no files, no network, no settings from SQL."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "lock_configuration": "true",
    }
    return Snapshot(path, duckdb.connect(str(path), read_only=True, config=config))


def open_current(store: Store | None = None) -> Snapshot:
    """Open the current build; a build removed in between is looked up once more."""
    chosen = store or active_store()
    try:
        return open_build(current_build(chosen))
    except duckdb.IOException:
        return open_build(current_build(chosen))
