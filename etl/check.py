"""Judges the text records in `raw` by the contract: typed values and faults in the temp table `checked`."""

from collections.abc import Sequence
from datetime import datetime

import duckdb
import pyarrow as pa

from etl.contracts import Column, Contract
from etl.declarations import Declaration
from etl.judging import Judging
from etl.places import Gazetteer
from etl.shapes import Row
from etl.warehouse import sql
from etl.widths import settle_widths
from etl.words import fold

Connection = duckdb.DuckDBPyConnection


def check(
    connection: Connection,
    contract: Contract,
    declaration: Declaration,
    columns: set[str],
    reference: dict[str, list[Row]],
    now: datetime,
) -> None:
    """Fill temp table `checked` (n, the typed columns, faults, warnings) from `raw`.

    Names and listed values are looked up once per distinct spelling, then joined. `columns` are those that the
    file has: the declared origin stands in for a missing column, never for an empty cell.
    """
    _map_places(connection, contract, reference)
    _map_values(connection, contract, declaration, reference)
    _list_values(connection)
    known = {
        "zone": declaration.zone or "Asia/Makassar",
        "formats": declaration.date_formats or ["%d/%m/%Y %H.%M"],
        "now": now,
        "default_origin": "tidak_diketahui" if "origin" in columns else declaration.asal_bawaan,
    }
    judging = Judging(contract)
    statement = f"CREATE OR REPLACE TEMP TABLE checked AS WITH {judging.sql()} {sql(f'check/{contract.source}')}"
    used = {name: value for name, value in known.items() if f"${name}" in statement}
    connection.execute(statement, used | judging.values)
    settle_widths(connection)
    _keep_only_structure_faults(connection)
    if contract.contradicted:
        _hold_contradictions(connection, contract)


def _keep_only_structure_faults(connection: Connection) -> None:
    """In a row of the wrong width no cell is sure to stand under its title: judge, and show, none of them."""
    connection.execute(
        "UPDATE checked SET faults = raw.fault, warnings = '' FROM raw"
        " WHERE raw.n = checked.n AND raw.fault IS NOT NULL"
    )


def _hold_contradictions(connection: Connection, contract: Contract) -> None:
    """Counts of one key that differ within one file: nothing says which is the newer, or whether they add up."""
    (count,) = (column.name for column in contract.read_columns if column.type == "count")
    key = ", ".join(contract.key)
    told_apart = ("n", "faults", "warnings", *contract.key)
    names = [row[0] for row in connection.execute("DESCRIBE checked").fetchall()]
    (said,) = (name for name in names if name not in told_apart)
    connection.execute(
        f"UPDATE checked SET faults = $mark WHERE faults = '' AND ({key}) IN ("
        f"SELECT ({key}) FROM checked WHERE faults = '' GROUP BY {key} HAVING count(DISTINCT {said}) > 1)",
        {"mark": f"{count}:{contract.contradicted}"},
    )


def _map_places(connection: Connection, contract: Contract, reference: dict[str, list[Row]]) -> None:
    found: list[tuple[str | None, ...]] = []
    if contract.names_offices:
        gazetteer = Gazetteer.from_reference(reference)
        bare = next(column.names for column in contract.column if column.name == "unit")
        seen = connection.execute("SELECT DISTINCT unit, kecamatan FROM raw").fetchall()
        found = [(unit, kecamatan, *gazetteer.resolve(unit, kecamatan, bare)) for unit, kecamatan in seen]
    _lend(connection, "place_map", ("unit", "kecamatan", "unit_code", "faults"), found)
    connection.execute("UPDATE place_map SET faults = NULL WHERE faults = ''")


def _map_values(
    connection: Connection, contract: Contract, declaration: Declaration, reference: dict[str, list[Row]]
) -> None:
    found: list[tuple[str | None, ...]] = []
    for column in contract.read_columns:
        if known := spellings_of(column, declaration, reference):
            seen = connection.execute(f'SELECT DISTINCT "{column.name}" FROM raw').fetchall()
            found += [(column.name, raw, known.get(fold(raw))) for (raw,) in seen if raw is not None]
            # Under no spelling: a value may stand in for a missing cell.
            found += [(column.name, None, value) for value in dict.fromkeys(known.values())]
    _lend(connection, "value_map", ("column_name", "raw", "value"), found)


def _list_values(connection: Connection) -> None:
    """Give places and listed values the type `listed`, of a byte or two: as texts they would fill the memory."""
    connection.execute(
        "CREATE OR REPLACE TEMP TYPE listed AS ENUM ("
        "SELECT DISTINCT value FROM (SELECT unit_code AS value FROM place_map UNION ALL SELECT value FROM value_map)"
        " WHERE value IS NOT NULL ORDER BY value)"
    )
    connection.execute("ALTER TABLE place_map ALTER unit_code TYPE listed")
    connection.execute("ALTER TABLE value_map ALTER value TYPE listed")


def spellings_of(column: Column, declaration: Declaration, reference: dict[str, list[Row]]) -> dict[str, str]:
    """Return the value that each folded spelling stands for; empty for a column without listed values."""
    known = {fold(alias): value for value, aliases in column.values.items() for alias in [value, *aliases]}
    if column.reference == "service":
        for service in reference["services"]:
            known |= {fold(service[name]): service["service"] for name in ("service", "label_id", "label_en")}
        known |= {fold(row["alias"]): row["service"] for row in reference["service_aliases"]}
    for value, aliases in declaration.values.get(column.name, {}).items():
        known |= {fold(alias): value for alias in aliases}
    return known


def _lend(connection: Connection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[str | None, ...]]) -> None:
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = pa.table({column: pa.array(values, pa.string()) for column, values in zip(columns, cells, strict=True)})
    connection.register("lent", table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM lent")
    connection.unregister("lent")
