"""Published totals of 112 calls by period, with what their parts leave unexplained."""

import pandas as pd

NESTED_STAGES = ("valid", "digital_help", "solved")


def totals_funnel(totals: pd.DataFrame) -> pd.DataFrame:
    """Return published 112 totals by period with the remainder that their parts leave unexplained.

    `totals`: period, stage, count; stage `in` is the whole, valid, digital_help and solved lie inside answered, every
    other stage is a part of `in`. Result, after the stages of each period one row more: period, stage (remainder),
    calls (`in` minus its parts, negative where they exceed it), state, reason ('' or no_total).
    """
    stages = totals.rename(columns={"count": "calls"})[["period", "stage", "calls"]].astype({"calls": "float64"})
    whole = stages[stages["stage"] == "in"].groupby("period")["calls"].sum()
    is_part = ~stages["stage"].isin(["in", *NESTED_STAGES])
    parts = stages[is_part].groupby("period")["calls"].sum()
    periods = stages["period"].drop_duplicates()
    left = periods.map(whole) - periods.map(parts).fillna(0.0)
    rest = pd.DataFrame({"period": periods, "stage": "remainder", "calls": left})
    result = pd.concat([stages, rest]).sort_values("period", kind="stable", ignore_index=True)
    is_known = result["calls"].notna()
    states = {"state": is_known.map({True: "ok", False: "not_provided"})}
    return result.assign(**states, reason=is_known.map({True: "", False: "no_total"}))
