"""Which live offices are new: since when each is live, against the window of the rule for used."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.rollout.status import LIVE


def first_live(roster: pd.DataFrame, units: pd.DataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return, in the order of the units, the day each was first live (NaT: never) and whether that day is known."""
    unit = pd.Index(units["unit_code"]).get_indexer(pd.Index(roster["unit_code"]))
    is_start = ~roster["is_planned"].to_numpy(bool) & roster["status"].eq(LIVE).to_numpy(bool) & (unit >= 0)
    days, at = roster["date"].to_numpy("datetime64[us]"), np.flatnonzero(is_start)
    # Backwards, so that the first of each office is written last.
    at = at[np.argsort(days[at], kind="stable")][::-1]
    first, is_known = np.full(len(units), np.datetime64("NaT", "us")), np.zeros(len(units), bool)
    first[unit[at]], is_known[unit[at]] = days[at], roster["is_start_known"].eq(True).to_numpy(bool)[at]
    return first, is_known


def is_new_live(
    since: NDArray[np.datetime64], is_start_known: NDArray[np.bool_], day: Any, used_window_days: int
) -> NDArray[np.bool_]:
    """Return which live offices are new: live for fewer days than the window that ends on the day, that day included.

    `since`, `is_start_known`: as from `first_live`: an office that is live again after a pause is not new. One whose
    start is only known as "on or before" a day is not: nobody knows how long it has been live.
    """
    is_new: NDArray[np.bool_] = is_start_known & (since > day - np.timedelta64(used_window_days - 1, "D"))
    return is_new
