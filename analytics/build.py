"""Facts of one build as tidy frames: the only place of analytics that knows the tables."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from analytics.base import CONFIDENCE, DIGITAL_ORIGINS, OFFICER, ORIGINS, UNKNOWN, normal_quantile, t_quantile
from core.method import MIN_EFFECTIVE_SPLIT, MIN_SPLIT_OFFICES
from core.snapshot import Snapshot

COUNTS = (*ORIGINS, "visits", "all_visits", "help_calls")
T_PART = (1 + CONFIDENCE) / 2
APPLY = ("apply_part", "apply_error", "apply_spread")
UNIT_DAYS = """
    SELECT t.unit_code, u.name, u.kind, u.kecamatan_code, u.kecamatan,
           t.date, c.month, c.week, c.weekday, c.is_working_day, c.is_digital_day,
           t.warga, t.rt, t.petugas, t.tidak_diketahui, t.visits, t.help_calls, t.is_unsplit, t.all_visits,
           t.is_live, t.is_outage, t.is_expected, t.is_walkin_complete, t.is_complete
    FROM unit_day_total AS t
    JOIN calendar AS c ON c.date = t.date
    JOIN units AS u ON u.unit_code = t.unit_code
    ORDER BY t.date, t.unit_code
"""
SERVICE_MONTHS = """
    SELECT d.unit_code, c.month, d.service, sum(d.requests) AS requests
    FROM unit_day AS d
    JOIN calendar AS c ON c.date = d.date
    WHERE d.date <= $1
    GROUP BY ALL
    ORDER BY ALL
"""
SERVICE_ORIGINS = """
    SELECT
        d.unit_code, c.month, d.service,
        sum(d.requests) FILTER (list_contains($2, d.origin)) AS digital,
        sum(d.requests) FILTER (d.origin = $3) AS officer,
        sum(d.requests) FILTER (d.origin = $4) AS unknown
    FROM unit_day AS d
    JOIN calendar AS c ON c.date = d.date
    WHERE d.date <= $1
    GROUP BY ALL
    ORDER BY ALL
"""
# What is neither cancelled (those are not in unit_day) nor still open is ready.
REQUEST_OUTCOMES = """
    WITH told AS (
        SELECT unit_code, date_trunc('month', submitted_on)::DATE AS month, * EXCLUDE (unit_code) FROM request_outcome
    ),
    standing AS (
        SELECT unit_code, date_trunc('month', date)::DATE AS month, origin, sum(requests) AS requests
        FROM unit_day GROUP BY ALL
        UNION ALL
        SELECT unit_code, month, origin, -requests FROM told WHERE outcome = 'terbuka'
    )
    SELECT unit_code, month, origin, outcome, submitted_on, cancelled_on, requests FROM told
    UNION ALL
    SELECT unit_code, month, origin, 'selesai', NULL, NULL, sum(requests)
    FROM standing GROUP BY ALL HAVING sum(requests) > 0
    ORDER BY ALL
"""
FLAGS = (
    "is_working_day", "is_digital_day", "is_unsplit", "is_outage", "is_expected", "is_walkin_complete", "is_complete",
)  # fmt: skip
DATES = ("date", "month", "week")
TEXTS = ("unit_code", "name", "kind", "kecamatan_code", "kecamatan")


def unit_days(snapshot: Snapshot) -> pd.DataFrame:
    """Return one row an office and day of the data period, sorted by day and office: the facts frame.

    Columns: unit_code, name, kind, kecamatan_code, kecamatan, date, month, week (Monday), weekday (1 Monday .. 7),
    is_working_day, is_digital_day, then counts as float (NaN: not reported or not covered): warga, rt, petugas,
    tidak_diketahui, visits, help_calls; all_visits (of any purpose; NaN also where only those to apply are counted),
    is_unsplit (visits hold every visitor), apply_part (the part of the visits that come to apply: 1 where split, else
    that of the split offices in the month, digital days apart; NaN where too few tell it: MIN_SPLIT_OFFICES,
    MIN_EFFECTIVE_SPLIT), its apply_error (of all offices alike) and apply_spread (of each office); is_live
    (nullable boolean, NA: not known), is_outage, is_expected, is_walkin_complete, is_complete (bool).
    """
    frame = _with_apply_part(snapshot.query(UNIT_DAYS), snapshot.table("apply_share"))
    kinds: dict[str, str] = dict.fromkeys((*COUNTS, *APPLY), "float64")
    kinds |= dict.fromkeys(DATES, "datetime64[us]") | {"weekday": "int64", "is_live": "boolean"}
    # Plain Python texts: the same results, and a quarter less time than with pandas' own kind of text.
    kinds |= dict.fromkeys(TEXTS, "object")
    flags = {name: frame[name].astype("boolean").fillna(False).astype(bool) for name in FLAGS}
    facts = frame.astype(kinds).assign(**flags)
    return facts if snapshot.scope.is_city else without_area_calls(facts, _cut_areas(snapshot))


def cut_areas(units: pd.DataFrame, codes: Collection[str]) -> set[str]:
    """Return the codes of the kecamatan of which not every office is among `codes`; `units`: the table.

    Calls that name only such a kecamatan are of its whole area: of the offices among `codes` nobody knows how many.
    """
    return set(units.loc[~units["unit_code"].isin(list(codes)), "kecamatan_code"])


def without_area_calls(facts: pd.DataFrame, areas: Collection[str]) -> pd.DataFrame:
    """Return facts whose kecamatan offices of some areas (cut_areas) have no number of calls."""
    return facts.assign(help_calls=facts["help_calls"].mask(facts["unit_code"].isin(areas)))


def _cut_areas(snapshot: Snapshot) -> set[str]:
    return cut_areas(snapshot.table("units"), snapshot.scope.units)


def _with_apply_part(days: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Add by what unsplit visits are scaled, and what that may be off by: as wide as Student's t of so few offices."""
    told = parts[parts["offices"].ge(MIN_SPLIT_OFFICES) & parts["effective_offices"].ge(MIN_EFFECTIVE_SPLIT)]
    wider = t_quantile(T_PART, told["effective_offices"].to_numpy(float) - 1) / normal_quantile(T_PART)
    told = told.assign(
        apply_part=told["visits_to_apply"] / told["all_visits"],
        apply_error=told["error"] * wider,
        apply_spread=told["spread"] * wider,
    )
    keys = ["month", "is_digital_day"]
    found = days.merge(told[[*keys, *APPLY]], "left", keys)
    is_split = ~found["is_unsplit"].astype("boolean").fillna(False).astype(bool)
    found["apply_part"] = found["apply_part"].mask(is_split, 1.0)
    for name in APPLY[1:]:
        found[name] = found[name].mask(is_split, 0.0).fillna(0.0)
    return found


def calendar(snapshot: Snapshot) -> pd.DataFrame:
    """Return the days of the calendar (table calendar), `date` as a timestamp."""
    return snapshot.table("calendar").astype({"date": "datetime64[us]"})


def digital_start(calendar: pd.DataFrame) -> date | None:
    """Return the first digital-first day in the table calendar, None where the policy has none."""
    first = calendar.loc[calendar["is_digital_day"].astype(bool), "date"].min()
    return None if pd.isna(first) else pd.Timestamp(first).date()


def calls(snapshot: Snapshot) -> pd.DataFrame:
    """Return 112 calls by hour, place, category and topic (table calls_hour).

    Columns: date, hour, unit_code ('' without a place), category, topic, is_answered (nullable),
    calls, closed.
    """
    kinds = {"date": "datetime64[us]", "is_answered": "boolean", "calls": "int64", "closed": "int64"}
    rows = snapshot.table("calls_hour").astype(kinds)
    return rows if snapshot.scope.is_city else rows[~rows["unit_code"].isin(_cut_areas(snapshot))]


def rollout_events(snapshot: Snapshot) -> pd.DataFrame:
    """Return status changes of the offices, past and planned (table rollout).

    Columns: unit_code, date, status, is_planned, is_start_known (bool), source.
    """
    kinds = {"date": "datetime64[us]", "is_planned": "bool", "is_start_known": "bool"}
    return snapshot.table("rollout").astype(kinds)


def plan_history(snapshot: Snapshot) -> pd.DataFrame:
    """Return every day for which an office was planned to go live (table plan_history).

    Columns: unit_code, planned_date, first_seen, last_seen, changed_on, changed_to (NaT: not changed), withdrawn_on
    (NaT: not withdrawn; of a build older than this column all).
    """
    frame = snapshot.table("plan_history")
    frame = frame if "withdrawn_on" in frame else frame.assign(withdrawn_on=pd.Timestamp("NaT"))
    return frame.astype(dict.fromkeys(frame.columns.drop("unit_code"), "datetime64[us]"))


def service_months(snapshot: Snapshot) -> pd.DataFrame:
    """Return requests of every origin by office, month and service up to the build's as-of; no row: none.

    Columns: unit_code, month, service, requests.
    """
    kinds = {"month": "datetime64[us]", "requests": "int64"}
    return snapshot.query(SERVICE_MONTHS, [snapshot.meta()["as_of"]]).astype(kinds)


def request_durations(snapshot: Snapshot) -> pd.DataFrame:
    """Return minutes from submission until ready by office, month and service (table duration_month).

    Columns: unit_code, month, service, kind, minutes_from (never seen ready: last seen waiting), minutes_to (NaN: never
    seen ready), is_due (its service time had run out by the last day of the data; False without one), requests.
    """
    kinds = {"month": "datetime64[us]", "minutes_from": "float64", "minutes_to": "float64", "requests": "int64"}
    frame = snapshot.table("duration_month").astype(kinds)
    return frame.assign(is_due=frame["is_due"].astype("boolean").fillna(False).astype(bool))


def request_statuses(snapshot: Snapshot) -> pd.DataFrame:
    """Return requests by office, month of submission, service and newest status (table status_month).

    Columns: unit_code, month, service, status, requests.
    """
    return snapshot.table("status_month").astype({"month": "datetime64[us]", "requests": "int64"})


def request_outcomes(snapshot: Snapshot) -> pd.DataFrame:
    """Return requests by office, month of submission, origin and what became of them (request_outcome, unit_day).

    Columns: unit_code, month, origin, outcome (selesai, terbuka, dibatalkan), submitted_on (NaT for selesai),
    cancelled_on (NaT where none, or not told), requests.
    """
    kinds = dict.fromkeys(("month", "submitted_on", "cancelled_on"), "datetime64[us]")
    return snapshot.query(REQUEST_OUTCOMES).astype({**kinds, "requests": "int64"})


def visit_reports(snapshot: Snapshot) -> pd.DataFrame:
    """Return when the walk-in counts of an office and month came in (table report_month).

    Columns: unit_code, month, reported_days, received_on (NaT: not known).
    """
    return snapshot.table("report_month").astype({"month": "datetime64[us]", "received_on": "datetime64[us]"})


def help_links(snapshot: Snapshot) -> tuple[pd.DataFrame | None, str]:
    """Return requests linked to 112 calls by office and day, and the legal basis; (None, '') while it is off.

    Columns: unit_code, date, linked_requests, linked_calls (table help_link).
    """
    basis = snapshot.meta().get("help_link_basis")
    if not basis:
        return None, ""
    kinds = {"date": "datetime64[us]", "linked_requests": "float64", "linked_calls": "float64"}
    return snapshot.table("help_link").astype(kinds), str(basis)


def service_origins(snapshot: Snapshot, as_of: date | None = None) -> pd.DataFrame:
    """Return requests by office, month, service and who entered them; no row: none.

    Columns: unit_code, month, service, digital (citizens and RT heads), officer, unknown (0 where none).
    `as_of`: last day counted (None: the build's as-of).
    """
    counts, last = ["digital", "officer", "unknown"], as_of or snapshot.meta()["as_of"]
    frame = snapshot.query(SERVICE_ORIGINS, [last, list(DIGITAL_ORIGINS), OFFICER, UNKNOWN])
    frame = frame.astype({"month": "datetime64[us]"})
    return frame.assign(**{name: frame[name].fillna(0).astype("int64") for name in counts})
