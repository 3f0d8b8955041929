"""Why did the city's share change: offices changed, or other offices weigh in (Kitagawa's parts)."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from analytics.base import Floats

COUNTS = ["numerator", "denominator"]
UNIT = ["unit", "role", "weight_before", "weight_after", "share_before", "share_after", "rate_effect"]
UNIT += ["composition_effect"]


@dataclass(frozen=True)
class Composition:
    """The change of a share in parts that add up exactly (in share units: 0.01 = 1 point).

    total = rate_effect + composition_effect; composition_effect = reweighted + joined + left. `units`:
    unit, role (both, joined, left), weight_before, weight_after, share_before, share_after, rate_effect,
    composition_effect. `state` not_provided (no_transactions_before, no_transactions_after, or the
    reason why a period has no share): then there is no number.
    """

    before: float
    after: float
    total: float
    rate_effect: float
    composition_effect: float
    reweighted: float
    joined: float
    left: float
    units: pd.DataFrame
    state: str
    reason: str


def composition(before: pd.DataFrame, after: pd.DataFrame) -> Composition:
    """Return the change of the share between two periods as rate and composition effect.

    Frames: unit, numerator, denominator (several rows of a unit are added; a unit without denominator
    is not in that period). With city shares S, shares s of units and their weights w (part of the
    denominator): rate = Sum_both (w0+w1)/2 (s1-s0); reweighted = Sum_both ((s0+s1)/2 - S0)(w1-w0);
    joined = Sum w1 (s1-S0); left = -Sum w0 (s0-S0). Source: Kitagawa (1955), with entries and exits.
    Raises ValueError for counts that make no share.
    """
    first, second = (_sums(frame) for frame in (before, after))
    if first.empty or second.empty:
        return no_composition("no_transactions_before" if first.empty else "no_transactions_after")
    city = [float(sums["numerator"].sum() / sums["denominator"].sum()) for sums in (first, second)]
    units = _units(first, second, city[0])
    parts = units.groupby("role")[["rate_effect", "composition_effect"]].sum()
    by_role = parts["composition_effect"].reindex(["both", "joined", "left"], fill_value=0.0)
    return Composition(
        city[0],
        city[1],
        city[1] - city[0],
        float(parts["rate_effect"].sum()),
        float(by_role.sum()),
        float(by_role["both"]),
        float(by_role["joined"]),
        float(by_role["left"]),
        units,
        "ok",
        "",
    )


def _sums(frame: pd.DataFrame) -> pd.DataFrame:
    if missing := [name for name in ("unit", *COUNTS) if name not in frame]:
        raise ValueError(f"The frame lacks the column {missing[0]}; it needs unit, numerator, denominator.")
    sums = frame.dropna(subset=COUNTS).groupby("unit")[COUNTS].sum().astype(float)
    sums = sums[sums["denominator"] > 0]
    if (sums["numerator"] < 0).any() or (sums["numerator"] > sums["denominator"]).any():
        raise ValueError("A numerator lies outside 0 to its denominator.")
    return sums


def _units(first: pd.DataFrame, second: pd.DataFrame, city: float) -> pd.DataFrame:
    """One row a unit with its part of both effects."""
    codes = first.index.union(second.index)
    (weight_0, share_0), (weight_1, share_1) = (_weights_and_shares(sums.reindex(codes)) for sums in (first, second))
    joined, left = np.isnan(share_0), np.isnan(share_1)
    # A unit of one period only has no change of its own: its share stands on both sides, its weight on one.
    before, after = np.where(joined, share_1, share_0), np.where(left, share_0, share_1)
    had, has = np.nan_to_num(weight_0), np.nan_to_num(weight_1)
    columns = {
        "unit": codes,
        "role": np.select([joined, left], ["joined", "left"], "both").astype(object),
        "weight_before": weight_0,
        "weight_after": weight_1,
        "share_before": share_0,
        "share_after": share_1,
        "rate_effect": (had + has) / 2 * (after - before),
        "composition_effect": ((before + after) / 2 - city) * (has - had),
    }
    return pd.DataFrame(columns)


def _weights_and_shares(sums: pd.DataFrame) -> tuple[Floats, Floats]:
    """Each unit's part of the denominator, and its share; NaN for a unit that is not in the period."""
    numerator, denominator = (sums[name].to_numpy(float) for name in COUNTS)
    return denominator / np.nansum(denominator), numerator / denominator


def no_composition(reason: str) -> Composition:
    """Return that there is none, and why."""
    return Composition(nan, nan, nan, nan, nan, nan, nan, nan, pd.DataFrame(columns=UNIT), "not_provided", reason)
