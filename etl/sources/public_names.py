"""Names of files as readers of a build see them: a name of known words as it is, any other replaced."""

from collections import Counter
from datetime import datetime

import duckdb

from etl.sources.reference_columns import Reference
from etl.sources.vocabulary import Vocabulary
from etl.temporary_tables import columns_of_texts, make_from_rows

CHECKSUM_SIGNS = 4
COLUMNS = ("source", "path", "sha256", "public")


def public_name(vocabulary: Vocabulary, source: str, path: str, newest: datetime | None, sha256: str) -> str:
    """Return a path below its source's folder if it is made of known words, else `source 2024-10 #3fa2`.

    The month is that of the newest time in the file, where one is known; the signs are of the checksum of its bytes.
    """
    if vocabulary.knows_name(path):
        return path
    month = f" {newest:%Y-%m}" if newest and newest.year > datetime(1970, 1, 1).year else ""
    return f"{source}{month}" + (f" #{sha256[:CHECKSUM_SIGNS]}" if sha256 else "")


def public_names(connection: duckdb.DuckDBPyConnection, reference: Reference) -> list[tuple[str, ...]]:
    """Return (COLUMNS) of every entry of the ledger; entries that would share a name are counted."""
    vocabulary, seen = Vocabulary.of(reference), Counter[tuple[str, str, str]]()
    found: list[tuple[str, ...]] = []
    for source, path, sha256, newest in connection.execute(
        "SELECT source, path, sha256, max(newest_time) FROM ledger GROUP BY ALL ORDER BY ALL"
    ).fetchall():
        name = public_name(vocabulary, source, path, newest, sha256)
        seen[source, name, sha256] += 1
        number = seen[source, name, sha256]
        found.append((source, path, sha256, name if number == 1 else f"{name} ({number})"))
    return found


def lend_public_names(connection: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """Give the marts the temporary table `public_name` (COLUMNS)."""
    make_from_rows(connection, "public_name", columns_of_texts(*COLUMNS), public_names(connection, reference))
