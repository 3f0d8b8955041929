"""Columns of few spellings in a large file: kept as a byte a cell. As texts they would be half of what a load keeps."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
Spellings = dict[str, list[str]]
LISTED_FROM_ROWS = 500_000
"""Below it, looking ahead costs more than it spares."""
PIECES, PIECE_BYTES = 512, 4_096
SPELLINGS_AT_MOST = 255
"""As many as a byte tells apart."""


def spellings_ahead(path: Path, delimiter: str, positions: dict[str, int]) -> Spellings:
    """Return the spellings that rows all over a file hold in the columns with few of them."""
    found: dict[str, set[str]] = {name: set() for name in positions}
    for cells in _rows_all_over(path, delimiter):
        for name, position in positions.items():
            if position < len(cells) and (text := cells[position].strip()):
                found[name].add(text)
    return {name: sorted(texts) for name, texts in found.items() if 0 < len(texts) <= SPELLINGS_AT_MOST}


def _rows_all_over(path: Path, delimiter: str) -> Iterator[list[str]]:
    """Of each piece the lines that stand in it whole: files are often sorted by office."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for start in range(0, size, max(size // PIECES, PIECE_BYTES)):
            file.seek(start)
            lines = file.read(PIECE_BYTES).decode("utf-8", "replace").splitlines()
            yield from csv.reader(lines[1:-1], delimiter=delimiter)


def packed(rows: str, spelled: Spellings) -> str:
    """Return the SELECT of `rows` with these columns as lists of their spellings.

    A row with another spelling has all its texts in `unlisted`, as JSON.
    """
    if not spelled:
        return rows
    codes = ", ".join(f'try_cast("{name}" AS {_enum(texts)}) AS "listed_{name}"' for name, texts in spelled.items())
    is_other = " OR ".join(f'"listed_{name}" IS NULL AND "{name}" IS NOT NULL' for name in spelled)
    texts = ", ".join(f"'{name}': \"{name}\"" for name in spelled)
    replaced = ", ".join(f'"listed_{name}" AS "{name}"' for name in spelled)
    dropped = ", ".join(f'"listed_{name}"' for name in spelled)
    return (
        f"SELECT * EXCLUDE ({dropped}) REPLACE ({replaced}), CASE WHEN {is_other} THEN to_json({{{texts}}}) END"
        f" AS unlisted FROM (SELECT *, {codes} FROM ({rows}))"
    )


def list_others(connection: Connection, spelled: Spellings) -> None:
    """Give the columns of `text_rows` the spellings that nobody had seen ahead; one with too many is text again."""
    if not spelled:
        return
    texts = {name: f"unlisted ->> '{name}'" for name in spelled}
    others = ", ".join(
        f'coalesce(list(DISTINCT {text}) FILTER ("{name}" IS NULL AND {text} IS NOT NULL), [])'
        for name, text in texts.items()
    )
    found = one_row(connection, f"SELECT {others} FROM text_rows WHERE unlisted IS NOT NULL") or ()
    for (name, text), more in zip(texts.items(), found, strict=True):
        if more:
            known = sorted({*spelled[name], *more})
            kind = _enum(known) if len(known) <= SPELLINGS_AT_MOST else "VARCHAR"
            value = f'coalesce("{name}"::VARCHAR, {text})::{kind}'
            connection.execute(f'ALTER TABLE text_rows ALTER "{name}" TYPE {kind} USING {value}')
    connection.execute("ALTER TABLE text_rows DROP unlisted")


def _enum(texts: list[str]) -> str:
    quoted = ("'" + text.replace("'", "''") + "'" for text in texts)
    return f"ENUM ({', '.join(quoted)})"
