"""Which live offices are new: since when each is live, against the window of the rule for used."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.rollout.status import LIVE


def first_live(roster: pd.DataFrame, units: pd.DataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return, in the order of the units, the day each was first live (NaT: never) and whether that day is known."""
    events = roster[~roster["is_planned"].astype(bool) & roster["status"].eq(LIVE)].sort_values("date", kind="stable")
    first = events.drop_duplicates("unit_code").set_index("unit_code").reindex(units["unit_code"])
    return first["date"].to_numpy("datetime64[us]"), first["is_start_known"].eq(True).to_numpy(bool)


def is_new_live(
    since: NDArray[np.datetime64], is_start_known: NDArray[np.bool_], day: Any, used_window_days: int
) -> NDArray[np.bool_]:
    """Return which live offices are new: live for fewer days than the window that ends on the day, that day included.

    `since`, `is_start_known`: as from `first_live`: an office that is live again after a pause is not new. One whose
    start is only known as "on or before" a day is not: nobody knows how long it has been live.
    """
    is_new: NDArray[np.bool_] = is_start_known & (since > day - np.timedelta64(used_window_days - 1, "D"))
    return is_new
