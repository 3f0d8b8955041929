"""What the distinct moments and clocks of a file mean: the temporary tables `moment_map` and `clock_map`."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from core.city import city
from etl.judging.dates.column_formats import SpelledColumn, epoch_by, has_clock, is_fixed, minutes_ahead, read_by
from etl.judging.dates.moments import Stamp, in_english, read_clock
from etl.sources.declarations import EPOCHS
from etl.sources.empty_words import says_none
from etl.sources.lookups import empty
from etl.temporary_tables import columns_of_texts, make_from_rows

Connection = duckdb.DuckDBPyConnection
TEXT_REASONS = ("tahun_dua_angka", "hari_tak_cocok")
"""Why a text that names a day is not taken for one."""
Meaning = tuple[str, str, datetime | None, bool, bool, str | None]
"""Column, text, value, whether it is a day, whether it is by the city's clock already, reason ('': says none)."""


def map_moments(
    connection: Connection,
    columns: Iterable[tuple[SpelledColumn, Collection[str]]],
    stamp_of: Callable[[str], Stamp | None],
) -> set[str]:
    """Make `moment_map` of the texts of each column; return the declared formats that read one of them.

    `stamp_of` gives what a text says by itself.
    """
    rows: list[Meaning] = []
    used: set[str] = set()
    for spelled, texts in columns:
        declared = _by_declared(connection, spelled, texts, used) if spelled.declared else {}
        for key, order in spelled.keys.items():
            found = (declared.get(text) or _meaning(spelled, text, order, stamp_of) for text in texts)
            rows += [(key, *row[1:]) for row in found if row]
    known = {"value": pa.timestamp("us"), "is_day": pa.bool_(), "is_fixed": pa.bool_()}
    names = columns_of_texts("column_name", "raw") | known | columns_of_texts("reason")
    make_from_rows(connection, "moment_map", names, rows)
    return used


def map_clocks(connection: Connection, columns: Iterable[SpelledColumn]) -> None:
    """Make `clock_map` of the texts in the clock columns of days; words for none among them are emptied in `raw`."""
    rows: list[tuple[Any, ...]] = []
    for spelled in columns:
        if spelled.has_clocks:
            name = spelled.column.clock_name
            texts = connection.execute(f'SELECT DISTINCT "{name}" FROM raw').fetchall()
            empty(connection, name, [text for (text,) in texts if text and says_none(text)])
            found = {text: read for (text,) in texts if text and (read := read_clock(text))}
            rows += [(name, text, *read) for text, read in found.items()]
    clock = {"micros": pa.int64(), "offset": pa.int32(), "day": pa.date32()}
    make_from_rows(connection, "clock_map", columns_of_texts("column_name", "raw") | clock, rows)


def _meaning(spelled: SpelledColumn, text: str, order: str, stamp_of: Callable[[str], Stamp | None]) -> Meaning | None:
    """What one text says in an order; None where it says nothing that is known."""
    if text.lower() in spelled.column.none or (not spelled.column.missing and says_none(text, is_date=True)):
        return spelled.name, text, None, False, False, ""
    stamp = stamp_of(text)
    day = stamp.day(order) if stamp else None
    if stamp is None or day is None:
        return None
    reason = _fault(stamp, day)
    moment = datetime.combine(day, stamp.clock or time())
    ahead = 0 if stamp.offset is None else minutes_ahead() - stamp.offset
    value = None if reason else _moved(moment, ahead)
    return spelled.name, text, value, stamp.clock is None, stamp.offset is not None, reason


def _moved(moment: datetime, minutes: int) -> datetime:
    """A moment by the city's clock; at either end of the calendar as it stands, which no column takes."""
    try:
        return moment + timedelta(minutes=minutes)
    except OverflowError:
        return moment


def _fault(stamp: Stamp, day: date) -> str | None:
    if stamp.is_short:
        return "tahun_dua_angka"
    return "hari_tak_cocok" if stamp.weekday and stamp.weekday != day.isoweekday() else None


def _by_declared(
    connection: Connection, spelled: SpelledColumn, texts: Iterable[str], used: set[str]
) -> dict[str, Meaning]:
    """The texts that declared formats read, by the first that does, their months in Indonesian or not.

    The formats that read one are added to `used`.
    """
    rows = [(text, each, place) for text in texts for place, each in enumerate([text, *in_english(text)])]
    make_from_rows(connection, "date_text", columns_of_texts("raw", "text") | {"place": pa.int32()}, rows)
    found: dict[str, Meaning] = {}
    for pattern in spelled.declared:
        moment = read_by("text", pattern)
        moment = f"timezone('{city().zone_name}', {moment})" if is_fixed(pattern) else moment
        moment = epoch_by("text", pattern) if pattern in EPOCHS else moment
        values = f"SELECT raw, place, ({moment})::TIMESTAMP AS value FROM date_text"
        read = connection.execute(
            f"SELECT raw, arg_min(value, place) FROM ({values}) WHERE year(value) BETWEEN 1 AND 9999 GROUP BY raw"
        ).fetchall()
        for text, value in read:
            found.setdefault(text, (spelled.name, text, value, not has_clock(pattern), is_fixed(pattern), None))
        used |= {pattern} if read else set()
    return found
