"""Keeps every held-back or flagged row with its place, its reasons and the offending value."""

from collections.abc import Sequence

import duckdb

from etl.contracts import Column, Contract
from etl.warehouse import one_row
from etl.words import LONG_NUMBER

WHOLE_FILE = "berkas"
SHOWN_CHARACTERS = 80

SLIPPED = (
    "(contains(faults, 'unit:') AND contains(faults, 'count:') OR len(list_filter(string_split(faults, ' '),"
    " lambda mark: mark <> '' AND NOT starts_with(mark, 'unit:') AND NOT starts_with(mark, 'kecamatan:'))) >= 2)"
)
"""Names of places are wrong together in a file of another city, so they do not count; an office and its count that
are both wrong are a signature below the table."""
AFTER_A_TITLE = r"(?i)\b(a\.? ?n\.?|bpk\.?|bapak|ibu|sdri?\.?|oleh|nama|nip|nik|hp|telp\.?)[ :.]+.*"
"""What follows such a word in a free text may be a person."""


def keep(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    path: str,
    file: str,
    of_file: Sequence[tuple[str, str, str]] = (),
) -> int:
    """Store the faults and warnings in `checked`; return how many rows are held back.

    A person's value is kept only as its length, and so is any long number: a NIK or a phone may have slipped
    into another column. Where two columns or more cannot be read, the whole row may have slipped by one, a name
    into any of them: nothing of it is shown. The row itself stays in the raw file. `of_file`: warnings on the whole
    file as (column, reason, value without a person).
    """
    (first,) = one_row(connection, "SELECT coalesce(min(rowid), 0) FROM raw_rows") or (0,)
    (bad,) = one_row(connection, "SELECT count(*) FROM checked WHERE faults <> ''") or (0,)
    connection.execute(
        "INSERT INTO quarantine SELECT $source, $path, $file, raw.place,"
        " CASE WHEN is_slipped OR fault IS NOT NULL THEN '' ELSE unit_code END,"
        f" split_part(mark, ':', 1), split_part(mark, ':', 2), severity, {_value(contract)}"
        f" FROM ({_marks(contract, 'faults', 'tolak')} UNION ALL {_marks(contract, 'warnings', 'peringatan')}) AS marks"
        # By the row id, of which only these few rows are read.
        " JOIN raw USING (row_id)",
        {"source": contract.source, "path": path, "file": file, "first": first},
    )
    for column, reason, value in of_file:
        connection.execute(
            "INSERT INTO quarantine VALUES ($source, $path, $file, $place, '', $column, $reason, 'peringatan', $value)",
            {"source": contract.source, "path": path, "file": file, "place": WHOLE_FILE, "column": column}
            | {"reason": reason, "value": value},
        )
    return int(bad)


def _marks(contract: Contract, marks: str, severity: str) -> str:
    """One row a mark, with the office of its row where that is one of ours and known."""
    known = "coalesce(ref_units.unit_code, '')" if contract.names_offices else "''"
    joined = " LEFT JOIN ref_units ON ref_units.unit_code = checked.unit_code" if contract.names_offices else ""
    return (
        f"SELECT n + $first AS row_id, {known} AS unit_code, {SLIPPED} AS is_slipped,"
        f" unnest(string_split({marks}, ' ')) AS mark, '{severity}' AS severity"
        f" FROM checked{joined} WHERE {marks} <> ''"
    )


def _value(contract: Contract) -> str:
    """The value of the column a mark names; masked where it holds, or may hold, a person."""
    shown = " ".join(f"WHEN '{column.name}' THEN {_masked(column)}" for column in contract.read_columns)
    return f"CASE WHEN is_slipped THEN '*****' ELSE CASE split_part(mark, ':', 1) {shown} END END"


def _masked(column: Column) -> str:
    if column.is_person:
        return f"repeat('*', length(raw.\"{column.name}\"))"
    shown = f'left(raw."{column.name}", {SHOWN_CHARACTERS})'
    if column.type in ("moment", "day", "count"):
        # A moment has more digits than a phone number, with marks between them.
        return f"regexp_replace({shown}, '[0-9]{{9,}}', '*****', 'g')"
    without_titles = f"regexp_replace({shown}, '{AFTER_A_TITLE}', '\\1 *****')"
    return f"regexp_replace({without_titles}, '{LONG_NUMBER}', '*****', 'g')"
