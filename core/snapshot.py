"""Readers' only door: one build opened read-only, no further than a scope reaches."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import duckdb

from core.formats import is_missing
from core.scope import Scope, some_units, whole_city
from core.store import Store, active_store
from core.store.published_builds import DamagedBuildError, NoBuildError, current_build
from core.tables import BY_NAME, TABLES

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Snapshot:
    """One immutable build within one scope. Every reader of one view uses the same one."""

    scope: Scope
    connection: duckdb.DuckDBPyConnection = field(repr=False)

    @property
    def path(self) -> Path:
        """Where the build lies."""
        return self.scope.build

    @property
    def build(self) -> str:
        """Name of the build."""
        return self.path.stem

    def query(self, sql: str, parameters: list[Any] | None = None) -> "pd.DataFrame":
        """Return the rows of one SELECT that the scope holds; a cursor a query, so threads do not meet."""
        prepare_frames()
        return self.connection.cursor().execute(sql, parameters or []).df()

    def table(self, name: str) -> "pd.DataFrame":
        """Return a published table (columns in core.tables), no further than the scope."""
        return self.query(f'SELECT * FROM "{BY_NAME[name].name}" ORDER BY ALL')

    def meta(self) -> dict[str, Any]:
        """Return the build's own row; dates as `date`, a missing one as None."""
        row = self.table("meta").iloc[0].to_dict()
        return {str(key): _plain(value) for key, value in row.items()}


@cache
def prepare_frames() -> None:
    """Frames are small and asked often: texts as Python objects take a fifth less of a page's time than Arrow arrays.

    Only who asks for a frame imports pandas: loads and files on trial do without it. Who makes frames of its own calls
    this first, so that all frames of a process hold texts alike.
    """
    import pandas as pd

    pd.set_option("mode.string_storage", "python")


def _plain(value: Any) -> Any:
    if is_missing(value):
        return None
    if isinstance(value, datetime) and value == datetime.combine(value, time.min):
        return value.date()
    return value


NO_WAY_OUT: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
"""How readers connect: no files, no network, no variables of the program, no settings from SQL."""
OF_A_COPY: dict[str, str | bool | int | float | list[str]] = {"threads": 1, "async_threads": 0}
"""A few rows in memory need no threads of their own: there are as many copies as places that are looked at."""


def open_build(scope: Scope, limits: Mapping[str, str | int] = MappingProxyType({})) -> Snapshot:
    """Open one build for reading only, of a scope that is not the whole city a copy in memory of its rows alone.

    `limits`: further settings of DuckDB, such as how much memory questions may take. Raises NoBuildError without the
    build, DamagedBuildError where it is no database.
    """
    if not scope.build.exists():
        raise NoBuildError(str(scope.build))
    try:
        build = duckdb.connect(str(scope.build), read_only=True, config=NO_WAY_OUT | dict(limits))
        if scope.is_city:
            return Snapshot(scope, build)
        with build:
            return Snapshot(scope, _own_rows(build, scope, limits))
    except duckdb.Error:
        raise DamagedBuildError(str(scope.build)) from None


def _own_rows(
    build: duckdb.DuckDBPyConnection, scope: Scope, limits: Mapping[str, str | int]
) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds what a scope sees of a build, and knows of no other.

    A fence around the SQL would have to know every spelling of a name: what is not there cannot be asked for.
    """
    rows = {}
    for table in TABLES:
        codes = [list(scope.units)] if "$1" in table.rows_in_scope else []
        rows[table.name] = (f'SELECT * FROM "{table.name}" WHERE {table.rows_in_scope}', codes)
    return copy_in_memory(build, rows, limits)


def copy_in_memory(
    build: duckdb.DuckDBPyConnection, rows: Mapping[str, tuple[str, list[Any]]], limits: Mapping[str, str | int]
) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds nothing but the rows that a SELECT with its values gives for a table.

    Of what the build lacks, as it is older, there is no table.
    """
    copy = duckdb.connect(config=NO_WAY_OUT | OF_A_COPY | dict(limits))
    names = {name for (name,) in build.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    for name, (select, values) in rows.items():
        if name in names:
            copy.register("seen", build.sql(select, params=values).to_arrow_table())
            copy.execute(f'CREATE TABLE "{name}" AS SELECT * FROM seen')
            copy.unregister("seen")
    return copy


def kecamatan_scope(build: Path, kecamatan: str) -> Scope:
    """Return the scope of a reader of a kecamatan: its own office and those of its kelurahan.

    Raises what open_build does; ValueError where the build has no such kecamatan.
    """
    return _scope_of("kecamatan_code", build, kecamatan)


def office_scope(build: Path, office: str) -> Scope:
    """Return the scope of a reader of one office; raises as kecamatan_scope."""
    return _scope_of("unit_code", build, office)


def _scope_of(column: str, build: Path, code: str) -> Scope:
    snapshot = open_build(whole_city(build))
    with snapshot.connection:
        found = snapshot.query(f"SELECT unit_code FROM units WHERE {column} = $1", [code])
    if found.empty:
        raise ValueError(code)
    return some_units(build, set(found["unit_code"]), code)


@contextmanager
def as_declared(build: Path) -> Iterator[None]:
    """Raise DamagedBuildError where the block meets a build that lacks what today's readers ask for."""
    try:
        yield
    except duckdb.Error:
        raise DamagedBuildError(str(build)) from None


def open_current(store: Store | None = None) -> Snapshot:
    """Open the current build for a command: the whole city. A build removed in between is looked up once more."""
    chosen = store or active_store()
    try:
        return open_build(whole_city(current_build(chosen)))
    except NoBuildError:
        return open_build(whole_city(current_build(chosen)))
