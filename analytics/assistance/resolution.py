"""How long help takes: Kaplan-Meier estimates in which open cases count as open, not as missing."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from analytics.base import ALL, TIMES_TOLD, Floats, keys_of

SECONDS = 60
RESULT = ["cases", "closed", "median_minutes", "median_state", "p90_minutes", "p90_state", "state", "reason"]


def resolution_times(cases: pd.DataFrame, as_of: date, by: Sequence[str] = ()) -> pd.DataFrame:
    """Return median and 90th percentile of the time to resolution in minutes, per group of `by`.

    `cases`: date, hour (of receipt), minutes (until closed; NaN: open), calls (how many such), and `by`. A case
    received after the as-of is left out; one open at its end, or closed only later, is censored there. Estimate:
    Kaplan and Meier (1958). Result: `by`, cases, closed, then per quantile its value and state: median_minutes,
    median_state, p90_minutes, p90_state (ok, or not_reached: fewer than that part closed, the value is NaN), state,
    reason ('' or no_cases).
    """
    seen = _censored(cases, as_of).assign(**{ALL: 0})
    keys = keys_of(by)
    rows = [dict(zip(keys, key, strict=True)) | _row(group) for key, group in seen.groupby(keys)]
    if not by and not rows:
        rows = [_row(seen)]
    return pd.DataFrame(rows, columns=[*by, *RESULT]).reset_index(drop=True)


def _censored(cases: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Minutes each case was observed until the end of the as-of, and whether it was closed by then."""
    end = pd.Timestamp(as_of) + pd.Timedelta(days=1)
    received = cases["date"] + pd.to_timedelta(cases["hour"], unit="h")
    age = (end - received).dt.total_seconds() / SECONDS
    closed = cases["minutes"] <= age
    observed = cases["minutes"].where(closed, age).astype(float)
    seen: pd.DataFrame = cases.assign(observed=observed, is_closed=closed)[(age > 0) & (cases["calls"] > 0)]
    return seen


def _row(group: pd.DataFrame) -> dict[str, object]:
    total, closed = int(group["calls"].sum()), int(group.loc[group["is_closed"], "calls"].sum())
    times, survival = kaplan_meier(group["observed"], group["is_closed"], group["calls"])
    row: dict[str, object] = {"cases": total, "closed": closed}
    for name, part in TIMES_TOLD.items():
        value = _quantile(times, survival, part)
        row[f"{name}_minutes"] = value
        row[f"{name}_state"] = "not_provided" if not total else "not_reached" if np.isnan(value) else "ok"
    return row | {"state": "ok" if total else "not_provided", "reason": "" if total else "no_cases"}


def kaplan_meier(observed: pd.Series, is_closed: pd.Series, weights: pd.Series) -> tuple[Floats, Floats]:
    """Return the times at which cases were closed and the part still open after each.

    S(t) = product over closing times s <= t of (1 - closed_s / at risk_s); a case censored at s is still at risk at
    s.
    """
    frame = pd.DataFrame({"at": observed, "gone": weights, "closed": weights.where(is_closed, 0)})
    steps = frame.groupby("at")[["gone", "closed"]].sum().sort_index()
    at_risk = steps["gone"].sum() - steps["gone"].cumsum() + steps["gone"]
    survival = (1 - steps["closed"] / at_risk).cumprod()
    is_step = steps["closed"] > 0
    return steps.index[is_step].to_numpy(float), survival[is_step].to_numpy(float)


def _quantile(times: Floats, survival: Floats, part: float) -> float:
    """The first time by which at least `part` of the cases are closed; NaN where that is not reached."""
    # Products of fractions like 1/2 may land a rounding error above the part still open.
    reached = np.flatnonzero(survival <= 1 - part + 1e-12)
    return float(times[reached[0]]) if len(reached) else np.nan
