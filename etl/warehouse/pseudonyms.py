"""Persons become numbers: each NIK and phone is hashed once and kept once, and known by its number from then on."""

import duckdb

from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
NUMBERS = {"nik": "nik_no", "phone": "phone_no"}
"""The column of a text record -> the column of the warehouse that holds its number."""
_TEXT = {"nik": "nik_text(person)", "phone": "person"}
"""What is hashed: the number as people write it."""


def hash_persons(connection: Connection) -> None:
    """Make the temporary tables `nik_hash` and `phone_hash` (person, hash, first) of what `judged_rows` has of them.

    Only what valid rows say is kept. Hashing is the dear part, so it is done once a distinct text. `first`: the first
    row that names the person.
    """
    for text in _texts(connection):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {text}_hash AS"
            f" SELECT person, hmac({_TEXT[text]}, hmac_pad.inner_pad, hmac_pad.outer_pad) AS hash, first"
            f" FROM (SELECT {text} AS person, min(n) AS first FROM judged_rows"
            f"  WHERE faults = '' AND {text} IS NOT NULL GROUP BY {text}) CROSS JOIN hmac_pad"
        )


def name_persons(connection: Connection) -> None:
    """Make the temporary view `pseudonymised_rows`: `judged_rows` with numbers of pseudonyms in place of NIK and phone.

    Their hashes stand in `nik_hash` and `phone_hash`.
    """
    texts = _texts(connection)
    for place, text in enumerate(texts):
        _number(connection, text, place, len(texts))
    dropped = f"EXCLUDE ({', '.join(texts)})" if texts else ""
    # Asked for by row: joins would cut the rows into pieces, and go through each piece once more.
    numbers = "".join(
        f", (SELECT pseudonym_no FROM {text}_pseudonym WHERE person = judged_rows.{text}) AS {NUMBERS[text]}"
        for text in texts
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW pseudonymised_rows AS SELECT judged_rows.* {dropped}{numbers} FROM judged_rows"
    )


def _texts(connection: Connection) -> list[str]:
    described = connection.execute("DESCRIBE judged_rows").fetchall()
    return [text for text in NUMBERS if text in {row[0] for row in described}]


def _number(connection: Connection, text: str, place: int, among: int) -> None:
    """A new pseudonym is numbered by the first row that names it, so that no thread decides."""
    (base,) = one_row(connection, "SELECT coalesce(max(pseudonym_no) + 1, 0) FROM pseudonym") or (0,)
    new = f"({base} + first * {among} + {place})::UINTEGER AS pseudonym_no"
    if not one_row(connection, "SELECT 1 FROM pseudonym LIMIT 1"):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {text}_pseudonym AS SELECT person, {new} FROM {text}_hash")
        connection.execute(f"INSERT INTO pseudonym SELECT {new}, hash FROM {text}_hash")
        return
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {text}_pseudonym AS"
        f" SELECT person, coalesce(kept.pseudonym_no, own.pseudonym_no) AS pseudonym_no,"
        "  kept.pseudonym_no IS NULL AS is_new"
        f" FROM (SELECT *, {new} FROM {text}_hash) AS own LEFT JOIN pseudonym AS kept USING (hash)"
    )
    connection.execute(
        f"INSERT INTO pseudonym SELECT pseudonym_no, hash FROM {text}_pseudonym JOIN {text}_hash USING (person)"
        " WHERE is_new"
    )


def drop_unused(connection: Connection) -> None:
    """Delete the pseudonyms that nothing speaks of any more."""
    held = " UNION ALL ".join(
        f"SELECT {number} FROM {table}"
        for table, number in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
            " AND database_name = current_database() AND column_name IN (SELECT unnest($numbers))"
            " AND table_name LIKE '%\\_version' ESCAPE '\\'",
            {"numbers": list(NUMBERS.values())},
        ).fetchall()
    )
    connection.execute(f"DELETE FROM pseudonym WHERE pseudonym_no NOT IN ({held})")
