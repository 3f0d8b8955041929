"""Offices whose figures of a month an honest office hardly brings, and what the city's share would be without them."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.base import within
from analytics.city import City
from analytics.uptake import digital_share


@dataclass(frozen=True)
class Suspicion:
    """`offices`: unit_code, name, kind, one row each; `share`: a row of uptake.digital_share over all others."""

    offices: pd.DataFrame
    share: pd.Series


def suspected(city: City, period: tuple[date, date]) -> Suspicion | None:
    """Return the offices of the period's share of whose days the table integrity_month asks; None where of none."""
    found = city.integrity_month
    first, last = (pd.Timestamp(day) for day in period)
    # The days it speaks of, not the months: a period may begin or end within one.
    is_inside = (pd.to_datetime(found["first_day"]) <= last) & (pd.to_datetime(found["last_day"]) >= first)
    asked = found.loc[is_inside, "unit_code"]
    if asked.empty:
        return None
    facts = within(city.facts, *period)
    counted = facts.loc[facts["is_complete"], "unit_code"].unique()
    units = city.units[city.units["unit_code"].isin(asked) & city.units["unit_code"].isin(counted)]
    if units.empty:
        return None
    others = facts[~facts["unit_code"].isin(units["unit_code"])]
    return Suspicion(units[["unit_code", "name", "kind"]].reset_index(drop=True), digital_share(others).iloc[0])
