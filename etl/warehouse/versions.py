"""Which version of a key counts, and what goes when a file goes. Nothing here depends on the order of loading.

The newest version of a key is the one with the latest moment, then the latest export, then the highest checksum,
among those that files put forward. Its moment is the row's own updated_at, or else the time of the export.
Taken from all files at hand and removed, so any order of loading gives the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from etl.sources.contract import ALL_PURPOSES, Contract
from etl.warehouse.database import one_row
from etl.warehouse.ledger import only_these_give
from etl.warehouse.pseudonyms import drop_unused

Connection = duckdb.DuckDBPyConnection
Values = dict[str, object]
KEPT = ("version_no", "is_newest", "is_vanished", "is_counted")


@dataclass(frozen=True)
class Layout:
    """The columns of one source's table of versions."""

    table: str
    key: list[str]
    plain: list[str]
    """What is said of a key."""
    is_carried: bool
    """Marts of these rows are carried on, so they are marked as counted."""

    @classmethod
    def of(cls, connection: Connection, contract: Contract) -> "Layout":
        """Return the layout of a contract's table, as the schema has it."""
        columns = columns_of(connection, f"{contract.table}_version")
        plain = [name for name in columns if name not in (*KEPT, *contract.key)]
        return cls(contract.table, contract.key, plain, "is_counted" in columns)

    @property
    def versions(self) -> str:
        """Name of the table of versions."""
        return f"{self.table}_version"

    @property
    def own(self) -> list[str]:
        """The columns that a row brings."""
        return [*self.key, *self.plain]

    @property
    def columns(self) -> str:
        """All columns, in the order in which merges give them."""
        return ", ".join(["version_no", "is_newest", "is_vanished", *self.own])

    @property
    def moment(self) -> str:
        """When the row was as it says."""
        return "coalesce(updated_at, export_time)" if "updated_at" in self.plain else "export_time"


def columns_of(connection: Connection, table: str) -> list[str]:
    """Return the columns of a table of the warehouse, in order."""
    # Not duckdb_columns(): it goes through every table and view of every database at hand.
    described = connection.execute(f"DESCRIBE {table}").fetchall()
    return [name for name, *_ in described]


def count(connection: Connection, statement: str, values: Values | None = None) -> int:
    """Return the one number that a statement gives."""
    row = one_row(connection, statement, values)
    return int(row[0]) if row else 0


def settle(connection: Connection, layout: Layout) -> None:
    """Mark the newest version of each key in the temporary table `keys_to_settle`."""
    key = ", ".join(layout.key)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE versions_to_settle AS"
        f" SELECT version_no, min(version_no) OVER (PARTITION BY {key}) AS key_no"
        f" FROM {layout.versions} SEMI JOIN keys_to_settle USING ({key})"
    )
    settle_versions(connection, layout)


def settle_versions(connection: Connection, layout: Layout) -> None:
    """Mark the newest version of each key in the temporary table `versions_to_settle` (version_no, key_no).

    It has all versions of these keys. By numbers: keys are the widest column, and reading all of them is dear.
    """
    if not one_row(connection, "SELECT 1 FROM versions_to_settle LIMIT 1"):
        return
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE settled_versions AS WITH placed AS ("
        f"  SELECT version_no, max(row({layout.moment}, export_time, sha256)) AS place"
        f"  FROM versions_to_settle JOIN {layout.versions} USING (version_no) JOIN hold USING (version_no)"
        "  JOIN export USING (file_no) WHERE is_nominated GROUP BY version_no"
        " ) SELECT version_no, is_newest,"
        " max(place) OVER (PARTITION BY key_no) = place AND place IS NOT NULL AS is_now"
        f" FROM versions_to_settle JOIN {layout.versions} USING (version_no) LEFT JOIN placed USING (version_no)"
    )
    connection.execute(
        f"UPDATE {layout.versions} AS kept SET is_newest = settled.is_now FROM settled_versions AS settled"
        " WHERE kept.version_no = settled.version_no AND settled.is_newest <> settled.is_now"
    )


def settle_file(connection: Connection, contract: Contract, file_no: int) -> None:
    """Decide anew on the keys of one file: its bytes were met again, perhaps in a later export."""
    layout = Layout.of(connection, contract)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys_to_settle AS SELECT DISTINCT {', '.join(layout.key)}"
        f" FROM {layout.versions} JOIN hold USING (version_no) WHERE file_no = $file_no AND NOT is_newest",
        {"file_no": file_no},
    )
    settle(connection, layout)


def take_out(connection: Connection, contract: Contract, file_nos: Iterable[int]) -> int:
    """Take out what only these bytes say; return how many versions went."""
    gone = sorted(file_nos)
    if not gone:
        return 0
    layout = Layout.of(connection, contract)
    if layout.is_carried:
        drop_counted(connection)
    if only_these_give(connection, contract.source, gone):
        return _empty(connection, layout, gone)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys_to_settle AS SELECT DISTINCT {', '.join(layout.key)}"
        f" FROM {layout.versions} JOIN hold USING (version_no) WHERE {_IS_GONE}",
        {"gone": gone},
    )
    _let_go(connection, gone)
    went = count(connection, f"DELETE FROM {layout.versions} WHERE version_no NOT IN (SELECT version_no FROM hold)")
    drop_unused(connection)
    settle(connection, layout)
    return went


_IS_GONE = "file_no IN (SELECT unnest($gone::INTEGER[]))"


def _empty(connection: Connection, layout: Layout, gone: list[int]) -> int:
    """Nothing else gives rows of this source."""
    _let_go(connection, gone)
    went = count(connection, f"DELETE FROM {layout.versions}")
    drop_unused(connection)
    return went


def _let_go(connection: Connection, gone: list[int]) -> None:
    for table in ("hold", "held_back_key", "guest", "closed_said"):
        connection.execute(f"DELETE FROM {table} WHERE {_IS_GONE}", {"gone": gone})


def mark_vanished(connection: Connection, contract: Contract) -> int:
    """Mark rows that a later full export of their day no longer shows; return how many are marked.

    A row held back in that export is there all the same. What comes back in a still later export is unmarked. A file
    that calls an office closed on a day shows that day completely, too.
    """
    layout = Layout.of(connection, contract)
    if not _may_vanish(connection, layout, contract):
        return 0
    key = ", ".join(layout.key)
    text = f"concat_ws('|', {key})"
    full = "SELECT full_from, full_to, max(export_time) AS export_time FROM export"
    full = f"{full} WHERE source = $source AND full_from IS NOT NULL GROUP BY ALL"
    source: Values = {"source": contract.source}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE expected_keys AS SELECT {key}, {text} AS key,"
        f" max(export_time) AS expected FROM ("
        f"  SELECT {key}, full_export.export_time FROM {layout.versions} JOIN ({full}) AS full_export"
        f"  ON {contract.day}::DATE BETWEEN full_from AND full_to WHERE is_newest{_called_closed(contract, layout)})"
        f" GROUP BY ALL",
        source,
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE vanished_keys AS SELECT {key} FROM expected_keys LEFT JOIN ("
        f"  SELECT {key}, max(export_time) AS last_export FROM {layout.versions} SEMI JOIN expected_keys USING ({key})"
        f"  JOIN hold USING (version_no) JOIN export USING (file_no) GROUP BY ALL) AS shown USING ({key}) LEFT JOIN ("
        f"  SELECT key, max(export_time) AS last_export FROM held_back_key JOIN export USING (file_no)"
        f"  WHERE source = $source GROUP BY key) AS held ON held.key = expected_keys.key"
        f" WHERE greatest(shown.last_export, held.last_export) < expected",
        source,
    )
    is_gone = f"is_newest AND ({key}) IN (SELECT ({key}) FROM vanished_keys)"
    connection.execute(f"UPDATE {layout.versions} SET is_vanished = NOT is_vanished WHERE is_vanished <> ({is_gone})")
    return count(connection, "SELECT count(*) FROM vanished_keys")


def _called_closed(contract: Contract, layout: Layout) -> str:
    """The rows of the days that a file calls closed, beside those of full exports, with the export of that file.

    The word of one counter takes away that counter's counts alone: of all visitors somebody may have come to another.
    """
    if not contract.closed:
        return ""
    key, every = ", ".join(layout.key), f"'{ALL_PURPOSES}'"
    return (
        f" UNION ALL SELECT {key}, export_time FROM {layout.versions} AS counted JOIN ("
        "  SELECT file_no, unit_code, date, list(DISTINCT purpose) AS purposes,"
        f"  bool_or(purpose IS NULL OR purpose = {every}) AS is_whole FROM closed_said GROUP BY ALL"
        " ) AS said USING (unit_code, date) JOIN export USING (file_no)"
        " WHERE is_newest AND (is_whole OR list_contains(purposes, counted.purpose)"
        f"  OR (counted.purpose = {every} AND len(purposes) > 1))"
    )


def _may_vanish(connection: Connection, layout: Layout, contract: Contract) -> bool:
    """True where a full export was declared or a day called closed, or a row is still marked: else none has to go."""
    full = "SELECT 1 FROM export WHERE source = $source AND full_from IS NOT NULL LIMIT 1"
    others = [f"SELECT 1 FROM {layout.versions} WHERE is_vanished LIMIT 1"]
    others += ["SELECT 1 FROM closed_said LIMIT 1"] if contract.closed else []
    if one_row(connection, full, {"source": contract.source}):
        return True
    return any(one_row(connection, other) for other in others)


def drop_counted(connection: Connection) -> None:
    """Say that the marks are no build's: the next one counts all requests."""
    connection.execute("DELETE FROM counted_in")
