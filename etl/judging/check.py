"""Judges the text records in `raw` by the contract: typed values and faults in the temp table `judged_rows`."""

from datetime import datetime, timedelta

import duckdb

from core.city import city
from etl.judging.area_sums import set_aside_sums
from etl.judging.calls_apart import tell_apart
from etl.judging.contract_sql import Judging
from etl.judging.dates.export_day import last_moment
from etl.judging.dates.reading import DateReading
from etl.judging.dates.said_zones import other_zones
from etl.judging.evidence import PartEvidence
from etl.judging.monthly_totals import hold_monthly
from etl.judging.numbers import LongNumbers, hold_cut, mend
from etl.judging.rounded_nik import NikEndings, mark_rounded
from etl.judging.running_totals import hold_running
from etl.judging.widths import settle_widths
from etl.reading.result import Reading
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.empty_words import says_none
from etl.sources.lookups import empty, look_up, own_words_in
from etl.sources.reference_columns import Reference
from etl.warehouse.database import one_row, sql

Connection = duckdb.DuckDBPyConnection


def check(
    connection: Connection,
    contract: Contract,
    declaration: Declaration,
    reading: Reading,
    reference: Reference,
    now: datetime,
    path: str = "",
    evidence: PartEvidence | None = None,
) -> DateReading:
    """Fill temp table `judged_rows` (n, the typed columns, faults, warnings) from `raw`; return how its dates are read.

    Names and listed values are looked up once per distinct spelling, then joined. The declared origin stands in
    for a column that the file does not have, never for an empty cell. `path`: its name may say when it was
    exported, after which it can hold nothing. `evidence`: of a part of a file, to be filled in. Raises
    UnreadableFileError for a column that mixes day and month.
    """
    exported = last_moment(path, declaration)
    reading.met |= own_words_in(connection, contract, declaration)
    may_be_cut = mend(connection, contract, declaration)
    bare = look_up(connection, contract, declaration, reading.unit_titles, reference)
    reading.bare = bare or reading.bare
    known = {
        "zone": declaration.zone or city().zone_name,
        "now": now,
        "default_origin": "tidak_diketahui" if "origin" in reading.columns else declaration.asal_bawaan,
    }
    dates = DateReading.of(connection, contract, declaration, reading.columns)
    if evidence:
        evidence.bare = bare
        dates.show(evidence.dates)
    _judge(connection, contract, dates, known, "judged_rows")
    dates.find_rows_to_rejudge()
    _empty_words_for_none(connection, contract, declaration, dates)
    is_new_order = dates.settle_orders(min(exported or datetime.max, now + timedelta(days=1)))
    if dates.finds_days() or is_new_order:
        _judge(connection, contract, dates, known, "judged_rows")
        dates.find_rows_to_rejudge()
    if dates.texts.has_rows_to_rejudge:
        dates.map_unread()
        _judge(connection, contract, dates, known, "rejudged_rows")
        _lay_over(connection, "rejudged_rows")
    settle_widths(connection, contract, reading.columns)
    long = hold_cut(connection, contract) if may_be_cut else LongNumbers()
    has_nik = any(column.type == "nik" for column in contract.read_columns)
    endings = mark_rounded(connection) if has_nik else NikEndings()
    if evidence:
        evidence.long, evidence.endings = long, endings
    _hold_strangers(connection, contract)
    _keep_only_structure_faults(connection)
    dates.hold_late(exported, is_declared=declaration.export_time is not None)
    if contract.running and contract.contradicted:
        reading.sums, note = set_aside_sums(connection, contract, reference)
        reading.notes += [note] if note else []
    if contract.monthly:
        hold_monthly(connection, contract)
    if contract.running:
        hold_running(connection, contract)
    if contract.contradicted:
        _hold_contradictions(connection, contract)
    if any(column.is_rest for column in contract.read_columns):
        tell_apart(connection, contract)
    dates.look_back()
    dates.marks += other_zones(contract, declaration, dates.spelled.values(), reading.written_titles, path)
    return dates


def _lay_over(connection: Connection, table: str) -> None:
    """Put the rows of another table in the place of those of `judged_rows`.

    Rows that are deleted within a transaction would have all others written once more when it ends.
    """
    names = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall() if row[0] != "n"]
    assigned = ", ".join(f'"{name}" = {table}."{name}"' for name in names)
    connection.execute(f"UPDATE judged_rows SET {assigned} FROM {table} WHERE {table}.n = judged_rows.n")


def _judge(
    connection: Connection, contract: Contract, dates: DateReading, known: dict[str, object], target: str
) -> None:
    """Fill the table `judged_rows`, or `rejudged_rows` with the rows that the quick ways of reading dates left."""
    rows = "raw" if target == "judged_rows" else "(SELECT * FROM raw SEMI JOIN rows_to_rejudge USING (row_id)) AS raw"
    judging = Judging(contract, dates.spelled, rows)
    statement = f"CREATE OR REPLACE TEMP TABLE {target} AS WITH {judging.sql()} {sql(f'check/{contract.source}')}"
    used = {name: value for name, value in known.items() if f"${name}" in statement}
    connection.execute(statement, used | judging.values)


def _empty_words_for_none(
    connection: Connection, contract: Contract, declaration: Declaration, dates: DateReading
) -> None:
    """Empty the cells of `raw` that a row is marked for and that only say none, and have their rows judged again.

    Words among listed values and places are gone already; a count of '-' is a count.
    """
    if not one_row(connection, "SELECT 1 FROM judged_rows WHERE faults <> '' OR warnings <> '' LIMIT 1"):
        return
    for column in contract.read_columns:
        if column.type not in ("moment", "day", "nik"):
            continue
        marked = connection.execute(
            f'SELECT DISTINCT raw."{column.name}" FROM raw JOIN judged_rows USING (n)'
            # Nearly all rows have neither: that is seen quicker than what is in one.
            " WHERE (faults <> '' OR warnings <> '') AND raw.fault IS NULL"
            " AND (contains(faults, $mark) OR contains(warnings, $mark))",
            {"mark": f"{column.name}:"},
        ).fetchall()
        is_date = column.type != "nik"
        words = [text for (text,) in marked if text and says_none(text, declaration.empty_words, is_date)]
        empty(connection, column.name, words)
        if words:
            dates.texts.rejudge_marked(f"{column.name}:")
            if dates.shown:
                dates.shown.emptied.append(column.name)


def _hold_strangers(connection: Connection, contract: Contract) -> None:
    """An unknown word that a row is accepted with is a fault where the row has others, or where it is another column's.

    Such a row may have slipped by a cell.
    """
    if not one_row(connection, "SELECT 1 FROM judged_rows WHERE warnings <> '' LIMIT 1"):
        return
    warned = [column.name for column in contract.read_columns if column.type == "choice" and column.severity != "tolak"]
    marks = "list_filter(string_split(warnings, ' '), lambda mark: {}starts_with(mark, $mark))"
    moved, left = (f"array_to_string({marks.format(which)}, ' ')" for which in ("", "NOT "))
    for name in warned:
        strange = connection.execute("SELECT raw FROM value_map WHERE column_name = ? AND fault IS NOT NULL", [name])
        values = [raw for (raw,) in strange.fetchall()]
        slipped = (
            f' OR n IN (SELECT n FROM raw WHERE "{name}" IN (SELECT unnest($values::VARCHAR[])))' if values else ""
        )
        connection.execute(
            f"UPDATE judged_rows SET faults = concat_ws(' ', nullif(faults, ''), {moved}), warnings = {left}"
            f" WHERE warnings <> '' AND contains(warnings, $mark) AND (faults <> ''{slipped})",
            {"mark": f"{name}:"} | ({"values": values} if values else {}),
        )


def _keep_only_structure_faults(connection: Connection) -> None:
    """In a row of the wrong width no cell is sure to stand under its title: judge, and show, none of them."""
    connection.execute(
        "UPDATE judged_rows SET faults = raw.fault, warnings = '' FROM raw"
        " WHERE raw.n = judged_rows.n AND raw.fault IS NOT NULL"
    )


def _hold_contradictions(connection: Connection, contract: Contract) -> None:
    """Counts of one key that differ within one file: nothing says which is the newer, or whether they add up."""
    (count,) = (column.name for column in contract.read_columns if column.type == "count")
    key = ", ".join(contract.key)
    told_apart = ("n", "faults", "warnings", *contract.key)
    names = [row[0] for row in connection.execute("DESCRIBE judged_rows").fetchall()]
    (said,) = (name for name in names if name not in told_apart)
    connection.execute(
        f"UPDATE judged_rows SET faults = $mark WHERE faults = '' AND ({key}) IN ("
        f"SELECT ({key}) FROM judged_rows WHERE faults = '' GROUP BY {key} HAVING count(DISTINCT {said}) > 1)",
        {"mark": f"{count}:{contract.contradicted}"},
    )
