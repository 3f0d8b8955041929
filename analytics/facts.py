"""Facts of one build as tidy frames: the only place of analytics that knows the tables."""

from datetime import date

import pandas as pd

from core.snapshot import Snapshot

COUNTS = ("warga", "rt", "petugas", "tidak_diketahui", "visits", "help_calls")
UNIT_DAYS = """
    SELECT t.unit_code, u.name, u.kind, u.kecamatan_code, u.kecamatan,
           t.date, c.month, c.week, c.weekday, c.is_working_day, c.is_digital_day,
           t.warga, t.rt, t.petugas, t.tidak_diketahui, t.visits, t.help_calls,
           t.is_live, t.is_outage, t.is_expected, t.is_walkin_complete, t.is_complete
    FROM unit_day_total AS t
    JOIN calendar AS c ON c.date = t.date
    JOIN units AS u ON u.unit_code = t.unit_code
    ORDER BY t.unit_code, t.date
"""
SERVICE_MONTHS = """
    SELECT d.unit_code, c.month, d.service, sum(d.requests) AS requests
    FROM unit_day AS d
    JOIN calendar AS c ON c.date = d.date
    WHERE d.date <= $1
    GROUP BY ALL
    ORDER BY ALL
"""
FLAGS = ("is_working_day", "is_digital_day", "is_outage", "is_expected", "is_walkin_complete", "is_complete")
DATES = ("date", "month", "week")


def unit_days(snapshot: Snapshot) -> pd.DataFrame:
    """Return one row an office and day of the data period, sorted by both: the facts frame.

    Columns: unit_code, name, kind, kecamatan_code, kecamatan, date, month, week (Monday), weekday
    (1 Monday .. 7), is_working_day, is_digital_day, then counts as float (NaN: not reported or not
    covered): warga, rt, petugas, tidak_diketahui, visits, help_calls; is_live (nullable boolean, NA:
    not known), is_outage, is_expected, is_walkin_complete, is_complete (bool).
    """
    frame = snapshot.query(UNIT_DAYS)
    kinds: dict[str, str] = dict.fromkeys(COUNTS, "float64")
    kinds |= dict.fromkeys(DATES, "datetime64[us]") | {"weekday": "int64", "is_live": "boolean"}
    flags = {name: frame[name].astype("boolean").fillna(False).astype(bool) for name in FLAGS}
    return frame.astype(kinds).assign(**flags)


def calls(snapshot: Snapshot) -> pd.DataFrame:
    """Return 112 calls by hour, place, category and topic (table calls_hour).

    Columns: date, hour, unit_code ('' without a place), category, topic, is_answered (nullable),
    calls, closed.
    """
    kinds = {"date": "datetime64[us]", "is_answered": "boolean", "calls": "int64", "closed": "int64"}
    return snapshot.table("calls_hour").astype(kinds)


def rollout_events(snapshot: Snapshot) -> pd.DataFrame:
    """Return status changes of the offices, past and planned (table rollout).

    Columns: unit_code, date, status, is_planned, is_start_known (bool), source.
    """
    kinds = {"date": "datetime64[us]", "is_planned": "bool", "is_start_known": "bool"}
    return snapshot.table("rollout").astype(kinds)


def service_months(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """Return requests of every origin by office, month and service up to the as-of; no row: none.

    Columns: unit_code, month, service, requests.
    """
    kinds = {"month": "datetime64[us]", "requests": "int64"}
    return snapshot.query(SERVICE_MONTHS, [as_of]).astype(kinds)
