"""What counts in a digital share, and when there is none: rules of every share in one place."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base.groups import Codes, numbered
from analytics.base.intervals import Bools
from analytics.base.origins import digital
from core.method import MIN_COMPLETENESS
from core.tables.origins import OFFICER, UNKNOWN

SUMS = (
    "numerator",
    "denominator",
    "unknown",
    "requests",
    "complete_days",
    "expected_days",
    "due_days",
    "unknown_live_days",
    "off_day_requests",
    "plain_denominator",
    "unsplit_visits",
    "unscaled_visits",
    "apply_error",
)


def cells_of(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the transactions of complete unit-days alone, as reported: unit_code, week, numerator, denominator.

    An office is watched against itself, so that unsplit visits need no scaling; its monthly steps would look like news.
    """
    complete = facts["is_complete"].to_numpy(bool)
    sent = digital(facts).to_numpy(float)[complete]
    every = sent + own_visits(facts)[0][complete]
    return facts.loc[complete, ["unit_code", "week"]].assign(numerator=sent, denominator=every)


def transactions(facts: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each unit-day the digital requests, and these with the visits to apply.

    Visits that were not counted by purpose are scaled by the part to apply of the offices that do (apply_part); where
    too few of these tell it, they all count. Columns: DIGITAL, visits, apply_part.
    """
    sent = digital(facts).to_numpy(float)
    return sent, sent + facts["visits"].to_numpy(float) * scale(facts)


def own_visits(facts: pd.DataFrame, office: Codes | None = None) -> tuple[NDArray[np.float64], Bools]:
    """Of each unit-day the visits as its office can be compared with itself, and whether they are of every visitor.

    An office that began or stopped to count by purpose is taken with every visitor, wherever these are known: else its
    visits would seem to fall or rise by those who do not come to apply. Columns: unit_code, visits, is_unsplit,
    all_visits. `office`: the offices of the rows as numbers, where they are known.
    """
    unsplit = facts["is_unsplit"].to_numpy(bool)
    visits, everybody = (facts[name].to_numpy(float, na_value=np.nan) for name in ("visits", "all_visits"))
    if not unsplit.any():
        return visits, unsplit
    numbers: Codes = numbered(facts["unit_code"])[0] if office is None else office
    is_whole = _is_taken_whole(unsplit, ~np.isnan(visits), ~np.isnan(everybody), numbers)
    return np.where(is_whole, everybody, visits), unsplit | is_whole


def _is_taken_whole(unsplit: Bools, counted: Bools, everybody: Bools, office: Codes) -> Bools:
    """Where an office that counts by purpose on some days and not on others is taken with every visitor."""
    days = (unsplit, counted & ~unsplit)
    does_both = np.all([np.bincount(office[chosen], minlength=office.max() + 1) > 0 for chosen in days], axis=0)
    taken: Bools = does_both[office] & everybody
    return taken


def scale(facts: pd.DataFrame) -> NDArray[np.float64]:
    """Of each unit-day the factor of its visits; 1 where they are split, or nothing tells it."""
    factor: NDArray[np.float64] = np.nan_to_num(facts["apply_part"].to_numpy(float), nan=1.0)
    return factor


def counts(facts: pd.DataFrame) -> dict[str, NDArray[Any]]:
    """Return what each unit-day adds to a share, as arrays; zero where it is not complete.

    numerator (digital), denominator (with visits to apply: `transactions`), plain_denominator (with all visits),
    unsplit_visits (of these, not counted by purpose) and unscaled_visits (of these, with nothing to scale them by),
    apply_error and apply_spread (what the scaled visits may be off by, of all offices alike and of this one), unknown
    and requests (of any origin) on complete days, off_day_requests (digital ones of live offices on days not due),
    and as 0 or 1 complete_days, expected_days (live), due_days (live or not), unknown_live_days.
    """
    complete, due = (facts[name].to_numpy(bool) for name in ("is_complete", "is_expected"))
    officer, unknown = (facts[name].to_numpy(float) for name in (OFFICER, UNKNOWN))
    sent, every = transactions(facts)
    visits, is_unsplit = facts["visits"].to_numpy(float), facts["is_unsplit"].to_numpy(bool)
    is_unscaled = is_unsplit & facts["apply_part"].isna().to_numpy()
    is_unknown = facts["is_live"].isna().to_numpy()
    live = facts["is_live"].to_numpy(bool, na_value=False)
    return {
        "numerator": np.where(complete, sent, 0.0),
        "denominator": np.where(complete, every, 0.0),
        "plain_denominator": np.where(complete, sent + visits, 0.0),
        "unsplit_visits": np.where(complete & is_unsplit, visits, 0.0),
        "unscaled_visits": np.where(complete & is_unscaled, visits, 0.0),
        "apply_error": np.where(complete, visits * facts["apply_error"].to_numpy(float), 0.0),
        "apply_spread": np.where(complete, visits * facts["apply_spread"].to_numpy(float), 0.0),
        "unknown": np.where(complete, unknown, 0.0),
        "requests": np.where(complete, sent + officer + unknown, 0.0),
        "off_day_requests": np.nan_to_num(np.where(live & ~due, sent, 0.0)),
        "complete_days": complete.astype(int),
        "expected_days": (due & live).astype(int),
        "due_days": due.astype(int),
        "unknown_live_days": (due & is_unknown).astype(int),
    }


def completeness_of(sums: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return complete days / expected days; NaN where none was expected."""
    expected = np.asarray(sums["expected_days"], float)
    result = np.full(len(expected), np.nan)
    np.divide(np.asarray(sums["complete_days"], float), expected, out=result, where=expected > 0)
    return result


def judge(sums: dict[str, NDArray[Any]], figures: Sequence[str]) -> None:
    """Add completeness, reason and state to the sums of `counts`; no figure where there is a reason."""
    sums["completeness"] = completeness_of(sums)
    sums["reason"] = share_reasons(sums)
    sums["state"] = np.array([state_of(reason) for reason in sums["reason"]], dtype=object)
    for name in figures:
        sums[name] = np.where(sums["state"] == "ok", sums[name], np.nan)


def share_reasons(sums: Mapping[str, Any]) -> NDArray[np.object_]:
    """Return per group the first thing that stands in the way of a share, '' where nothing does.

    `sums`: the sums of `counts`, completeness and weekday_missing, by name; complete_weeks where whole weeks count.
    """
    rules = {
        "no_working_day": sums["due_days"] == 0,
        "live_unknown": (sums["expected_days"] == 0) & (sums["unknown_live_days"] > 0),
        "not_live": sums["expected_days"] == 0,
        "no_complete_day": sums["complete_days"] == 0,
        "low_completeness": sums["completeness"] < MIN_COMPLETENESS,
        "weekday_missing": sums["weekday_missing"],
        "no_transactions": sums["denominator"] == 0,
    }
    found = np.select(list(rules.values()), list(rules), default="").astype(object)
    if "complete_weeks" in sums:
        found[(sums["complete_weeks"] == 0) & np.isin(found, ["", "no_transactions"])] = "no_complete_week"
    return found


def state_of(reason: str) -> str:
    """Return ok without a reason, not_applicable where no share can exist, else not_provided."""
    if reason in ("no_working_day", "not_live", "no_transactions"):
        return "not_applicable"
    return "not_provided" if reason else "ok"


def left_out(facts: pd.DataFrame) -> dict[str, int]:
    """Return how much of the facts of a period the headline share leaves out, by reason; zeros are told too.

    officer_entered, unknown_origin: requests on complete unit-days; off_days: citizens' and RT requests at live offices
    on days that are none of work, and outage_requests and closed_requests on the two kinds that follow (the three are
    the off_day_requests of counts); outage: unit-days of live offices with a declared outage, closed there or not;
    closed: other ones that such an office wrote as closed; no_visits: due unit-days of live offices without a reported
    walk-in count; not_live: due unit-days of offices that were not live.
    """
    live = facts["is_live"].to_numpy(bool, na_value=False)
    complete, due, walked, works, outage = (
        facts[name].to_numpy(bool)
        for name in ("is_complete", "is_expected", "is_walkin_complete", "is_working_day", "is_outage")
    )
    officer, unknown, sent = (each.to_numpy(float) for each in (facts[OFFICER], facts[UNKNOWN], digital(facts)))
    lost, closed = live & outage & works, live & works & ~outage & ~due
    counts = {
        "officer_entered": np.nansum(officer[complete]),
        "unknown_origin": np.nansum(unknown[complete]),
        "off_days": np.nansum(sent[live & ~works]),
        "outage_requests": np.nansum(sent[lost]),
        "closed_requests": np.nansum(sent[closed]),
        "no_visits": (live & due & ~walked).sum(),
        "outage": lost.sum(),
        "closed": closed.sum(),
        "not_live": (~live & due).sum(),
    }
    return {name: int(count) for name, count in counts.items()}
