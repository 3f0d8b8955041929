"""Digital requests beside the people who live there: where many residents have hardly begun."""

import numpy as np
import pandas as pd

from analytics.base import digital, is_logged
from core.method import MIN_CHANGE_DAYS, MONTH_DAYS

PER = 1_000
FIGURES = ["requests", "days", "population", "per_thousand", "state", "reason"]


def requests_per_residents(facts: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return the digital requests of each kelurahan per 1,000 registered residents and 30 days.

    Counted on the days of `facts` on which the office is live and the request log covers it, holidays included.
    `units`: unit_code, kind, population. Kecamatan offices serve the residents of all their kelurahan once more and
    have no row. Result: unit_code, requests, days, population, per_thousand, state, reason ('' or not_live, not_logged,
    few_days: under 5 working days among them, no_population).
    """
    places = units.loc[units["kind"] == "kelurahan", ["unit_code", "population"]].reset_index(drop=True)
    live = facts[facts["is_live"].fillna(False).astype(bool)]
    logged = live[is_logged(live)]
    sent = digital(logged).groupby(logged["unit_code"]).agg(["sum", "size"])
    working = logged["is_working_day"].groupby(logged["unit_code"]).sum()
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
    result["per_thousand"] = PER * MONTH_DAYS * result["requests"] / days / people
    return result[["unit_code", *FIGURES]]
