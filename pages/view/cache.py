"""The only caching: what a scope holds, read once. Frames are shared between sessions: filter, never change them.

Every function here that remembers takes the scope first, so that a scope is part of every key; none knows the session.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import geopandas as gpd
import pandas as pd
import streamlit as st

from analytics import GRAINS, City, Span, assistance, effect, marks, period_span, rollout, uptake, within
from analytics.actions import Action, actions
from analytics.services import MonthServices, month_services
from analytics.urgent_offices import urgent_offices
from core.scope import Scope
from core.snapshot import open_build
from pages.maps.shapes import OFFICIAL, shapes_frame
from pages.view.own_part import as_public, own_places, own_rows, own_services, own_shares

PREVIEWS_KEPT = 4
MONTHS_KEPT = 48
"""Month ends of which a small result is kept, each as one scope sees it."""
TARGETS_KEPT = 4 * MONTHS_KEPT
"""Targets, each as of a month's end."""
PLACES_KEPT = 96
"""Places of which frames and marks are kept: a city has some eighty."""
WEEKS_SHOWN = 12
"""Weeks of a small trend."""
BUILDS_KEPT = 4
"""Builds, each as one scope sees it: the newest, and those before that an open tab may still show."""
PARTS_KEPT = 40
"""The same of readers of some offices, whose copies are small."""

READ_FIRST = ("meta", "facts", "calls", "roster", "units", "targets", "calendar", "shapes")
"""What every page reads: a build that lacks it is told before anything is shown."""

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
OfScope = Callable[Concatenate[Scope, Arguments], Result]


def cached(max_entries: int) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Remember what a function returns, for so many different arguments.

    A scope's key is all that it says, a day's its name; Streamlit's own ways take several times as long.
    """
    return st.cache_resource(
        show_spinner=False, hash_funcs={Scope: repr, date: date.isoformat}, max_entries=max_entries
    )


def told_of_all(cut: Callable[..., Result]) -> Callable[[OfScope[Arguments, Result]], OfScope[Arguments, Result]]:
    """Work out of all offices what is not true of some alone; a reader of some gets what `cut` leaves of it.

    So they see what the whole city's readers see of the same place, and it is worked out once for all. `cut`: is given
    the result, the scope, and what else the function was asked.
    """

    def of(read: OfScope[Arguments, Result]) -> OfScope[Arguments, Result]:
        @wraps(read)
        def told(scope: Scope, /, *asked: Arguments.args, **named: Arguments.kwargs) -> Result:
            found = read(scope.of_all, *asked, **named)
            return found if scope.is_city else cut(found, scope, *asked, **named)

        return told

    return of


class Build(City):
    """The city of a scope, kept between sessions; what is costly to compute is kept beside it, by the same scope."""

    @property
    def scope(self) -> Scope:
        """What the reader may see: part of every key."""
        return self.snapshot.scope

    @cached_property
    def shapes(self) -> gpd.GeoDataFrame:
        """The shapes of the cartogram."""
        return shapes_frame(self.boundaries)

    @cached_property
    def official(self) -> gpd.GeoDataFrame | None:
        """The shapes of the official boundaries, where those were imported."""
        return shapes_frame(self.boundaries, OFFICIAL) if len(self._official_rows) else None

    @property
    def official_source(self) -> str:
        """Where the official boundaries come from; '' without them."""
        return self._official_rows["source"].iloc[0] if len(self._official_rows) else ""

    @property
    def official_day(self) -> date | None:
        """The day of their import; builds of before that was kept do not have it."""
        return next(iter(self._official_rows.get("imported_on", ())), None)

    @property
    def _official_rows(self) -> pd.DataFrame:
        return self.boundaries[self.boundaries["geometry_kind"] == OFFICIAL]

    def place(self, kecamatan: str | None, unit: str | None) -> City:
        """Return the city of an office, of a kecamatan's offices, or the whole."""
        return read_place(self.scope, kecamatan, unit) if kecamatan or unit else self

    def roster_on(self, day: date) -> pd.DataFrame:
        """Return the roster with the plans as they stood on a day (City.roster_on)."""
        return read_roster(self.scope, day)

    def status_on(self, day: date) -> pd.DataFrame:
        """Return the roll-out status of every office on a day (rollout.status_on)."""
        return read_status(self.scope, day)

    def help_by_age(self, day: date) -> pd.DataFrame:
        """Return which offices need more help than others, the young at equal age (assistance.help_by_age)."""
        return read_help_by_age(self.scope, day)

    def going_live(self, day: date) -> effect.GoingLive:
        """Return what going live did to counter visits, as known on a day (effect.going_live)."""
        return read_going_live(self.scope, day)

    def standings(self, day: date) -> pd.DataFrame:
        """Return what share is expected of each office in the month up to a day (uptake.office_standings)."""
        return read_standings(self.scope, day)

    def trips_saved(self, day: date) -> effect.TripsSaved:
        """Return the trips to the counter saved by going live, as known on a day (City.trips_saved)."""
        return read_trips_saved(self.scope, day)

    def forecast(self, day: date, kind: str = "kelurahan") -> rollout.Forecast:
        """Return how many offices of a kind will be live, as planned, as known on a day (City.forecast)."""
        return read_forecast(self.scope, day, kind)

    def plan_record(self, day: date) -> rollout.PlanRecord:
        """Return how plans held that were made before their day, as of a day (City.plan_record)."""
        return read_plan_record(self.scope, day)

    def pace(self, target: pd.Series, day: date) -> rollout.Pace:
        """Return how fast offices must go live for a row of `targets`, and how fast they do (rollout.pace)."""
        return read_pace(self.scope, self.targets.index.to_list().index(target.name), day)

    def actions(self, kecamatan: str | None, unit: str | None, day: date) -> list[Action]:
        """Return everything there is to do at a place as of a day (analytics.actions)."""
        return read_actions(self.scope, kecamatan, unit, day)

    def urgent(self, kecamatan: str | None, unit: str | None, day: date) -> pd.DataFrame:
        """Return a place's offices that need somebody as of a day (urgent_offices)."""
        return read_urgent(self.scope, kecamatan, unit, day)

    def month_services(self, month: date) -> MonthServices:
        """Return the month's requests by place and service, small counts hidden (month_services)."""
        return read_month_services(self.scope, month)

    def place_topics(self, month: date) -> pd.DataFrame:
        """Return the month's help calls by place and topic, small counts hidden (assistance.place_topics)."""
        return read_place_topics(self.scope, month)

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

    def period_shares(self, place: str, period: Span, grain: str = "month") -> pd.DataFrame:
        """Return the digital share of a period by a column of places (City.period_shares)."""
        if grain != "month":
            return read_period_shares(self.scope, place, period, grain)
        return super().period_shares(place, period)

    def week_shares(self, kecamatan: str | None, unit: str | None, end: date) -> list[float]:
        """Return the digital share of a place in the last weeks up to a day, the oldest first."""
        return read_week_shares(self.scope, kecamatan, unit, end)

    def month_shares(self, place: str = "", *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share of every month (City.month_shares)."""
        return read_month_shares(self.scope, place, by_digital_weekday)


def read_build(scope: Scope) -> Build:
    """Return the build of a scope, with what every page reads of it. Raises NoBuildError when it is gone or no build.

    DamagedBuildError: it lacks what today's pages ask for.
    """
    return read_whole(scope) if scope.is_city else read_part(scope)


@cached(max_entries=BUILDS_KEPT)
def read_whole(scope: Scope) -> Build:
    """Return the build of a reader of the whole city."""
    return _ready(Build(open_build(scope)))


@cached(max_entries=PARTS_KEPT)
def read_part(scope: Scope) -> Build:
    """Return the build of a reader of some offices: what is told of all comes of the whole one."""
    return _ready(Build(open_build(scope), read_whole(scope.of_all)))


def _ready(build: Build) -> Build:
    for name in READ_FIRST:
        getattr(build, name)
    return build


@cached(max_entries=PLACES_KEPT)
def read_place(scope: Scope, kecamatan: str | None, unit: str | None) -> City:
    """Return the part of the city that is one office, or the offices of a kecamatan."""
    build = read_build(scope)
    column, code = ("unit_code", unit) if unit else ("kecamatan_code", kecamatan)
    shares = build.month_shares(column)
    part = build.part(build.at(build.units, kecamatan, unit)["unit_code"])
    offices = build.at(build.month_shares("unit_code"), kecamatan, unit)
    return part.with_frames(months=shares[shares[column] == code], office_months=offices)


@told_of_all(own_shares)
@cached(max_entries=6 * BUILDS_KEPT)
def read_month_shares(scope: Scope, place: str, by_digital_weekday: bool) -> pd.DataFrame:
    """Return the digital share by month and place ('' for all together): all months are computed once."""
    return City.month_shares(read_build(scope), place, by_digital_weekday=by_digital_weekday)


@told_of_all(own_shares)
@cached(max_entries=MONTHS_KEPT)
def read_period_shares(scope: Scope, place: str, period: Span, grain: str) -> pd.DataFrame:
    """Return the digital share of a period that is no month, by a column of places."""
    return City.period_shares(read_build(scope), place, period, grain)


@cached(max_entries=PLACES_KEPT)
def read_week_shares(scope: Scope, kecamatan: str | None, unit: str | None, end: date) -> list[float]:
    """Return the digital share of a place in each of the last weeks up to a day; NaN where a week has none."""
    first = period_span(end - timedelta(weeks=WEEKS_SHOWN - 1), "week")[0]
    facts = within(read_build(scope).place(kecamatan, unit).past, first, end)
    weeks = facts["date"].dt.to_period(GRAINS["week"]).dt.start_time
    return list(uptake.digital_share(facts.assign(week=weeks), ["week"])["share"])


@cached(max_entries=PLACES_KEPT)
def read_marks(scope: Scope, kecamatan: str | None, unit: str | None) -> pd.DataFrame:
    """Return what happened at a place, the same whichever month is looked at."""
    build = read_build(scope)
    own = build.place(kecamatan, unit)
    return marks.time_marks(build.calendar, build.events, own.facts, own.roster)


@cached(max_entries=MONTHS_KEPT)
def read_roster(scope: Scope, day: date) -> pd.DataFrame:
    """Return the roster with the plans as they stood on a day: a page asks for it several times."""
    return City.roster_on(read_build(scope), day)


@cached(max_entries=MONTHS_KEPT)
def read_status(scope: Scope, day: date) -> pd.DataFrame:
    """Return the roll-out status of every office on a day: several pages and places ask for it."""
    return City.status_on(read_build(scope), day)


@told_of_all(own_rows)
@cached(max_entries=MONTHS_KEPT)
def read_help_by_age(scope: Scope, day: date) -> pd.DataFrame:
    """Return which offices need more help than others on a day, measured against all offices of the scope."""
    return assistance.help_by_age(read_build(scope).facts, day)


@cached(max_entries=MONTHS_KEPT)
def read_going_live(scope: Scope, day: date) -> effect.GoingLive:
    """Return what going live did to counter visits, as known on a day: a fifth of a second's work."""
    return effect.going_live(read_build(scope).facts, day)


@told_of_all(own_rows)
@cached(max_entries=MONTHS_KEPT)
def read_standings(scope: Scope, day: date) -> pd.DataFrame:
    """Return what share is expected of each office in the month up to a day: all offices of the scope are compared."""
    build = read_build(scope)
    shares = build.month_shares("unit_code")
    month = shares[shares["month"] == pd.Timestamp(day).replace(day=1)]
    warned = build.early_warnings(day)
    return uptake.office_standings(build.facts, month, build.units, day, warned, build.live_starts)


@cached(max_entries=MONTHS_KEPT)
def read_trips_saved(scope: Scope, day: date) -> effect.TripsSaved:
    """Return the trips to the counter saved by going live, as known on a day."""
    return City.trips_saved(read_build(scope), day)


@told_of_all(as_public)
@cached(max_entries=len(rollout.TARGET_KINDS) * MONTHS_KEPT)
def read_forecast(scope: Scope, day: date, kind: str) -> rollout.Forecast:
    """Return the forecast as planned, as known on a day: Ringkasan and Kemajuan ask for it."""
    return City.forecast(read_build(scope), day, kind)


@cached(max_entries=MONTHS_KEPT)
def read_plan_record(scope: Scope, day: date) -> rollout.PlanRecord:
    """Return how plans held as of a day: the forecasts of both kinds of office learn from them."""
    return City.plan_record(read_build(scope), day)


@cached(max_entries=TARGETS_KEPT)
def read_pace(scope: Scope, target: int, day: date) -> rollout.Pace:
    """Return the pace to one target, by its place among them: Ringkasan and Kemajuan ask for it several times."""
    build = read_build(scope)
    return rollout.pace(build.roster_on(day), build.units, build.targets.iloc[target], day)


@cached(max_entries=PLACES_KEPT)
def read_actions(scope: Scope, kecamatan: str | None, unit: str | None, day: date) -> list[Action]:
    """Return everything there is to do at a place; need for help is measured against all offices of the scope."""
    build = read_build(scope)
    return actions(build.place(kecamatan, unit), day, build.at(build.help_by_age(day), kecamatan, unit))


@cached(max_entries=PLACES_KEPT)
def read_urgent(scope: Scope, kecamatan: str | None, unit: str | None, day: date) -> pd.DataFrame:
    """Return a place's offices that need somebody: a page asks for them several times."""
    units = read_build(scope).place(kecamatan, unit).units
    return urgent_offices(read_actions(scope, kecamatan, unit, day), units)


@told_of_all(own_services)
@cached(max_entries=MONTHS_KEPT)
def read_month_services(scope: Scope, month: date) -> MonthServices:
    """Return a month's requests by place and service: what is hidden in one place depends on all of them."""
    build = read_build(scope)
    origins, durations = (
        frame[frame["month"] == pd.Timestamp(month)] for frame in (build.service_origins, build.request_durations)
    )
    return month_services(origins, durations, build.services, build.units)


@told_of_all(own_places)
@cached(max_entries=MONTHS_KEPT)
def read_place_topics(scope: Scope, month: date) -> pd.DataFrame:
    """Return a month's help calls by place and topic: what is hidden in one place depends on all of them."""
    build = read_build(scope)
    helped = assistance.help_calls(build.calls, build.meta["as_of"])
    return assistance.place_topics(helped, build.units, pd.Timestamp(month))


@st.cache_data(max_entries=PREVIEWS_KEPT, show_spinner=False)
def read_pages(scope: Scope, pdf: Path, changed_at: float) -> list[bytes]:
    """Return the pages of an archived report as PNG; `changed_at`: so that another file of that name is read anew."""
    from report import pages_of  # Typst and PDFium, which no other page needs

    del scope, changed_at  # parts of the key alone
    return pages_of(pdf)
