"""The status of every office by day: from the events of the roster, with what is not known left open."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import Codes

FAR = 1_000_000
"""More days than any date is from 1970."""
LIVE = "aktif"
NOT_STARTED = "belum"
NOT_KNOWN = -1


@dataclass(frozen=True)
class States:
    """Of each day and unit the position of its status in `names` (NOT_KNOWN: not known), and of its last event."""

    names: NDArray[np.object_]
    status: Codes
    event: Codes
    """Position among the sorted events; NOT_KNOWN before the first one."""
    since: NDArray[np.datetime64]
    """Of each event, and behind them NaT: of none. A status said again began when it was first said."""
    is_start_known: NDArray[np.bool_]
    """The same; of none True."""

    def is_in(self, name: str) -> NDArray[np.bool_]:
        """Return days x units: True where the status is `name`."""
        return np.isin(self.status, np.flatnonzero(self.names == name))


def timeline(roster: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the status of every unit on every date, from events that happened (plans left out).

    Result: unit_code, date, status (missing where not known), since (NaT before the first event; a status said
    again began when it was first said), is_start_known. Without an event a unit is belum. An event whose start is
    not known says nothing of the time before it: there the status is missing, unless it was the same already.
    """
    days = sorted_days(dates)
    states = states_by_day(roster, units, days)
    status, event = states.status.ravel(), states.event.ravel()
    return pd.DataFrame(
        {
            "unit_code": np.tile(units["unit_code"], len(days)),
            "date": np.repeat(days, len(units)),
            "status": pd.Series(states.names[status], dtype="str").mask(status == NOT_KNOWN),
            "since": states.since[event],
            "is_start_known": states.is_start_known[event],
        }
    )


def sorted_days(dates: pd.DatetimeIndex | pd.Series) -> pd.DatetimeIndex:
    """Return the days once each, in order."""
    return pd.DatetimeIndex(pd.to_datetime(dates)).as_unit("us").unique().sort_values()


def states_by_day(roster: pd.DataFrame, units: pd.DataFrame, days: pd.DatetimeIndex) -> States:
    """The status by day and unit. Events lie in order of unit and day, so one search finds the last up to a day."""
    unit = pd.Index(units["unit_code"]).get_indexer(pd.Index(roster["unit_code"]))
    kept = np.flatnonzero((unit >= 0) & ~roster["is_planned"].to_numpy(bool))
    since = roster["date"].to_numpy().astype("datetime64[us]")
    place = unit[kept] * FAR + _numbers(since[kept])
    order = np.argsort(place, kind="stable")
    kept, place = kept[order], place[order]
    codes, names = pd.factorize(np.append(roster["status"].to_numpy(object)[kept], NOT_STARTED))
    is_change = _is_change(unit[kept], codes[:-1])
    codes, kept, place = codes[np.append(is_change, True)], kept[is_change], place[is_change]
    is_known = roster["is_start_known"].to_numpy(bool)[kept]
    at = np.arange(len(units)) * FAR + _numbers(days.to_numpy())[:, None]
    last = np.searchsorted(place, at, side="right") - 1
    # Behind the last event stands one of no unit, so that there is always one to look at.
    owner, opens = np.append(unit[kept], -1), np.append(~is_known, False)
    has_past = (last >= 0) & (owner[last] == np.arange(len(units)))
    is_next = owner[last + 1] == np.arange(len(units))
    status = np.where(has_past, codes[last], codes[-1])
    is_open = is_next & opens[last + 1] & (codes[last + 1] != status)
    event = np.where(has_past, last, NOT_KNOWN)
    last_known, last_since = np.append(is_known, True), np.append(since[kept], np.datetime64("NaT", "us"))
    return States(names, np.where(is_open, NOT_KNOWN, status), event, last_since, last_known)


def _is_change(unit: Codes, status: Codes) -> NDArray[np.bool_]:
    """Which events, in order of unit and day, say another status than the one before of the same unit."""
    is_change = np.ones(len(unit), bool)
    is_change[1:] = (unit[1:] != unit[:-1]) | (status[1:] != status[:-1])
    return is_change


def _numbers(days: NDArray[np.datetime64]) -> Codes:
    """Days as whole numbers."""
    return days.astype("datetime64[D]").astype(np.int64)


def status_on(roster: pd.DataFrame, units: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return one row a unit: its status on a day and the next plan after it.

    Result: unit_code, name, kind, kecamatan, status (missing: not known), since, is_start_known,
    planned_date and planned_status (missing without a plan).
    """
    states, now = states_by_day(roster, units, sorted_days(pd.DatetimeIndex([pd.Timestamp(day)]))), pd.Timestamp(day)
    status, event = states.status[0], states.event[0]
    dates = roster["date"].to_numpy("datetime64[us]")
    ahead = np.flatnonzero(roster["is_planned"].to_numpy(bool) & (dates > now.to_datetime64()))
    ahead = ahead[np.argsort(dates[ahead], kind="stable")]
    plans = roster[["unit_code", "date", "status"]].iloc[ahead].drop_duplicates("unit_code").set_index("unit_code")
    planned = plans.reindex(units["unit_code"]).reset_index(drop=True)
    return (
        units[["unit_code", "name", "kind", "kecamatan"]]
        .reset_index(drop=True)
        .assign(
            status=pd.Series(states.names[status], dtype="str").mask(status == NOT_KNOWN),
            since=states.since[event],
            is_start_known=states.is_start_known[event],
            planned_date=planned["date"],
            planned_status=planned["status"],
        )
    )
