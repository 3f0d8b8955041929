"""Who sends the requests: citizens themselves, with help of 112, an RT head for them, or an officer at the counter."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.base import Codes, Floats, added, coded, is_logged, keys_of, requests
from core.tables.origins import CITIZEN, HEAD, OFFICER, UNKNOWN

SENDERS = ("own", "linked", HEAD, "officer", "unknown")
"""The parts of `requests`, from no help to most."""


def assisted_requests(
    facts: pd.DataFrame, by: Sequence[str] = (), linked: pd.DataFrame | None = None, legal_basis: str = ""
) -> pd.DataFrame:
    """Return the requests of live offices by who sent them, per group of `by` (dates or places).

    Counted on all days that the request log covers, holidays included. `linked` (unit_code, date, linked_requests:
    citizens' requests with a 112 help call of the same person) exists only where the setting tautkan_112 names the
    legal basis; a group that the 112 log does not cover wholly has no linked ones either. Result: `by`, own (citizens
    without known help; with it where linked is NaN), linked, rt, officer, unknown, requests (the sum of these),
    assisted_share (linked, rt and officer of those with a known origin; NaN without one), state, reason ('' or not_live
    or not_logged or nothing_sent).
    """
    codes, groups = coded(facts, keys_of(by))
    live, logged = facts["is_live"].fillna(False).to_numpy(bool), is_logged(facts).to_numpy(bool)
    at, size = np.where(live & logged, codes, -1), len(groups)
    counted = {"own": CITIZEN, HEAD: HEAD, "officer": OFFICER, "unknown": UNKNOWN}
    result = groups.assign(**{name: added(at, facts[column].to_numpy(float), size) for name, column in counted.items()})
    result["requests"] = added(at, requests(facts).to_numpy(float), size)
    result["linked"] = _linked(facts, at, size, linked if legal_basis else None)
    result["own"] -= result["linked"].fillna(0.0)
    known = result["requests"] - result["unknown"]
    helped = known - result["own"]
    result["assisted_share"] = helped / known.where(known > 0)
    rules = [_days(np.where(live, codes, -1), size) == 0, _days(at, size) == 0, result["requests"] == 0]
    result["reason"] = np.select(rules, ["not_live", "not_logged", "nothing_sent"], default="")
    result["state"] = np.select(rules, ["not_applicable", "not_provided", "not_applicable"], default="ok")
    return result[[*by, *SENDERS, "requests", "assisted_share", "state", "reason"]]


def _days(at: Codes, size: int) -> Floats:
    return added(at, np.ones(len(at)), size)


def _linked(facts: pd.DataFrame, at: Codes, size: int, linked: pd.DataFrame | None) -> pd.Series:
    """Linked requests by group; NaN where they are not linked, or the 112 log lacks a day."""
    if linked is None:
        return pd.Series(np.nan, range(size))
    found = facts[["unit_code", "date"]].merge(linked, "left", ["unit_code", "date"])["linked_requests"]
    missing = added(at, facts["help_calls"].isna().to_numpy(float), size)
    return pd.Series(added(at, found.fillna(0.0).to_numpy(float), size)).mask(missing > 0)
