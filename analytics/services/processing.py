"""How long requests take until they are ready to collect, as far as the exports show it, and where they stand."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.base import TIMES_TOLD, Codes, Floats, added, coded, keys_of, sums, unique

NOT_SEEN = "belum_terlihat"
EXACT = "tepat"
MINUTES_PER_DAY = 1440
COUNTS = ["requests", "observed", "exact", "with_sla", "sla_requests", "sla_certain", "sla_possible"]
RESULT = ["requests", "observed", "observed_share", "exact", "median_from", "median_to", "p90_from", "p90_to"]
RESULT += ["sla_requests", "sla_share_lower", "sla_share_upper", "sla_state", "sla_reason", "state", "reason"]


def processing_time(durations: pd.DataFrame, services: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the minutes from submission until ready, as ranges, per group of `by` (columns of durations).

    `durations`: build.request_durations; `services`: the table, with sla_days (calendar days; NaN: none set). All
    requests count, ready or not, so that an office that finishes only what is easy is not the quickest: each lies
    between minutes_from and minutes_to, those never seen ready without an end, and so does every quantile.
    Result: `by`, requests, observed (seen ready, or collected), observed_share, exact (ready has a time), median_from,
    median_to, p90_from, p90_to (NaN: that part is not ready yet), sla_requests (whose service time had run out by the
    last day of the data, ready or not), sla_share_lower (of these ready within it for sure), sla_share_upper (at best:
    one last seen waiting within it may have been), sla_state, sla_reason ('' or no_sla, none_due), state, reason ('' or
    no_requests, never_seen).
    """
    codes, groups = coded(durations, keys_of(by))
    marked = _marked(durations, services)
    result = groups.assign(**{name: added(codes, marked[name], len(groups)).astype(np.int64) for name in COUNTS})
    result = result.assign(**_quantiles(durations, marked["requests"], codes, len(groups)))
    seen = result["observed"] > 0
    result["observed_share"] = result["observed"] / result["requests"].where(result["requests"] > 0)
    judged = result["sla_requests"].where(result["sla_requests"] > 0)
    result["sla_share_lower"], result["sla_share_upper"] = (
        result[f"sla_{name}"] / judged for name in ("certain", "possible")
    )
    rules = [result["with_sla"].eq(0), judged.isna()]
    result["sla_reason"] = np.select(rules, ["no_sla", "none_due"], default="")
    result["sla_state"] = result["sla_reason"].map({"": "ok", "no_sla": "not_applicable", "none_due": "not_provided"})
    result["reason"] = np.select([result["requests"].eq(0), ~seen], ["no_requests", "never_seen"], default="")
    result["state"] = result["reason"].map({"": "ok", "no_requests": "not_applicable", "never_seen": "not_provided"})
    return result[unique([*by, *RESULT])]


def _marked(durations: pd.DataFrame, services: pd.DataFrame) -> dict[str, Floats]:
    """What each row adds: seen ready or not, and, once its time had run out, within it for sure or at best."""
    days = durations["service"].map(services.set_index("service")["sla_days"])
    limit = days.to_numpy(float, na_value=np.nan) * MINUTES_PER_DAY
    count, kind = durations["requests"].to_numpy(float), durations["kind"].to_numpy(object)
    judged = ~np.isnan(limit) & durations["is_due"].to_numpy(bool)
    certain = judged & (durations["minutes_to"].to_numpy(float) <= limit)
    # A range that begins at the limit was rounded down to it: it lies beyond.
    possible = certain | (judged & (durations["minutes_from"].to_numpy(float) < limit))
    flags = {
        "requests": np.ones(len(count), bool),
        "observed": kind != NOT_SEEN,
        "exact": kind == EXACT,
        "with_sla": ~np.isnan(limit),
        "sla_requests": judged,
        "sla_certain": certain,
        "sla_possible": possible,
    }
    return {name: np.where(flag, count, 0.0) for name, flag in flags.items()}


def _quantiles(durations: pd.DataFrame, count: Floats, codes: Codes, groups: int) -> dict[str, Floats]:
    """Per group and bound: the least minutes that so much of its requests do not exceed; NaN where without end."""
    found = {}
    for side in ("from", "to"):
        minutes = np.nan_to_num(durations[f"minutes_{side}"].to_numpy(float), nan=np.inf)
        order = np.lexsort((minutes, codes))
        order = order[(count[order] > 0) & (codes[order] >= 0)]
        group, number = codes[order], count[order]
        whole = added(group, number, groups)
        reached = np.cumsum(number) - (np.cumsum(whole) - whole)[group]
        for name, part in TIMES_TOLD.items():
            enough = np.flatnonzero(reached >= part * whole[group])[::-1]
            least = np.full(groups, np.nan)
            least[group[enough]] = minutes[order][enough]
            found[f"{name}_{side}"] = np.where(np.isinf(least), np.nan, least)
    return found


def request_states(statuses: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return where requests stand: `by`, status (newest known), requests, share of all in the group.

    `statuses`: build.request_statuses, cancelled requests included.
    """
    keys = list(by)
    result = sums(statuses, [*keys, "status"], ["requests"])
    whole = result.groupby(keys)["requests"].transform("sum") if keys else result["requests"].sum()
    return result.assign(share=result["requests"] / whole)
