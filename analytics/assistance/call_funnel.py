"""From a 112 call that came in to one that was closed, and what digital-help calls are about."""

import pandas as pd

from analytics.assistance.rate import AREA_KIND, HELP
from analytics.base import sums

NOT_VALID = ("prank", "ghost", "terputus")
NO_CATEGORY = "tidak_dikenal"
"""What a call is of whose log says no category that is known."""


def funnel(calls: pd.DataFrame) -> pd.DataFrame:
    """Return the 112 funnel: stage (in, answered, valid, digital_help, solved), calls, state, reason.

    Each stage lies inside the one before: valid leaves out prank, ghost and cut-off calls; solved are
    closed digital-help calls. When any call does not say whether it was answered, `answered` is
    not_provided and the later stages count calls whether answered or not.
    """
    is_known = bool(len(calls)) and bool(calls["is_answered"].notna().all())
    answered = calls[calls["is_answered"].astype(bool)] if is_known else calls
    valid = answered[~answered["category"].isin(NOT_VALID)]
    helped = valid[valid["category"] == HELP]
    counts = {
        "in": calls["calls"].sum(),
        "answered": answered["calls"].sum() if is_known else None,
        "valid": valid["calls"].sum(),
        "digital_help": helped["calls"].sum(),
        "solved": helped["closed"].sum(),
    }
    frame = pd.DataFrame({"stage": list(counts), "calls": pd.array(list(counts.values()), dtype="Float64")})
    frame["calls"] = frame["calls"].astype("float64") if len(calls) else float("nan")
    frame["state"] = frame["calls"].notna().map({True: "ok", False: "not_provided"})
    frame["reason"] = frame["calls"].notna().map({True: "", False: "answer_unknown" if len(calls) else "no_calls"})
    return frame


def without_category(calls: pd.DataFrame) -> int:
    """Return how many calls say no category that is known, so that nobody can tell whether they asked for help."""
    return int(calls.loc[calls["category"].eq(NO_CATEGORY), "calls"].sum())


def topics(calls: pd.DataFrame) -> pd.DataFrame:
    """Return digital-help calls by topic, most frequent first: topic, calls, closed, share of them."""
    helped = calls[calls["category"] == HELP]
    counts = sums(helped, ["topic"], ["calls", "closed"])
    counts["share"] = counts["calls"] / counts["calls"].sum()
    return counts.sort_values(["calls", "topic"], ascending=[False, True], ignore_index=True)


def help_offices(calls: pd.DataFrame, units: pd.DataFrame) -> int:
    """Return how many offices digital-help calls (of build.calls) name: kelurahan; an area or no place is none.

    `units`: the table.
    """
    offices = units.loc[units["kind"].ne(AREA_KIND), "unit_code"]
    named = calls["category"].eq(HELP) & calls["unit_code"].isin(offices)
    return int(calls.loc[named, "unit_code"].nunique())
