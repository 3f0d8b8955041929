"""Where is the service live: status by day, coverage and used coverage by date."""

from datetime import date

import pandas as pd

LIVE = "aktif"
NOT_STARTED = "belum"


def timeline(events: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the status of every unit on every date, from events that happened (plans left out).

    Result: unit_code, date, status (missing where not known), since (NaT before the first event),
    is_start_known. Without an event a unit is belum. An event whose start is not known says nothing of
    the time before it: there the status is missing, unless it was the same already.
    """
    days = pd.DatetimeIndex(pd.to_datetime(dates)).as_unit("us").unique().sort_values()
    grid = pd.MultiIndex.from_product([days, units["unit_code"]], names=["date", "unit_code"]).to_frame(index=False)
    actual = events[~events["is_planned"]].assign(since=lambda f: f["date"].dt.as_unit("us"))
    actual = actual[["unit_code", "since", "status", "is_start_known"]].sort_values("since")
    past = pd.merge_asof(grid, actual, left_on="date", right_on="since", by="unit_code")
    ahead = actual.rename(columns={"status": "next_status", "is_start_known": "next_known"})
    both = pd.merge_asof(
        past,
        ahead.rename(columns={"since": "next_since"}),
        left_on="date",
        right_on="next_since",
        by="unit_code",
        direction="forward",
        allow_exact_matches=False,
    )
    both["status"] = both["status"].fillna(NOT_STARTED)
    is_open = both["next_known"].eq(False) & both["next_status"].ne(both["status"])
    both["status"] = both["status"].mask(is_open)
    both["is_start_known"] = both["is_start_known"].fillna(True).astype(bool)
    return both[["unit_code", "date", "status", "since", "is_start_known"]]


def status_on(events: pd.DataFrame, units: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return one row a unit: its status on a day and the next plan after it.

    Result: unit_code, name, kind, kecamatan, status (missing: not known), since, is_start_known,
    planned_date and planned_status (missing without a plan).
    """
    now = timeline(events, units, pd.DatetimeIndex([pd.Timestamp(day)]))
    plans = events[events["is_planned"] & (events["date"] > pd.Timestamp(day))].sort_values("date")
    plans = plans.drop_duplicates("unit_code").rename(columns={"date": "planned_date", "status": "planned_status"})
    names = units[["unit_code", "name", "kind", "kecamatan"]]
    planned = plans[["unit_code", "planned_date", "planned_status"]]
    merged = names.merge(now.drop(columns="date"), on="unit_code")
    return merged.merge(planned, on="unit_code", how="left")


def coverage(
    events: pd.DataFrame, units: pd.DataFrame, dates: pd.DatetimeIndex, kind: str, used: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return live units of one kind (kelurahan or kecamatan) by date.

    `used`: frame date, unit_code, is_used of `used_by_date`; without it no unit counts as used.
    Result: date, kind, live, total, share, used (NaN where not known), state (ok or not_provided:
    the status of a unit is not known), reason, is_confirmed (not after the last roster event).
    """
    chosen = units[units["kind"] == kind]
    status = timeline(events, chosen, dates)
    status["live"] = status["status"].eq(LIVE).fillna(False).astype(float)
    status["unknown"] = status["status"].isna()
    result = status.groupby("date").agg(live=("live", "sum"), unknown=("unknown", "sum")).reset_index()
    is_known = result["unknown"].eq(0)
    result["live"] = result["live"].where(is_known)
    result = result.assign(kind=kind, total=len(chosen), share=result["live"] / len(chosen))
    result["state"] = is_known.map({True: "ok", False: "not_provided"})
    result["reason"] = is_known.map({True: "", False: "status_unknown"})
    result["is_confirmed"] = result["date"] <= events.loc[~events["is_planned"], "date"].max()
    result = result.merge(_used_counts(status, used), on="date", how="left")
    result["used"] = result["used"].where(result["live"].notna())
    return result[["date", "kind", "live", "total", "share", "used", "state", "reason", "is_confirmed"]]


def _used_counts(status: pd.DataFrame, used: pd.DataFrame | None) -> pd.DataFrame:
    """Live and used units by date; a date without request data has no row, so it stays missing."""
    if used is None:
        return pd.DataFrame({"date": status["date"].drop_duplicates(), "used": float("nan")})
    both = status[status["status"].eq(LIVE)].merge(used, on=["date", "unit_code"])
    counts = both.groupby("date")["is_used"].sum().astype(float)
    known = status["date"].drop_duplicates()
    known = known[known.isin(used["date"])]
    return pd.DataFrame({"date": known, "used": known.map(counts).fillna(0.0)})


def used_by_date(facts: pd.DataFrame, dates: pd.DatetimeIndex, window_days: int, min_requests: int) -> pd.DataFrame:
    """Return which units had enough citizen or RT requests in the window that ends on each date.

    Result: date, unit_code, requests, is_used; no row for a date whose window the request log does not
    cover whole. Requests of units not live are in it; callers join it with the status.
    """
    digital = facts.assign(requests=facts["warga"] + facts["rt"])
    table = digital.pivot(index="date", columns="unit_code", values="requests").asfreq("D")
    covered = table.notna().any(axis=1).astype(int).rolling(window_days).sum().eq(window_days)
    sums = table.fillna(0.0).rolling(window_days).sum()
    wanted = sums[covered & sums.index.isin(pd.DatetimeIndex(dates))]
    tidy = wanted.reset_index().melt(id_vars="date", value_name="requests")
    return tidy.assign(is_used=tidy["requests"] >= min_requests)


def used_units(facts: pd.DataFrame, as_of: date, window_days: int, min_requests: int) -> pd.DataFrame:
    """Return unit_code, requests, is_used of the window that ends on the as-of; empty if not covered."""
    frame = used_by_date(facts, pd.DatetimeIndex([pd.Timestamp(as_of)]), window_days, min_requests)
    return frame.drop(columns="date")
