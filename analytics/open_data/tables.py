"""The monthly tables that are published as open data, small cells hidden."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from analytics.assistance import AREA_KIND, help_calls, place_topic_cells, topic_cells
from analytics.base import OFFICE_KINDS, PLACE, is_logged
from analytics.city import City
from analytics.open_data.record import PLACE_TOPICS, SERVICES, TOPICS
from analytics.rollout import coverage, used_by_date, used_rule
from analytics.services import CITY, few_unknown, hidden_groups, month_services, service_cells
from analytics.uptake import digital_share
from core.disclosure import Cell

COUNTS = ("numerator", "off_day_requests", "help_calls", "live", "used", "total")
Months = Sequence[pd.Timestamp]


class Hidden(NamedTuple):
    """Cells of one month that are hidden: (place, service group) as in service_cells, (topic,) of the city, and (place,
    topic) as in place_topic_cells of all other places.
    """

    services: frozenset[Cell]
    topics: frozenset[Cell]
    places: frozenset[Cell] = frozenset()

    @property
    def all_topics(self) -> set[Cell]:
        """Every hidden topic, the city's among them, by (place, topic)."""
        return {*self.places, *((CITY, *cell) for cell in self.topics)}


NOTHING = Hidden(frozenset(), frozenset())


def open_tables(
    city: City, months: Months, hidden: Mapping[pd.Timestamp, Hidden] = MappingProxyType({})
) -> dict[str, pd.DataFrame]:
    """Return the open tables of some months up to the as-of by name; columns as in columns.toml, more may be there.

    kota_bulan, kantor_bulan: totals, never hidden; layanan_bulan, topik_112_bulan: cells with a service or a topic;
    topik_tempat: the same topics by place, for pages and reports alone; cakupan_bulan. Counts are Int64, missing where
    not known or hidden. `hidden`: by month, what earlier versions of it hid, which stays hidden whatever its count.
    """
    assert city.as_of is not None
    chosen, helped = city.past[city.past["month"].isin(months)], help_calls(city.calls, city.as_of)
    covered = city.facts.loc[is_logged(city.facts), "month"].unique()
    told = [month for month in months if month in covered]
    withheld = _withheld(city, told)
    withheld = {month: withheld[month] | hidden.get(month, NOTHING).services for month in told}
    tables = {
        "kota_bulan": _with_help(digital_share(chosen, ["month"]), chosen, ["month"], helped),
        "kantor_bulan": _with_help(digital_share(chosen, [*PLACE, "month"]), chosen, [*PLACE, "month"]),
        SERVICES: service_cells(city.service_months, city.units, told, withheld),
        **topic_tables(city, months, hidden),
        "cakupan_bulan": _coverage(city, months, city.as_of),
    }
    return {name: _typed(table, city.as_of) for name, table in tables.items()}


def topic_tables(city: City, months: Months, hidden: Mapping[pd.Timestamp, Hidden]) -> dict[str, pd.DataFrame]:
    """Return the topics of help of some months, of the city and of all places of months with a call, as open_tables."""
    assert city.as_of is not None
    helped = help_calls(city.calls, city.as_of)
    return {
        TOPICS: topic_cells(helped, months, {month: one.topics for month, one in hidden.items()}),
        PLACE_TOPICS: _by_place(helped, city.units, months, hidden),
    }


def _by_place(
    helped: pd.DataFrame, units: pd.DataFrame, months: Months, hidden: Mapping[pd.Timestamp, Hidden]
) -> pd.DataFrame:
    told = [month for month in months if helped["month"].eq(month).any()]
    cells = [
        place_topic_cells(helped, units, month, hidden.get(month, NOTHING).all_topics).assign(month=month)
        for month in told
    ]
    nothing = pd.DataFrame(columns=["place", "topic", "calls", "mark", "month"])
    return pd.concat(cells or [nothing], ignore_index=True)


def _withheld(city: City, months: Months) -> dict[pd.Timestamp, set[Cell]]:
    """What the pages hide of each month by place and service group, and what they tell all but a few of."""
    found = {}
    for month in months:
        sent, ready = (frame[frame["month"] == month] for frame in (city.service_origins, city.request_durations))
        shown = month_services(sent, ready, city.services, city.units)
        found[month] = hidden_groups(shown) | few_unknown(sent, city.units)
    return found


def _with_help(
    shares: pd.DataFrame, facts: pd.DataFrame, by: list[str], helped: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Add help_calls: those placed at the offices, or all of the city; missing where the 112 log covers no day.

    Missing for kecamatan offices, too: a call names only their area.
    """
    known = facts.groupby(by)["help_calls"].sum(min_count=1).reset_index()
    if "kind" in by:
        known["help_calls"] = known["help_calls"].mask(known["kind"].eq(AREA_KIND))
    if helped is not None:
        total = known["month"].map(helped.groupby("month")["calls"].sum()).fillna(0.0)
        known["help_calls"] = total.where(known["help_calls"].notna())
    return shares.merge(known, on=by, how="left")


def _coverage(city: City, months: Months, as_of: date) -> pd.DataFrame:
    ends = pd.DatetimeIndex(_through(pd.Series(months, dtype="datetime64[us]"), as_of))
    rule = used_rule()
    used = used_by_date(city.facts, ends, rule.window_days, city.needed_requests)
    by_kind = (coverage(city.roster, city.units, ends, kind, used, rule.window_days) for kind in OFFICE_KINDS)
    rows = pd.concat(by_kind, ignore_index=True)
    month = rows["date"].dt.to_period("M").dt.to_timestamp()
    return rows.assign(month=month).sort_values(["month", "kind"], ignore_index=True)


def _through(months: pd.Series, as_of: date) -> pd.Series:
    ends: pd.Series = months + pd.offsets.MonthEnd(0)
    return ends.where(ends <= pd.Timestamp(as_of), pd.Timestamp(as_of))


def _typed(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    counts = {name: table[name].round().astype("Int64") for name in COUNTS if name in table}
    month = pd.to_datetime(table["month"])
    return table.assign(**counts, through=_through(month, as_of).dt.date, month=month.dt.date)
