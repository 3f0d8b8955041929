"""The database itself: within one transaction no row is hidden, or a person would get two numbers.

DuckDB 2.0.0 hid rows that followed an INSERT of none, beyond a million rows, from the rest of a load.
"""

from pathlib import Path

import duckdb
import pytest

FILES = 6
ROWS_OF_FILE = {"nik": 292_169, "phone": 95_510}
PERSONS = {"nik": 2_200_000, "phone": 100_000}
ROWS_OF_PART = 170_000
AGAIN = {"nik": 20_000, "phone": 200_000}
"""Rows beyond those of a file: of phones all are met in the first files."""


@pytest.mark.drill
def test_each_row_is_seen_after_an_insert_of_none(tmp_path: Path) -> None:
    config = {"threads": 2, "memory_limit": "1700MB", "temp_directory": str(tmp_path)}
    with duckdb.connect(str(tmp_path / "a.duckdb"), config=config) as opened:
        opened.execute("CREATE TABLE person (no UINTEGER, hash BLOB USING COMPRESSION 'uncompressed')")
        opened.execute("BEGIN")
        count = 0
        for step in range(FILES * 2):
            count += add_persons(opened, step // 2, ("nik", "phone")[step % 2])
            assert opened.execute("SELECT count(*) FROM person").fetchall() == [(count,)], f"step {step}"


def add_persons(opened: duckdb.DuckDBPyConnection, file: int, kind: str) -> int:
    """Add the persons of one file that are not known yet, as a load does; return how many."""
    opened.execute(
        "CREATE OR REPLACE TEMP TABLE own AS SELECT row_number() OVER () AS first, hash FROM ("
        f"SELECT DISTINCT unhex(sha256($kind || (hash(i * 1000 + {file}) % {PERSONS[kind]})::VARCHAR)) AS hash"
        f" FROM range({ROWS_OF_FILE[kind] + AGAIN[kind]}) AS of_file(i) LIMIT {ROWS_OF_FILE[kind]})",
        {"kind": kind},
    )
    opened.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS"
        " SELECT coalesce(kept.no, own.first)::UINTEGER AS no, hash, kept.no IS NULL AS is_new"
        " FROM own LEFT JOIN person AS kept USING (hash)"
    )
    opened.execute("INSERT INTO person SELECT no, hash FROM numbered WHERE is_new")
    return int(opened.execute("SELECT count(*) FROM numbered WHERE is_new").fetchall()[0][0])


def test_a_table_made_of_a_query_that_finds_nothing_keeps_what_is_added() -> None:
    """As persons of a file's parts are put together; DuckDB 2.0.0 found none of them again."""
    with duckdb.connect(config={"threads": 2}) as opened:
        opened.execute("BEGIN")
        opened.execute("CREATE TEMP TABLE kept AS SELECT 0::BIGINT AS first, ''::BLOB AS hash LIMIT 0")
        opened.execute(
            "CREATE TEMP TABLE own AS SELECT i AS first, unhex(md5(i::VARCHAR)) AS hash"
            f" FROM range({ROWS_OF_PART}) AS of_part(i)"
        )
        again = "SELECT count(*), count(kept.first) FROM own LEFT JOIN kept USING (hash)"
        assert opened.execute(again).fetchall() == [(ROWS_OF_PART, 0)]
        opened.execute("INSERT INTO kept SELECT own.* FROM own LEFT JOIN kept USING (hash) WHERE kept.hash IS NULL")
        assert opened.execute(again).fetchall() == [(ROWS_OF_PART, ROWS_OF_PART)]
