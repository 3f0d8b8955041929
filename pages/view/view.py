"""What this session looks at: one build, one language, one period, one scope."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from analytics import City, Headline, Span, month_beside, month_span, until, within
from analytics.actions import Action
from analytics.services import AREA, CITY
from core.texts import full_name, short_name, translator
from pages.view.address import link
from pages.view.cache import Build
from pages.view.navigation import enter_through_frame
from wording import period_words

FrameRow = Mapping[Hashable, Any] | pd.Series
"""One row of a frame: a value by the name of its column."""


@dataclass(frozen=True)
class View:
    """One session's choice. `known_period`: first and last day that are looked at, as far as the data reach; None
    without any data, and then no page. `grain`: what the period is, a key of GRAINS.
    """

    build: Build
    lang: str
    known_period: Span | None
    kecamatan: str | None = None
    unit: str | None = None
    grain: str = "month"

    def t(self, text: str) -> str:
        """Return an Indonesian sentence in the session's language."""
        return translator(self.lang)(text)

    def at(self, *, kecamatan: str | None = None, unit: str | None = None) -> "View":
        """Return the same view of another place; of the city without one."""
        return replace(self, kecamatan=kecamatan, unit=unit)

    @property
    def period(self) -> Span:
        """The first and the last day that are looked at."""
        assert self.known_period is not None
        return self.known_period

    @cached_property
    def month(self) -> date:
        """The first day of the month that is looked at, or stands beside another period (analytics.month_beside)."""
        if self.grain != "week":
            return month_beside(self.period, self.grain, [])
        calendar = self.in_period(self.build.calendar)
        working = calendar.loc[calendar["is_working_day"].astype(bool), "date"]
        return month_beside(self.period, self.grain, [day.date() for day in working])

    @property
    def day_in_month(self) -> date:
        """The last day that is looked at, or the last one of `month` where a week ends behind it."""
        return min(self.end, self.whole_month[1])

    @property
    def whole_month(self) -> Span:
        """The days of `month` that the data cover, also those after a week that is looked at.

        What hides small counts by month is told of these: cut at a week's end it would tell what a month hides.
        """
        first, last = month_span(self.month)
        return first, min(last, self.build.meta["as_of"] or last)

    @property
    def period_name(self) -> str:
        """The period in words."""
        return period_words(self.period, self.grain, self.lang)

    @property
    def chosen(self) -> City:
        """The frames of the place looked at."""
        return self.build.place(self.kecamatan, self.unit)

    @property
    def end(self) -> date:
        """The last day of the period that the data cover: every 'now' of the page."""
        return self.period[1]

    @property
    def head(self) -> Headline:
        """The headline figures of the place and period (analytics.headline)."""
        return self.build.headline(self.kecamatan, self.unit, self.end, self.grain)

    @property
    def actions(self) -> list[Action]:
        """Everything there is to do at the place, the most pressing first."""
        return self.build.actions(self.kecamatan, self.unit, self.end)

    @property
    def urgent(self) -> pd.DataFrame:
        """The place's offices that need somebody, the most pressing first (urgent_offices)."""
        return self.build.urgent(self.kecamatan, self.unit, self.end)

    @property
    def is_city_shown(self) -> bool:
        """True while neither a kecamatan nor an office is chosen."""
        return self.kecamatan is None and self.unit is None

    @property
    def may_see_city(self) -> bool:
        """True of a reader of the whole city; others are shown own places alone, and the city as a comparison."""
        return self.build.scope.is_city

    @property
    def compares_areas(self) -> bool:
        """True where all kecamatan can be compared: of weeks only readers of the whole city are told of them."""
        return self.may_see_city or self.grain != "week"

    @property
    def may_ask_camat(self) -> bool:
        """True of a reader of the whole city who chose no kecamatan: of one office, too, its camat may be asked."""
        return self.may_see_city and self.kecamatan is None

    @property
    def area(self) -> str | None:
        """The kecamatan that is looked at, or that the office looked at lies in; None of the city."""
        return self.office(self.unit)["kecamatan_code"] if self.unit else self.kecamatan

    @property
    def place(self) -> str:
        """The place as tables with hidden cells call it: `kota`, `wilayah ` and a kecamatan's code, or an office's."""
        return self.unit or (AREA + self.kecamatan if self.kecamatan else CITY)

    @cached_property
    def scope_name(self) -> str:
        """The scope in words."""
        if self.unit:
            return unit_name(self.office(self.unit), self)
        if self.kecamatan:
            return self.t("Wilayah Kecamatan {name}").format(name=self.office(self.kecamatan)["name"])
        return self.t("{full_city}")

    def office(self, code: str) -> FrameRow:
        """Return an office as the table units has it."""
        return self.build.offices[code]

    def scoped(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the chosen office or kecamatan; the frame needs unit_code."""
        return self.build.at(frame, self.kecamatan, self.unit)

    def months(self, *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share of the place by month, up to the chosen one, from the first with a live office."""
        shares = self.all_months(by_digital_weekday=by_digital_weekday)
        return shares[(shares["month"] <= pd.Timestamp(self.month)) & (shares["reason"] != "not_live")]

    def all_months(self, *, by_digital_weekday: bool = False) -> pd.DataFrame:
        """Return the digital share of the place by month, of all months."""
        if not by_digital_weekday:
            return self.chosen.months
        place, code = ("unit_code", self.unit) if self.unit else ("kecamatan_code", self.kecamatan)
        shares = self.build.month_shares(place if code else "", by_digital_weekday=True)
        return shares[shares[place] == code] if code else shares

    def unit_months(self) -> pd.DataFrame:
        """Return the digital share of the place's offices by office and month, of all months."""
        return self.chosen.office_months

    def past_unit_months(self) -> pd.DataFrame:
        """Return the digital share of the place's offices by office and month, up to the chosen one."""
        shares = self.unit_months()
        return shares[shares["month"] <= pd.Timestamp(self.month)]

    def offices(self, months: pd.Series) -> pd.Series:
        """Return for each month how many of the place's offices have a complete day in it."""
        counted = self.unit_months()
        counted = counted[counted["complete_days"] > 0]
        return months.map(counted.groupby("month")["unit_code"].nunique()).fillna(0).astype(int)

    def period_shares(self, place: str) -> pd.DataFrame:
        """Return the digital share of the period, a row a place: `place` unit_code or kecamatan_code, '' the city."""
        return self.build.period_shares(place, self.period, self.grain)

    def trend(self) -> list[float]:
        """Return the digital share of the place by month, by week where weeks are looked at, up to the period."""
        return (
            self.build.week_shares(self.kecamatan, self.unit, self.end)
            if self.grain == "week"
            else list(self.months()["share"])
        )

    def until_end(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows up to the end; the frame needs `date`."""
        return until(frame, self.end)

    def recent(self, frame: pd.DataFrame, weeks: int) -> pd.DataFrame:
        """Return the rows of so many weeks up to the end; the frame needs `date`."""
        return within(frame, self.end - timedelta(weeks=weeks), self.end)

    def in_period(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the period; the frame needs `date`."""
        return within(frame, *self.period)


def unit_name(unit: FrameRow, view: View) -> str:
    """Return an office by its full name, in the session's language."""
    return full_name(unit["kind"], unit["name"], view.lang)


def name_in_table(unit: FrameRow, view: View) -> str:
    """Return an office by its short name, in the session's language."""
    return short_name(unit["kind"], unit["name"])


def unit_links(rows: Sequence[FrameRow], view: View) -> dict[str, str]:
    """Return the address of each office's own page by its name."""
    return {unit_name(row, view): link("kelurahan", unit=row["unit_code"]) for row in rows}


def current_view() -> View:
    """Return the view that the frame has set for this run."""
    if "view" not in st.session_state:
        enter_through_frame()
    view: View = st.session_state["view"]
    return view
