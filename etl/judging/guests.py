"""Guest books, a row a guest: each is one visit, and those of one office, day and purpose add up to one count."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from etl.sources.contract import Contract
from etl.warehouse.versions import Values, count

Connection = duckdb.DuckDBPyConnection
STRANGE = "keperluan_tak_dikenal"


def contract_of_guests(contract: Contract) -> Contract:
    """Return the contract of counts as a guest book keeps it: an unknown purpose costs no visit, and rows repeat."""
    columns = [
        column.model_copy(update={"unreadable": STRANGE, "severity": "peringatan"})
        if column.name == "purpose"
        else column
        for column in contract.column
    ]
    return contract.model_copy(update={"column": columns, "contradicted": None})


def add_up(connection: Connection, contract: Contract, guests: Sequence[tuple[str, str]], *, has_purposes: bool) -> int:
    """Leave one row in `judged_rows` for each key of valid guests, with their number; return how many guests they are.

    `guest_sums` says how many rows went; `hashed_guests` (the key, guest) has each guest.

    A purpose that nobody knows counts as a visit to apply: left out, it would make the counters look emptier than
    they are. `guests`: of each row its place and what tells the guest from others, kept as a keyed hash.
    """
    key = ", ".join(contract.key)
    if has_purposes:
        connection.execute(
            "UPDATE judged_rows SET purpose = 'permohonan' FROM raw WHERE raw.n = judged_rows.n AND faults = ''"
            f" AND (raw.purpose IS NULL OR contains(warnings, '{STRANGE}'))"
        )
    _hash_guests(connection, key, guests)
    added = count(connection, "SELECT count(*) FROM judged_rows WHERE faults = ''")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE guest_sums AS SELECT {key}, min(n) AS n, sum(visits)::INTEGER AS visits,"
        f" count(*) - 1 AS more FROM judged_rows WHERE faults = '' GROUP BY {key}"
    )
    connection.execute(
        "UPDATE judged_rows SET visits = guest_sums.visits FROM guest_sums WHERE guest_sums.n = judged_rows.n"
    )
    connection.execute("DELETE FROM judged_rows WHERE faults = '' AND n NOT IN (SELECT n FROM guest_sums)")
    return added


def _hash_guests(connection: Connection, key: str, guests: Sequence[tuple[str, str]]) -> None:
    places, words = zip(*guests, strict=True) if guests else ((), ())
    told = {"place": pa.array(places, pa.string()), "word": pa.array(words, pa.string())}
    connection.register("guest_words", pa.table(told))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE hashed_guests AS"
        f" SELECT {key}, hmac(word, hmac_pad.inner_pad, hmac_pad.outer_pad) AS guest"
        " FROM judged_rows JOIN (SELECT n, word FROM raw JOIN guest_words USING (place)) USING (n) CROSS JOIN hmac_pad"
        " WHERE faults = ''"
    )
    connection.unregister("guest_words")


def keep_guests(connection: Connection, contract: Contract, file_no: int) -> None:
    """Store the guests in `hashed_guests` as those of a file."""
    connection.execute(
        f"INSERT INTO guest (file_no, {', '.join(contract.key)}, guest)"
        f" SELECT $file_no, {', '.join(contract.key)}, guest FROM hashed_guests",
        {"file_no": file_no},
    )


def added_up(connection: Connection, contract: Contract, file_no: int) -> tuple[int, int]:
    """Return how many guests are in counts beside the first of each: in those accepted, and in those known before."""
    key = ", ".join(contract.key)
    given: Values = {"file_no": file_no}
    total = count(connection, "SELECT coalesce(sum(more), 0) FROM guest_sums")
    known = count(
        connection,
        f"SELECT coalesce(sum(more), 0) FROM guest_sums WHERE ({key}) IN ("
        f"SELECT ({key}) FROM {contract.table}_version JOIN hold AS own USING (version_no)"
        " WHERE own.file_no = $file_no AND EXISTS (FROM hold AS other"
        " WHERE other.version_no = own.version_no AND other.file_no <> own.file_no))",
        given,
    )
    return total - known, known
