"""DuckDB's parser works once on each text: a run gives it the same statements some thousand times.

A small load is 200 statements, and a fifth of its work is to parse them. Parsed statements are the driver's own and
may be executed on any connection. Processes that a test starts, and the server of the browser tests, run without this.
"""

from typing import Final

import duckdb

KEPT_AT_MOST: Final = 20_000
_as_given = duckdb.DuckDBPyConnection.execute
_parsed: dict[str, list[duckdb.Statement]] = {}


def _execute(
    connection: duckdb.DuckDBPyConnection, query: object, parameters: object | None = None
) -> duckdb.DuckDBPyConnection:
    """Execute as the driver does: all statements of the text, the last one with the parameters."""
    *before, last = _statements(connection, query) or [query]
    for statement in before:
        _as_given(connection, statement)
    return _as_given(connection, last, parameters)


def _statements(connection: duckdb.DuckDBPyConnection, query: object) -> list[duckdb.Statement]:
    """Return the statements of a text; nothing for what is no text or cannot be parsed: the driver says so itself."""
    if not isinstance(query, str):
        return []
    if query not in _parsed:
        try:
            found = connection.extract_statements(query)
        except duckdb.Error:
            return []
        if len(_parsed) >= KEPT_AT_MOST:
            return found
        _parsed[query] = found
    return _parsed[query]


def parse_once() -> None:
    """Let every connection of this process share parsed statements."""
    duckdb.DuckDBPyConnection.execute = _execute
