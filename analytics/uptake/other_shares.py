"""Shares beside the headline: week share, without known help, inside the application, officer-entered ratio."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import (
    ALL,
    OFFICER,
    UNKNOWN,
    Codes,
    Floats,
    GroupedRows,
    added,
    coded,
    counts,
    digital,
    distinct,
    judge,
    keys_of,
    numbered,
    requests,
    scale,
    weekly_interval,
)
from analytics.base import sums as group_sums
from analytics.uptake.share_sums import Arrays, as_frame, not_known, scaling_variance, share_sums

LINKED = {
    "unit_code": "object",
    "date": "datetime64[us]",
    "linked_requests": "float64",
    "linked_calls": "float64",
}
DAYS_OF_WEEK = 7
PROVISIONAL = pd.Timedelta(days=7)
BY_WEEK = ["numerator", "denominator", "complete_weeks", "weeks"]
NOT_KNOWN = [
    "unknown", "requests", "plain_denominator", "unsplit_visits", "unscaled_visits", "apply_error", "apply_spread",
]  # fmt: skip
BASIS = ["numerator", "denominator", "complete_days", "expected_days", "due_days", "unknown_live_days"]
FIGURES = ["numerator", "denominator", "share", "lower", "upper", "completeness", "complete_days", "expected_days"]
FOUND = ("share", "lower", "upper")
BOUNDS = ["lower_unknown", "upper_unknown", "plain_share", "unsplit_part", "is_lower_bound"]


def week_share(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the digital share with weekends and holidays in it, per group of `by`.

    Over unit-weeks that lie whole in the facts, whose working days are all complete and whose seven days the request
    log covers; a week belongs to the group of its Monday. Result: `by`, numerator, denominator, share, lower,
    upper, completeness, complete_days, expected_days, complete_weeks, weeks (unit-weeks with a working day of a live
    office), lower_unknown, upper_unknown, plain_share, unsplit_part, is_lower_bound, state, reason (all as
    digital_share, or no_complete_week).
    """
    codes, groups = coded(facts, keys_of(by))
    facts, codes = facts[codes >= 0], codes[codes >= 0]
    days, (unit, units) = counts(facts), numbered(facts["unit_code"])
    weeks, first = _whole_weeks(facts, days, unit)
    sums: dict[str, NDArray[Any]] = {}
    sums |= {name: added(codes, days[name], len(groups)).astype(np.int64) for name in BASIS[2:]}
    names = [*BY_WEEK, *NOT_KNOWN]
    sums |= {name: added(codes[first], weeks[name], len(groups)).astype(weeks[name].dtype) for name in names}
    place = GroupedRows(codes[first], len(groups), unit[first], units)
    scaled = scaling_variance(place, weeks)
    sums |= weekly_interval(place, facts["week"].iloc[first], weeks["numerator"], weeks["denominator"], scaled)
    sums |= not_known(sums) | {"weekday_missing": np.zeros(len(groups), bool)}
    return _finished(groups, sums, by, [*BY_WEEK[2:], *BOUNDS], (*FOUND, "plain_share", *BOUNDS[:2]))


def _whole_weeks(facts: pd.DataFrame, days: Arrays, unit: Codes) -> tuple[Arrays, Codes]:
    """Columns with one row a unit-week, zero where the week is not complete, and the row of each one's first day."""
    week, size = numbered(facts["week"])
    cell, at = distinct(unit * size + week)
    sent = digital(facts).to_numpy(float)
    summed = {name: days[name] for name in ("complete_days", "expected_days", "due_days")}
    # Visits count on complete days alone, requests on all seven.
    summed |= {name: np.nan_to_num(days[name]) for name in NOT_KNOWN[3:]}
    summed |= {
        "digital": np.nan_to_num(sent),
        "unknown": np.nan_to_num(facts[UNKNOWN].to_numpy(float)),
        "requests": np.nan_to_num(requests(facts).to_numpy(float)),
        "covered": ~np.isnan(sent),
        "visits": np.nan_to_num(np.where(facts["is_complete"], facts["visits"] * scale(facts), 0.0)),
        "every_visit": np.nan_to_num(np.where(facts["is_complete"], facts["visits"], 0.0)),
        "live": facts["is_live"].to_numpy(bool, na_value=False),
    }
    weeks = {name: added(at, values, len(cell)) for name, values in summed.items()}
    is_whole = (weeks["covered"] == DAYS_OF_WEEK) & (weeks["live"] == DAYS_OF_WEEK) & (weeks["due_days"] > 0)
    is_complete = is_whole & (weeks["complete_days"] == weeks["due_days"])
    latest_first = np.argsort(facts["date"].to_numpy(), kind="stable")[::-1]
    first = np.zeros(len(cell), np.int64)
    first[at[latest_first]] = latest_first
    weeks |= {
        "numerator": weeks["digital"],
        "denominator": weeks["digital"] + weeks["visits"],
        "plain_denominator": weeks["digital"] + weeks["every_visit"],
    }
    return {name: np.where(is_complete, weeks[name], 0.0) for name in [*BY_WEEK[:2], *NOT_KNOWN]} | {
        "complete_weeks": is_complete.astype(np.int64),
        "weeks": (weeks["expected_days"] > 0).astype(np.int64),
    }, first


def inside_application(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return digital requests / (these + those that officers entered) of live offices on covered due days.

    A cross-check: the same unit on both sides, no walk-in counts. Result: `by`, numerator, denominator, share, lower,
    upper, completeness, complete_days (covered by the request log), expected_days, state, reason (as digital_share).
    """
    sent = digital(facts)
    covered = facts["is_expected"] & facts["is_live"].fillna(False).astype(bool) & sent.notna()
    days = counts(facts.assign(is_complete=covered))
    days["denominator"] = np.where(covered, sent + facts[OFFICER], 0.0)
    days |= dict.fromkeys(("apply_error", "apply_spread"), np.zeros(len(facts)))
    return _finished(*share_sums(facts, days, by, BASIS), by, [])


def without_known_help(
    facts: pd.DataFrame, linked: pd.DataFrame | None, legal_basis: str, as_of: date, by: Sequence[str] = ()
) -> pd.DataFrame:
    """Return requests of citizens without a linked 112 call over the headline's denominator: an upper bound.

    `linked` (unit_code, date, linked_requests: citizens' requests with a digital-help call of the same person within
    7 days either side; linked_calls: help calls that could be linked to any request) exists only where the setting
    tautkan_112 names the legal basis; without either every row is not_provided (link_off). Result: `by`, numerator,
    denominator, share, lower, upper, completeness, complete_days, expected_days, linked_calls, help_calls,
    linkable_share, is_provisional (holds one of the last 7 days, whose calls may still come), state, reason.
    """
    is_on = bool(legal_basis) and linked is not None
    known = linked if is_on and linked is not None else pd.DataFrame(columns=list(LINKED))
    found = _at_days(facts, known.astype(LINKED))
    days = counts(facts)
    days["numerator"] = np.where(facts["is_complete"], facts["warga"] - found["linked_requests"], 0.0)
    days["linked_calls"], days["help_calls"] = found["linked_calls"], facts["help_calls"].to_numpy(float)
    days["is_provisional"] = (facts["date"] > pd.Timestamp(as_of) - PROVISIONAL).to_numpy(int)
    more = ["linked_calls", "help_calls", "is_provisional"]
    result = _finished(*share_sums(facts, days, by, [*BASIS, *more]), by, more)
    result["linkable_share"] = result["linked_calls"] / result["help_calls"].where(result["help_calls"] > 0)
    result["is_provisional"] = result["is_provisional"] > 0
    if not is_on:
        blank = ["numerator", "share", "lower", "upper", "linked_calls", "linkable_share"]
        result = result.assign(**dict.fromkeys(blank, np.nan), state="not_provided", reason="link_off")
    return result[[*by, *FIGURES, "linked_calls", "help_calls", "linkable_share", "is_provisional", "state", "reason"]]


def _at_days(facts: pd.DataFrame, linked: pd.DataFrame) -> dict[str, Floats]:
    """The linked counts of each unit-day; 0 where none was linked."""
    names = ["linked_requests", "linked_calls"]
    if linked.empty:
        return dict.fromkeys(names, np.zeros(len(facts)))
    found = facts[["unit_code", "date"]].merge(linked, on=["unit_code", "date"], how="left")
    return {name: found[name].fillna(0.0).to_numpy(float) for name in names}


def officer_ratio(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return requests entered by officers / counter visits, on complete unit-days.

    Above 1 the walk-in counts are implausible: who was at the counter was not counted. Result: `by`, numerator,
    denominator, ratio, is_implausible, state, reason ('' or no_complete_day or no_visits).
    """
    complete = facts["is_complete"]
    days = facts.assign(
        **{ALL: 0},
        numerator=facts[OFFICER].where(complete, 0.0),
        denominator=facts["visits"].where(complete, 0.0),
        complete_days=complete.astype(int),
    )
    result = group_sums(days, keys_of(by), ["numerator", "denominator", "complete_days"])
    result["ratio"] = result["numerator"] / result["denominator"].where(result["denominator"] > 0)
    # Requests typed in without a single visit are no ratio, but not plausible either.
    result["is_implausible"] = result["numerator"] > result["denominator"]
    rules = [result["complete_days"].eq(0), result["denominator"].eq(0)]
    result["reason"] = np.select(rules, ["no_complete_day", "no_visits"], default="")
    result["state"] = np.select(rules, ["not_provided", "not_applicable"], default="ok")
    return result[[*by, "numerator", "denominator", "ratio", "is_implausible", "state", "reason"]]


def _finished(
    groups: pd.DataFrame,
    sums: dict[str, NDArray[Any]],
    by: Sequence[str],
    more: list[str],
    figures: Sequence[str] = FOUND,
) -> pd.DataFrame:
    """`figures`: what is not told where there is a reason."""
    judge(sums, figures)
    return as_frame(groups, sums, [*by, *FIGURES, *more, "state", "reason"])
