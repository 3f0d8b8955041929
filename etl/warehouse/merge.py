"""Brings the valid rows of one file into the warehouse: what was not said before becomes a version of its key.

A file holds every version it shows and puts forward one of each key, its latest. Unchanged rows add no version.
Identifiers come from the contracts and the schema only.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa

from etl.sources.contract import Contract
from etl.temporary_tables import make_table
from etl.warehouse.database import one_row
from etl.warehouse.pseudonyms import NUMBERS
from etl.warehouse.versions import Layout, count, drop_counted, settle

Connection = duckdb.DuckDBPyConnection
Values = dict[str, object]
Hashes = np.typing.NDArray[np.uint64]
_MIDDLE = np.uint64(1 << 63)
"""Half of all hashes lie below."""
_OWN = (
    "(SELECT *, n NOT IN (SELECT n FROM repeated_rows) AS is_nominated FROM pseudonymised_rows"
    " WHERE faults = '' AND n NOT IN (SELECT n FROM repeated_rows WHERE NOT is_history))"
)
"""The valid rows of a file that say something of their own, and whether each is the latest of its key.

Asked as a question of each row: a join would cut the rows into pieces, those that are found and those that are not.
"""


def rank_repeats(connection: Connection, contract: Contract, export_time: datetime) -> None:
    """Rows whose key a later row of the file holds, in `repeated_rows`; `is_history` when that row says something else.

    Only keys that repeat are ranked.
    """
    layout = Layout.of(connection, contract)
    # A person's text tells as much apart as the number it has, without the joins that find the number.
    texts = {number: text for text, number in NUMBERS.items()}
    said = ", ".join(texts.get(name, name) for name in layout.plain)
    key, moment = ", ".join(layout.key), f"{layout.moment.replace('export_time', '$export_time')} DESC, n DESC"
    _lend_repeated(connection, key)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE repeated_rows AS SELECT n, same = 1 AS is_history FROM ("
        f" SELECT n, row_number() OVER (PARTITION BY {key} ORDER BY {moment}) AS place,"
        f" row_number() OVER (PARTITION BY {key}, {said} ORDER BY {moment}) AS same"
        f" FROM judged_rows SEMI JOIN repeated_keys ON repeated_keys.hash = hash({key}) WHERE faults = '')"
        " WHERE place > 1",
        {"export_time": export_time},
    )


def _lend_repeated(connection: Connection, key: str) -> None:
    """Table `repeated_keys`: hashes of the keys that repeat.

    Found by sorting all: several times quicker than counting each. Keys that share a hash by chance are
    ranked too, to no effect.
    """
    found = connection.execute(f"SELECT hash({key}) AS hash FROM judged_rows WHERE faults = ''")
    hashes = np.asarray(found.fetchnumpy()["hash"], np.uint64)
    with ThreadPoolExecutor() as pool:
        repeated = list(pool.map(_repeated, (hashes[hashes < _MIDDLE], hashes[hashes >= _MIDDLE])))
    make_table(connection, "repeated_keys", pa.table({"hash": np.concatenate(repeated)}))


def _repeated(hashes: Hashes) -> Hashes:
    """Sorts in place; numpy lets the other half be sorted meanwhile."""
    hashes.sort()
    return np.unique(hashes[1:][hashes[1:] == hashes[:-1]])


def merge(connection: Connection, contract: Contract, file_no: int) -> tuple[int, int]:
    """Merge `pseudonymised_rows` into the contract's table; return (accepted, duplicate) counts of its valid rows.

    accepted: the key is new, or its newest version is now this file's and was another. The ledger has the file, and
    `repeated_rows` its repeated keys.
    """
    layout = Layout.of(connection, contract)
    valid = count(connection, "SELECT count(*) FROM judged_rows WHERE faults = ''")
    base = count(connection, "SELECT coalesce(max(version_no) + 1, 0) FROM hold")
    if one_row(connection, f"SELECT 1 FROM {layout.versions} LIMIT 1"):
        accepted = _add(connection, layout, file_no, base)
    else:
        accepted = _fill(connection, layout, file_no, base)
    return accepted, valid - accepted


def _fill(connection: Connection, layout: Layout, file_no: int, base: int) -> int:
    """Every row into an empty table: nothing to compare with."""
    # The next build counts all rows of a table that was empty: marked at once, they need no second writing.
    name, mark = (", is_counted", ", is_nominated") if layout.is_carried else ("", "")
    if layout.is_carried:
        drop_counted(connection)
    connection.execute(
        f"INSERT INTO {layout.versions} ({layout.columns}{name})"
        f" SELECT n + $base, is_nominated, false, {', '.join(layout.own)}{mark} FROM {_OWN}",
        {"base": base},
    )
    connection.execute(
        f"INSERT INTO hold SELECT $file_no, version_no, is_newest FROM {layout.versions}", {"file_no": file_no}
    )
    valid = "SELECT count(*) FILTER (faults = '') - (SELECT count(*) FROM repeated_rows) FROM judged_rows"
    return count(connection, valid)


def _add(connection: Connection, layout: Layout, file_no: int, base: int) -> int:
    """Compare the rows with what is known of their keys, and add what is new; return how many are accepted."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE candidate_rows AS SELECT n, {', '.join(layout.own)}, is_nominated FROM {_OWN}"
    )
    _meet(connection, layout, base)
    _keep_new(connection, layout)
    connection.execute(
        "INSERT INTO hold SELECT $file_no, version_no, is_nominated FROM candidate_versions ORDER BY version_no",
        {"file_no": file_no},
    )
    return _settle_met(connection, layout)


def _meet(connection: Connection, layout: Layout, base: int) -> None:
    """Table `candidate_versions`: of each candidate row its version, and what is known of its key."""
    same = " AND ".join(f"own.{name} IS NOT DISTINCT FROM kept.{name}" for name in layout.plain) or "true"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known_versions AS"
        f" SELECT own.n, kept.version_no, kept.is_newest, {same} AS is_same"
        f" FROM candidate_rows AS own JOIN {layout.versions} AS kept USING ({', '.join(layout.key)})"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE candidate_versions AS SELECT own.n, own.is_nominated,"
        " coalesce(found.version_no, own.n + $base) AS version_no, found.version_no IS NULL AS is_new,"
        " found.n IS NOT NULL AS is_known, coalesce(found.is_standing, false) AS is_standing"
        " FROM candidate_rows AS own LEFT JOIN ("
        "  SELECT n, min(version_no) FILTER (is_same) AS version_no,"
        "  bool_or(is_newest AND is_same) AS is_standing FROM known_versions GROUP BY n"
        " ) AS found USING (n)",
        {"base": base},
    )


def _keep_new(connection: Connection, layout: Layout) -> None:
    connection.execute(
        f"INSERT INTO {layout.versions} ({layout.columns})"
        f" SELECT found.version_no, found.is_nominated AND NOT found.is_known, false, {', '.join(layout.own)}"
        " FROM candidate_rows JOIN candidate_versions AS found USING (n) WHERE found.is_new ORDER BY 1"
    )


def _settle_met(connection: Connection, layout: Layout) -> int:
    """Decide anew which version of a known key is the newest; return how many keys this file moved or brought."""
    key = ", ".join(layout.key)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys_to_settle AS SELECT {key}, found.version_no"
        " FROM candidate_rows JOIN candidate_versions AS found USING (n)"
        " WHERE found.is_nominated AND found.is_known AND NOT found.is_standing"
    )
    settle(connection, layout)
    brought = count(connection, "SELECT count(*) FROM candidate_versions WHERE is_nominated AND NOT is_known")
    return brought + count(
        connection, f"SELECT count(*) FROM keys_to_settle JOIN {layout.versions} USING (version_no) WHERE is_newest"
    )
