"""Delimited text through DuckDB: the fast lane, for clean files that are large enough to matter."""

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from etl.contracts import Contract
from etl.declarations import Declaration
from etl.errors import FastLaneError, UnreadableFileError
from etl.headers import SEARCH_ROWS, Header, find_header
from etl.readers.days_as_columns import is_day_row
from etl.readers.not_data import blanks_at_least, is_not_data
from etl.readers.records import BLANKS
from etl.readers.text import delimiter_of, head_of, records_of
from etl.warehouse import one_row

FAST_FROM_BYTES = 100_000
ODD_ROWS = 10_000
"""Rows without a required value, up to which the fast lane looks at each of them."""
ODD_BLANKS = (b"\t", "\u00a0".encode(), "\ufeff".encode())
"""Blanks that are looked for anywhere in a file; a space counts only beside the end of a cell."""
_GLOB = re.compile(r"[*?\[]")
"""In a path, DuckDB takes these for a pattern of several files."""
_READ = (
    "read_csv($path, columns = $columns, delim = $delimiter, quote = '\"', escape = '\"', header = false,"
    # Without ignoring, the first fault would end the load's transaction; so, the count of rows gives it away.
    " skip = $skip, auto_detect = false, ignore_errors = true)"
)


def read_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, contract: Contract, declaration: Declaration
) -> Header | None:
    """Fill `raw` through DuckDB and return the header; None when the file asks for the careful lane.

    Clean means: UTF-8, no fault of structure, as many records as lines, so that the line of a record follows from its
    number, and no row that the careful lane would take for something else than data.
    """
    if path.stat().st_size < FAST_FROM_BYTES or _GLOB.search(str(path)):
        return None
    try:
        head = head_of(path, "utf-8-sig")
        delimiter, _ = delimiter_of(head, contract, declaration)
        rows = [cells for _, cells, _ in islice(records_of(iter(_lines(head)), delimiter, False), SEARCH_ROWS)]
        if contract.layout == "days_as_columns" and any(is_day_row(cells) for cells in rows):
            return None
        header = find_header(rows, contract, declaration, frozenset())
        given, found = _given(path, delimiter, header), _scan(path, delimiter)
        _fill(connection, given, header, contract, found.blanks)
        is_clean = _has_data_only(connection, given, header, contract)
    except (UnicodeDecodeError, UnreadableFileError):
        return None
    except duckdb.Error:
        raise FastLaneError(path) from None
    records = _count(connection, "SELECT count(*) FROM raw_rows") + header.row + 1
    return header if is_clean and records == found.lines and _number_rows(connection, header.row + 2) else None


def _lines(head: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", head)


def _given(path: Path, delimiter: str, header: Header) -> dict[str, object]:
    names = {position: name for name, position in header.positions.items()}
    columns = {names.get(i, f"unused_{i}"): "VARCHAR" for i in range(header.width)}
    return {"path": str(path), "columns": columns, "delimiter": delimiter, "skip": header.row + 1}


def _fill(
    connection: duckdb.DuckDBPyConnection,
    given: dict[str, object],
    header: Header,
    contract: Contract,
    blanks: str,
) -> None:
    picked = ", ".join(
        f'{trimmed(column.name, blanks)} AS "{column.name}"'
        if column.name in header.positions
        else f'NULL::VARCHAR AS "{column.name}"'
        for column in contract.read_columns
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE raw_rows AS SELECT {picked} FROM {_READ}", given)


def trimmed(name: str, blanks: str = BLANKS) -> str:
    """Return the SQL for a text column without these blanks around it, NULL where nothing is left.

    Cutting off spaces only takes a small part of the time, and no blanks none.
    """
    if not blanks:
        return f'"{name}"'
    listed = "" if blanks == " " else ", " + " || ".join(f"chr({ord(blank)})" for blank in blanks)
    return f"nullif(trim(\"{name}\"{listed}), '')"


def _has_data_only(
    connection: duckdb.DuckDBPyConnection, given: dict[str, object], header: Header, contract: Contract
) -> bool:
    """False when a row is blank, the header once more, a total or a note: what those are, the careful lane knows.

    All but a repeated header lack required columns, so only such rows are looked at, in full.
    """
    required = [column.name for column in contract.read_columns if column.required]
    quoted = [f'"{name}"' for name in required]
    title = header.titles[header.positions[required[0]]]
    same = f'SELECT 1 FROM raw_rows WHERE lower("{required[0]}") = $title LIMIT 1'
    if one_row(connection, same, {"title": title.lower()}):
        return False
    odd = _count(connection, f"SELECT count(*) FROM raw_rows WHERE {_lacking(quoted, contract)}")
    if odd > (0 if contract.layout == "days_as_columns" else ODD_ROWS):
        return False
    lacking = _lacking([trimmed(name) for name in required], contract)
    rows = connection.execute(f"SELECT * FROM {_READ} WHERE {lacking}", given).fetchall() if odd else []
    return not any(_is_blank(cells) or is_not_data(cells, header, contract) for cells in rows)


def _lacking(values: list[str], contract: Contract) -> str:
    """SQL that is true where so many of these are NULL that the row may be no record."""
    return " + ".join(f"({value} IS NULL)::INTEGER" for value in values) + f" >= {blanks_at_least(contract)}"


def _is_blank(cells: tuple[str | None, ...]) -> bool:
    return not any(cell and cell.strip(BLANKS) for cell in cells)


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


def _count(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    return int((one_row(connection, statement) or (0,))[0])


@dataclass(frozen=True)
class _Bytes:
    """What the bytes of a file say: its lines (None where a carriage return stands alone, since that ends a line for
    some only), and which blanks may stand at the ends of its cells."""

    lines: int | None
    blanks: str


def _scan(path: Path, delimiter: str) -> _Bytes:
    lines, returns, pairs, last, has_spaces, has_odd = 0, 0, 0, b"\n", False, False
    spaces = _beside_ends(delimiter)
    with path.open("rb") as file:
        if file.read(3) != b"\xef\xbb\xbf":
            file.seek(0)
        while block := file.read(1 << 22):
            lines += block.count(b"\n")
            returns += block.count(b"\r")
            pairs += block.count(b"\r\n") + (last[-1:] == b"\r" and block.startswith(b"\n"))
            joint = last + block[:2]
            has_spaces = has_spaces or any(mark in block or mark in joint for mark in spaces)
            has_odd = has_odd or any(mark in block or mark in joint for mark in ODD_BLANKS)
            last = block[-2:]
    blanks = BLANKS if has_odd else " " if has_spaces or last[-1:] == b" " else ""
    return _Bytes(lines + (last[-1:] != b"\n") if returns == pairs else None, blanks)


def _beside_ends(delimiter: str) -> tuple[bytes, ...]:
    """A space beside a delimiter, a quote or the end of a line."""
    ends = (delimiter, '"', "\n", "\r")
    return tuple(pair.encode() for end in ends for pair in (f" {end}", f"{end} "))
