"""A build says itself what its tables and columns mean, to whoever opens it by other means."""

from core.snapshot import Snapshot
from core.tables import TABLES


def test_every_table_and_column_of_a_build_has_its_meaning(snapshot: Snapshot):
    tables = snapshot.query("SELECT table_name, comment FROM duckdb_tables()")
    columns = snapshot.query("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    assert dict(tables.to_numpy().tolist()) == {table.name: table.meaning for table in TABLES}
    told = {(table, column): comment for table, column, comment in columns.to_numpy().tolist()}
    assert told == {(table.name, name): text for table in TABLES for name, _, text in table.columns}
