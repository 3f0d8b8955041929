"""A period against the one before and the same one a year earlier, like for like; new and returning citizens."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.base import Span, previous_period, within, year_before
from analytics.uptake.like_for_like import change_between
from analytics.uptake.share_change import ShareChange
from analytics.uptake.standard_week import TwoPeriods
from core.method import MIN_COMPLETENESS, RETURN_DAYS


def comparisons(facts: pd.DataFrame, period: Span, correction: float = 0.0, grain: str = "month") -> pd.DataFrame:
    """Return the like-for-like change of the digital share of a period (first and last day) against two others.

    `correction`: by how much late cancellations will still lower the period's share (ShareChange.allowing); `grain`:
    what the period is, a key of GRAINS.

    Result, two rows (of a year one): comparison (previous, year_before), first, last (days of the other period),
    before, after, change, lower, upper, offices, clusters, unsplit_part, is_lower_bound, state, reason ('' or
    few_clusters: no interval; before_data: the facts do not reach back that far; else as share_change).
    """
    spans = {"previous": previous_period(period, grain), "year_before": year_before(period, grain)}
    if grain == "year":
        del spans["previous"]
    return pd.DataFrame([{"comparison": name, **_row(facts, span, period, correction)} for name, span in spans.items()])


def period_change(facts: pd.DataFrame, before: Span, period: Span, days: TwoPeriods | None = None) -> ShareChange:
    """Return the like-for-like change between two periods; before_data where the facts do not reach back that far.

    As in a share, days may be lacking: the facts must reach over MIN_COMPLETENESS of the first period's weekdays.
    `days`: the facts of both periods, where another change of them was asked for already.
    """
    if facts.empty or _reached(before, facts["date"].min().date()) < MIN_COMPLETENESS:
        return ShareChange(reason="before_data")
    return change_between(days or TwoPeriods(*(within(facts, *span) for span in (before, period))))


def _reached(period: Span, first: date) -> float:
    """The part of a period's weekdays from the first day of the facts on; of a weekend alone 0."""
    end = period[1] + timedelta(days=1)
    every = np.busday_count(period[0], end)
    return float(np.busday_count(min(max(period[0], first), end), end) / every) if every else 0.0


def _row(facts: pd.DataFrame, before: Span, period: Span, correction: float) -> dict[str, object]:
    change = period_change(facts, before, period).allowing(correction)
    row = {"first": before[0], "last": before[1], "before": change.before, "after": change.after}
    row |= {"change": change.change.value, "lower": change.change.lower, "upper": change.change.upper}
    return row | {
        "offices": change.offices, "clusters": change.clusters, "state": change.state, "reason": change.reason,
        "unsplit_part": change.unsplit_part, "is_lower_bound": change.is_lower_bound,
    }  # fmt: skip


def citizens(people: pd.DataFrame) -> pd.DataFrame:
    """Return new and returning citizens by place and month, never summed over either.

    `people`: all months of one kind of place: unit_code (offices, kecamatan areas, or the city), month, distinct,
    new, returning. Result: these, sorted, with returning_share, state, reason. A month without a row stays without
    one. In the first month of the data everyone is new: there the split is not_applicable (first_month); nobody seen:
    not_applicable (no_citizens). In months that begin under RETURN_DAYS after the first one, those who come every other
    month still look new: not_provided (seen_too_short). Raises ValueError where new and returning do not add up to
    distinct.
    """
    if (people["new"] + people["returning"] != people["distinct"]).any():
        raise ValueError("New and returning citizens must add up to the distinct ones.")
    result = people.sort_values(["unit_code", "month"], ignore_index=True)
    reason = result["distinct"].eq(0).map({True: "no_citizens", False: ""})
    since = result["month"] - result["month"].min()
    reason = reason.mask((since < pd.Timedelta(days=RETURN_DAYS)) & (reason == ""), "seen_too_short")
    result["reason"] = reason.mask(since == pd.Timedelta(0), "first_month")
    is_ok = result["reason"] == ""
    result["returning_share"] = (result["returning"] / result["distinct"]).where(is_ok)
    states = {"": "ok", "seen_too_short": "not_provided"}
    result["state"] = [states.get(reason, "not_applicable") for reason in result["reason"]]
    return result[["unit_code", "month", "distinct", "new", "returning", "returning_share", "state", "reason"]]
