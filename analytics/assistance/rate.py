"""112 digital-help calls beside digital requests: the assistance rate."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.base import UNKNOWN, Codes, Floats, added, are_many_unknown, coded, digital, is_logged, keys_of, requests

HELP = "bantuan_digital"
PLACES = {"unit_code", "name", "kind", "kecamatan_code", "kecamatan"}
PER = 100
AREA_KIND = "kecamatan"
"""Offices that no call names: a call names a kelurahan, an area, or no place."""


def both_cover(facts: pd.DataFrame) -> pd.Series:
    """Return which unit-days the request log and the 112 log both cover; only those give a rate."""
    return is_logged(facts) & facts["help_calls"].notna()


def of_offices(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the unit-days whose calls are those of an office: of kelurahan.

    A call that names only a kecamatan may come from anywhere in it: it stands on the row of the kecamatan's office, and
    counts for the area and the city alone.
    """
    return facts[facts["kind"].ne(AREA_KIND)]


def assistance_rate(facts: pd.DataFrame, by: Sequence[str] = (), calls: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return 112 digital-help calls per 100 digital requests, per group of `by` (dates or places).

    Both are counted on the unit-days that the request log and the 112 log cover, holidays included.
    `calls` (columns date, unit_code, category, calls) adds the help calls without a place, which
    belong to the city alone. Raises ValueError when they meet a `by` that names a place.
    Result: `by`, numerator (help calls), unplaced_calls (of these, without a place), denominator
    (digital requests), rate, least_rate (were all requests of unknown origin digital; NaN up to 5% of them), state (ok,
    not_provided or not_applicable), reason ('' if ok, else not_covered, no_requests, or area_calls: of kecamatan
    offices alone nobody knows the calls, and numerator is NaN).
    """
    codes, groups = coded(facts, keys_of(by))
    sent, helped = digital(facts).to_numpy(float), facts["help_calls"].to_numpy(float)
    covered = ~np.isnan(sent) & ~np.isnan(helped)
    at, size = np.where(covered, codes, -1), len(groups)
    result = groups.assign(numerator=added(at, helped, size), denominator=added(at, sent, size))
    result["covered"] = added(at, np.ones(len(at)), size)
    result["unplaced_calls"] = _unplaced(facts["date"], at, calls, by, size)
    result["numerator"] += result["unplaced_calls"]
    result["rate"] = PER * result["numerator"] / result["denominator"].where(result["denominator"] > 0)
    result["least_rate"] = _least_rate(facts, at, result)
    result["reason"] = result["denominator"].gt(0).map({True: "", False: "no_requests"})
    result["reason"] = result["reason"].where(result["covered"] > 0, "not_covered")
    is_kelurahan = facts["kind"].ne(AREA_KIND).to_numpy(float)
    is_area = (added(codes, is_kelurahan, size) == 0) & (added(codes, np.ones(len(codes)), size) > 0)
    result.loc[is_area, ["numerator", "rate", "least_rate"]] = np.nan
    result["reason"] = result["reason"].mask(is_area, "area_calls")
    states = {"": "ok", "no_requests": "not_applicable", "area_calls": "not_applicable", "not_covered": "not_provided"}
    result["state"] = result["reason"].map(states)
    return result[[*by, "numerator", "unplaced_calls", "denominator", "rate", "least_rate", "state", "reason"]]


def _least_rate(facts: pd.DataFrame, at: Codes, rates: pd.DataFrame) -> pd.Series:
    """Rates with every request of unknown origin among the digital ones, where these are many."""
    unknown, every = (added(at, each.to_numpy(float), len(rates)) for each in (facts[UNKNOWN], requests(facts)))
    most = (rates["denominator"] + unknown).where(are_many_unknown(unknown, every))
    least: pd.Series = PER * rates["numerator"] / most
    return least


def _unplaced(dates: pd.Series, at: Codes, calls: pd.DataFrame | None, by: Sequence[str], size: int) -> Floats:
    """Help calls without a place by group, on the days that both logs cover (`at`: -1 where they do not)."""
    if calls is None:
        return np.zeros(size)
    if PLACES & set(by):
        raise ValueError("Calls without a place belong to the city: group by time only.")
    chosen = calls[calls["category"].eq(HELP) & calls["unit_code"].eq("")]
    covered = pd.Series(at[at >= 0], index=dates[at >= 0])
    covered = covered[~covered.index.duplicated()]
    group = chosen["date"].map(covered).fillna(-1).to_numpy(np.int64)
    return added(group, chosen["calls"].to_numpy(float), size)
