"""How complete and how fresh the sources are, which logs fell silent, and requests before an office was live."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import added, coded, digital, is_logged, keys_of, requests, until
from core.method import SILENT_DAYS


def completeness(facts: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return per group of `by` (none: one row) and source how many of the due unit-days were reported.

    Sources: kunjungan (walk-in counts, of all offices) and permohonan (request log, of live ones).
    Result: `by`, source, complete_days, expected_days, completeness (NaN where nothing was due), state,
    reason ('' or nothing_due).
    """
    codes, groups = coded(facts, keys_of(by))
    due = facts["is_expected"].to_numpy(bool)
    live = due & facts["is_live"].to_numpy(bool, na_value=False)
    parts = {
        "kunjungan": (facts["is_walkin_complete"].to_numpy(bool), due),
        "permohonan": (live & is_logged(facts).to_numpy(), live),
    }
    frames = []
    for source, (complete, expected) in parts.items():
        sums = {"complete_days": complete, "expected_days": expected}
        counted = {name: added(codes, days, len(groups)).astype(np.int64) for name, days in sums.items()}
        frames.append(groups.assign(**counted, source=source))
    result = pd.concat(frames, ignore_index=True)
    is_due = result["expected_days"] > 0
    result["completeness"] = result["complete_days"] / result["expected_days"].where(is_due)
    result["state"] = is_due.map({True: "ok", False: "not_applicable"})
    result["reason"] = is_due.map({True: "", False: "nothing_due"})
    return result[[*by, "source", "complete_days", "expected_days", "completeness", "state", "reason"]]


def freshness(source_state: pd.DataFrame, as_of: date | None) -> pd.DataFrame:
    """Return the age of the newest row per source against the as-of, never the machine's clock.

    Result: source, newest, loaded_at, row_count, age_days (0 when newer than the as-of), state, reason
    ('' or no_rows or no_as_of).
    """
    newest = pd.to_datetime(source_state["newest"])
    age = (pd.Timestamp(as_of) - newest).dt.days.clip(lower=0) if as_of else pd.Series(float("nan"), newest.index)
    reason = newest.isna().map({True: "no_rows", False: "" if as_of else "no_as_of"})
    result = source_state[["source", "newest", "loaded_at", "row_count"]].assign(age_days=age, reason=reason)
    return result.assign(state=reason.eq("").map({True: "ok", False: "not_provided"}))


def silent_logs(facts: pd.DataFrame, as_of: date, min_days: int = SILENT_DAYS) -> pd.DataFrame:
    """Return live offices without any request on their last `min_days` or more covered working days.

    Result: unit_code, name, kind, kecamatan, silent_days (covered working days since the last request,
    or since going live), last_request (NaT: none seen). Most silent first. Offices of which nothing came are left out:
    nobody knows whether they are silent.
    """
    past = until(facts, as_of)
    past = past[~past["unit_code"].isin(unheard_offices(past))]
    every = requests(past)
    covered = past[every.notna() & past["is_live"].fillna(False).astype(bool)]
    place = ["unit_code", "name", "kind", "kecamatan"]
    spoke = covered["date"].where(every[covered.index] > 0)
    covered = covered.assign(last_request=spoke.groupby(covered["unit_code"]).transform("max"))
    quiet = covered[covered["is_expected"] & ~(covered["date"] <= covered["last_request"])]
    groups = quiet.groupby(place)
    days = groups.agg(silent_days=("date", "size"), last_request=("last_request", "max")).reset_index()
    live_now = covered.loc[covered["date"] == covered["date"].max(), "unit_code"]
    days = days[(days["silent_days"] >= min_days) & days["unit_code"].isin(live_now)]
    return days.sort_values(["silent_days", "unit_code"], ascending=[False, True], ignore_index=True)


def unheard_offices(facts: pd.DataFrame) -> list[str]:
    """Return the codes of offices of which nothing ever came: no request of any origin and no walk-in count.

    `facts`: up to the day looked at. Without a covered day nothing is known of requests, so of no office.
    """
    is_heard = (requests(facts) > 0) | facts["visits"].notna() | facts["all_visits"].notna()
    heard = facts.loc[is_heard, "unit_code"].unique()
    every = facts.loc[is_logged(facts), "unit_code"].unique()
    return sorted(set(every) - set(heard))


def findings_in(finding: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return the findings (table finding) that speak of any day from first to last, oldest first."""
    touches = (finding["first_day"] <= pd.Timestamp(last)) & (finding["last_day"] >= pd.Timestamp(first))
    return finding[touches].sort_values(["first_day", "unit_code", "reason"], ignore_index=True)


def requests_not_live(facts: pd.DataFrame) -> pd.DataFrame:
    """Return offices that got citizen or RT requests on days on which the roster calls them not live.

    They are accepted, and a question to whoever keeps the roster. Days of unknown status do not count.
    Result: unit_code, name, kind, kecamatan, requests, first_day. Most requests first.
    """
    sent = digital(facts).fillna(0)
    early = facts.assign(requests=sent)[facts["is_live"].eq(False).fillna(False) & (sent > 0)]
    groups = early.groupby(["unit_code", "name", "kind", "kecamatan"])
    result = groups.agg(requests=("requests", "sum"), first_day=("date", "min")).reset_index()
    return result.sort_values(["requests", "unit_code"], ascending=[False, True], ignore_index=True)
