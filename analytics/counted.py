"""What counts in a digital share, and when there is none: rules of every share in one place."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MIN_COMPLETENESS = 0.6
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
)


def counted(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with what each unit-day adds to a share; zero where it is not complete.

    Adds numerator (warga + rt), denominator (with visits), unknown and requests (of any origin) on
    complete days, off_day_requests (warga + rt of live offices outside working days), and as 0 or 1
    complete_days, expected_days (live), due_days (live or not), unknown_live_days.
    """
    complete, due = facts["is_complete"], facts["is_expected"]
    live = facts["is_live"].fillna(False).astype(bool)
    digital = facts["warga"] + facts["rt"]
    requests = digital + facts["petugas"] + facts["tidak_diketahui"]
    is_off = live & ~(facts["is_working_day"] & ~facts["is_outage"])
    return facts.assign(
        numerator=digital.where(complete, 0.0),
        denominator=(digital + facts["visits"]).where(complete, 0.0),
        unknown=facts["tidak_diketahui"].where(complete, 0.0),
        requests=requests.where(complete, 0.0),
        off_day_requests=digital.where(is_off, 0.0).fillna(0.0),
        complete_days=complete.astype(int),
        expected_days=(due & live).astype(int),
        due_days=due.astype(int),
        unknown_live_days=(due & facts["is_live"].isna()).astype(int),
    )


def reasons(groups: pd.DataFrame) -> NDArray[np.str_]:
    """Return per group the first thing that stands in the way of a share, '' where nothing does.

    `groups`: the sums of `counted`, completeness and weekday_missing.
    """
    rules = {
        "no_working_day": groups["due_days"].eq(0),
        "live_unknown": groups["expected_days"].eq(0) & groups["unknown_live_days"].gt(0),
        "not_live": groups["expected_days"].eq(0),
        "no_complete_day": groups["complete_days"].eq(0),
        "low_completeness": groups["completeness"].lt(MIN_COMPLETENESS),
        "weekday_missing": groups["weekday_missing"].eq(True),
        "no_transactions": groups["denominator"].eq(0),
    }
    return np.select(list(rules.values()), list(rules), default="")


def state_of(reason: str) -> str:
    """Return ok without a reason, not_applicable where no share can exist, else not_provided."""
    if reason in ("no_working_day", "not_live", "no_transactions"):
        return "not_applicable"
    return "not_provided" if reason else "ok"
