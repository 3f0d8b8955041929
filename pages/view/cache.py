"""The only caching: what a scope holds, read once. Frames are shared between sessions: filter, never change them.

Every function here that remembers takes the scope first, so that a scope is part of every key; none knows the session.
"""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from analytics import assistance, headline, marks, rollout, uptake
from analytics import build as facts
from analytics.services import MonthServices, month_services
from core.scope import Scope
from core.snapshot import Snapshot, as_declared, open_build
from pages.maps import draw
from report.archive.listing import page_images

PREVIEWS_KEPT = 4
MONTHS_KEPT = 48
"""Month ends of which a small result is kept, each as one scope sees it."""
PLACES_KEPT = 96
"""Places of which the marks are kept: a city has some eighty."""
BUILDS_KEPT = 4
"""Builds, each as one scope sees it: the newest, and those before that an open tab may still show."""

cached = partial(st.cache_resource, show_spinner=False, hash_funcs={Scope: repr})
"""Remembers what a function returns. A scope's key is all that it says; Streamlit's own takes six times as long."""


@dataclass(frozen=True)
class Build:
    """Everything the pages read of one build within one scope. Frames as in core.tables and analytics.build."""

    scope: Scope
    snapshot: Snapshot
    meta: dict[str, Any]
    facts: pd.DataFrame
    calls: pd.DataFrame
    events: pd.DataFrame
    units: pd.DataFrame
    targets: pd.DataFrame
    shapes: gpd.GeoDataFrame
    official: gpd.GeoDataFrame | None
    """The shapes of the official boundaries (as `shapes`, the cartogram), and where they come from."""
    official_source: str
    official_day: date | None
    start: date | None
    """First digital-first day of the policy; None where the policy has no row."""

    def table(self, name: str) -> pd.DataFrame:
        """Return a small published table."""
        return read_table(self.scope, name)

    def status_on(self, day: date) -> pd.DataFrame:
        """Return the roll-out status of every office on a day (rollout.status_on)."""
        return read_status(self.scope, day)

    def needs_help(self, day: date) -> pd.DataFrame:
        """Return which offices still need help, measured against all of them (assistance.still_needs_help)."""
        return read_need(self.scope, day)

    def month_services(self, month: date) -> MonthServices:
        """Return the month's requests by place and service, small counts hidden (month_services)."""
        return read_month_services(self.scope, month)

    def service_origins(self) -> pd.DataFrame:
        """Return requests by office, month, service and origin (analytics.build.service_origins)."""
        return read_service_origins(self.scope)

    def place_topics(self, month: date) -> pd.DataFrame:
        """Return the month's help calls by place and topic, small counts hidden (topic_cells.place_topics)."""
        return read_place_topics(self.scope, month)

    def help_links(self) -> tuple[pd.DataFrame | None, str]:
        """Return requests linked to 112 calls and the legal basis (analytics.build.help_links)."""
        return read_help_links(self.scope)

    def visit_reports(self) -> pd.DataFrame:
        """Return when the walk-in counts of an office and month came in (analytics.build.visit_reports)."""
        return read_visit_reports(self.scope)

    def marks(self, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
        """Return what happened at a place (analytics.marks.time_marks), of all time."""
        return read_marks(self.scope, kecamatan, unit)

    def at(self, frame: pd.DataFrame, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
        """Return the rows of an office, of a kecamatan's offices, or all; the frame needs unit_code."""
        if unit:
            return frame[frame["unit_code"] == unit]
        if kecamatan:
            codes = self.units.loc[self.units["kecamatan_code"] == kecamatan, "unit_code"]
            return frame[frame["unit_code"].isin(codes)]
        return frame

    def month_shares(self, place: str = "", *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share (uptake.digital_share) of every month, by a column of places or of the whole.

        `by_digital_weekday`: also by is_digital_weekday, of working days only.
        """
        return read_month_shares(self.scope, place, by_digital_weekday)


@cached(max_entries=BUILDS_KEPT)
def read_build(scope: Scope) -> Build:
    """Return the build of a scope, as far as the scope reaches. Raises NoBuildError when it is gone or no build."""
    with as_declared(scope.build):
        return _read(open_build(scope))


def _read(snapshot: Snapshot) -> Build:
    outlines = snapshot.table("boundaries")
    official = outlines[outlines["geometry_kind"] == draw.OFFICIAL]
    return Build(
        scope=snapshot.scope,
        snapshot=snapshot,
        meta=snapshot.meta(),
        facts=facts.unit_days(snapshot),
        calls=facts.calls(snapshot),
        events=facts.rollout_events(snapshot),
        units=snapshot.table("units"),
        targets=snapshot.table("targets"),
        shapes=draw.shapes_frame(outlines),
        official=draw.shapes_frame(official, draw.OFFICIAL) if len(official) else None,
        official_source=official["source"].iloc[0] if len(official) else "",
        official_day=next(iter(official.get("imported_on", ())), None),  # older builds do not have it
        start=headline.digital_start(snapshot.table("calendar")),
    )


@cached(max_entries=8 * BUILDS_KEPT)
def read_table(scope: Scope, name: str) -> pd.DataFrame:
    """Return one published table, as far as the scope reaches."""
    return read_build(scope).snapshot.table(name)


@cached(max_entries=6 * BUILDS_KEPT)
def read_month_shares(scope: Scope, place: str, by_digital_weekday: bool) -> pd.DataFrame:
    """Return the digital share by month and place ('' for all together) up to the as-of.

    A month's share is the same whichever month is looked at, so all of them are computed once.
    """
    build = read_build(scope)
    past = build.facts[build.facts["date"] <= pd.Timestamp(build.meta["as_of"])]
    by = [*([place] if place else []), "month"]
    if not by_digital_weekday:
        return uptake.digital_share(past, by=by)
    weekdays = uptake.digital_weekdays(past, build.start) if build.start else []
    marked = past.assign(is_digital_weekday=past["weekday"].isin(weekdays))[past["is_working_day"]]
    return uptake.digital_share(marked, by=[*by, "is_digital_weekday"])


@cached(max_entries=PLACES_KEPT)
def read_marks(scope: Scope, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
    """Return what happened at a place, the same whichever month is looked at."""
    build = read_build(scope)
    facts, events = (build.at(frame, kecamatan, unit) for frame in (build.facts, build.events))
    return marks.time_marks(build.table("calendar"), build.table("events"), facts, events)


@cached(max_entries=MONTHS_KEPT)
def read_status(scope: Scope, day: date) -> pd.DataFrame:
    """Return the roll-out status of every office on a day (rollout.status_on): several pages and places ask for it."""
    build = read_build(scope)
    return rollout.status_on(build.events, build.units, day)


@cached(max_entries=MONTHS_KEPT)
def read_need(scope: Scope, day: date) -> pd.DataFrame:
    """Return which offices still need help on a day, measured against all offices of the scope (still_needs_help)."""
    return assistance.still_needs_help(read_build(scope).facts, day)


@cached(max_entries=BUILDS_KEPT)
def read_service_origins(scope: Scope) -> pd.DataFrame:
    """Return requests by office, month, service and origin up to the as-of."""
    build = read_build(scope)
    return facts.service_origins(build.snapshot, build.meta["as_of"])


@cached(max_entries=BUILDS_KEPT)
def read_request_durations(scope: Scope) -> pd.DataFrame:
    """Return minutes from submission until ready by office, month and service."""
    return facts.request_durations(read_build(scope).snapshot)


@cached(max_entries=MONTHS_KEPT)
def read_month_services(scope: Scope, month: date) -> MonthServices:
    """Return a month's requests by place and service: what is hidden in one place depends on all of them."""
    build = read_build(scope)
    rows = (
        frame[frame["month"] == pd.Timestamp(month)]
        for frame in (read_service_origins(scope), read_request_durations(scope))
    )
    return month_services(*rows, build.table("services"), build.units)


@cached(max_entries=MONTHS_KEPT)
def read_place_topics(scope: Scope, month: date) -> pd.DataFrame:
    """Return a month's help calls by place and topic: what is hidden in one place depends on all of them."""
    build = read_build(scope)
    helped = assistance.help_calls(build.calls, build.meta["as_of"])
    return assistance.place_topics(helped, build.units, pd.Timestamp(month))


@cached(max_entries=BUILDS_KEPT)
def read_help_links(scope: Scope) -> tuple[pd.DataFrame | None, str]:
    """Return requests linked to 112 calls and the legal basis; (None, '') while it is off."""
    return facts.help_links(read_build(scope).snapshot)


@cached(max_entries=BUILDS_KEPT)
def read_visit_reports(scope: Scope) -> pd.DataFrame:
    """Return when the walk-in counts of an office and month came in."""
    return facts.visit_reports(read_build(scope).snapshot)


@st.cache_data(max_entries=PREVIEWS_KEPT, show_spinner=False)
def read_pages(scope: Scope, pdf: Path, changed_at: float) -> list[bytes]:
    """Return the pages of an archived report as PNG; `changed_at`: so that another file of that name is read anew."""
    del scope, changed_at  # parts of the key alone
    return page_images(pdf)
