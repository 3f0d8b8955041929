"""Delimited text through DuckDB: the fast lane, for clean files that are large enough to matter."""

from pathlib import Path

import duckdb

from etl.errors import FastLaneError, UnreadableFileError
from etl.reading.base.cells import BLANKS
from etl.reading.base.closed_days import closed_words, silent_words
from etl.reading.base.headers import Header, spellings
from etl.reading.base.not_data import blanks_at_least, is_not_data, starts_aside
from etl.reading.base.office_of_table import Offices
from etl.reading.formats.clean_head import fast_head
from etl.reading.formats.file_bytes import FileBytes, scan
from etl.reading.formats.listed_texts import LISTED_FROM_ROWS, list_others, packed, spellings_ahead
from etl.sources.contract import Column, Contract
from etl.sources.declarations import Declaration
from etl.spelling import INVISIBLE, LONGEST_COMPOSED, STANDING_IN, STOOD_FOR, fold
from etl.warehouse.database import one_row

FAST_FROM_BYTES = 100_000
ODD_ROWS = 10_000
"""Rows of a file without a required value, up to which the fast lane looks at each of them."""
_SIGNS = (f"{STANDING_IN}{INVISIBLE}", STOOD_FOR.replace("'", "''"))
_READ = (
    "read_csv($path, columns = $columns, delim = $delimiter, quote = '\"', escape = '\"', header = false,"
    # Without ignoring, the first fault would end the load's transaction; so, the count of rows gives it away.
    " skip = $skip, auto_detect = false, ignore_errors = true)"
)


def read_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, offices: Offices, odd_at_most: int = ODD_ROWS
) -> tuple[Header, list[str]] | None:
    """Fill `raw` through DuckDB; return the header and what the account says of it, or None for the careful lane.

    Clean means: UTF-8, no fault of structure, as many records as lines, so that the line of a record follows from its
    number, and no row that the careful lane would take for something else than data. `odd_at_most`: rows without a
    required value, up to which each of them is looked at.
    """
    contract, declaration = offices.contract, offices.declaration
    if path.stat().st_size < FAST_FROM_BYTES:
        return None
    try:
        head = fast_head(path, offices)
        if head is None:
            return None
        header = head.header
        given, found = _given(path, head.delimiter, header), scan(path, head.delimiter)
        _fill(connection, given, header, contract, found)
        if found.has_hashes and _has_hashes(connection, contract):
            return None
        is_clean = _is_even(connection, given, found.marks - head.above) and _has_data_only(
            connection, given, header, contract, declaration, odd_at_most
        )
    except (UnicodeDecodeError, UnreadableFileError):
        return None
    except duckdb.Error:
        raise FastLaneError from None
    records = _count(connection, "SELECT count(*) FROM text_rows") + header.row + 1
    if not (is_clean and records == found.lines and _number_rows(connection, header.row + 2, contract)):
        return None
    return header, head.notes


def _given(path: Path, delimiter: str, header: Header) -> dict[str, object]:
    columns = dict.fromkeys(_names(header), "VARCHAR")
    return {"path": str(path), "columns": columns, "delimiter": delimiter, "skip": header.row + 1}


def _names(header: Header) -> list[str]:
    """What the columns of the file are called as they are read."""
    names = {position: name for name, position in header.positions.items()}
    return [names.get(position, f"unused_{position}") for position in range(header.cells)]


def _fill(
    connection: duckdb.DuckDBPyConnection,
    given: dict[str, object],
    header: Header,
    contract: Contract,
    found: FileBytes,
) -> None:
    path, delimiter = Path(str(given["path"])), str(given["delimiter"])
    is_numbered = contract.number is None or contract.number in header.positions
    unread = [f'"{name}"' for name in _names(header) if name not in header.positions]

    def value(column: Column) -> str:
        if column.is_rest and not is_numbered and unread:
            return f"hash({', '.join(unread)})::VARCHAR"
        if column.name in header.positions and found.is_trim:
            return f'"{column.name}"'
        if column.name in header.positions:
            return trimmed(column.name, found.has_odd_signs, is_number=found.has_quotes and column.is_number)
        return _literal(header.fixed.get(column.name))

    picked = ", ".join(f'{value(column)} AS "{column.name}"' for column in contract.read_columns)
    rows = f"SELECT {picked} FROM {_READ}"
    is_large = (found.lines or 0) >= LISTED_FROM_ROWS
    positions = {name: header.positions[name] for name in _listed(contract) if name in header.positions}
    spelled = spellings_ahead(path, delimiter, positions) if is_large else {}
    connection.execute(f"CREATE OR REPLACE TEMP TABLE text_rows AS {packed(rows, spelled)}", given)
    list_others(connection, spelled)


def _listed(contract: Contract) -> list[str]:
    """The columns with few spellings."""
    return [column.name for column in contract.read_columns if column.type in ("choice", "place")]


def _literal(text: str | None) -> str:
    return "NULL::VARCHAR" if text is None else "'" + text.replace("'", "''") + "'"


def trimmed(name: str, has_odd_signs: bool = True, *, is_number: bool = False) -> str:
    """Return the SQL for a text column, plain (words.plain) and without blanks around it, NULL where nothing is left.

    Cutting off spaces only takes a small part of the time. A quote is never part of the number of a record: it is
    left over from a cell that was quoted by halves.
    """
    text = f"replace(\"{name}\", '\"', '')" if is_number else f'"{name}"'
    if has_odd_signs:
        composed = f"CASE WHEN length({text}) <= {LONGEST_COMPOSED} THEN nfc_normalize({text}) ELSE {text} END"
        cleaned = "translate({}, '{}', '{}')".format(composed, *_SIGNS)
        text = f"CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE {cleaned} END, '{BLANKS}'"
    return f"nullif(trim({text}), '')"


def _is_even(connection: duckdb.DuckDBPyConnection, given: dict[str, object], marks: int) -> bool:
    """True when every row has as many delimiters as the header: DuckDB takes a blank cell too many for none.

    No row has fewer, so the sum tells. Delimiters inside quotes are looked for only where it does not add up.
    """
    columns = given["columns"]
    assert isinstance(columns, dict)
    surplus = marks - (len(columns) - 1) * _count(connection, "SELECT count(*) FROM text_rows")
    if surplus <= 0:
        return surplus == 0
    texts = " + ".join(
        f'coalesce(length("{name}") - length(replace("{name}", $delimiter, \'\')), 0)' for name in columns
    )
    return surplus == int((one_row(connection, f"SELECT sum({texts}) FROM {_READ}", given) or (0,))[0] or 0)


def _has_hashes(connection: duckdb.DuckDBPyConnection, contract: Contract) -> bool:
    """True where a cell begins as an error does: which it is, the careful lane knows."""
    # As a range: what the table keeps of its least and greatest texts nearly always tells that there is none.
    texts = [f'"{column.name}"::VARCHAR' for column in contract.read_columns]
    found = " OR ".join(f"{text} >= '#' AND {text} < '$'" for text in texts)
    return one_row(connection, f"SELECT 1 FROM text_rows WHERE {found} LIMIT 1") is not None


def _has_data_only(
    connection: duckdb.DuckDBPyConnection,
    given: dict[str, object],
    header: Header,
    contract: Contract,
    declaration: Declaration,
    odd_at_most: int,
) -> bool:
    """False when a row is blank, the header once more, a total or a note: what those are, the careful lane knows.

    All but a repeated header lack required columns, so only such rows are looked at, in full.
    """
    required = [column.name for column in contract.read_columns if column.required]
    quoted = [f'"{name}"' for name in required]
    # The titles of a file that was joined to this one may stand in another order.
    titles: dict[str, object] = {f"title_{place}": header.titles[place].lower() for place in header.positions.values()}
    # Only texts as long as a title are put into small letters: for all rows that would take a twentieth of the load.
    text = f'"{required[0]}"::VARCHAR'
    same = " OR ".join(f"(length({text}) = length(${name}) AND lower({text}) = ${name})" for name in titles)
    if one_row(connection, f"SELECT 1 FROM text_rows WHERE {same} LIMIT 1", titles):
        return False
    if contract.layout == "days_as_columns" and _has_words(connection, contract, declaration):
        return False
    odd = _count(connection, f"SELECT count(*) FROM text_rows WHERE {_lacking(quoted, contract)}")
    if odd > (0 if contract.layout == "days_as_columns" else odd_at_most):
        return False
    lacking = _lacking([trimmed(name) for name in required], contract)
    rows = connection.execute(f"SELECT * FROM {_READ} WHERE {lacking}", given).fetchall() if odd else []
    names = set(titles.values())
    return not any(
        _is_blank(cells)
        or is_not_data(cells, header, contract)
        or names & {(cell or "").strip().lower() for cell in cells}
        for cells in rows
    )


def _has_words(connection: duckdb.DuckDBPyConnection, contract: Contract, declaration: Declaration) -> bool:
    """True where the place of a count holds the title of another table, or a word for none."""
    is_closed, is_silent = closed_words(contract, declaration), silent_words(declaration)
    known = spellings(contract, declaration)
    texts = connection.execute(
        "SELECT DISTINCT count FROM text_rows WHERE try_cast(count AS INTEGER) IS NULL"
    ).fetchall()
    return any(
        is_closed(text) or is_silent(text) or fold(text) in known or starts_aside(text) for (text,) in texts if text
    )


def _lacking(values: list[str], contract: Contract) -> str:
    """SQL that is true where so many of these are NULL that the row may be no record: few rows lack any, seen first."""
    lacks_any = " OR ".join(f"{value} IS NULL" for value in values)
    lacking = " + ".join(f"({value} IS NULL)::INTEGER" for value in values)
    return f"({lacks_any}) AND {lacking} >= {blanks_at_least(contract)}"


def _is_blank(cells: tuple[str | None, ...]) -> bool:
    return not any(cell and cell.strip(BLANKS) for cell in cells)


def _number_rows(connection: duckdb.DuckDBPyConnection, first_line: int, contract: Contract) -> bool:
    """Make the view `raw` over `text_rows`, each record at its line; False when their numbers have gaps.

    Inside a transaction, row ids do not start at 0.
    """
    count, first, last = one_row(connection, "SELECT count(*), min(rowid), max(rowid) FROM text_rows") or (0, 0, 0)
    if not count or last - first + 1 != count:
        return False
    texts = ", ".join(f'"{column.name}"::VARCHAR AS "{column.name}"' for column in contract.read_columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW raw AS SELECT rowid - {first} AS n, rowid AS row_id,"
        f" (rowid - {first - first_line})::VARCHAR AS place, NULL::VARCHAR AS fault, {texts} FROM text_rows"
    )
    return True


def _count(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    return int((one_row(connection, statement) or (0,))[0])
