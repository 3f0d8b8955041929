"""How many offices are live, new and used, by date."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Floats
from analytics.rollout.new_live import first_live, is_new_live
from analytics.rollout.status import LIVE, NOT_KNOWN, States, sorted_days, states_by_day


def live_counts(roster: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex, kind: str) -> pd.Series:
    """Return the live units of one kind by date; NaN where the status of one is not known."""
    days, chosen = sorted_days(dates), units[units["kind"] == kind]
    states = states_by_day(roster, chosen, days)
    return pd.Series(_live(states, states.is_in(LIVE)), days)


def _live(states: States, is_live: NDArray[np.bool_]) -> Floats:
    is_known = (states.status != NOT_KNOWN).all(axis=1)
    counts: Floats = np.where(is_known, is_live.sum(axis=1), np.nan)
    return counts


def coverage(
    roster: pd.DataFrame,
    units: pd.DataFrame,
    dates: pd.DatetimeIndex,
    kind: str,
    used: pd.DataFrame | None = None,
    used_window_days: int = 0,
) -> pd.DataFrame:
    """Return live units of one kind (kelurahan or kecamatan) by date.

    `used`: frame date, unit_code, is_used of `used_by_date`, for a window of `used_window_days`; without it no unit
    counts as used. Result: date, kind, live, total, share, used, new (live for the first time, for less than the
    window, and not used yet), unsure (neither, since the origin of its requests is not known; all NaN where not known),
    state (ok or not_provided: the status of a unit is not known), reason, is_confirmed (not after the last roster
    event).
    """
    chosen, days = units[units["kind"] == kind], sorted_days(dates)
    days = days if len(chosen) else days[:0]
    states = states_by_day(roster, chosen, days)
    is_live = states.is_in(LIVE)
    is_new = is_live & is_new_live(*first_live(roster, chosen), days.to_numpy()[:, None], used_window_days)
    live = _live(states, is_live)
    is_known = ~np.isnan(live)
    return pd.DataFrame(
        {
            "date": days,
            "kind": kind,
            "live": live,
            "total": len(chosen),
            "share": live / len(chosen) if len(chosen) else np.nan,
            "used": np.where(is_known, _used_counts(is_live, chosen, days, used, "is_used"), np.nan),
            "new": np.where(is_known, _used_counts(is_new, chosen, days, used, "is_used", False), np.nan),
            "unsure": np.where(is_known, _used_counts(is_live & ~is_new, chosen, days, used, "is_unsure"), np.nan),
            "state": np.where(is_known, "ok", "not_provided"),
            "reason": np.where(is_known, "", "status_unknown"),
            "is_confirmed": days <= roster.loc[~roster["is_planned"], "date"].max(),
        }
    )


def _used_counts(
    chosen: NDArray[np.bool_],
    units: pd.DataFrame,
    days: pd.DatetimeIndex,
    used: pd.DataFrame | None,
    flag: str,
    wanted: bool = True,
) -> Floats:
    """How many of the chosen units have (or have not) a flag of `used` by date; NaN on a date without request data."""
    if used is None:
        return np.full(len(days), np.nan)
    rows = used[used[flag].to_numpy(bool)]
    at = days.get_indexer(pd.DatetimeIndex(rows["date"]))
    unit = pd.Index(units["unit_code"]).get_indexer(pd.Index(rows["unit_code"]))
    has_it = np.zeros_like(chosen)
    inside = (at >= 0) & (unit >= 0)
    has_it[at[inside], unit[inside]] = True
    return np.where(days.isin(pd.DatetimeIndex(used["date"])), (chosen & (has_it == wanted)).sum(axis=1), np.nan)
