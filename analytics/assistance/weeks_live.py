"""How help changes with the weeks since an office went live."""

import pandas as pd

from analytics.assistance.rate import assistance_rate, both_cover, of_offices
from core.method import HELP_SETTLED_WEEKS, MIN_OFFICES


def weeks_since_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts of live offices with weeks_since_live: 0 for the seven days from go-live on.

    Only offices whose go-live was seen: a day that was known not to be live came before. Others are left out.
    """
    ordered = facts.sort_values(["unit_code", "date"])
    live = ordered["is_live"].fillna(False).astype(bool)
    before = ordered["is_live"].groupby(ordered["unit_code"]).shift()
    begin = ordered["date"].where(live & before.eq(False).fillna(False))
    start = begin.groupby(ordered["unit_code"]).ffill()
    since = ordered[live & start.notna()]
    return since.assign(weeks_since_live=((since["date"] - start[since.index]).dt.days // 7).astype(int))


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
