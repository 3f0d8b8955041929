"""What the sender should look at before a file is believed: each a code with what its sentence names.

Nothing is held back for it. Read of a file on trial that stands beside the published build (`effect.beside`).
"""

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb
import pyarrow as pa

from etl.answers.uncounted_days import purpose_titles
from etl.judging.dates.closed_days import BY_PURPOSE
from etl.loading.raw_folder import LoadInput
from etl.publishing.calendar import build_calendar
from etl.sources.reference_columns import Reference
from etl.temporary_tables import make_from_rows
from etl.warehouse.database import one_row, sql
from etl.warehouse.ledger import Account

Connection = duckdb.DuckDBPyConnection
COUNTS_OF_DAYS = ("kunjungan", "kunjungan_layanan")
"""Sources that every office owes for every working day."""
WEEK_DAYS = 4
"""Days on which a week may be like the one before it: fewer are chance."""
MONTH_DAYS = 10
"""The same of a month, day after day."""
SHOWN_DAYS = 31


@dataclass(frozen=True)
class Doubt:
    """A code, the offices and days it speaks of, and counts for its sentence.

    same_file: these bytes are loaded already. month_not_due: `days` hold the first of the month that is due.
    same_week, same_month: counts like those a week or a month before (`days`: first of it). missing_days: working
    days on which an office neither counts nor was closed. empty_purposes: `number` cells without a count on days that
    have others, `words` what the purposes are called. parts_above_whole: `number` visits by purpose, `whole` visits.
    totals_remainder: of totals. waits_for_log: `number` office-days after the log of requests, `days`: its last day.
    """

    code: str
    offices: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    number: int = 0
    whole: int = 0
    words: list[str] = field(default_factory=list)


def doubts_of(connection: Connection, account: Account, given: LoadInput) -> list[Doubt]:
    """Return the doubts about one loaded file of the store; `told_day` and `uncounted_day` are there."""
    found = _same_file(connection, account)
    if account.source in COUNTS_OF_DAYS:
        _lend_counts(connection, given.reference, given.now.date())
        found += _not_due(connection, given.reference, given.now.date())
        found += _alike(connection, "same_week", {"week_days": WEEK_DAYS})
        found += _alike(connection, "same_month", {"month_days": MONTH_DAYS})
        found += _missing(connection)
        found += _empty(connection) if account.source == BY_PURPOSE else []
        found += _waiting(connection)
    return [*found, *_parts(connection), *_totals(connection)]


def _same_file(connection: Connection, account: Account) -> list[Doubt]:
    known = "SELECT 1 FROM build.file_account WHERE source = $source AND sha256 = $sha256 AND state = 'loaded'"
    is_known = one_row(connection, known, {"source": account.source, "sha256": account.sha256})
    return [Doubt("same_file")] if is_known else []


def _lend_counts(connection: Connection, reference: Reference, today: date) -> None:
    """One count an office and day, and the working days up to yesterday of the months that the file counts."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE day_count AS SELECT unit_code, date, bool_or(becomes IS NOT NULL) AS is_in_file,"
        " coalesce(max(coalesce(becomes, was)) FILTER (what = 'visits'), sum(coalesce(becomes, was))) AS counted"
        " FROM told_day GROUP BY ALL"
    )
    ends = "SELECT date_trunc('month', min(date))::DATE, last_day(max(date)) FROM day_count WHERE is_in_file"
    first, last = one_row(connection, ends) or (None, None)
    days = _working_days(first, min(last, today - timedelta(days=1)), reference) if first else []
    make_from_rows(connection, "working_day", {"date": pa.date32()}, [(day,) for day in days])


def _working_days(first: date, last: date, reference: Reference) -> list[date]:
    if first > last:
        return []
    return [day["date"] for day in build_calendar(first, last, reference).to_pylist() if day["is_working_day"]]


def _not_due(connection: Connection, reference: Reference, today: date) -> list[Doubt]:
    """Due is the last month that is over; the present one, too, once the offices of the file have brought that.

    Who has not brought the month before that is bringing history, and nothing is due of it.
    """
    this = today.replace(day=1)
    end = this.replace(day=calendar.monthrange(this.year, this.month)[1])
    is_over = not _working_days(today + timedelta(days=1), end, reference)
    due = this if is_over else (this - timedelta(days=1)).replace(day=1)
    missing = (
        "SELECT count(*) FROM (SELECT DISTINCT unit_code FROM day_count WHERE is_in_file) ANTI JOIN"
        " (SELECT unit_code FROM day_count WHERE date_trunc('month', date) = $due) USING (unit_code)"
    )
    before = (
        "SELECT 1 FROM told_day SEMI JOIN (SELECT unit_code FROM day_count WHERE is_in_file) USING (unit_code)"
        " WHERE was IS NOT NULL AND date_trunc('month', date) = $before LIMIT 1"
    )
    if not one_row(connection, before, {"before": (due - timedelta(days=1)).replace(day=1)}):
        return []
    brought = "SELECT bool_or(date_trunc('month', date) IN ($due, $this)) FROM day_count WHERE is_in_file"
    (owed,) = one_row(connection, missing, {"due": due}) or (0,)
    (fits,) = one_row(connection, brought, {"due": due, "this": due if owed else this}) or (None,)
    return [Doubt("month_not_due", days=[due])] if fits is False else []


def _alike(connection: Connection, code: str, least: dict[str, int]) -> list[Doubt]:
    rows = connection.execute(sql(f"doubts/{code}"), least).fetchall()
    return [_doubt(code, rows)] if rows else []


def _missing(connection: Connection) -> list[Doubt]:
    rows = connection.execute(sql("doubts/missing_days")).fetchall()
    return [_doubt("missing_days", rows)] if rows else []


def _empty(connection: Connection) -> list[Doubt]:
    rows = connection.execute(sql("doubts/empty_purposes")).fetchall()
    if not rows:
        return []
    doubt = _doubt("empty_purposes", [(office, day) for office, day, _ in rows])
    return [replace(doubt, words=purpose_titles(purpose for *_, purpose in rows))]


def _waiting(connection: Connection) -> list[Doubt]:
    """Counts of days after the last request are shown once the log has these days, too."""
    days = (
        "SELECT any_value(newest), count(DISTINCT (unit_code, date)) FROM told_day JOIN build.source_state"
        " ON source = 'permohonan' AND date > newest WHERE becomes IS NOT NULL"
    )
    until, number = one_row(connection, days) or (None, 0)
    return [Doubt("waits_for_log", days=[until], number=number)] if until else []


def _doubt(code: str, rows: list[tuple[str, date]]) -> Doubt:
    offices, days = sorted({office for office, _ in rows}), sorted({day for _, day in rows})
    return Doubt(code, offices, days[:SHOWN_DAYS], len(rows))


def _parts(connection: Connection) -> list[Doubt]:
    rows = connection.execute("SELECT unit_code, date, parts, whole FROM parts_above_whole ORDER BY ALL").fetchall()
    if not rows:
        return []
    offices, days = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    return [Doubt("parts_above_whole", offices, days[:SHOWN_DAYS], int(rows[0][2]), int(rows[0][3]))]


def _totals(connection: Connection) -> list[Doubt]:
    rows = connection.execute("SELECT first_day, remainder, whole FROM totals_remainder ORDER BY ALL").fetchall()
    days = sorted({row[0] for row in rows})
    return [Doubt("totals_remainder", [], days[:SHOWN_DAYS], int(rows[0][1]), int(rows[0][2]))] if rows else []
