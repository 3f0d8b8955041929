"""Chooses the reader by the file's kind and leaves its records in the temporary table `raw`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import UnreadableFileError
from etl.readers import delimited, json_rows, workbook
from etl.readers.records import Records

Reader = Callable[[Path, Contract, Declaration], Records]
READERS: dict[str, Reader] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".txt": delimited.read,
    ".json": json_rows.read,
    ".xlsx": workbook.read,
    ".xls": workbook.read,
}


@dataclass
class Reading:
    """Which columns a file has, how many records it held beside those in `raw`, which headers were not used."""

    columns: set[str]
    not_data: int
    not_reported: int = 0
    ignored: list[str] = field(default_factory=list)


def read_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    contract: Contract,
    declaration: Declaration,
    *,
    is_careful: bool = False,
) -> Reading:
    """Fill temp table `raw` (place, fault and the contract's columns, trimmed text) from one file.

    `is_careful` leaves the fast lane out. Raises UnreadableFileError when the whole file cannot be used,
    FastLaneError when it must be read again with care.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError("format_tak_dikenal", path.suffix)
    if path.stat().st_size == 0:
        raise UnreadableFileError("berkas_kosong")
    if reader is delimited.read and not is_careful:
        fast = delimited.read_fast(connection, path, contract, declaration)
        if fast:
            return Reading(set(fast.positions), not_data=fast.row + 1, ignored=fast.ignored)
    records = reader(path, contract, declaration)
    if not records.rows and not records.not_reported:
        raise UnreadableFileError("berkas_kosong")
    _register(connection, records, contract)
    return Reading(records.columns, records.not_data, records.not_reported, records.ignored)


def _register(connection: duckdb.DuckDBPyConnection, records: Records, contract: Contract) -> None:
    names = ["place", "fault", *(column.name for column in contract.read_columns)]
    columns = list(zip(*records.rows, strict=True)) or [()] * len(names)
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in zip(names, columns, strict=True)})
    connection.register("records", table)
    trimmed = ", ".join(f'nullif(trim("{column.name}"), \'\') AS "{column.name}"' for column in contract.read_columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw_rows AS SELECT place, fault, {trimmed} FROM records")
    connection.execute("CREATE OR REPLACE TEMP VIEW raw AS SELECT rowid AS n, * FROM raw_rows")
    connection.unregister("records")
