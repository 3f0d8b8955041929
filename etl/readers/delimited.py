"""Delimited text: a fast lane through DuckDB for clean files, a careful lane for the rest."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import FastLaneError, UnreadableFileError
from etl.headers import Header, find_header
from etl.readers.records import Records
from etl.warehouse import one_row

DELIMITERS = ";\t,|"
HEAD_BYTES = 65536
FAST_FROM_BYTES = 100_000
HEAD_RECORDS = 40
LONGEST_RECORD = 20
"""Lines that one record may span by line breaks inside quotes."""
_GLOB = re.compile(r"[*?\[]")
"""In a path, DuckDB takes these for a pattern of several files."""
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def encoding_of(path: Path) -> str:
    """Return the encoding: a byte order mark decides, then UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4)
    for mark, encoding in _BOMS.items():
        if head.startswith(mark):
            return encoding
    try:
        with path.open(encoding="utf-8") as lines:
            while lines.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def delimiter_of(head: str) -> str:
    """Return the delimiter that most lines of the head agree on."""
    lines = [line for line in head.splitlines() if line.strip()][:40]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]
    votes = {mark: Counter(line.count(mark) for line in lines if mark in line) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: max((n * width for width, n in votes[mark].items()), default=0))


def read(path: Path, contract: Contract, declaration: Declaration) -> Records:
    """Return the records of one delimited file, row by row, each with its physical line."""
    encoding = encoding_of(path)
    delimiter = delimiter_of(_head(path, encoding))
    head = [cells for _, cells in _first_rows(path, encoding, delimiter)]
    header = find_header(head, contract, declaration, frozenset())
    records = Records(columns=set(header.positions), ignored=header.ignored)
    title = head[header.row]
    for number, (line, cells) in enumerate(_rows(_lines(path, encoding), delimiter)):
        if number <= header.row or cells == title:
            records.not_data += 1
        else:
            fault = None if _fits(cells, header) else "row:jumlah_kolom_salah"
            records.add(str(line), cells, header, contract, fault)
    return records


def read_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, contract: Contract, declaration: Declaration
) -> Header | None:
    """Fill `raw` through DuckDB and return the header; None when the file asks for the careful lane.

    Clean means: large enough to matter, UTF-8, no fault of structure, and as many records as lines, so that
    the line of a record follows from its number.
    """
    if path.stat().st_size < FAST_FROM_BYTES or _GLOB.search(str(path)):
        return None
    try:
        delimiter = delimiter_of(_head(path, "utf-8-sig"))
        head = [cells for _, cells in _first_rows(path, "utf-8-sig", delimiter)]
        header = find_header(head, contract, declaration, frozenset())
        _fill_fast(connection, path, delimiter, header, contract)
    except (UnicodeDecodeError, UnreadableFileError):
        return None
    except duckdb.Error:
        raise FastLaneError(path) from None
    is_plain = _count_plain(connection, contract, header, head[header.row]) == _count_lines(path) - header.row - 1
    return header if is_plain and _number_rows(connection, header.row + 2) else None


def _fill_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, delimiter: str, header: Header, contract: Contract
) -> None:
    names = {position: name for name, position in header.positions.items()}
    columns = {names.get(i, f"unused_{i}"): "VARCHAR" for i in range(header.width)}
    picked = ", ".join(
        f'nullif(trim("{column.name}"), \'\') AS "{column.name}"'
        if column.name in header.positions
        else f'NULL::VARCHAR AS "{column.name}"'
        for column in contract.read_columns
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw_rows AS SELECT {picked} FROM read_csv($path, columns = $columns,"
        " delim = $delimiter, quote = '\"', escape = '\"', header = false, skip = $skip, auto_detect = false,"
        # Without it the first fault would end the load's transaction; so, the count of rows gives it away.
        " ignore_errors = true)",
        {"path": str(path), "columns": columns, "delimiter": delimiter, "skip": header.row + 1},
    )


def _number_rows(connection: duckdb.DuckDBPyConnection, first_line: int) -> bool:
    """Make the view `raw` over `raw_rows`, each record at its line; False when their numbers have gaps.

    Inside a transaction, row ids do not start at 0.
    """
    count, first, last = one_row(connection, "SELECT count(*), min(rowid), max(rowid) FROM raw_rows") or (0, 0, 0)
    if not count or last - first + 1 != count:
        return False
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW raw AS SELECT rowid - {first} AS n,"
        f" (rowid - {first - first_line})::VARCHAR AS place, NULL::VARCHAR AS fault, * FROM raw_rows"
    )
    return True


def _count_plain(connection: duckdb.DuckDBPyConnection, contract: Contract, header: Header, title: list[str]) -> int:
    """Count the rows that the careful lane takes for data too: neither blank nor the header once more."""
    held = [f'"{column.name}"' for column in contract.read_columns]
    first = next(column.name for column in contract.read_columns if column.required)
    (count,) = one_row(
        connection,
        f"SELECT count(*) FROM raw_rows WHERE coalesce({', '.join(held)}) IS NOT NULL"
        f' AND "{first}" IS DISTINCT FROM $title',
        {"title": title[header.positions[first]].strip()},
    ) or (0,)
    return int(count)


def _head(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(HEAD_BYTES)


def _first_rows(path: Path, encoding: str, delimiter: str) -> list[tuple[int, list[str]]]:
    lines = _lines(path, encoding, (HEAD_RECORDS + 1) * (LONGEST_RECORD + 1))
    return list(islice(_rows(lines, delimiter), HEAD_RECORDS))


def _lines(path: Path, encoding: str, at_most: int | None = None) -> list[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return list(islice(file, at_most))


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (physical line on which the record starts, cells).

    A quote that is never closed would swallow the lines after it: such a line is taken as it stands.
    """
    start = 0
    while start < len(lines):
        for first, last, cells in _records(lines, start, delimiter):
            if last - first > LONGEST_RECORD:
                yield first + 1, next(csv.reader([lines[first]], delimiter=delimiter, quoting=csv.QUOTE_NONE))
                start = first + 1
                break
            yield first + 1, cells
            start = last


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield (first line, line after the last, cells) of each record; one too long for a cell reaches to the end."""
    reader = csv.reader((lines[number] for number in range(start, len(lines))), delimiter=delimiter)
    first = start
    try:
        for cells in reader:
            yield first, start + reader.line_num, cells
            first = start + reader.line_num
    except csv.Error:
        yield first, max(len(lines), first + LONGEST_RECORD + 1), []


def _fits(cells: list[str], header: Header) -> bool:
    return not any(cells[header.width :]) and len(cells) >= header.width


def _count_lines(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n")
