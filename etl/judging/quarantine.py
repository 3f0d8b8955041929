"""Every held-back or flagged row with its place, its reasons and what may be shown of the offending value."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import duckdb

from etl.judging.dates.closed_days import ClosedMark
from etl.judging.masking import Shown
from etl.sources.contract import Contract
from etl.spelling import MASK, fold
from etl.temporary_tables import columns_of_texts, make_from_rows
from etl.warehouse.database import one_row

WHOLE_FILE = "berkas"
CELL_COLUMNS = ("place", "unit_code", "column_name", "reason", "severity", "value", "word")
"""The columns of `held_cells`."""
Connection = duckdb.DuckDBPyConnection
READ_WELL = (
    "tanggal_terbalik", "tanggal_di_luar_jangkauan", "tanggal_sesudah_ekspor", "tahun_dua_angka", "hari_tak_cocok",
    "kecamatan_tak_cocok", "nomor_serupa",
)  # fmt: skip
"""Reasons of cells that were read, so they are what their titles say; so are values out of the range of a column."""
MOST_SPELLINGS = 2_000
"""More spellings of one column are no list of anything: of the rarer ones nothing is shown."""
WORD_SIGNS = 16
"""Of a hash: so many tell all words of a city apart."""
_WORD = f"CASE WHEN folded IS NOT NULL THEN left(hex(hmac(folded, inner_pad, outer_pad)), {WORD_SIGNS}) END"
_LETTERS = "[A-Za-z]{2}"


def hold_back(
    connection: Connection,
    contract: Contract,
    showing: Callable[[], dict[str, Shown]],
    of_file: Sequence[tuple[str, str, str]] = (),
) -> int:
    """Put the faults and warnings in `judged_rows` into `held_cells`; return how many rows are held back.

    `held_cells` (CELL_COLUMNS): a row for each mark of a row. Where two columns or more cannot be read, the row may
    have slipped by a cell, a name into any of them: nothing of it is shown. Of a row that fails in one cell, `showing`
    says by column what may be shown of the value there; `word` tells the same values that are not shown whole from
    others, by a keyed hash. The row itself stays in the raw file. `of_file`: warnings on the whole file as (column,
    reason, value without a person).
    """
    counted = "SELECT count(*) FILTER (faults <> ''), count(*) FROM judged_rows WHERE faults <> '' OR warnings <> ''"
    bad, marked = one_row(connection, counted) or (0, 0)
    if marked:
        _hold_marked(connection, contract, showing)
    if not marked or of_file:
        rows = [(WHOLE_FILE, "", *mark[:2], "peringatan", mark[2], None) for mark in of_file]
        make_from_rows(connection, "cells_of_file", columns_of_texts(*CELL_COLUMNS), rows)
    if not marked:
        connection.execute("CREATE OR REPLACE TEMP TABLE held_cells AS FROM cells_of_file")
    elif of_file:
        connection.execute("INSERT INTO held_cells FROM cells_of_file")
    return int(bad)


def mark_closed(connection: Connection, marks: Sequence[ClosedMark], showing: Mapping[str, Shown]) -> None:
    """Add marks to `held_cells`.

    No row was made of them, so nothing is held back and nothing counts; who knows the office says which it is.
    """
    spelled = {(mark.column, mark.text) for mark in marks}
    shown = {(column, text): showing[column].text(text) if text else MASK for column, text in spelled}
    folded = {place: fold(place[1]) if place[1] and MASK in told else None for place, told in shown.items()}
    rows = [(*mark[:3], shown[mark.column, mark.text], folded[mark.column, mark.text]) for mark in marks]
    columns = columns_of_texts("place", "column_name", "reason", "shown", "folded")
    make_from_rows(connection, "closed_cells", columns, rows)
    connection.execute(
        "INSERT INTO held_cells SELECT place, '', column_name, reason, 'peringatan', shown,"
        f" {_WORD}"
        " FROM closed_cells CROSS JOIN hmac_pad"
    )


def store_held_cells(connection: Connection, source: str, path: str, file: str) -> None:
    """Store `held_cells` as those of the file at `path`, whose checksum is `file`."""
    connection.execute(
        f"INSERT INTO quarantine (source, path, file, {', '.join(CELL_COLUMNS)})"
        f" SELECT $source, $path, $file, {', '.join(CELL_COLUMNS)} FROM held_cells",
        {"source": source, "path": path, "file": file},
    )


def spellings_held(connection: Connection) -> dict[str, int]:
    """Return how many values of each column were looked at by the last `hold_back` that marked a row."""
    if not one_row(connection, "SELECT 1 FROM judged_rows WHERE faults <> '' OR warnings <> '' LIMIT 1"):
        return {}
    counted = "SELECT column_name, count(DISTINCT text) FROM marked_cells WHERE NOT is_slipped GROUP BY 1"
    return {name: int(count) for name, count in connection.execute(counted).fetchall()}


def _hold_marked(connection: Connection, contract: Contract, showing: Callable[[], dict[str, Shown]]) -> None:
    """Table `held_cells`, without what is marked of the whole file."""
    (first,) = one_row(connection, "SELECT coalesce(min(rowid), 0) FROM text_rows") or (0,)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE marked_cells AS"
        " SELECT place, is_misfit, is_slipped, unit_code, severity, split_part(mark, ':', 1) AS column_name,"
        f" split_part(mark, ':', 2) AS reason, {_text(contract)} AS text FROM ("
        f"  SELECT raw.*, fault IS NOT NULL AS is_misfit, {_slipped(contract)} AS is_slipped, unit_code, severity,"
        "  unnest(marks) AS mark"
        f"  FROM ({_marked(contract, 'faults', 'tolak')} UNION ALL {_marked(contract, 'warnings', 'peringatan')})"
        # By the row id, of which only these few rows are read.
        "  JOIN raw USING (row_id))",
        {"first": first},
    )
    _lend_shown(connection, showing)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE held_cells AS SELECT place,"
        " CASE WHEN is_slipped OR is_misfit THEN '' ELSE unit_code END AS unit_code, column_name, reason, severity,"
        f" CASE WHEN is_slipped THEN '{MASK}' WHEN text IS NOT NULL THEN coalesce(shown, '{MASK}') END AS value,"
        f" CASE WHEN NOT is_slipped THEN {_WORD} END AS word"
        " FROM marked_cells LEFT JOIN shown_value USING (column_name, text) CROSS JOIN hmac_pad"
    )


def _marked(contract: Contract, marks: str, severity: str) -> str:
    """The rows with marks, all marks of each beside it, and the office where that is one of ours and known."""
    known = "coalesce(ref_units.unit_code, '')" if contract.names_offices else "''"
    joined = " LEFT JOIN ref_units ON ref_units.unit_code = judged_rows.unit_code" if contract.names_offices else ""
    return (
        f"SELECT n + $first AS row_id, {known} AS unit_code, '{severity}' AS severity,"
        f" string_split({marks}, ' ') AS marks, string_split(concat_ws(' ', faults, warnings), ' ') AS all_marks"
        f" FROM judged_rows{joined} WHERE {marks} <> ''"
    )


def _slipped(contract: Contract) -> str:
    """SQL that is true where more than one column of a row fails as what it should be."""
    harmless = [f"'{mark}'" for mark in _harmless(contract)]
    failing = f"list_filter(all_marks, lambda mark: mark <> '' AND NOT list_contains([{', '.join(harmless)}], mark)"
    failing += f" AND NOT list_contains([{', '.join(repr(reason) for reason in READ_WELL)}], split_part(mark, ':', 2)))"
    columns = [f"list_transform({failing}, lambda mark: split_part(mark, ':', 1))"]
    for column in contract.read_columns:
        if column.type in ("nik", "phone"):
            # Digits that were mangled are still no name; letters are.
            columns.append(
                f"CASE WHEN regexp_matches(raw.\"{column.name}\", '{_LETTERS}') THEN ['{column.name}'] ELSE [] END"
            )
    return f"len(list_distinct(flatten([{', '.join(columns)}]))) > 1"


def _harmless(contract: Contract) -> list[str]:
    """Marks of cells that are what their titles say, though not as they should be."""
    found = [f"{column.name}:{column.outside}" for column in contract.read_columns if column.outside]
    found += [f"{column.name}:{column.unreadable}" for column in contract.read_columns if column.type == "nik"]
    found += [f"{column.name}:{contract.contradicted}" for column in contract.read_columns if contract.contradicted]
    return found


def _text(contract: Contract) -> str:
    """The text of the cell that a mark names."""
    cells = " ".join(f"WHEN '{column.name}' THEN \"{column.name}\"" for column in contract.read_columns)
    return f"CASE split_part(mark, ':', 1) {cells} END"


def _lend_shown(connection: Connection, showing: Callable[[], dict[str, Shown]]) -> None:
    """Table `shown_value` of the values in rows that stand right: column_name, text, what is shown of it, and (folded)
    what the word is known by where that is not all.
    """
    found = connection.execute(
        "SELECT column_name, text FROM marked_cells WHERE NOT is_slipped AND text IS NOT NULL"
        " GROUP BY ALL ORDER BY count(*) DESC, text"
    ).fetchall()
    by_column, seen = showing() if found else {}, Counter[str]()
    rows = []
    for name, text in found:
        seen[name] += 1
        if seen[name] <= MOST_SPELLINGS and name in by_column:
            shown, is_person = by_column[name].text(text), by_column[name].column.is_person
            rows.append((name, text, shown, fold(text) if MASK in shown and not is_person else None))
    make_from_rows(connection, "shown_value", columns_of_texts("column_name", "text", "shown", "folded"), rows)
