"""Trips to the counter that the digital service has saved: the effect of going live on all trips, times the trips."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Estimate, own_visits
from analytics.effect.by_going_live.live_effect import GoingLive, going_live
from analytics.effect.by_going_live.live_panel import month_numbered

STATED = "fewer_visits"
ALL_SERVICES = "semua"
PRICES = ("minutes", "rupiah")
MINUTES_AN_HOUR = 60
NO_TRIPS = Estimate()


@dataclass(frozen=True)
class TripsSaved:
    """Trips that did not have to be made, with the interval of the effect; `hours` and `rupiah` NaN without a price.

    `is_price_missing`: prices are there, but not for every month and service, so that nothing can be added up.
    `state` ok; not_provided: `reason` no_effect_seen (the interval holds 0), more_visits, or why the effect cannot be
    told. `offices`: kelurahan counted; `last_month`: the last one counted.
    """

    trips: Estimate = NO_TRIPS
    hours: Estimate = NO_TRIPS
    rupiah: Estimate = NO_TRIPS
    offices: int = 0
    last_month: pd.Timestamp | None = None
    state: str = "not_provided"
    reason: str = ""
    is_price_missing: bool = False


def trips(facts: pd.DataFrame, collections: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with all trips to the counter as `visits`: those to apply and those to collect a letter.

    An application sent from home still ends at the counter where the letter is collected there. Visits that are not
    split by purpose have collections in them, also those of an office that began or stopped to split (own_visits); of
    the others, a day on which collections were not counted is not reported, nor one of an office that counts everybody
    on other days. `collections`: unit_code, date, visits.
    """
    rows = facts.merge(collections.rename(columns={"visits": "collected"}), "left", ["unit_code", "date"])
    visits, is_whole = own_visits(rows)
    counted = rows["collected"].astype("float64").mask(is_whole, 0.0) + visits
    everybody = rows["unit_code"].isin(rows.loc[is_whole & rows["visits"].notna(), "unit_code"])
    counted = counted.mask(everybody & ~is_whole)
    flags = {name: rows[name] & counted.notna() for name in ("is_walkin_complete", "is_complete")}
    return rows.drop(columns="collected").assign(visits=counted, is_unsplit=False, **flags)


def trips_saved(
    facts: pd.DataFrame,
    collections: pd.DataFrame,
    as_of: date,
    costs: pd.DataFrame | None = None,
    mix: pd.DataFrame | None = None,
) -> TripsSaved:
    """Return the trips saved since each kelurahan went live, as of a day.

    The effect is that of `going_live` on `trips`, and is stated only where trips fell beyond its interval. It holds for
    the kelurahan and months it rests on; days without a report save nothing here. `costs` (table unit_costs) and `mix`
    (requests by month and service) put a price on each trip.
    """
    every = trips(facts, collections)
    found = going_live(every, as_of)
    if found.verdict != STATED:
        return TripsSaved(reason=found.reason or found.verdict)
    made = _made(every, found, as_of)
    gone = {name: -change / (1 + change) for name, change in _changes(found.change)}
    months = pd.date_range(made.index.min(), made.index.max(), freq="MS")
    prices = month_prices(costs, mix, months)
    amounts = {
        "trips": made.sum(),
        **{name: (made * prices[name]).sum(skipna=False) for name in PRICES},
    }
    parts = {name: _in_order(*(amount * gone[bound] for bound in gone)) for name, amount in amounts.items()}
    hours = Estimate(*(value / MINUTES_AN_HOUR for value in vars(parts["minutes"]).values()))
    live, is_unpriced = len(_cohorts(found)), costs is not None and len(costs) > 0 and bool(np.isnan(hours.value))
    return TripsSaved(parts["trips"], hours, parts["rupiah"], live, found.last_month, "ok", "", is_unpriced)


def _in_order(value: float, lower: float, upper: float) -> Estimate:
    """Where the digital way costs more, what is saved is below nothing, and the least trips cost the least."""
    return Estimate(value, min(lower, upper), max(lower, upper))


def _changes(change: Estimate) -> list[tuple[str, float]]:
    """Least saved where the change is smallest."""
    return [("value", change.value), ("lower", change.upper), ("upper", change.lower)]


def _cohorts(found: GoingLive) -> pd.Series:
    """First full month live by kelurahan of those that the effect is the mean of."""
    cells = found.cells
    cohort = pd.Series(cells.unit_cohort, cells.units)
    rows = cells.frame[cells.frame["att"].notna() & (cells.frame["period"] >= cells.frame["cohort"])]
    used = set(rows["cohort"]) - set(found.simple.left_out)
    kept: pd.Series = cohort[cohort.isin(used)]
    return kept


def _made(every: pd.DataFrame, found: GoingLive, as_of: date) -> pd.Series:
    """Trips made all the same, by month, at these kelurahan since their first full month live."""
    first = every["unit_code"].map(_cohorts(found).map(month_numbered))
    ends = [pd.Timestamp(as_of), *([found.last_month + pd.offsets.MonthEnd(0)] if found.last_month else [])]
    is_since = (every["date"] >= first) & (every["date"] <= min(ends)) & every["is_walkin_complete"]
    made: pd.Series = every.loc[is_since, "visits"].groupby(every["month"]).sum()
    return made if len(made) else pd.Series(np.nan, [pd.Timestamp(as_of).replace(day=1)])


def month_prices(costs: pd.DataFrame | None, mix: pd.DataFrame | None, months: pd.DatetimeIndex) -> pd.DataFrame:
    """Return minutes and rupiah that one service at the counter costs above the digital one, by month.

    `costs`: service (or semua), channel, valid_from, rupiah, minutes; of each the newest row that holds on the month's
    first day. Services weigh by the requests of `mix` (month, service, requests), of all months where a month has none;
    one without a row of its own costs what `semua` does. NaN where a price is missing for the counter; a digital one
    that is missing costs nothing.
    """
    if costs is None or costs.empty:
        return pd.DataFrame(np.nan, months, list(PRICES))
    rows = [_mean_price(costs[costs["valid_from"] <= month], _weights(mix, month)) for month in months]
    return pd.DataFrame(rows, months, list(PRICES))


def _weights(mix: pd.DataFrame | None, month: pd.Timestamp) -> pd.Series:
    """Requests by service; without any, all of them cost what `semua` does."""
    if mix is None or mix.empty:
        return pd.Series({ALL_SERVICES: 1.0})
    own = mix[mix["month"] == month]
    counted: pd.Series = (own if len(own) else mix).groupby("service")["requests"].sum().astype(float)
    return counted


def _mean_price(valid: pd.DataFrame, weights: pd.Series) -> list[float]:
    newest = valid.sort_values("valid_from").drop_duplicates(["service", "channel"], keep="last")
    told = newest.set_index(["channel", "service"])[list(PRICES)]
    counter, digital = (_prices(told, channel, weights.index) for channel in ("loket", "digital"))
    more = counter - digital.fillna(0.0)
    share = (weights / weights.sum()).to_numpy()
    return [float((more[name].to_numpy() * share).sum()) for name in PRICES]


def _prices(told: pd.DataFrame, channel: str, services: pd.Index) -> pd.DataFrame:
    """Price by service; that of all services where it has none."""
    own = told[told.index.get_level_values("channel") == channel].droplevel("channel")
    every = own.loc[ALL_SERVICES] if ALL_SERVICES in own.index else pd.Series(np.nan, list(PRICES))
    found: pd.DataFrame = own.reindex(services).fillna(every)
    return found
