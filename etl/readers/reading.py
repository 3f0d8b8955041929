"""Chooses the reader by the file's kind and leaves its records in the temporary table `raw`."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from core.settings import settings
from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import FastLaneError, UnreadableFileError, UserError
from etl.headers import near, spellings
from etl.places import Gazetteer
from etl.readers import delimited, html_tables, json_rows, parquet, unpack, workbook
from etl.readers.fast import read_fast, trimmed
from etl.readers.kinds import Kind, kind_of
from etl.readers.records import Part, Records, Row, Show
from etl.reference import read_reference
from etl.shapes import Row as ReferenceRow
from etl.warehouse import one_row
from etl.words import masked

Connection = duckdb.DuckDBPyConnection
PANIC = "PanicException"
READERS: dict[Kind, Callable[[Path, Records, Declaration], None]] = {
    Kind.DELIMITED: delimited.read,
    Kind.JSON: json_rows.read,
    Kind.HTML: html_tables.read,
    Kind.WORKBOOK: workbook.read,
    Kind.PARQUET: parquet.read,
}


@dataclass
class Reading:
    """Which columns a file has, how many records it held beside those in `raw`, which headers were not used.

    `parts` say what was understood; the fast lane leaves none.
    """

    columns: set[str]
    not_data: int
    not_reported: int = 0
    ignored: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass
class _Task:
    """What one file is read with."""

    connection: Connection
    contract: Contract
    declaration: Declaration
    gazetteer: Gazetteer
    is_careful: bool
    show: Show | None

    def read(self, path: Path) -> Reading:
        """Fill `raw` from one unpacked file."""
        kind = kind_of(path)
        if path.stat().st_size > settings().max_file_bytes:
            raise UnreadableFileError("berkas_terlalu_besar")
        if kind is Kind.WORKBOOK:
            unpack.check_workbook(path)
        if kind is Kind.DELIMITED and not self.is_careful:
            fast = read_fast(self.connection, path, self.contract, self.declaration)
            if fast:
                return Reading(set(fast.positions), not_data=fast.row + 1, ignored=fast.ignored)
        if kind not in READERS:
            raise UnreadableFileError("arsip_ditolak", "arsip di dalam arsip")
        return self._with_care(READERS[kind], path)

    def _with_care(self, read: Callable[[Path, Records, Declaration], None], path: Path) -> Reading:
        names = ["place", "fault", *(column.name for column in self.contract.read_columns)]
        columns = ", ".join(f'"{name}" VARCHAR' for name in names)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE raw_rows ({columns})")
        records = Records(self.contract, lambda rows: self._keep(names, rows), self.gazetteer, self.show)
        read(path, records, self.declaration)
        records.flush()
        if not records.count and not records.not_reported:
            raise UnreadableFileError("berkas_kosong")
        _number_rows(self.connection)
        return Reading(records.columns, records.not_data, records.not_reported, records.ignored, records.parts)

    def _keep(self, names: list[str], rows: list[Row]) -> None:
        columns = zip(*rows, strict=True)
        table = pa.table({name: pa.array(cells, pa.string()) for name, cells in zip(names, columns, strict=True)})
        self.connection.register("records", table)
        picked = ", ".join(trimmed(name) for name in names[2:])
        self.connection.execute(f"INSERT INTO raw_rows SELECT place, fault, {picked} FROM records")
        self.connection.unregister("records")


def read_file(
    connection: Connection,
    path: Path,
    contract: Contract,
    declaration: Declaration,
    *,
    is_careful: bool = False,
    reference: dict[str, list[ReferenceRow]] | None = None,
    show: Show | None = None,
) -> Reading:
    """Fill temp table `raw` (n, place, fault and the contract's columns, trimmed text) from one file.

    `is_careful` leaves the fast lane out; `show` is called with every data row as the file holds it. Raises
    UnreadableFileError when the whole file cannot be used, FastLaneError when it must be read again with care.
    """
    gazetteer = Gazetteer()
    if contract.layout == "days_as_columns":
        gazetteer = Gazetteer.from_reference(reference or read_reference())
    task = _Task(connection, contract, declaration, gazetteer, is_careful, show)
    try:
        kind = kind_of(path)
        if kind not in (Kind.GZIP, Kind.ZIP):
            reading = task.read(path)
        else:
            with tempfile.TemporaryDirectory(dir=_scratch(connection)) as scratch:
                reading = _read_archive(task, path, kind, Path(scratch))
    except FastLaneError:
        raise FastLaneError(path) from None
    except (UnreadableFileError, UserError, OSError, MemoryError, duckdb.Error):
        raise
    except BaseException as error:
        # No file that a reader did not expect may stop the others; a panic in calamine is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        # The error's text may quote the file: not shown.
        raise UnreadableFileError("berkas_tak_terbaca", type(error).__name__) from None
    known = spellings(contract, declaration)
    titles = dict.fromkeys(masked(title) for title in reading.ignored)
    reading.ignored = [_with_proposal(title, known, reading.columns) for title in titles]
    return reading


def _scratch(connection: Connection) -> Path | None:
    """The private folder of the connection, which every load empties before it starts; None: the system's own."""
    (folder,) = one_row(connection, "SELECT current_setting('temp_directory')") or ("",)
    path = Path(folder)
    return path if path.is_absolute() and path.is_dir() else None


def _read_archive(task: _Task, path: Path, kind: Kind, scratch: Path) -> Reading:
    if kind is Kind.GZIP:
        return task.read(unpack.unpack_gzip(path, scratch))
    readings = list(_members(task, path, scratch))
    task.connection.execute("CREATE OR REPLACE TEMP TABLE raw_rows AS SELECT * FROM raw_members")
    task.connection.execute("DROP TABLE raw_members")
    _number_rows(task.connection)
    return Reading(
        set().union(*(reading.columns for reading in readings)),
        sum(reading.not_data for reading in readings),
        sum(reading.not_reported for reading in readings),
        [title for reading in readings for title in reading.ignored],
        [part for reading in readings for part in reading.parts],
    )


def _number_rows(connection: Connection) -> None:
    """Make the view `raw` over `raw_rows` with n from 0 on: inside a transaction, row ids start at 2 to the 56th."""
    (first,) = one_row(connection, "SELECT coalesce(min(rowid), 0) FROM raw_rows") or (0,)
    numbers = f"rowid - {first} AS n, rowid AS row_id"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {numbers}, * FROM raw_rows")


def _members(task: _Task, path: Path, scratch: Path) -> Iterator[Reading]:
    """Read one member after the other. Places begin with the member's number: its name may be a person's."""
    names = ", ".join(f'"{column.name}"' for column in task.contract.read_columns)
    for number, member in enumerate(unpack.unpack_zip(path, scratch), 1):
        try:
            yield task.read(member)
        except UnreadableFileError as error:
            where = f"anggota {number}"
            raise UnreadableFileError(error.reason, f"{where}: {error.detail}" if error.detail else where) from None
        rows = f"SELECT $member || place AS place, fault, {names} FROM raw ORDER BY n"
        into = "INSERT INTO raw_members" if number > 1 else "CREATE OR REPLACE TEMP TABLE raw_members AS"
        task.connection.execute(f"{into} {rows}", {"member": f"{number}/"})


def _with_proposal(title: str, known: dict[str, str], found: set[str]) -> str:
    """A title nobody reads, with the title that may have been meant, if its column is still missing."""
    missing = {spelling: column for spelling, column in known.items() if column not in found}
    alike = near(title, missing)
    return f"{title} (mirip: {alike})" if alike else title
