"""How help changes with the weeks since an office went live."""

import numpy as np
import pandas as pd

from analytics.assistance.rate import assistance_rate, both_cover, of_offices
from analytics.base import numbered
from core.method import HELP_SETTLED_WEEKS, MIN_OFFICES


def weeks_since_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of live offices with weeks_since_live: 0 for the seven days from go-live on.

    Only offices whose go-live was seen: a day that was known not to be live came before. Others are left out.
    """
    unit, days, is_live = numbered(facts["unit_code"])[0], facts["date"].to_numpy("datetime64[D]"), facts["is_live"]
    order = np.lexsort((days, unit))
    unit, days = unit[order], days[order]
    live, is_known = is_live.to_numpy(bool, na_value=False)[order], is_live.notna().to_numpy()[order]
    begins = live.copy()
    begins[:1], begins[1:] = False, live[1:] & ~live[:-1] & is_known[:-1] & (unit[1:] == unit[:-1])
    # The newest start up to each row; one of another office is none.
    start = np.maximum.accumulate(np.where(begins, np.arange(len(unit)), -1))
    kept = np.flatnonzero(live & (start >= 0) & (unit[start] == unit))
    age = (days[kept] - days[start[kept]]) // np.timedelta64(7, "D")
    return facts.iloc[order[kept]].assign(weeks_since_live=age)


def assistance_by_weeks_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the assistance rate by full weeks since go-live: weeks_since_live, offices, then as assistance_rate.

    Of kelurahan alone (of_offices), and of the same ones in each week: those that both logs cover from their first week
    on through so many weeks as 4 of them have lived, at most 12. Where the logs cover none, the weeks say so.
    """
    days = _of_the_same(weeks_since_live(of_offices(facts)))
    offices = days.groupby("weeks_since_live")["unit_code"].nunique()
    result = assistance_rate(days, ["weeks_since_live"]).drop(columns=["unplaced_calls", "least_rate"])
    result.insert(1, "offices", result["weeks_since_live"].map(offices))
    return result


def _of_the_same(days: pd.DataFrame) -> pd.DataFrame:
    """The days of the offices that have lived through the weeks compared, of these weeks; all where none is covered."""
    covered = days[both_cover(days)].groupby("unit_code")["weeks_since_live"].unique()
    lived = covered.map(lambda weeks: _unbroken(set(weeks))).sort_values(ascending=False)
    span = min(HELP_SETTLED_WEEKS, *lived.iloc[min(MIN_OFFICES, len(lived)) - 1 :].head(1)) if len(lived) else 0
    if span == 0:
        return days
    is_same = days["unit_code"].isin(lived.index[lived >= span])
    return days[is_same & (days["weeks_since_live"] < span)]


def _unbroken(weeks: set[int]) -> int:
    """How many weeks from the first on without a gap."""
    return next(week for week in range(len(weeks) + 1) if week not in weeks)
