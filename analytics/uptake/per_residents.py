"""Digital requests beside the people who live there: where many residents have hardly begun."""

import numpy as np
import pandas as pd

from analytics.base import UNKNOWN, Bools, Floats, added, are_many_unknown, digital, requests
from core.method import MIN_CHANGE_DAYS, MONTH_DAYS

PER = 1_000
FIGURES = ["requests", "days", "population", "per_thousand", "most_per_thousand", "state", "reason"]


def requests_per_residents(facts: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the digital requests of each kelurahan per 1,000 registered residents and 30 days.

    Counted on the days of `facts` on which the office is live and the request log covers it, holidays included.
    `units`: unit_code, kind, population. Kecamatan offices serve the residents of all their kelurahan once more and
    have no row. Result: unit_code, requests, days, population, per_thousand, most_per_thousand (were all requests of
    unknown origin digital; NaN up to 5% of them), state, reason ('' or not_live, not_logged, few_days: under 5 working
    days among them, no_population).
    """
    places = units.loc[units["kind"] == "kelurahan", ["unit_code", "population"]].reset_index(drop=True)
    at = pd.Index(places["unit_code"]).get_indexer(pd.Index(facts["unit_code"]))
    is_live, sent = facts["is_live"].to_numpy(bool, na_value=False), digital(facts).to_numpy(float)
    logged = is_live & ~np.isnan(sent)
    working = logged & facts["is_working_day"].to_numpy(bool)

    def summed(chosen: Bools, values: Floats) -> Floats:
        return added(at[chosen], np.nan_to_num(values[chosen]), len(places))

    every, one = summed(logged, sent), np.ones(len(facts))
    days, people = summed(logged, one), places["population"].to_numpy(float, na_value=np.nan)
    rules = [summed(is_live, one) == 0, days == 0, summed(working, one) < MIN_CHANGE_DAYS, ~(people > 0)]
    reason = np.select(rules, ["not_live", "not_logged", "few_days", "no_population"], default="")
    unknown = summed(logged, facts[UNKNOWN].to_numpy(float))
    unsure = are_many_unknown(unknown, summed(logged, requests(facts).to_numpy(float)))
    is_told = reason == ""
    per_request = PER * MONTH_DAYS / np.where(is_told, days, np.nan) / np.where(is_told, people, np.nan)
    return places.assign(
        requests=every,
        days=days,
        per_thousand=every * per_request,
        most_per_thousand=(every + np.where(unsure, unknown, np.nan)) * per_request,
        state=np.select(rules, ["not_applicable", *["not_provided"] * 3], default="ok"),
        reason=reason,
    )[["unit_code", *FIGURES]]


def residents_together(rows: pd.DataFrame) -> tuple[float, float]:
    """Return per_thousand and most_per_thousand of all residents of some kelurahan; NaN without any with a rate.

    `rows`: per_thousand, most_per_thousand (NaN: no more than that), population.
    """
    known = rows[rows["per_thousand"].notna()]
    people = known["population"].astype(float)
    if known.empty:
        return np.nan, np.nan
    highest = known["most_per_thousand"].fillna(known["per_thousand"])
    least, most = (float((each * people).sum() / people.sum()) for each in (known["per_thousand"], highest))
    return least, most if most > least else np.nan
