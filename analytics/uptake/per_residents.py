"""Digital requests beside the people who live there: where many residents have hardly begun."""

import numpy as np
import pandas as pd

from analytics.base import UNKNOWN, are_many_unknown, digital, is_logged, requests
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
    live = facts[facts["is_live"].fillna(False).astype(bool)]
    logged = live[is_logged(live)]
    sent = digital(logged).groupby(logged["unit_code"]).agg(["sum", "size"])
    working = logged["is_working_day"].groupby(logged["unit_code"]).sum()
    unsure = _unsure(logged)
    found = {"requests": sent["sum"], "days": sent["size"], "working": working}
    result = places.assign(**{name: places["unit_code"].map(each).fillna(0) for name, each in found.items()})
    people = result["population"].astype(float)
    rules = [
        ~result["unit_code"].isin(live["unit_code"]),
        result["days"] == 0,
        result["working"] < MIN_CHANGE_DAYS,
        ~(people > 0),
    ]
    result["reason"] = np.select(rules, ["not_live", "not_logged", "few_days", "no_population"], default="")
    states = ["not_applicable", "not_provided", "not_provided", "not_provided"]
    result["state"] = np.select(rules, states, default="ok")
    days, people = (each.where(result["state"] == "ok") for each in (result["days"], people))
    per_request = PER * MONTH_DAYS / days / people
    result["per_thousand"] = result["requests"] * per_request
    result["most_per_thousand"] = (result["requests"] + result["unit_code"].map(unsure).astype(float)) * per_request
    return result[["unit_code", *FIGURES]]


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


def _unsure(logged: pd.DataFrame) -> pd.Series:
    """By unit code the requests of unknown origin, where these are many."""
    both = pd.DataFrame({"unknown": logged[UNKNOWN], "every": requests(logged)}).groupby(logged["unit_code"]).sum()
    found: pd.Series = both.loc[are_many_unknown(both["unknown"], both["every"]), "unknown"]
    return found
