"""Temporary tables from what Python has at hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa


def make_table(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Make or replace the temporary table `name` with a copy of an Arrow table."""
    connection.register("arrow_table", table)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM arrow_table')
    connection.unregister("arrow_table")


def make_from_rows(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, pa.DataType], rows: Sequence[Sequence[Any]]
) -> None:
    """Make or replace the temporary table `name` of rows; `columns`: the type of each, in the order of a row."""
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = {column: pa.array(values, kind) for (column, kind), values in zip(columns.items(), cells, strict=True)}
    make_table(connection, name, pa.table(arrays))


def columns_of_texts(*names: str) -> dict[str, pa.DataType]:
    """Return columns of texts, for `make_from_rows`."""
    return dict.fromkeys(names, pa.string())
