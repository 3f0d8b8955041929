"""Numbers of records as spreadsheets mangle them: put right where that is sure, else held back and never merged.

Only the text of the file tells: a number whose letters come first is as it was, and costs one look at the column.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.calendar_words import MONTH_NAMES
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.sources.empty_words import LONGEST_WORD, says_none
from etl.sources.lookups import empty
from etl.warehouse.database import one_row

Connection = duckdb.DuckDBPyConnection
CUT, NO_ZEROS, AS_DAY = "nomor_terpotong", "nomor_tanpa_nol", "nomor_jadi_tanggal"
_MARKS = "=''\"`´‘’“”"
"""What stands around a number so that a spreadsheet takes it for text."""
_MARKED = f"[{_MARKS}].*|.*[{_MARKS}]"
_WITH_DECIMALS = "[0-9]{1,15}[.,]0{1,2}"
_CUT = "[+-]?[0-9]+([.,][0-9]+)?[eE]\\+[0-9]{1,3}|[0-9]+[.,][0-9]+[eE]-?[0-9]{1,3}|[0-9]{16,}[.,]0+"
"""12 digits as 2,40827E+11, and what the floats of programs write."""
_DAY = f"(19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}( 00:00:00)?|[0-9]{{1,2}}-({'|'.join(MONTH_NAMES)})(-[0-9]{{2}})?"
"""`3-8` as spreadsheets keep and show it; with slashes it may be a number as offices write it."""
_KEPT_DIGITS = 15
_ZEROS_BEYOND_CHANCE = 8


def mend(connection: Connection, contract: Contract, declaration: Declaration) -> bool:
    """Put the numbers in `raw` right where that is sure; return False where all of them are beyond doubt.

    Gone are words for none, apostrophes, ="...", and decimals of zeros.
    """
    name = contract.number
    if not name:
        return False
    longest = max([LONGEST_WORD, *map(len, declaration.empty_words)])
    # In order of what is quickest told; nearly every file is looked through once, in vain. A word has no digit.
    digits = " AND ".join(f"NOT contains(\"{name}\", '{digit}')" for digit in "012")
    odd = f'"{name}" < \'A\' OR "{name}" >= \'{{\' OR strlen("{name}") <= {longest} AND {digits}'
    if not one_row(connection, f"SELECT 1 FROM text_rows WHERE {odd} LIMIT 1"):
        return False
    words = f'SELECT DISTINCT "{name}" FROM text_rows WHERE strlen("{name}") <= {longest} AND {digits}'
    found = [text for (text,) in connection.execute(words).fetchall()]
    empty(connection, name, [text for text in found if says_none(text, declaration.empty_words)])
    connection.execute(
        f'UPDATE text_rows SET "{name}" = nullif(trim("{name}", $marks), \'\')'
        f" WHERE \"{name}\" NOT BETWEEN '0' AND ':' AND regexp_full_match(\"{name}\", $marked)",
        {"marks": f"{_MARKS} ", "marked": _MARKED},
    )
    connection.execute(
        f'UPDATE text_rows SET "{name}" = regexp_extract("{name}", \'^[0-9]+\')'
        f" WHERE \"{name}\" BETWEEN '0' AND ':' AND regexp_full_match(\"{name}\", $decimals)",
        {"decimals": _WITH_DECIMALS},
    )
    return one_row(connection, f"SELECT 1 FROM text_rows WHERE \"{name}\" < ':' LIMIT 1") is not None


@dataclass
class LongNumbers:
    """The numbers of 16 digits and more of a file, or a part of one.

    `are_rounded`: all end in zeros after the fifteenth (None: there are none); `beyond`: digits after it;
    `are_held`: they were marked for it.
    """

    are_rounded: bool | None = None
    beyond: int = 0
    are_held: bool = False


def are_cut_alike(parts: Sequence[LongNumbers]) -> bool:
    """Return True where each part of a file marked its long numbers as the whole would."""
    found = [part for part in parts if part.are_rounded is not None]
    if not all(part.are_rounded for part in found):
        return not any(part.are_held for part in found)
    return all(part.are_held for part in found) or sum(part.beyond for part in found) < _ZEROS_BEYOND_CHANCE


def has_marks_left(connection: Connection, contract: Contract) -> bool:
    """True where numbers in `raw` have signs around them that `mend` would take away if it saw an odd number."""
    name = f'"{contract.number}"'
    signs = "[" + ", ".join("'" + sign.replace("'", "''") + "'" for sign in _MARKS) + "]"
    marked = f"right({name}, 1) IN {signs} OR left({name}, 1) IN {signs}"
    return one_row(connection, f"SELECT 1 FROM text_rows WHERE {marked} LIMIT 1") is not None


def hold_cut(connection: Connection, contract: Contract) -> LongNumbers:
    """Mark the rows in `judged_rows` whose number has lost digits, or became a day: nobody knows which record it is.

    Numbers of 16 digits and more have lost them where all end in zeros after the fifteenth, beyond chance.
    """
    name = f'raw."{contract.number}"'
    long = f"regexp_full_match({name}, '[0-9]{{{_KEPT_DIGITS + 1},}}')"
    zeros = f"ltrim(substr({name}, {_KEPT_DIGITS + 1}), '0') = ''"
    rounded, count = one_row(
        connection,
        f"SELECT bool_and({zeros}), sum(strlen({name}) - {_KEPT_DIGITS})"
        f" FROM (SELECT DISTINCT {name} FROM raw WHERE {name} BETWEEN '0' AND ':' AND {long}) AS raw",
    ) or (False, 0)
    found = LongNumbers(rounded, int(count or 0), bool(rounded and count >= _ZEROS_BEYOND_CHANCE))
    also = f" OR {long}" if found.are_held else ""
    cut, as_day = f"regexp_full_match({name}, $form){also}", f"regexp_full_match(lower({name}), $form)"
    for reason, form, is_meant in ((CUT, _CUT, cut), (AS_DAY, _DAY, as_day)):
        connection.execute(
            "UPDATE judged_rows SET faults = concat_ws(' ', nullif(faults, ''), $mark) FROM raw"
            f" WHERE raw.n = judged_rows.n AND raw.fault IS NULL AND {name} BETWEEN '+' AND ':' AND ({is_meant})",
            {"mark": f"{contract.number}:{reason}", "form": form},
        )
    return found


def has_cut(connection: Connection, contract: Contract) -> bool:
    """True where `judged_rows` holds rows back for their number: such a file does not show which records there are."""
    return contract.number is not None and (
        one_row(
            connection,
            "SELECT 1 FROM judged_rows WHERE faults <> ''"
            " AND (contains(faults, $cut) OR contains(faults, $zeros) OR contains(faults, $day)) LIMIT 1",
            {"cut": f":{CUT}", "zeros": f":{NO_ZEROS}", "day": f":{AS_DAY}"},
        )
        is not None
    )


def find_twins(connection: Connection, contract: Contract) -> bool:
    """Table `number_matches` of records whose number lost its leading zeros, or that have twins that did; any?

    A number that is known as it stands stays as it is.
    """
    key, moment = contract.key[0], contract.day
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE unpadded_numbers AS SELECT n, {key} AS key, ltrim({key}, '0') AS digits,"
        f" unit_code::VARCHAR AS unit_code, {moment} AS moment FROM judged_rows WHERE faults = ''"
        f" AND {key} BETWEEN '0' AND ':' AND regexp_full_match({key}, '[0-9]+')"
    )
    if not one_row(connection, "SELECT 1 FROM unpadded_numbers LIMIT 1"):
        return False
    known = f"{contract.table}_version"
    names = f"{key} AS key, ltrim({key}, '0') AS digits, unit_code, {moment} AS moment"
    told = f"SELECT {names}, true AS is_known FROM {known}"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE number_matches AS SELECT own.n, own.key, other.key AS other, other.is_known,"
        " other.moment = own.moment AS is_same FROM unpadded_numbers AS own JOIN ("
        f" {told} WHERE {key} BETWEEN '0' AND '1'"
        f" UNION ALL {told} WHERE {key} IN (SELECT digits FROM unpadded_numbers WHERE key <> digits)"
        " UNION ALL SELECT key, digits, unit_code, moment, false FROM unpadded_numbers"
        " WHERE digits IN (SELECT digits FROM unpadded_numbers WHERE key <> digits)"
        ") AS other ON other.digits = own.digits AND other.unit_code IS NOT DISTINCT FROM own.unit_code"
        " AND other.moment::DATE = own.moment::DATE AND other.key <> own.key"
        f" WHERE own.key NOT IN (SELECT {key} FROM {known} WHERE {key} IN (SELECT key FROM unpadded_numbers))"
    )
    return one_row(connection, "SELECT 1 FROM number_matches LIMIT 1") is not None


def join_twins(connection: Connection, contract: Contract) -> int:
    """Give records whose number lost its leading zeros the number they are known by; return how many.

    The same digits, office and moment are the same record. The same digits, office and day only may be: such rows
    are held back, since nobody knows.
    """
    if not find_twins(connection, contract):
        return 0
    key = contract.key[0]
    connection.execute(
        "UPDATE judged_rows SET faults = $mark FROM (SELECT n FROM number_matches GROUP BY n"
        " HAVING NOT bool_or(is_same) AND bool_or(is_known)) AS unsure WHERE unsure.n = judged_rows.n",
        {"mark": f"{contract.number}:{NO_ZEROS}"},
    )
    # Of several in the file itself, the one with all its zeros.
    joined = (
        "SELECT n, key, first(other ORDER BY is_known DESC, strlen(other) DESC, other) AS other,"
        " bool_or(is_known) AS is_known FROM number_matches WHERE is_same GROUP BY n, key"
    )
    longer = f"SELECT n, other FROM ({joined}) WHERE is_known OR strlen(other) > strlen(key)"
    (count,) = one_row(connection, f"SELECT count(*) FROM ({longer})") or (0,)
    if count:
        connection.execute(
            f"UPDATE judged_rows SET {key} = other FROM ({longer}) AS joined WHERE joined.n = judged_rows.n"
        )
    return int(count)
