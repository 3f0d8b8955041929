"""Who reports reliably: by office and month, how late, how fresh each office is, and the map of silent weeks."""

from datetime import date

import numpy as np
import pandas as pd

from analytics.base import PLACE, added, coded, requests, until
from core.method import DUE_DAY, MIN_COMPLETENESS

FIGURES = [
    "months_due",
    "months_reported",
    "months_silent",
    "reported_share",
    "months_on_time",
    "on_time_share",
    "on_time_state",
    "state",
    "reason",
]


def reporting_reliability(
    facts: pd.DataFrame, as_of: date, reports: pd.DataFrame | None = None, due_day: int = DUE_DAY
) -> pd.DataFrame:
    """Return how often the walk-in counts of an office come in at all and on time, over whole months up to the as-of.

    A month counts as reported from 60% of its due days on, as silent without any. `reports` (build.visit_reports:
    unit_code, month, received_on) tells what came by `due_day` of the month after; a month whose receipt is not known
    is not judged. Result, least reliable first: unit_code, name, kind, kecamatan, months_due, months_reported,
    months_silent, reported_share, months_on_time, on_time_share (of the months judged, their due day passed),
    on_time_state (ok, or not_provided: receipt not known), state, reason ('' or nothing_due).
    """
    months = _months(facts, as_of)
    months["on_time"] = _on_time(months, reports, due_day, as_of)
    offices = months.groupby("unit_code")
    result = offices[["is_due", "is_reported", "is_silent"]].sum()
    result = result.rename(columns=lambda name: name.replace("is_", "months_")).assign(
        months_on_time=offices["on_time"].sum(min_count=1), judged=offices["on_time"].count()
    )
    result = _placed(facts, result.reset_index())
    is_due = result["months_due"] > 0
    result["reported_share"] = result["months_reported"] / result["months_due"].where(is_due)
    result["on_time_share"] = result["months_on_time"] / result["judged"].where(result["judged"] > 0)
    result["on_time_state"] = result["judged"].gt(0).map({True: "ok", False: "not_provided"})
    result["state"] = is_due.map({True: "ok", False: "not_applicable"})
    result["reason"] = is_due.map({True: "", False: "nothing_due"})
    ordered = result.sort_values(["reported_share", "unit_code"], ignore_index=True)
    return ordered[[*PLACE, *FIGURES]]


def _months(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row an office and whole month: were counts due, reported, silent."""
    ends = facts["month"] + pd.offsets.MonthEnd(0)
    # A month whose last due day has passed is whole, even when it ends with a weekend.
    last = pd.Timestamp(as_of) + pd.offsets.BDay() - pd.Timedelta(days=1)
    days = facts[ends <= last]
    due = days.assign(done=days["is_walkin_complete"].astype(int), expected=days["is_expected"].astype(int))
    months = due.groupby(["unit_code", "month"])[["done", "expected"]].sum().reset_index()
    is_due = months["expected"] > 0
    reported = is_due & (months["done"] >= MIN_COMPLETENESS * months["expected"])
    return months.assign(is_due=is_due, is_reported=reported, is_silent=is_due & months["done"].eq(0))


def _on_time(months: pd.DataFrame, reports: pd.DataFrame | None, due_day: int, as_of: date) -> pd.Series:
    """1 for a month received by its due day, 0 for a later or missing one, NaN where it cannot be judged."""
    deadline = months["month"] + pd.DateOffset(months=1) + pd.Timedelta(days=due_day - 1)
    if reports is None or reports["received_on"].isna().all():
        return pd.Series(np.nan, months.index)
    known = reports[["unit_code", "month", "received_on"]].assign(is_in=True)
    found = months[["unit_code", "month"]].merge(known, on=["unit_code", "month"], how="left").set_axis(months.index)
    on_time = found["received_on"].le(deadline).astype(float)
    is_unknown = found["is_in"].eq(True) & found["received_on"].isna()
    return on_time.where(months["is_due"] & (deadline <= pd.Timestamp(as_of)) & ~is_unknown)


def freshness_by_unit(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the age of the newest day heard from each office, by source, against the as-of.

    Sources: kunjungan (a reported count) and permohonan (a request of any origin; offices live on the as-of only).
    Result: unit_code, name, kind, kecamatan, source, newest (NaT: never), age_days, age_working_days (due days since,
    of that office), state, reason ('' or no_rows; not_live). Oldest first.
    """
    past = until(facts, as_of)
    heard_of = requests(past)
    now = past[past["date"] == past["date"].max()]
    live = now.loc[now["is_live"].fillna(False).astype(bool), "unit_code"]
    heard = {"kunjungan": past["visits"].notna(), "permohonan": heard_of.gt(0)}
    frames = [_newest(past, marks).assign(source=source) for source, marks in heard.items()]
    result = pd.concat(frames, ignore_index=True)
    result["age_days"] = (pd.Timestamp(as_of) - result["newest"]).dt.days
    is_off = result["source"].eq("permohonan") & ~result["unit_code"].isin(live)
    result["reason"] = np.select([is_off, result["newest"].isna()], ["not_live", "no_rows"], default="")
    result["state"] = result["reason"].map({"": "ok", "not_live": "not_applicable", "no_rows": "not_provided"})
    result[["age_days", "age_working_days"]] = result[["age_days", "age_working_days"]].where(result["reason"] == "")
    result = result.sort_values(["age_days", "unit_code", "source"], ascending=[False, True, True], ignore_index=True)
    return result[[*PLACE, "source", "newest", "age_days", "age_working_days", "state", "reason"]]


def _newest(past: pd.DataFrame, heard: pd.Series) -> pd.DataFrame:
    """One row an office: the newest day heard, and the due days after it."""
    days = past[["unit_code", "date", "is_expected"]].assign(heard=past["date"].where(heard))
    days["newest"] = days.groupby("unit_code")["heard"].transform("max")
    after = days["is_expected"] & ~(days["date"] <= days["newest"])
    found = days.assign(age_working_days=after.astype(int)).groupby("unit_code")
    ages = found.agg(newest=("newest", "first"), age_working_days=("age_working_days", "sum")).reset_index()
    return _placed(past, ages)


def silence_map(facts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return what was heard from each office in each week up to the as-of, by source.

    Sources: kunjungan (days with reported counts, of all offices) and permohonan (days with at least one request of
    any origin, of live offices on covered days). Result: unit_code, name, kind, kecamatan, week (Monday), source,
    heard_days, expected_days, status (full, partial, silent, or nothing_due: no number, never silence).
    """
    past = until(facts, as_of)
    every = requests(past)
    live = past["is_expected"] & past["is_live"].fillna(False).astype(bool) & every.notna()
    parts = {
        "kunjungan": (past["is_walkin_complete"], past["is_expected"]),
        "permohonan": (live & every.gt(0), live),
    }
    codes, weeks = coded(past, ["unit_code", "week"])
    counted = [[added(codes, days.to_numpy(bool), len(weeks)).astype(int) for days in pair] for pair in parts.values()]
    frames = [
        weeks.assign(heard_days=heard, expected_days=due, source=source)
        for source, (heard, due) in zip(parts, counted, strict=True)
    ]
    result = _placed(past, pd.concat(frames, ignore_index=True))
    heard, due = result["heard_days"], result["expected_days"]
    rules = [due.eq(0), heard.eq(0), heard.lt(due)]
    result["status"] = np.select(rules, ["nothing_due", "silent", "partial"], default="full")
    result = result.sort_values(["source", "unit_code", "week"], ignore_index=True)
    return result[[*PLACE, "week", "source", "heard_days", "expected_days", "status"]]


def _placed(facts: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows behind name, kind and kecamatan of their office."""
    return facts[PLACE].drop_duplicates("unit_code").merge(rows, on="unit_code")
