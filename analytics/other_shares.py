"""Shares beside the headline: week share, without known help, inside the application, officer-entered ratio."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.counted import counted, reasons, state_of
from analytics.groups import ALL, keys_of, sums, unique
from analytics.intervals import within_period

LINKED = {
    "unit_code": "object",
    "date": "datetime64[us]",
    "linked_requests": "float64",
    "linked_calls": "float64",
}
DAYS_OF_WEEK = 7
PROVISIONAL = pd.Timedelta(days=7)
BASIS = ["numerator", "denominator", "complete_days", "expected_days", "due_days", "unknown_live_days"]
FIGURES = ["numerator", "denominator", "share", "lower", "upper", "completeness", "complete_days", "expected_days"]


def week_share(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the digital share with weekends and holidays in it, per group of `by`.

    Over unit-weeks that lie whole in the facts, whose working days are all complete and whose seven days the request
    log covers; a week belongs to the group of its Monday. Result: `by`, numerator, denominator, share, lower,
    upper, completeness, complete_days, expected_days, complete_weeks, weeks (unit-weeks with a working day of a live
    office), state, reason (as digital_share, or no_complete_week).
    """
    keys = keys_of(by)
    days = counted(facts.assign(**{ALL: 0}))
    digital = facts["warga"] + facts["rt"]
    live = facts["is_live"].fillna(False).astype(bool)
    days = days.assign(digital=digital, week_visits=facts["visits"].where(facts["is_complete"], 0.0), live=live)
    weeks = _whole_weeks(days, keys)
    counts = [*BASIS[:2], "complete_weeks", "weeks"]
    result = sums(days, keys, BASIS[2:]).merge(sums(weeks, keys, counts), on=keys, how="left")
    result[counts] = result[counts].fillna(0)
    result = result.merge(within_period(weeks[weeks["complete_weeks"] == 1], keys), on=keys, how="left")
    return _finished(result.assign(weekday_missing=False), by, ["complete_weeks", "weeks"])


def _whole_weeks(days: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """One row a unit-week: its group, digital requests and visits where the week is complete, else zero."""
    groups = days.groupby(["unit_code", "week"])
    columns = ["complete_days", "expected_days", "due_days", "digital", "week_visits", "live"]
    weeks = groups[columns].sum().assign(covered=groups["digital"].count()).reset_index()
    first = days.sort_values("date").drop_duplicates(["unit_code", "week"])[unique(["unit_code", "week", *keys])]
    weeks = weeks.merge(first, on=["unit_code", "week"])
    whole = weeks["covered"].eq(DAYS_OF_WEEK) & weeks["live"].eq(DAYS_OF_WEEK) & weeks["due_days"].gt(0)
    complete = whole & weeks["complete_days"].eq(weeks["due_days"])
    return weeks.assign(
        numerator=weeks["digital"].where(complete, 0.0),
        denominator=(weeks["digital"] + weeks["week_visits"]).where(complete, 0.0),
        complete_weeks=complete.astype(int),
        weeks=(weeks["expected_days"] > 0).astype(int),
    )


def inside_application(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return (warga + rt) / (warga + rt + petugas) of live offices on due days that the request log covers.

    A cross-check: the same unit on both sides, no walk-in counts. Result: `by`, numerator, denominator, share, lower,
    upper, completeness, complete_days (covered), expected_days, state, reason (as digital_share).
    """
    digital = facts["warga"] + facts["rt"]
    covered = facts["is_expected"] & facts["is_live"].fillna(False).astype(bool) & digital.notna()
    days = counted(facts.assign(**{ALL: 0}, is_complete=covered))
    days = days.assign(denominator=(digital + facts["petugas"]).where(covered, 0.0))
    return _shares(days, by)


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
    known = linked if linked is not None else pd.DataFrame(columns=list(LINKED))
    days = counted(facts.assign(**{ALL: 0})).merge(known.astype(LINKED), on=["unit_code", "date"], how="left")
    found = days[["linked_requests", "linked_calls"]].fillna(0.0)
    own = (days["warga"] - found["linked_requests"]).where(days["is_complete"], 0.0)
    recent = days["date"] > pd.Timestamp(as_of) - PROVISIONAL
    days = days.assign(numerator=own, linked_calls=found["linked_calls"], is_provisional=recent.astype(int))
    extra = sums(days, keys_of(by), ["linked_calls", "help_calls", "is_provisional"])
    result = pd.concat([_shares(days, by), extra[["linked_calls", "help_calls", "is_provisional"]]], axis=1)
    result["linkable_share"] = result["linked_calls"] / result["help_calls"].where(result["help_calls"] > 0)
    result["is_provisional"] = result["is_provisional"] > 0
    if not is_on:
        blank = ["numerator", "share", "lower", "upper", "linked_calls", "linkable_share"]
        result = result.assign(**dict.fromkeys(blank, np.nan), state="not_provided", reason="link_off")
    return result[[*by, *FIGURES, "linked_calls", "help_calls", "linkable_share", "is_provisional", "state", "reason"]]


def officer_ratio(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return requests entered by officers / counter visits, on complete unit-days.

    Above 1 the walk-in counts are implausible: who was at the counter was not counted. Result: `by`, numerator,
    denominator, ratio, is_implausible, state, reason ('' or no_complete_day or no_visits).
    """
    complete = facts["is_complete"]
    days = facts.assign(
        **{ALL: 0},
        numerator=facts["petugas"].where(complete, 0.0),
        denominator=facts["visits"].where(complete, 0.0),
        complete_days=complete.astype(int),
    )
    result = sums(days, keys_of(by), ["numerator", "denominator", "complete_days"])
    result["ratio"] = result["numerator"] / result["denominator"].where(result["denominator"] > 0)
    # Requests typed in without a single visit are no ratio, but not plausible either.
    result["is_implausible"] = result["numerator"] > result["denominator"]
    rules = [result["complete_days"].eq(0), result["denominator"].eq(0)]
    result["reason"] = np.select(rules, ["no_complete_day", "no_visits"], default="")
    result["state"] = np.select(rules, ["not_provided", "not_applicable"], default="ok")
    return result[[*by, "numerator", "denominator", "ratio", "is_implausible", "state", "reason"]]


def _shares(days: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """A share per group from counted unit-days, with the headline's rules on completeness."""
    keys = keys_of(by)
    weekdays = days.groupby(unique([*keys, "weekday"]))[["complete_days", "due_days"]].sum()
    missing = (weekdays["due_days"] > 0) & (weekdays["complete_days"] == 0)
    result = sums(days, keys, BASIS).merge(within_period(days[days["is_complete"]], keys), on=keys, how="left")
    by_group = missing.groupby(level=keys).any().rename("weekday_missing").reset_index()
    return _finished(result.merge(by_group, on=keys, how="left"), by, [])


def _finished(result: pd.DataFrame, by: Sequence[str], more: list[str]) -> pd.DataFrame:
    """State and reason per group; no share where there is a reason."""
    result["completeness"] = result["complete_days"] / result["expected_days"].where(result["expected_days"] > 0)
    result["reason"] = reasons(result)
    if "complete_weeks" in result:
        is_empty = result["complete_weeks"].eq(0) & result["reason"].isin(["", "no_transactions"])
        result["reason"] = result["reason"].mask(is_empty, "no_complete_week")
    result["state"] = result["reason"].map(state_of)
    figures = ["share", "lower", "upper"]
    result[figures] = result[figures].where(result["state"].eq("ok"))
    return result[[*by, *FIGURES, *more, "state", "reason"]]
