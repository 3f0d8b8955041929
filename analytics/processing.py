"""How long requests take until they are ready to collect, as far as the exports show it, and where they stand."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.groups import ALL, keys_of, sums, unique

NOT_SEEN = "belum_terlihat"
EXACT = "tepat"
MINUTES_PER_DAY = 1440
QUANTILES = {"median": 0.5, "p90": 0.9}
COUNTS = ["requests", "observed", "exact", "with_sla", "sla_requests", "sla_certain", "sla_possible"]
RESULT = ["requests", "observed", "observed_share", "exact", "median_from", "median_to", "p90_from", "p90_to"]
RESULT += ["sla_requests", "sla_share_lower", "sla_share_upper", "sla_state", "sla_reason", "state", "reason"]


def processing_time(durations: pd.DataFrame, services: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the minutes from submission until ready, as ranges, per group of `by` (columns of durations).

    `durations`: facts.request_durations; `services`: the table, with sla_days (calendar days; NaN: none set). Only
    requests that were seen ready count: each lies between minutes_from and minutes_to, and so does every quantile.
    Result: `by`, requests, observed (seen ready, or collected), observed_share, exact (ready has a time), median_from,
    median_to, p90_from, p90_to, sla_requests (observed, of services with an SLA), sla_share_lower (within it for
    sure), sla_share_upper (within it at best), sla_state, sla_reason ('' or no_sla, never_seen), state, reason ('' or
    no_requests, never_seen).
    """
    keys, marked = keys_of(by), _marked(durations, services)
    result = sums(marked, keys, COUNTS).merge(_quantiles(marked[marked["observed"] > 0], keys), on=keys, how="left")
    seen = result["observed"] > 0
    result["observed_share"] = result["observed"] / result["requests"].where(result["requests"] > 0)
    judged = result["sla_requests"].where(result["sla_requests"] > 0)
    result["sla_share_lower"], result["sla_share_upper"] = (
        result[f"sla_{name}"] / judged for name in ("certain", "possible")
    )
    rules = [result["with_sla"].eq(0), judged.isna()]
    result["sla_reason"] = np.select(rules, ["no_sla", "never_seen"], default="")
    result["sla_state"] = result["sla_reason"].map({"": "ok", "no_sla": "not_applicable", "never_seen": "not_provided"})
    result["reason"] = np.select([result["requests"].eq(0), ~seen], ["no_requests", "never_seen"], default="")
    result["state"] = result["reason"].map({"": "ok", "no_requests": "not_applicable", "never_seen": "not_provided"})
    return result[unique([*by, *RESULT])]


def _marked(durations: pd.DataFrame, services: pd.DataFrame) -> pd.DataFrame:
    """What each row adds: seen ready or not, and within the SLA for sure or at best."""
    limit = durations["service"].map(services.set_index("service")["sla_days"]).astype(float) * MINUTES_PER_DAY
    count, seen = durations["requests"], durations["kind"] != NOT_SEEN
    judged = seen & limit.notna()
    certain = judged & (durations["minutes_to"] <= limit)
    return durations.assign(
        **{ALL: 0},
        observed=count.where(seen, 0),
        exact=count.where(durations["kind"] == EXACT, 0),
        with_sla=count.where(limit.notna(), 0),
        sla_requests=count.where(judged, 0),
        sla_certain=count.where(certain, 0),
        # A range that begins at the limit was rounded down to it: it lies beyond.
        sla_possible=count.where(certain | (judged & (durations["minutes_from"] < limit)), 0),
    )


def _quantiles(seen: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Per group and bound: the least minutes that so much of its requests do not exceed."""
    found = []
    for side in ("from", "to"):
        ordered = seen.sort_values(f"minutes_{side}")
        groups = ordered.groupby(keys)["requests"]
        reached, whole = groups.cumsum(), groups.transform("sum")
        for name, part in QUANTILES.items():
            enough = ordered[reached >= part * whole].groupby(keys)[f"minutes_{side}"]
            found.append(enough.min().rename(f"{name}_{side}"))
    return pd.concat(found, axis=1).reset_index()


def request_states(statuses: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return where requests stand: `by`, status (newest known), requests, share of all in the group.

    `statuses`: facts.request_statuses, cancelled requests included.
    """
    keys = list(by)
    result = sums(statuses, [*keys, "status"], ["requests"])
    whole = result.groupby(keys)["requests"].transform("sum") if keys else result["requests"].sum()
    return result.assign(share=result["requests"] / whole)
