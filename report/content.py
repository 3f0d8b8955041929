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
from report.blocks import Section
from report.change_part import change_section
from report.coverage_part import coverage_section
from report.help_part import help_section
from report.notices import Completeness, check_completeness, month_completeness, notices
from report.period import check_period, working_days
from report.quality_part import quality_section
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
class SourceFile:
    """One file that the build was made from; `checksum`: SHA-256 of its bytes."""

    source: str
    path: str
    checksum: str
    state: str


@dataclass(frozen=True)
class Content:
    """The whole report of one month. `period`: first and last day of the month; the last is the as-of."""

    period: tuple[date, date]
    build: str
    created_at: datetime
    fingerprint: str
    is_sample: bool
    is_draft: bool
    used: tuple[int, int]
    figures: tuple[Figure, ...]
    notices: tuple[str, ...]
    completeness: tuple[Completeness, ...]
    units: tuple[Unit, ...]
    weekdays: Weekdays
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    files: tuple[SourceFile, ...]


def month_content(snapshot: Snapshot, month: date, lang: str = "id", is_draft: bool = False) -> Content:
    """Return the report's content for the month that holds a day, as of that month's end.

    Raises RefusedError when the month is not over in the data, when the request log or the walk-in
    counts do not cover it, or when one of them is less complete than the setting asks (a draft may be).
    """
    meta, calendar, facts = snapshot.meta(), snapshot.table("calendar"), unit_days(snapshot)
    period = month_span(month)
    check_period(facts, calendar, meta["as_of"], period, lang)
    events, units = rollout_events(snapshot), snapshot.table("units")
    past = facts[facts["date"] <= pd.Timestamp(period[1])]
    complete = month_completeness(_within(past, period))
    if not is_draft:
        check_completeness(complete, settings().report_min_completeness, lang)
    start = digital_start(calendar)
    used = (settings().used_window_days, settings().used_min_requests)
    targets, city_calls = snapshot.table("targets"), calls(snapshot)
    head = headline(past, events, units, targets, period[1], start, used, city_calls)
    told = figures(head, used, lang)
    sources, last = snapshot.table("source_state"), working_days(calendar, period)[1]
    return Content(
        period=period,
        build=meta["build"],
        created_at=meta["created_at"].to_pydatetime(),
        fingerprint=meta["fingerprint"],
        is_sample=bool(meta["is_sample"]),
        is_draft=is_draft,
        used=used,
        figures=told,
        notices=notices(complete, sources, meta["roster_confirmed"], told, last, lang),
        completeness=complete,
        units=_units(past, events, units, snapshot.table("boundaries"), period),
        weekdays=_weekdays(past, start),
        sections=(
            coverage_section(events, units, targets, period[1], lang),
            help_section(_within(city_calls, period), told[3].sentence, lang),
            change_section(past, units, events, snapshot.table("events"), period, lang),
            quality_section(
                _within(past, period), complete, sources, snapshot.table("quarantine_reason"), meta["as_of"], lang
            ),
        ),
        sources=_sources(sources),
        files=_files(snapshot.table("file_account")),
    )


def _within(frame: pd.DataFrame, period: tuple[date, date]) -> pd.DataFrame:
    return frame[frame["date"].between(pd.Timestamp(period[0]), pd.Timestamp(period[1]))]


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


def _sources(state: pd.DataFrame) -> tuple[Source, ...]:
    return tuple(Source(row["source"], _date(row["newest"]), int(row["row_count"])) for row in state.to_dict("records"))


def _files(account: pd.DataFrame) -> tuple[SourceFile, ...]:
    rows = account.sort_values(["source", "path", "sha256"]).to_dict("records")
    return tuple(SourceFile(row["source"], row["path"], row["sha256"], row["state"]) for row in rows)


def _share(row: dict[Any, Any]) -> Share:
    optional = ("share", "lower", "upper", "lower_unknown", "upper_unknown")
    numbers = {name: _number(row.get(name)) for name in optional}
    return Share(row["numerator"], row["denominator"], state=row["state"], reason=row["reason"], **numbers)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
