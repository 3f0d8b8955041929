"""Are people switching: the digital share of live offices, by anything and by weekday."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import ORIGINS, SUMS, counts, judge
from analytics.uptake.share_sums import as_frame, not_known, share_sums
from core.method import MAX_RESCALED_DIFFERENCE

SHARE_AND_COUNTS = (
    "numerator",
    "denominator",
    "share",
    "lower",
    "upper",
    "completeness",
    "complete_days",
    "expected_days",
)
RESULT = (
    *SHARE_AND_COUNTS,
    "off_day_requests",
    "state",
    "reason",
    "lower_unknown",
    "upper_unknown",
    "rescaled_share",
    "is_rescaled_apart",
    "plain_share",
    "unsplit_part",
    "is_lower_bound",
)
FLAGS_AND_COUNTS = [
    "date",
    "week",
    "weekday",
    "is_working_day",
    *ORIGINS,
    "visits",
    "is_unsplit",
    "apply_part",
    "apply_error",
    "apply_spread",
    "is_live",
    "is_outage",
    "is_expected",
    "is_complete",
]
BY_WEEKDAY = [
    "group",
    "period",
    "weekday",
    "offices",
    *SHARE_AND_COUNTS,
    "state",
    "reason",
    "lower_unknown",
    "upper_unknown",
    "unsplit_part",
    "is_lower_bound",
]


def digital_share(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the headline share per group of `by` (columns of the facts; none: one row).

    Result: `by`, numerator, denominator, share, lower, upper, completeness, complete_days,
    expected_days, off_day_requests, state (ok, not_provided or not_applicable), reason ('' if ok,
    else not_live, live_unknown, no_complete_day, low_completeness, weekday_missing or
    no_transactions), lower_unknown and upper_unknown (NaN up to 5% of unknown origin),
    rescaled_share, is_rescaled_apart (more than 2 points away), plain_share (without scaling the
    visits that were not counted by purpose), unsplit_part (of all visits; NaN without one), is_lower_bound (so few
    offices split that some visits are not scaled). `upper` reaches as far as the share could lie were all requests of
    unknown origin digital (above 5%), and no visit that could not be scaled one to apply.
    Numerator and denominator come from complete unit-days of live offices; they stand also where there is no share.
    """
    groups, sums = share_sums(facts, counts(facts), by, SUMS)
    sums |= not_known(sums)
    judge(sums, ("share", "lower", "upper", "rescaled_share", "lower_unknown", "upper_unknown", "plain_share"))
    sums["is_rescaled_apart"] = np.abs(sums["rescaled_share"] - sums["share"]) > MAX_RESCALED_DIFFERENCE
    return as_frame(groups, sums, [*by, *RESULT])


def digital_weekdays(facts: pd.DataFrame, start: date) -> list[int]:
    """Return the weekdays (1 Monday) that are digital-first days on or after the start; may be empty."""
    since = facts[facts["is_digital_day"] & (facts["date"] >= pd.Timestamp(start))]
    return sorted(int(number) for number in since["weekday"].unique())


def weekday_shares(facts: pd.DataFrame, start: date) -> pd.DataFrame:
    """Return the headline share by weekday before and since a start, like for like.

    Result: group (both: offices with complete days in both periods; later: the others, since the start
    only), period (before or since), weekday (`1`..`5`, and `digital` and `other`: the digital-first
    weekdays together, the other ones together), offices, then the columns of `digital_share`.
    A group without offices has no rows.
    """
    marked = _grouped(facts, pd.Timestamp(start))
    digital = digital_weekdays(facts, start)
    keys = ["is_later", "is_since"]
    parts = [digital_share(marked, [*keys, "weekday"]).astype({"weekday": str})]
    if digital:
        pooled = marked.assign(is_digital=marked["weekday"].isin(digital))
        shares = digital_share(pooled, [*keys, "is_digital"])
        parts.append(shares.assign(weekday=shares["is_digital"].map({True: "digital", False: "other"})))
    result = pd.concat(parts, ignore_index=True).sort_values(keys, kind="stable", ignore_index=True)
    result["group"] = result["is_later"].map({False: "both", True: "later"})
    result["period"] = result["is_since"].map({False: "before", True: "since"})
    offices = marked.groupby("is_later")["unit_code"].nunique()
    return result.assign(offices=result["is_later"].map(offices))[BY_WEEKDAY]


def _grouped(facts: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """Mon-Fri rows of offices with complete days since the start (is_later) or in both periods.

    Offices are numbered: texts would have to be compared again and again.
    """
    numbered = facts[FLAGS_AND_COUNTS].assign(
        unit_code=facts["unit_code"].factorize()[0], is_since=facts["date"].ge(start)
    )
    marked = numbered[facts["weekday"] <= 5]
    complete = marked[marked["is_complete"]]
    since = set(complete.loc[complete["is_since"], "unit_code"])
    both = since & set(complete.loc[~complete["is_since"], "unit_code"])
    is_later = marked["unit_code"].isin(since - both)
    return marked.assign(is_later=is_later)[marked["unit_code"].isin(both) | (is_later & marked["is_since"])]
