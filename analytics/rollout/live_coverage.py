"""How many offices are live, new and used, by date."""

from collections.abc import Collection
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import Bools, Floats
from analytics.rollout.new_live import first_live, is_new_live
from analytics.rollout.status import LIVE, NOT_KNOWN, States, sorted_days, states_by_day


def live_counts(roster: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex, kind: str) -> pd.Series:
    """Return the live units of one kind by date; NaN where the status of one is not known."""
    days, chosen = sorted_days(dates), units[units["kind"] == kind]
    states = states_by_day(roster, chosen, days)
    return pd.Series(_live(states, states.is_in(LIVE)), days)


def _live(states: States, is_live: Bools) -> Floats:
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
    unheard: Collection[str] = (),
) -> pd.DataFrame:
    """Return live units of one kind (kelurahan or kecamatan) by date.

    `used`: frame date, unit_code, is_used of `used_by_date`, for a window of `used_window_days`; without it no unit
    counts as used. `unheard`: codes of offices of which nothing ever came.
    Result: date, kind, live, total, share, used, new (live for the first time, for less than the window, and not used
    yet), unsure (neither, since the origin of its requests is not known; all NaN where not known), unheard (not new,
    and nothing ever came), state (ok or not_provided: the status of a unit is not known), reason, is_confirmed (not
    after the last roster event).
    """
    chosen, days = units[units["kind"] == kind], sorted_days(dates)
    days = days if len(chosen) else days[:0]
    states = states_by_day(roster, chosen, days)
    is_live = states.is_in(LIVE)
    is_new = is_live & is_new_live(*first_live(roster, chosen), days.to_numpy()[:, None], used_window_days)
    live = _live(states, is_live)
    is_known = ~np.isnan(live)
    has_data, is_used, is_unsure = _use(chosen, days, used)
    is_unheard = chosen["unit_code"].isin(list(unheard)).to_numpy(bool)
    counted = _classes(is_live, is_new, is_used, is_unsure, is_unheard)
    del counted["unused"]
    counts = {name: np.where(is_known & has_data, offices.sum(axis=1), np.nan) for name, offices in counted.items()}
    return pd.DataFrame(
        {
            "date": days,
            "kind": kind,
            "live": live,
            "total": len(chosen),
            "share": live / len(chosen) if len(chosen) else np.nan,
            **counts,
            "state": np.where(is_known, "ok", "not_provided"),
            "reason": np.where(is_known, "", "status_unknown"),
            "is_confirmed": days <= roster.loc[~roster["is_planned"], "date"].max(),
        }
    )


def unused_offices(
    roster: pd.DataFrame,
    status: pd.DataFrame,
    used: pd.DataFrame,
    as_of: date,
    used_window_days: int,
    unheard: Collection[str],
) -> Bools:
    """Return, by row of the status (status_on), which offices are live and not used on a day, as far as is known.

    `used`: used_units of that day; an office that is not in it may be used or not. `unheard`: as in `coverage`.
    """
    is_live = status["status"].eq(LIVE).fillna(False).to_numpy(bool)
    is_new = is_live & is_new_live(*first_live(roster, status), np.datetime64(as_of), used_window_days)
    told = used.set_index("unit_code").reindex(status["unit_code"])
    is_used, is_unsure = (told[name].eq(True).to_numpy(bool) for name in ("is_used", "is_unsure"))
    is_unheard = status["unit_code"].isin(list(unheard)).to_numpy(bool)
    is_unused = _classes(is_live, is_new, is_used, is_unsure, is_unheard)["unused"]
    return is_unused & status["unit_code"].isin(used["unit_code"]).to_numpy(bool)


def _classes(is_live: Bools, is_new: Bools, is_used: Bools, is_unsure: Bools, is_unheard: Bools) -> dict[str, Bools]:
    """Which live offices are used, new, unsure or unheard, and which are none of these: unused."""
    found = {
        "used": is_live & is_used,
        "new": is_new & ~is_used,
        "unsure": is_live & ~is_new & is_unsure,
        "unheard": is_live & ~is_new & is_unheard,
    }
    return {**found, "unused": is_live & ~np.logical_or.reduce(list(found.values()))}


def _use(units: pd.DataFrame, days: pd.DatetimeIndex, used: pd.DataFrame | None) -> tuple[Bools, Bools, Bools]:
    """The days that `used` tells of; then days x units: which are used, and of which nobody can tell."""
    is_used, is_unsure = np.zeros((len(days), len(units)), bool), np.zeros((len(days), len(units)), bool)
    if used is None:
        return np.zeros(len(days), bool), is_used, is_unsure
    at = days.get_indexer(pd.DatetimeIndex(used["date"]))
    unit = pd.Index(units["unit_code"]).get_indexer(pd.Index(used["unit_code"]))
    inside = (at >= 0) & (unit >= 0)
    for table, name in ((is_used, "is_used"), (is_unsure, "is_unsure")):
        has_it = inside & used[name].to_numpy(bool)
        table[at[has_it], unit[has_it]] = True
    has_data = np.zeros(len(days), bool)
    has_data[at[at >= 0]] = True
    return has_data, is_used, is_unsure
