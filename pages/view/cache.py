"""The only door to a build: what a scope holds of it, read once and kept between sessions (pages.view.cached)."""

from collections.abc import Hashable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, cast

import pandas as pd

from analytics import (
    GRAINS,
    City,
    Headline,
    Span,
    assistance,
    effect,
    headline,
    marks,
    period_span,
    rollout,
    uptake,
    within,
)
from analytics.actions import Action, actions
from analytics.open_data import ReleasedTable, ToldReleases
from analytics.roster_doubts import RosterDoubts, roster_doubts
from analytics.services import MonthServices, month_services, open_ages, shown_ages
from analytics.urgent_offices import urgent_offices
from core.scope import Scope
from core.snapshot import open_build
from pages.view.cached import (
    MONTHS_KEPT,
    PLACES_KEPT,
    TARGETS_KEPT,
    cached,
    told_of_all,
)
from pages.view.drawn_city import DrawnCity
from pages.view.own_part import as_public, of_city, own_rows, own_services, own_shares, own_topics

MONTH_SHARES_KEPT = 6
"""Of the city, its kecamatan and its offices; of all days, and of digital and other ones."""
WEEKS_SHOWN = 12
"""Weeks of a small trend."""
READ_FIRST = ("meta", "facts", "calls", "roster", "units", "targets", "calendar", "shapes")
"""What every page reads: a build that lacks it is told before anything is shown."""


class Build(DrawnCity):
    """The city of a scope. What is costly to work out is kept, so that pages and sessions ask for it again."""

    @property
    def scope(self) -> Scope:
        """What the reader may see: part of every key."""
        return self.snapshot.scope

    @property
    def of_all_offices(self) -> "Build":
        """The build of all offices; itself where nothing is held back."""
        return cast(Build, self._whole)

    @cached_property
    def offices(self) -> dict[str, Mapping[Hashable, Any]]:
        """The offices as the table units has them, by code."""
        return {row["unit_code"]: row for row in self.units.to_dict("records")}

    def at(self, frame: pd.DataFrame, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
        """Return the rows of an office, of a kecamatan's offices, or all; the frame needs unit_code."""
        if unit:
            return frame[frame["unit_code"] == unit]
        if kecamatan:
            codes = self.units.loc[self.units["kecamatan_code"] == kecamatan, "unit_code"]
            return frame[frame["unit_code"].isin(codes)]
        return frame

    def place(self, kecamatan: str | None, unit: str | None) -> City:
        """Return the city of an office, of a kecamatan's offices, or the whole."""
        return self._place(kecamatan, unit) if kecamatan or unit else self

    @cached(PLACES_KEPT)
    def _place(self, kecamatan: str | None, unit: str | None) -> City:
        column, code = ("unit_code", unit) if unit else ("kecamatan_code", kecamatan)
        shares = self.month_shares(column)
        part = self.part(self.at(self.units, kecamatan, unit)["unit_code"])
        offices = self.at(self.month_shares("unit_code"), kecamatan, unit)
        return part.with_frames(months=shares[shares[column] == code], office_months=offices)

    def month_shares(self, place: str = "", *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share of every month (City.month_shares): all months are worked out once."""
        return self._month_shares(place, by_digital_weekday)

    @told_of_all(own_shares)
    @cached(MONTH_SHARES_KEPT)
    def _month_shares(self, place: str, by_digital_weekday: bool) -> pd.DataFrame:
        return super().month_shares(place, by_digital_weekday=by_digital_weekday)

    def period_shares(self, place: str, period: Span, grain: str = "month") -> pd.DataFrame:
        """Return the digital share of a period by a column of places (City.period_shares)."""
        if grain != "month":
            return self._period_shares(place, period, grain)
        return super().period_shares(place, period)

    @told_of_all(own_shares)
    @cached(MONTHS_KEPT)
    def _period_shares(self, place: str, period: Span, grain: str) -> pd.DataFrame:
        return super().period_shares(place, period, grain)

    @cached(PLACES_KEPT)
    def week_shares(self, kecamatan: str | None, unit: str | None, end: date) -> list[float]:
        """Return the digital share of a place in the last weeks up to a day, the oldest first; NaN of one without."""
        first = period_span(end - timedelta(weeks=WEEKS_SHOWN - 1), "week")[0]
        facts = within(self.place(kecamatan, unit).past, first, end)
        weeks = facts["date"].dt.to_period(GRAINS["week"]).dt.start_time
        return list(uptake.digital_share(facts.assign(week=weeks), ["week"])["share"])

    @cached(PLACES_KEPT)
    def marks(self, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
        """Return what happened at a place (analytics.marks.time_marks), of all time."""
        own = self.place(kecamatan, unit)
        return marks.time_marks(self.calendar, self.events, own.facts, own.roster)

    @cached(MONTHS_KEPT)
    def roster_on(self, day: date) -> pd.DataFrame:
        """Return the roster with the plans as they stood on a day (City.roster_on)."""
        return super().roster_on(day)

    @cached(MONTHS_KEPT)
    def status_on(self, day: date) -> pd.DataFrame:
        """Return the roll-out status of every office on a day (rollout.status_on)."""
        return super().status_on(day)

    @told_of_all(own_rows)
    @cached(MONTHS_KEPT)
    def help_by_age(self, day: date) -> pd.DataFrame:
        """Return which offices need more help than all others, the young at equal age (assistance.help_by_age)."""
        return assistance.help_by_age(self.facts, day)

    @cached(MONTHS_KEPT)
    def going_live(self, day: date) -> effect.GoingLive:
        """Return what going live did to counter visits, as known on a day (effect.going_live)."""
        return effect.going_live(self.facts, day)

    @told_of_all(own_rows)
    @cached(MONTHS_KEPT)
    def standings(self, day: date) -> pd.DataFrame:
        """Return what share is expected of each office in the month up to a day (uptake.office_standings)."""
        shares, warned = self.month_shares("unit_code"), self.early_warnings(day)
        month = shares[shares["month"] == pd.Timestamp(day).replace(day=1)]
        return uptake.office_standings(self.facts, month, self.units, day, warned, self.live_starts)

    @cached(MONTHS_KEPT)
    def trips_saved(self, day: date) -> effect.TripsSaved:
        """Return the trips to the counter saved by going live, as known on a day (City.trips_saved)."""
        return super().trips_saved(day)

    def forecast(self, day: date, kind: str = "kelurahan") -> rollout.Forecast:
        """Return how many offices of a kind will be live, as planned, as known on a day (City.forecast)."""
        return self._forecast(day, kind)

    @told_of_all(as_public)
    @cached(len(rollout.TARGET_KINDS) * MONTHS_KEPT)
    def _forecast(self, day: date, kind: str) -> rollout.Forecast:
        return super().forecast(day, kind)

    @cached(MONTHS_KEPT)
    def plan_record(self, day: date) -> rollout.PlanRecord:
        """Return how plans held that were made before their day, as of a day (City.plan_record)."""
        return super().plan_record(day)

    def pace(self, target: pd.Series, day: date) -> rollout.Pace:
        """Return how fast offices must go live for a row of `targets`, and how fast they do (City.pace)."""
        return self._pace(self.targets.index.to_list().index(target.name), day)

    @cached(TARGETS_KEPT)
    def _pace(self, at: int, day: date) -> rollout.Pace:
        return super().pace(self.targets.iloc[at], day)

    @cached(PLACES_KEPT)
    def actions(self, kecamatan: str | None, unit: str | None, day: date) -> list[Action]:
        """Return everything there is to do at a place as of a day (analytics.actions)."""
        return actions(self.place(kecamatan, unit), day, self.at(self.help_by_age(day), kecamatan, unit))

    @cached(PLACES_KEPT)
    def urgent(self, kecamatan: str | None, unit: str | None, day: date) -> pd.DataFrame:
        """Return a place's offices that need somebody as of a day (urgent_offices)."""
        return urgent_offices(self.actions(kecamatan, unit, day), self.place(kecamatan, unit).units)

    @cached(PLACES_KEPT)
    def headline(self, kecamatan: str | None, unit: str | None, day: date, grain: str) -> Headline:
        """Return a place's figures of the period that holds a day (analytics.headline)."""
        return headline(self.place(kecamatan, unit), day, grain)

    @cached(PLACES_KEPT)
    def roster_doubts(self, kecamatan: str | None, unit: str | None, day: date) -> RosterDoubts:
        """Return what the roster should be asked about at a place as of a day (analytics.roster_doubts)."""
        return roster_doubts(self.place(kecamatan, unit), day)

    @cached(1)
    def open_ages(self, as_of: date) -> tuple[pd.DataFrame | None, int]:
        """Return the open requests by age on a day, small counts hidden (shown_ages), and their sum."""
        asked = self.request_outcomes, as_of
        return shown_ages(*asked), int(open_ages(*asked)["requests"].sum())

    @cached(PLACES_KEPT)
    def live_counts(
        self, kecamatan: str | None, unit: str | None, days: tuple[pd.Timestamp, ...], kind: str
    ) -> list[float]:
        """Return how many offices of a kind were live at a place on some days (rollout.live_counts)."""
        own = self.place(kecamatan, unit)
        return list(rollout.live_counts(own.roster, own.units, pd.DatetimeIndex(days), kind))

    @told_of_all(own_services)
    @cached(MONTHS_KEPT)
    def month_services(self, month: date) -> MonthServices:
        """Return the month's requests by place and service, small counts hidden (month_services).

        What is hidden in one place depends on all of them.
        """
        origins, durations = (
            frame[frame["month"] == pd.Timestamp(month)] for frame in (self.service_origins, self.request_durations)
        )
        return month_services(origins, durations, self.services, self.units)

    def place_topics(self, month: date) -> ReleasedTable | None:
        """Return the help calls of a settled month by place and topic as they were released; None: not released yet.

        Rows as of shown_topics. Raises DamagedReleaseError, and OSError where the releases cannot be read.
        """
        return self._place_topics(month, self._releases.changed_at(month))

    def are_topics_withheld(self, month: date) -> bool:
        """Return True where no topics of a settled month come. Errors as of place_topics."""
        return self._releases.are_topics_withheld(month)

    @told_of_all(own_topics)
    @cached(MONTHS_KEPT)
    def _place_topics(self, month: date, changed_at: int) -> ReleasedTable | None:
        del changed_at  # a part of the key alone
        found = self._releases.topics(self, month)
        return found and found._replace(rows=assistance.shown_topics(found.rows, self.units))

    def city_outcomes(self, month: date) -> ReleasedTable | None:
        """Return what became of a settled month's requests in the city as it was released; None: not told.

        Rows as of place_outcomes. Errors as of place_topics.
        """
        return self._city_outcomes(month, self._releases.changed_at(month))

    @told_of_all(of_city)
    @cached(MONTHS_KEPT)
    def _city_outcomes(self, month: date, changed_at: int) -> ReleasedTable | None:
        del changed_at  # a part of the key alone
        return self._releases.outcomes(self, month)

    @property
    def _releases(self) -> ToldReleases:
        return ToldReleases.of(self)


def read_build(scope: Scope) -> Build:
    """Return the build of a scope, with what every page reads of it. Raises NoBuildError when it is gone or no build.

    DamagedBuildError: it lacks what today's pages ask for.
    """
    return read_whole(scope) if scope.is_city else read_part(scope)


@cached(1)
def read_whole(scope: Scope) -> Build:
    """Return the build of a reader of the whole city."""
    return _ready(Build(open_build(scope)))


@cached(1)
def read_part(scope: Scope) -> Build:
    """Return the build of a reader of some offices: what is told of all comes of the whole one."""
    return _ready(Build(open_build(scope), read_whole(scope.of_all)))


def _ready(build: Build) -> Build:
    for name in READ_FIRST:
        getattr(build, name)
    return build
