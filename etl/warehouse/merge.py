"""Brings the valid rows of one file into the warehouse: what was not said before becomes a version of its key.

A file holds every version it shows and puts forward one of each key, its latest. Unchanged rows add no version.
Identifiers come from the contracts and the schema only.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa

from etl.sources.contract import Contract
from etl.temporary_tables import make_table
from etl.warehouse.database import one_row
from etl.warehouse.pseudonyms import NUMBERS
from etl.warehouse.versions import Layout, count, drop_counted, settle_versions

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
    is_first = not one_row(connection, f"SELECT 1 FROM {layout.versions} LIMIT 1")
    if is_first and layout.is_carried:
        drop_counted(connection)
    add = _add_all if is_first or not _meets_known(connection, layout) else _add_beside_known
    accepted = add(connection, layout, file_no, base)
    _note_keys(connection, layout)
    return accepted, valid - accepted


def _add_all(connection: Connection, layout: Layout, file_no: int, base: int) -> int:
    """Every row is new: nothing to compare with. Return how many keys these are."""
    _insert(connection, layout, base, _OWN)
    connection.execute(
        f"INSERT INTO hold SELECT $file_no, version_no, is_newest FROM {layout.versions} WHERE version_no >= $base",
        {"file_no": file_no, "base": base},
    )
    return _put_forward(connection)


def _insert(connection: Connection, layout: Layout, base: int, rows: str) -> None:
    # Where the next build counts all rows: marked at once, they need no second writing.
    is_marked = layout.is_carried and not one_row(connection, "SELECT 1 FROM counted_in")
    name, mark = (", is_counted", ", is_nominated") if is_marked else ("", "")
    connection.execute(
        f"INSERT INTO {layout.versions} ({layout.columns}{name})"
        f" SELECT n + $base, is_nominated, false, {', '.join(layout.own)}{mark} FROM {rows}",
        {"base": base},
    )


def _put_forward(connection: Connection) -> int:
    """How many keys the file puts a version of forward."""
    valid = "SELECT count(*) FILTER (faults = '') - (SELECT count(*) FROM repeated_rows) FROM judged_rows"
    return count(connection, valid)


def lend_keys(connection: Connection, read: Iterable[Contract]) -> None:
    """Make a temporary table <table>_hash (hash) of the known keys of each contract, for a load of several files of it.

    To look through the keys themselves, file after file, would cost more the more files there are. `hashed_keys` names
    those that are there.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE hashed_keys (versions VARCHAR)")
    for layout in (Layout.of(connection, contract) for contract in read if contract.number):
        hashes = f"{layout.table}_hash"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {hashes} (hash UBIGINT)")
        connection.execute(f"INSERT INTO {hashes} SELECT {_hash(layout)} FROM {layout.versions}")
        connection.execute("INSERT INTO hashed_keys VALUES ($versions)", {"versions": layout.versions})


def _hash(layout: Layout) -> str:
    return f"hash({layout.key[0]}::VARCHAR) AS hash"


def _note_keys(connection: Connection, layout: Layout) -> None:
    if _are_hashed(connection, layout):
        connection.execute(f"INSERT INTO {layout.table}_hash SELECT {_hash(layout)} FROM judged_rows WHERE faults = ''")


def _are_hashed(connection: Connection, layout: Layout) -> bool:
    found = "SELECT 1 FROM hashed_keys WHERE versions = $versions"
    return one_row(connection, found, {"versions": layout.versions}) is not None


def _meets_known(connection: Connection, layout: Layout) -> bool:
    """Table `known_versions` (n, version_no, is_newest) of rows whose key is known; any?

    Keys are asked for by themselves: most files bring few that are known, and only of these the rest is compared.
    Where no key has the hash of a known one, none is known.
    """
    own = f"SELECT {_hash(layout)} FROM judged_rows WHERE faults = ''"
    if _are_hashed(connection, layout) and not one_row(
        connection, f"SELECT 1 FROM {layout.table}_hash SEMI JOIN ({own}) USING (hash) LIMIT 1"
    ):
        return False
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known_versions AS SELECT own.n, kept.version_no, kept.is_newest"
        f" FROM {_OWN} AS own JOIN {layout.versions} AS kept USING ({', '.join(layout.key)})"
    )
    return one_row(connection, "SELECT 1 FROM known_versions LIMIT 1") is not None


def _add_beside_known(connection: Connection, layout: Layout, file_no: int, base: int) -> int:
    """Compare the rows with what is known of their keys, and add what is new; return how many are accepted."""
    _compare(connection, layout)
    new = (
        f"(SELECT * REPLACE (is_nominated AND n NOT IN (SELECT n FROM known_rows) AS is_nominated) FROM {_OWN}"
        " WHERE n NOT IN (SELECT n FROM known_rows WHERE version_no IS NOT NULL))"
    )
    _insert(connection, layout, base, new)
    connection.execute(
        "INSERT INTO hold SELECT $file_no, coalesce(found.version_no, own.n + $base) AS version_no, is_nominated"
        f" FROM {_OWN} AS own LEFT JOIN known_rows AS found USING (n) ORDER BY version_no",
        {"file_no": file_no, "base": base},
    )
    return _settle_met(connection, layout, base)


def _compare(connection: Connection, layout: Layout) -> None:
    """Table `known_rows` (n, version_no, is_standing): rows whose key is known, with the version that says the same."""
    same = " AND ".join(f"own.{name} IS NOT DISTINCT FROM kept.{name}" for name in layout.plain) or "true"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE known_rows AS SELECT n, min(version_no) FILTER (is_same) AS version_no,"
        " bool_or(was_newest AND is_same) AS is_standing FROM ("
        f"  SELECT n, version_no, known_versions.is_newest AS was_newest, {same} AS is_same"
        f"  FROM known_versions JOIN {_OWN} AS own USING (n) JOIN {layout.versions} AS kept USING (version_no)"
        " ) GROUP BY n"
    )


def _settle_met(connection: Connection, layout: Layout, base: int) -> int:
    """Decide anew which version of a known key is the newest; return how many keys this file moved or brought."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE moved_keys AS SELECT n, coalesce(found.version_no, own.n + $base) AS version_no"
        f" FROM {_OWN} AS own JOIN known_rows AS found USING (n) WHERE is_nominated AND NOT is_standing",
        {"base": base},
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE versions_to_settle AS SELECT version_no, n AS key_no FROM moved_keys"
        " UNION SELECT version_no, n FROM known_versions WHERE n IN (SELECT n FROM moved_keys)"
    )
    settle_versions(connection, layout)
    met = count(connection, f"SELECT count(*) FROM {_OWN} JOIN known_rows USING (n) WHERE is_nominated")
    return (
        _put_forward(connection)
        - met
        + count(
            connection, f"SELECT count(*) FROM moved_keys JOIN {layout.versions} USING (version_no) WHERE is_newest"
        )
    )
