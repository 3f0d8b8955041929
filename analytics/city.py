"""One build as its readers see it: pages, reports and notebooks read their frames here and nowhere else."""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from analytics import build
from analytics.assistance import assistance_rate
from analytics.base import Estimate, Span, live_starts, until, within
from analytics.city_frames import BuildFrame
from analytics.city_rollout import CityRollout
from analytics.effect import DigitalDayAnswers, DigitalDays, Episode, episode_of, episodes
from analytics.quality import freshness
from analytics.services import CancelledDays, LateCancellations, usually_cancelled_late
from analytics.shipped_roster import is_shipped_roster
from analytics.signals import known_steps
from analytics.uptake import TwoPeriods, digital_share, digital_weekdays, early_warnings
from core.scope import Scope
from core.snapshot import Snapshot, as_declared, open_build, open_current
from core.store.published_builds import DamagedBuildError

OWN_ROWS = ("facts", "calls", "roster", "units", "quarantine_reason", "closed_days")
"""Frames of which a part of the city has the rows of its own offices."""


class City(CityRollout):
    """All frames of one build (CityFrames), its roll-out, and what several answers rest on; a part of it is a city."""

    def __init__(self, snapshot: Snapshot, whole: "City | None" = None) -> None:
        super().__init__(snapshot)
        self._whole = whole or self
        """The city that this is a part of; itself where it is none."""
        self._late: dict[tuple[date, date], LateCancellations] = {}
        self._warned: dict[date, list[str]] = {}
        self._compared: tuple[tuple[Span, Span], TwoPeriods] | None = None

    @cached_property
    def past(self) -> pd.DataFrame:
        """The facts up to the as-of."""
        return until(self.facts, self.as_of) if self.as_of else self.facts.iloc[:0]

    @cached_property
    def live_starts(self) -> pd.DataFrame:
        """When every office went live, of all time (base.live_starts)."""
        return live_starts(self.facts)

    @cached_property
    def digital_start(self) -> date | None:
        """The first digital-first day of the policy, None where the policy has none."""
        return build.digital_start(self.calendar)

    @cached_property
    def has_shipped_roster(self) -> bool:
        """True where all that is known of who is live, in the whole city, stands in the shipped list."""
        return is_shipped_roster(self._whole.roster)

    @cached_property
    def episodes(self) -> list[Episode]:
        """The episodes of the policy, by start; of a build without its rows what the facts tell of the first."""
        try:
            return episodes(self.policy)
        except DamagedBuildError:
            told = episode_of(self.facts, self.digital_start) if self.digital_start else None
            return [told] if told else []

    def digital_days(self, episode: Episode, end: date) -> DigitalDays | None:
        """Return what the digital days of an episode did up to a day; None without a day of facts since its start.

        Each answer is worked out once and kept.
        """
        return self._digital_days.until(episode, end)

    def digital_gap(self, episode: Episode, end: date) -> Estimate:
        """Return `gap` of `digital_days` alone, for its course; NaN without a day of facts since the start."""
        return self._digital_days.gap_until(episode, end)

    @cached_property
    def _digital_days(self) -> DigitalDayAnswers:
        return DigitalDayAnswers(self.facts)

    def late_cancellations(self, period: tuple[date, date]) -> LateCancellations:
        """Return how many digital requests are usually cancelled after a period, of the whole city for each part of it.

        Each answer is worked out once and kept; a build without request_outcome tells nothing.
        """
        whole = self._whole
        if period not in whole._late:
            try:
                whole._late[period] = usually_cancelled_late(whole._cancelled, period)
            except DamagedBuildError:
                whole._late[period] = LateCancellations(reason="cancel_day_unknown")
        return whole._late[period]

    @cached_property
    def _cancelled(self) -> CancelledDays:
        return CancelledDays.of(self.facts, self.request_outcomes)

    @cached_property
    def help_links(self) -> tuple[pd.DataFrame | None, str]:
        """Requests linked to 112 calls, and the legal basis (build.help_links)."""
        with as_declared(self.snapshot.path):
            return build.help_links(self.snapshot)

    @cached_property
    def months(self) -> pd.DataFrame:
        """The digital share of all offices together by month (uptake.digital_share)."""
        return self.month_shares()

    @cached_property
    def office_months(self) -> pd.DataFrame:
        """The digital share of every office by month."""
        return self.month_shares("unit_code")

    @cached_property
    def kecamatan_months(self) -> pd.DataFrame:
        """The digital share of the offices of every kecamatan together by month."""
        return self.month_shares("kecamatan_code")

    @cached_property
    def help_months(self) -> pd.DataFrame:
        """112 help calls per 100 digital requests by month (assistance.assistance_rate)."""
        return assistance_rate(self.past, ["month"], self.calls)

    @cached_property
    def steps(self) -> pd.DataFrame:
        """When charts start anew (signals.known_steps), of all time: a digest leaves out what comes after its as-of."""
        return known_steps(self.facts, self.events)

    @cached_property
    def freshness(self) -> pd.DataFrame:
        """How old the newest row of each source is (quality.freshness)."""
        return freshness(self.source_state, self.as_of)

    def early_warnings(self, day: date) -> list[str]:
        """Return the codes of the city's offices that were below what is expected of them, weeks on end up to a day.

        Of all offices for each part too: what is expected is told by the others (uptake.early_warnings).
        """
        whole = self._whole
        if day not in whole._warned:
            whole._warned[day] = early_warnings(whole.facts, whole.units, day, whole.live_starts)
        return whole._warned[day]

    def two_periods(self, before: Span, period: Span) -> TwoPeriods:
        """Return the facts of two periods, to be compared; the newest two are kept, as several figures ask for them."""
        spans, kept = (before, period), self._compared
        if kept is None or kept[0] != spans:
            kept = self._compared = spans, TwoPeriods(*(within(self.facts, *span) for span in spans))
        return kept[1]

    def month_shares(self, place: str = "", *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share of every month up to the as-of, by a column of places or of all offices.

        A month's share is the same whichever month is looked at. `by_digital_weekday`: also by is_digital_weekday,
        of working days only.
        """
        by = [*([place] if place else []), "month"]
        if not by_digital_weekday:
            return digital_share(self.past, by=by)
        weekdays = digital_weekdays(self.past, self.digital_start) if self.digital_start else []
        marked = self.past.assign(is_digital_weekday=self.past["weekday"].isin(weekdays))[self.past["is_working_day"]]
        return digital_share(marked, by=[*by, "is_digital_weekday"])

    def period_shares(self, place: str, period: Span, grain: str = "month") -> pd.DataFrame:
        """Return the digital share of a period by office or kecamatan; of a month its rows of all months.

        `place`: unit_code, kecamatan_code, or '' for all together; `period`: first and last day, as far as the data
        reach; `grain`: what it is, a key of GRAINS.
        """
        if grain != "month":
            return digital_share(within(self.past, *period), [place] if place else [])
        of_places = {"unit_code": self.office_months, "kecamatan_code": self.kecamatan_months}
        months = of_places[place] if place else self.months
        return months[months["month"] == pd.Timestamp(period[0])]

    def part(self, unit_codes: Collection[str]) -> "City":
        """Return some offices as if the city were these alone. Calls without a place are nobody's, so left out; those
        that name only a kecamatan are of the part that holds all its offices: of others nobody knows how many are.
        """
        own = {name: getattr(self, name) for name in OWN_ROWS}
        own = {name: rows[rows["unit_code"].isin(unit_codes)] for name, rows in own.items()}
        part = self.with_frames(**(own | self._calls_of(own)))
        part._whole = self._whole
        return part

    def _calls_of(self, own: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """Facts and calls without those of areas that the offices are not all of."""
        areas = build.cut_areas(self.units, own["units"]["unit_code"])
        return {
            "facts": build.without_area_calls(own["facts"], areas),
            "calls": own["calls"][~own["calls"]["unit_code"].isin(areas)],
        }

    def with_frames(self, **frames: Any) -> "City":
        """Return the same city with some frames or properties other than published: what if?

        What follows from them is computed anew.
        """
        other = City(self.snapshot)
        read = {name: kept for name, kept in vars(self).items() if isinstance(getattr(City, name, None), BuildFrame)}
        vars(other).update({"meta": self.meta, **read, **frames})
        if self._whole is not self and "facts" not in frames:
            other._whole = self._whole
        return other

    def close(self) -> None:
        """Close the build; what was read stays."""
        self.snapshot.connection.close()


def open_city(scope: Scope | None = None) -> City:
    """Return the current build, all of the city, or what a scope names. Raises NoBuildError and DamagedBuildError."""
    if scope is None:
        return City(open_current())
    return City(open_build(scope), None if scope.is_city else City(open_build(scope.of_all)))
