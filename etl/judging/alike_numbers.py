"""Numbers that differ only in capitals, blanks or zeros before digits: `SMD-01` and `smd-1`.

One record may be written both ways in two exports, and two records may be in one. The same office and moment in another
file tell that it is one; whatever is less sure is kept apart and marked, so that nothing is doubled without a word.
"""

import duckdb

from etl.sources.contract import Contract
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
REASON = "nomor_serupa"
_ROWS_LOOKED_THROUGH = 100_000
"""Of more rows the first letters alone tell whether small ones are used: to look at all letters costs too much."""
_BLANK = "regexp_replace({}, '([^0-9]|^) +| +([^0-9]|$)', '\\1\\2', 'g')"
_FORM = f"regexp_replace({_BLANK.format(_BLANK.format('lower({})'))}, '(^|[^0-9])0+([0-9])', '\\1\\2', 'g')"
"""A blank between two digits parts two numbers: `1 12` is not `11 2`. Twice, as a match takes the letter before."""
_VALID = "judged_rows WHERE faults = ''"


def find_alike(connection: Connection, contract: Contract) -> bool:
    """Table `alike_numbers` of rows whose number has another of its form beside it; any?

    Digits alone are no matter of this (numbers.find_twins).
    """
    key = contract.key[0]
    is_mixed = _may_be_mixed(connection, key, _VALID)
    _lend_near(connection, contract, is_mixed=is_mixed)
    if not is_mixed and not _may_be_mixed(connection, key, "near_numbers WHERE true"):
        return False
    _lend_alike(connection, contract)
    return one_row(connection, "SELECT 1 FROM alike_numbers LIMIT 1") is not None


def join_or_mark(connection: Connection, contract: Contract) -> int:
    """Give rows of `judged_rows` the number that their record is known by; mark those of which it is not sure.

    Return how many have another number now.
    """
    if not find_alike(connection, contract):
        return 0
    key = contract.key[0]
    alike = "FROM alike_numbers WHERE alike_numbers.n = judged_rows.n AND"
    connection.execute(
        f"UPDATE judged_rows SET warnings = concat_ws(' ', nullif(warnings, ''), $mark) {alike} is_sure IS NOT TRUE",
        {"mark": f"{contract.number}:{REASON}"},
    )
    connection.execute(f"UPDATE judged_rows SET {key} = other {alike} is_sure")
    (count,) = one_row(connection, "SELECT count(*) FROM alike_numbers WHERE is_sure") or (0,)
    return int(count)


def _may_be_mixed(connection: Connection, key: str, rows: str) -> bool:
    """False where all numbers are as long as the file's first, without a small letter: they do not differ in form."""
    (count,) = one_row(connection, f"SELECT count(*) FROM {rows}") or (0,)
    small = f"{key} <> upper({key})" if count <= _ROWS_LOOKED_THROUGH else f"{key} >= 'a'"
    length = f"(SELECT strlen({key}) FROM {_VALID} LIMIT 1)"
    return one_row(connection, f"SELECT 1 FROM {rows} AND (strlen({key}) <> {length} OR {small}) LIMIT 1") is not None


def _lend_near(connection: Connection, contract: Contract, *, is_mixed: bool) -> None:
    """Table `near_numbers` (the key, unit_code, moment): what other files hold of the same offices and moments.

    Of the same days, where the file itself writes its numbers in more than one way. Numbers are the widest column:
    they are read of these few alone.
    """
    key, day, known = contract.key[0], contract.day, f"{contract.table}_version"
    cell = f"({{}}, {day}{'::DATE' if is_mixed else ''})"
    near = (
        f"SELECT version_no FROM {known} WHERE {cell.format('unit_code')} IN"
        f" (SELECT {cell.format('unit_code::VARCHAR')} FROM {_VALID})"
        if contract.names_offices and not contract.may_lack_office
        else f"SELECT version_no FROM {known} WHERE {day} IN (SELECT {day} FROM {_VALID})"
    )
    # The first and the last day by themselves: what is kept of other times is passed over unread.
    span = one_row(connection, f"SELECT min({day})::DATE, max({day})::DATE + 1 FROM {_VALID}") or (None, None)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE near_numbers AS SELECT DISTINCT {key}, unit_code, {day} AS moment FROM {known}"
        f" WHERE version_no IN ({near} AND {day} BETWEEN $first AND $end)",
        dict(zip(("first", "end"), span, strict=True)),
    )


def _lend_alike(connection: Connection, contract: Contract) -> None:
    """Table `alike_numbers` (n, other, is_sure): rows whose number has another of its form beside it.

    Sure is only what the file does not hold under both numbers, and what is known under one alone. Rows are grouped,
    never paired: any number of them may be alike.
    """
    key, day = contract.key[0], contract.day
    of_form = f"{key} AS key, {_FORM.format(key)} AS form, coalesce(unit_code::VARCHAR, '') AS unit"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE alike_numbers AS WITH own AS ("
        f" SELECT n, {of_form}, {day} AS moment FROM {_VALID} AND NOT regexp_full_match({key}, '[0-9]+')"
        f"), kept AS (SELECT {of_form}, moment FROM near_numbers"
        "), spelled AS (SELECT form, unit, min(key) < max(key) AS is_both FROM own GROUP BY ALL"
        "), known AS (SELECT form, unit, min(key) AS first, max(key) AS last FROM kept GROUP BY ALL"
        ") SELECT n, first AS other, NOT is_both AND first = last AND moments.form IS NOT NULL"
        # A day alone is no moment: many requests come in on one.
        "  AND moment <> date_trunc('day', moment)"
        "  AND first NOT IN (SELECT key FROM own) AS is_sure"
        " FROM own JOIN spelled USING (form, unit) LEFT JOIN known USING (form, unit)"
        " LEFT JOIN (SELECT DISTINCT form, unit, moment FROM kept) AS moments USING (form, unit, moment)"
        " WHERE is_both OR first <> key OR last <> key"
    )
