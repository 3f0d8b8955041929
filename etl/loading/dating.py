"""When a file was exported, and which period it shows completely: from what is declared, its name and its rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from etl.judging.dates.export_day import date_in, last_moment, sent_in
from etl.sources.contract import Contract
from etl.sources.declarations import Declaration
from etl.warehouse.database import one_row
from etl.warehouse.ledger import Dating

NEVER = datetime(1970, 1, 1)
"""Stands for the newest time of a file without any valid row."""


@dataclass(frozen=True)
class FileTimes:
    """What the rows and the properties of a file tell of its time.

    A file that is not `shows_all_records` holds rows of nobody knows which records: it proves none of them gone.
    """

    newest: datetime
    saved_at: datetime | None
    shows_all_records: bool


def dating_of(contract: Contract, said: Declaration, path: str, times: FileTimes, now: datetime) -> Dating:
    """Exported when declared, else on the date in the name, else at the newest time in the file.

    Counts have no time of their own: those that were sent are of that moment, so that who sends them again is
    heard; a workbook of them, not otherwise dated, is of when it was saved.
    """
    newest, saved = times.newest, times.saved_at
    # An export without any row is a report of none, but hardly proof that all of the earlier ones are gone.
    is_full = said.full and said.period and newest != NEVER and times.shows_all_records
    first, last_day = said.period if is_full and said.period else (None, None)
    named, last = date_in(path), last_moment(path, said)
    # A file whose rows are later than the date in its name was not exported on that day.
    is_counts = any(column.type == "count" for column in contract.read_columns)
    sent = sent_in(path) if is_counts else None
    exported = said.export_time or sent or (named if named and last and newest < last else None)
    if not is_counts or saved is None or not newest <= saved <= now + timedelta(days=1):
        saved = None
    return Dating(exported or saved or newest, newest, first, last_day, saved, is_dated=exported is not None)


def newest_time(connection: duckdb.DuckDBPyConnection, contract: Contract) -> datetime:
    """Return the newest time in `judged_rows`; NEVER where no row is valid."""
    latest = f"coalesce({contract.newest}, {contract.day})"
    # What is planned lies ahead: it says nothing of when the file was written.
    past = f" AND NOT {contract.ahead}" if contract.ahead else ""
    latest = f"SELECT max({latest})::TIMESTAMP FROM judged_rows WHERE faults = ''{past}"
    (newest,) = one_row(connection, latest) or (None,)
    return newest or NEVER
