"""112 digital-help calls beside digital requests: the assistance rate."""

from collections.abc import Sequence

import pandas as pd

from analytics.groups import ALL, keys_of, sums, unique

HELP = "bantuan_digital"
PLACES = {"unit_code", "name", "kind", "kecamatan_code", "kecamatan"}
PER = 100
Z_95 = 1.959964


def assistance_rate(facts: pd.DataFrame, by: Sequence[str] = (), calls: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return 112 digital-help calls per 100 digital requests, per group of `by` (dates or places).

    Both are counted on the unit-days that the request log and the 112 log cover, holidays included.
    `calls` (columns date, unit_code, category, calls) adds the help calls without a place, which
    belong to the city alone. Raises ValueError when they meet a `by` that names a place.
    Result: `by`, numerator (help calls), unplaced_calls (of these, without a place), denominator
    (warga + rt), rate, state (ok, not_provided or not_applicable), reason ('' if ok, else not_covered
    or no_requests).
    """
    keys = keys_of(by)
    digital = facts["warga"] + facts["rt"]
    covered = digital.notna() & facts["help_calls"].notna()
    days = facts.assign(
        **{ALL: 0},
        covered=covered.astype(int),
        denominator=digital.where(covered, 0.0),
        numerator=facts["help_calls"].where(covered, 0.0),
    )
    result = sums(days, keys, ["numerator", "denominator", "covered"])
    result["unplaced_calls"] = _unplaced(days, keys, calls, result)
    result["numerator"] += result["unplaced_calls"]
    result["rate"] = PER * result["numerator"] / result["denominator"].where(result["denominator"] > 0)
    result["reason"] = result["denominator"].gt(0).map({True: "", False: "no_requests"})
    result["reason"] = result["reason"].where(result["covered"] > 0, "not_covered")
    states = {"": "ok", "no_requests": "not_applicable", "not_covered": "not_provided"}
    result["state"] = result["reason"].map(states)
    return result[[*by, "numerator", "unplaced_calls", "denominator", "rate", "state", "reason"]]


def is_clear_change(before: pd.Series, after: pd.Series) -> bool:
    """Return True when two assistance rates differ by more than the chance of counting calls explains.

    Rows of assistance_rate. Calls taken as Poisson counts, 95 %: |r2 - r1| > 1.96 sqrt(c1/n1^2 + c2/n2^2).
    """
    spread = sum(row["numerator"] / row["denominator"] ** 2 for row in (before, after)) ** 0.5
    return bool(abs(after["rate"] - before["rate"]) > Z_95 * PER * spread)


def _unplaced(days: pd.DataFrame, keys: list[str], calls: pd.DataFrame | None, groups: pd.DataFrame) -> pd.Series:
    """Help calls without a place, per row of `groups`, on the days that both logs cover."""
    if calls is None:
        return pd.Series(0.0, index=groups.index)
    if PLACES & set(keys):
        raise ValueError("Calls without a place belong to the city: group by time only.")
    covered = days[days["covered"] > 0].drop_duplicates("date")[unique(["date", *keys])]
    chosen = calls[calls["category"].eq(HELP) & calls["unit_code"].eq("")][["date", "calls"]]
    unplaced = sums(chosen.merge(covered, on="date"), keys, ["calls"])
    return groups.merge(unplaced, on=keys, how="left")["calls"].fillna(0.0).astype(float)
