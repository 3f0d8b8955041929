"""Parquet files, row by row."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from core.settings import settings
from etl.errors import UnreadableFileError, in_megabytes
from etl.reading.base.cells import cell_text
from etl.reading.base.headers import find_header
from etl.reading.base.records import Records
from etl.reading.base.table_read import TableRead, understood
from etl.sources.declarations import Declaration

BATCH_ROWS = 20_000
ENCRYPTED = "crypt"
"""Arrow says so of a footer, or of columns, that only a key opens."""


def read(path: Path, records: Records, declaration: Declaration) -> None:
    """Read all rows; a record's place is its index from 0."""
    try:
        with pq.ParquetFile(path) as file:
            _read(file, records, declaration)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError) as error:
        if ENCRYPTED in str(error):
            raise UnreadableFileError("berkas_berkata_sandi") from None
        raise UnreadableFileError("berkas_tak_terbaca", "isi Parquet rusak atau terpotong") from None


def _read(file: pq.ParquetFile, records: Records, declaration: Declaration) -> None:
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > (most := settings().max_file_bytes):
        raise UnreadableFileError("berkas_terlalu_besar", f"isinya lebih dari {in_megabytes(most)}")
    titles = file.schema_arrow.names
    if records.look:
        batches = file.iter_batches(BATCH_ROWS, use_threads=False)
        records.look("", chain([titles], (cells for batch in batches for cells in _texts(batch))))
        return
    header, said = records.with_office(find_header([titles], records.contract, declaration))
    why = [*said, f"{len(header.positions)} nama kolom dikenal"]
    records.use(header, TableRead("", "Parquet", "satu baris satu catatan", None, understood(header), why=why))
    index = 0
    # A single thread: the limits of a child count the others' memory too.
    for batch in file.iter_batches(BATCH_ROWS, use_threads=False):
        records.spend(batch.num_rows * batch.num_columns)
        for cells in _texts(batch):
            records.add(str(index), cells, header)
            index += 1


def _texts(batch: pa.RecordBatch) -> Iterator[list[str | None]]:
    for cells in zip(*(_values(column) for column in batch.columns), strict=True):
        yield [cell_text(cell) for cell in cells]


def _values(column: pa.Array) -> list[Any]:
    """The cells of a column; moments beyond the calendar, which Python has not, as the numbers that they are."""
    try:
        return [*column.to_pylist()]
    except (ValueError, OverflowError):
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return str(getattr(cell, "value", cell.type))
