"""Where is the service live: status by day, coverage and used coverage by date."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.base import UNKNOWN, Codes, Floats, are_many_unknown, digital, requests
from core.settings import settings

FAR = 1_000_000
"""More days than any date is from 1970."""
LIVE = "aktif"
NOT_STARTED = "belum"
NOT_KNOWN = -1


class UsedRule(NamedTuple):
    """When a live office counts as used: so many digital requests or more in the window that ends on a day.

    `min_requests` are those of an office of median size (needed_requests).
    """

    window_days: int
    min_requests: int


def used_rule() -> UsedRule:
    """Return the rule of this installation (settings used_window_days and used_min_requests)."""
    return UsedRule(settings().used_window_days, settings().used_min_requests)


def needed_requests(units: pd.DataFrame, rule: UsedRule) -> pd.Series:
    """Return by unit code how many requests in the window make an office used: in proportion to whom it serves.

    min_requests for the median population of the offices of its kind (all of the city's), at least 1; an office of
    unknown population needs as many as the median one.
    """
    population = units.set_index("unit_code")["population"].astype(float)
    middle = population.groupby(units.set_index("unit_code")["kind"]).transform("median")
    size = (population / middle).where(population > 0).fillna(1.0)
    return (rule.min_requests * size).round().clip(lower=1.0)


@dataclass(frozen=True)
class _States:
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
    days = _days(dates)
    states = _states(roster, units, days)
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


def _days(dates: pd.DatetimeIndex | pd.Series) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(dates)).as_unit("us").unique().sort_values()


def _states(roster: pd.DataFrame, units: pd.DataFrame, days: pd.DatetimeIndex) -> _States:
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
    return _States(names, np.where(is_open, NOT_KNOWN, status), event, last_since, last_known)


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
    now = timeline(roster, units, pd.DatetimeIndex([pd.Timestamp(day)]))
    plans = roster[roster["is_planned"] & (roster["date"] > pd.Timestamp(day))].sort_values("date")
    plans = plans.drop_duplicates("unit_code").set_index("unit_code")
    # The timeline of one day has the units as they come.
    result = units[["unit_code", "name", "kind", "kecamatan"]].reset_index(drop=True)
    result[["status", "since", "is_start_known"]] = now[["status", "since", "is_start_known"]]
    planned = plans[["date", "status"]].reindex(result["unit_code"]).reset_index(drop=True)
    return result.assign(planned_date=planned["date"], planned_status=planned["status"])


def live_counts(roster: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex, kind: str) -> pd.Series:
    """Return the live units of one kind by date; NaN where the status of one is not known."""
    days, chosen = _days(dates), units[units["kind"] == kind]
    states = _states(roster, chosen, days)
    return pd.Series(_live(states, states.is_in(LIVE)), days)


def _live(states: _States, is_live: NDArray[np.bool_]) -> Floats:
    is_known = (states.status != NOT_KNOWN).all(axis=1)
    counts: Floats = np.where(is_known, is_live.sum(axis=1), np.nan)
    return counts


def coverage(
    roster: pd.DataFrame,
    units: pd.DataFrame,
    dates: pd.DatetimeIndex,
    kind: str,
    used: pd.DataFrame | None = None,
    window_days: int = 0,
) -> pd.DataFrame:
    """Return live units of one kind (kelurahan or kecamatan) by date.

    `used`: frame date, unit_code, is_used of `used_by_date`, for a window of `window_days`; without it no unit counts
    as used. Result: date, kind, live, total, share, used, new (live for the first time, for less than the window, and
    not used yet), unsure (neither, since the origin of its requests is not known; all NaN where not known), state (ok
    or not_provided: the status of a unit is not known), reason, is_confirmed (not after the last roster event).
    """
    chosen, days = units[units["kind"] == kind], _days(dates)
    days = days if len(chosen) else days[:0]
    states = _states(roster, chosen, days)
    is_live = states.is_in(LIVE)
    is_new = is_live & is_new_live(*first_live(roster, chosen), days.to_numpy()[:, None], window_days)
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


def first_live(roster: pd.DataFrame, units: pd.DataFrame) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    """Return, in the order of the units, the day each was first live (NaT: never) and whether that day is known."""
    events = roster[~roster["is_planned"].astype(bool) & roster["status"].eq(LIVE)].sort_values("date", kind="stable")
    first = events.drop_duplicates("unit_code").set_index("unit_code").reindex(units["unit_code"])
    return first["date"].to_numpy("datetime64[us]"), first["is_start_known"].eq(True).to_numpy(bool)


def is_new_live(
    since: NDArray[np.datetime64], is_start_known: NDArray[np.bool_], day: Any, window_days: int
) -> NDArray[np.bool_]:
    """Return which live offices are new: live for fewer days than the window that ends on the day, that day included.

    `since`, `is_start_known`: as from `first_live`: an office that is live again after a pause is not new. One whose
    start is only known as "on or before" a day is not: nobody knows how long it has been live.
    """
    is_new: NDArray[np.bool_] = is_start_known & (since > day - np.timedelta64(window_days - 1, "D"))
    return is_new


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


def used_by_date(
    facts: pd.DataFrame, dates: pd.DatetimeIndex, rule: UsedRule, needed: pd.Series | None = None
) -> pd.DataFrame:
    """Return which units had enough digital requests in the window that ends on each date.

    `needed`: how many by unit code (needed_requests); without it, and for units not in it, the rule's min_requests.
    Result: date, unit_code, requests, is_used, is_unsure (not used, but it would be were all its requests of unknown
    origin digital, and these are over 5 % of all); no row for a date whose window the request log does not
    cover whole. Requests of units not live are in it; callers join it with the status. Raises ValueError for an office
    that stands twice on one day.
    """
    days = _days(facts["date"]) if facts.empty else pd.date_range(facts["date"].min(), facts["date"].max(), unit="us")
    unit, codes = pd.factorize(facts["unit_code"], sort=True)
    day = (facts["date"] - facts["date"].min()).dt.days.to_numpy(np.int64)
    if np.bincount(day * len(codes) + unit).max(initial=0) > 1:
        raise ValueError("The facts have an office twice on one day.")
    tables = [np.full((len(days), len(codes)), np.nan) for _ in range(3)]
    for table, values in zip(tables, (digital(facts), facts[UNKNOWN], requests(facts)), strict=True):
        table[day, unit] = values
    is_covered = _in_window(~np.isnan(tables[0]).all(axis=1, keepdims=True), rule.window_days)[:, 0] == rule.window_days
    wanted = is_covered & days.isin(pd.DatetimeIndex(dates))
    sums, unknown, every = (_in_window(np.nan_to_num(table), rule.window_days)[wanted] for table in tables)
    tidy = pd.DataFrame(
        {
            "date": np.tile(days[wanted], len(codes)),
            "unit_code": np.repeat(codes, int(wanted.sum())),
            "requests": sums.T.ravel(),
        }
    )
    enough = (pd.Series(dtype=float) if needed is None else needed).reindex(codes).fillna(float(rule.min_requests))
    is_used = sums >= enough.to_numpy()
    is_unsure = ~is_used & (sums + unknown >= enough.to_numpy()) & are_many_unknown(unknown, every)
    return tidy.assign(is_used=is_used.T.ravel(), is_unsure=is_unsure.T.ravel())


def _in_window(values: NDArray[Any], length: int) -> Floats:
    """Sums over so many rows that end with each; of fewer at the start."""
    total = np.cumsum(values.astype(float), axis=0)
    earlier = np.zeros_like(total)
    earlier[length:] = total[:-length] if len(total) > length else total[:0]
    result: Floats = total - earlier
    return result


def used_units(facts: pd.DataFrame, as_of: date, rule: UsedRule, needed: pd.Series | None = None) -> pd.DataFrame:
    """Return unit_code, requests, is_used, is_unsure of the window that ends on the as-of; empty if not covered."""
    frame = used_by_date(facts, pd.DatetimeIndex([pd.Timestamp(as_of)]), rule, needed)
    return frame.drop(columns="date")
