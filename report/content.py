"""A month of one build as plain data: everything that the report shows, before any layout."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics.facts import calls, rollout_events, unit_days
from analytics.headline import digital_start, headline, month_span
from analytics.quality import completeness
from analytics.rollout import status_on
from analytics.uptake import digital_share, digital_weekdays, weekday_shares
from core.settings import settings
from core.snapshot import Snapshot
from report.period import check_period
from report.sentences import Figure, figures

GEOMETRY = "kartogram"
Point = tuple[float, float]


@dataclass(frozen=True)
class Share:
    """A digital share with its counts; None where there is none, and then `reason` says why."""

    numerator: float
    denominator: float
    share: float | None
    lower: float | None
    upper: float | None
    lower_unknown: float | None
    upper_unknown: float | None
    state: str
    reason: str


@dataclass(frozen=True)
class Unit:
    """One office on the as-of. `status` None: not known. `reported`: share of due days with visits.

    `outline`: corners as (longitude, latitude), none for a kecamatan office; `centre`: where its mark stands.
    """

    code: str
    kind: str
    name: str
    kecamatan: str
    status: str | None
    since: date | None
    is_start_known: bool
    share: Share
    reported: float | None
    outline: tuple[Point, ...]
    centre: Point


@dataclass(frozen=True)
class Weekday:
    """The share of one weekday (1 Monday .. 5) in one period (before or since the start)."""

    weekday: int
    period: str
    share: Share


@dataclass(frozen=True)
class Weekdays:
    """Shares by weekday of the offices live in both periods; no `days` where they cannot be compared."""

    start: date | None
    digital: tuple[int, ...]
    offices: int
    days: tuple[Weekday, ...]


@dataclass(frozen=True)
class Source:
    """What is loaded of one source."""

    source: str
    newest: date | None
    row_count: int


@dataclass(frozen=True)
class Content:
    """The whole report of one month. `period`: first and last day of the month; the last is the as-of."""

    period: tuple[date, date]
    build: str
    created_at: datetime
    fingerprint: str
    is_sample: bool
    used: tuple[int, int]
    figures: tuple[Figure, ...]
    units: tuple[Unit, ...]
    weekdays: Weekdays
    sources: tuple[Source, ...]


def month_content(snapshot: Snapshot, month: date, lang: str = "id") -> Content:
    """Return the report's content for the month that holds a day, as of that month's end.

    Raises RefusedError when the month is not over in the data, or when the request log or the walk-in
    counts do not cover it.
    """
    meta, calendar, facts = snapshot.meta(), snapshot.table("calendar"), unit_days(snapshot)
    period = month_span(month)
    check_period(facts, calendar, meta["as_of"], period, lang)
    events, units = rollout_events(snapshot), snapshot.table("units")
    past = facts[facts["date"] <= pd.Timestamp(period[1])]
    start = digital_start(calendar)
    used = (settings().used_window_days, settings().used_min_requests)
    head = headline(past, events, units, snapshot.table("targets"), period[1], start, used, calls(snapshot))
    return Content(
        period=period,
        build=meta["build"],
        created_at=meta["created_at"].to_pydatetime(),
        fingerprint=meta["fingerprint"],
        is_sample=bool(meta["is_sample"]),
        used=used,
        figures=figures(head, used, lang),
        units=_units(past, events, units, snapshot.table("boundaries"), period),
        weekdays=_weekdays(past, start),
        sources=_sources(snapshot),
    )


def _units(
    past: pd.DataFrame, events: pd.DataFrame, units: pd.DataFrame, boundaries: pd.DataFrame, period: tuple[date, date]
) -> tuple[Unit, ...]:
    """All offices in the order of their codes: a kecamatan office before its kelurahan."""
    inside = past[past["date"] >= pd.Timestamp(period[0])]
    reports = completeness(inside, ["unit_code"])
    reported = reports[reports["source"] == "kunjungan"].set_index("unit_code")["completeness"].to_dict()
    shares = {row["unit_code"]: _share(row) for row in digital_share(inside, ["unit_code"]).to_dict("records")}
    shapes = boundaries[boundaries["geometry_kind"] == GEOMETRY].set_index("unit_code").to_dict("index")
    rows = status_on(events, units, period[1]).sort_values("unit_code").to_dict("records")
    return tuple(
        Unit(
            code=row["unit_code"],
            kind=row["kind"],
            name=row["name"],
            kecamatan=row["kecamatan"],
            status=None if pd.isna(row["status"]) else row["status"],
            since=_date(row["since"]),
            is_start_known=bool(row["is_start_known"]),
            share=shares[row["unit_code"]],
            reported=_number(reported[row["unit_code"]]),
            outline=_outline(shapes[row["unit_code"]]["geometry"]),
            centre=(shapes[row["unit_code"]]["centre_lon"], shapes[row["unit_code"]]["centre_lat"]),
        )
        for row in rows
    )


def _outline(geometry: str) -> tuple[Point, ...]:
    shape = json.loads(geometry)
    return tuple((x, y) for x, y in shape["coordinates"][0]) if shape["type"] == "Polygon" else ()


def _weekdays(past: pd.DataFrame, start: date | None) -> Weekdays:
    """Shares by weekday up to the as-of; empty before the start or without offices in both periods."""
    if start is None or past["date"].max() < pd.Timestamp(start):
        return Weekdays(start, (), 0, ())
    rows = weekday_shares(past, start)
    rows = rows[(rows["group"] == "both") & rows["weekday"].isin(list("12345"))]
    days = tuple(Weekday(int(row["weekday"]), row["period"], _share(row)) for row in rows.to_dict("records"))
    offices = int(rows["offices"].max()) if days else 0
    return Weekdays(start, tuple(digital_weekdays(past, start)), offices, days)


def _sources(snapshot: Snapshot) -> tuple[Source, ...]:
    rows = snapshot.table("source_state").to_dict("records")
    return tuple(Source(row["source"], _date(row["newest"]), int(row["row_count"])) for row in rows)


def _share(row: dict[Any, Any]) -> Share:
    optional = ("share", "lower", "upper", "lower_unknown", "upper_unknown")
    numbers = {name: _number(row.get(name)) for name in optional}
    return Share(row["numerator"], row["denominator"], state=row["state"], reason=row["reason"], **numbers)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
