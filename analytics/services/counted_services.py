"""Digital share by service, where offices count their visits by service."""

import numpy as np
import pandas as pd

from analytics.base import GroupedRows, coded, distinct, numbered, weekly_interval
from core.disclosure import is_small
from core.method import FEW_TRANSACTIONS

RESULT = ["service", "offices", "share", "lower", "upper", "state", "reason"]


def service_day_shares(days: pd.DataFrame) -> pd.DataFrame:
    """Return the digital share of each service over office-days with both counts, the most used service first.

    `days`: table service_day (unit_code, date, service, visits, digital). Result: service, offices, share, lower, upper
    (weeks of each office as clusters: base.weekly_interval), state, reason ('', few_transactions under 20, or
    small_counts: so few digital requests or visits that a share would tell them).
    """
    if days.empty:
        return pd.DataFrame(columns=RESULT)
    codes, groups = coded(days, ["service"])
    unit, units = numbered(days["unit_code"])
    digital, visits = (days[name].to_numpy(float) for name in ("digital", "visits"))
    week = days["date"] - pd.to_timedelta(days["date"].dt.day_of_week, unit="D")
    rows = GroupedRows(codes, len(groups), unit, units)
    told = weekly_interval(rows, week, digital, digital + visits)
    sent, came = (np.bincount(codes, part, len(groups)) for part in (digital, visits))
    few = sent + came < FEW_TRANSACTIONS
    small = is_small(sent) | is_small(came)
    found = groups.assign(
        offices=np.bincount(distinct(codes * units + unit)[0] // units, minlength=len(groups)),
        reason=np.select([few, small], ["few_transactions", "small_counts"], default=""),
        transactions=sent + came,
        **{name: np.where(few | small, np.nan, told[name]) for name in ("share", "lower", "upper")},
    )
    found["state"] = np.where(found["reason"] == "", "ok", "not_provided")
    found = found.sort_values(["transactions", "service"], ascending=[False, True], ignore_index=True)
    return found[RESULT]
