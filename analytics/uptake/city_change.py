"""The change of the city's headline share from facts: its parts, and the line of the first ten offices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analytics.base import Change, cells_of
from analytics.uptake.share_composition import COUNTS, Composition, composition, no_composition
from analytics.uptake.shares import digital_share, share_change


@dataclass(frozen=True)
class CityChange:
    """`parts`: the city's change; `first_ten`: that of the fixed cohort, like for like, with its interval."""

    parts: Composition
    first_ten: Change


def city_change(before: pd.DataFrame, after: pd.DataFrame, first_ten: Sequence[str]) -> CityChange:
    """Return why the headline share changed between two facts frames, and the line of the fixed cohort.

    `first_ten`: unit codes (rollout.first_ten). Where a period has no headline share, its reason stands.
    """
    cohort = share_change(*(frame[frame["unit_code"].isin(first_ten)] for frame in (before, after)))
    for name, frame in (("before", before), ("after", after)):
        headline = digital_share(frame).iloc[0]
        if headline["state"] != "ok":
            return CityChange(no_composition(f"{headline['reason']}_{name}"), cohort)
    units = (_unit_counts(frame) for frame in (before, after))
    return CityChange(composition(*units), cohort)


def month_change(offices: pd.DataFrame, whole: pd.DataFrame, month: date) -> Composition:
    """Return why a place's headline share changed in a month against the one before.

    `offices`: uptake.digital_share by unit_code and month; `whole`: by month, of the place. The frame `units` has one
    column more: part (rate_effect + composition_effect). Where a month has no headline share, its reason stands.
    """
    months = [pd.Timestamp(month) - pd.DateOffset(months=1), pd.Timestamp(month)]
    for name, each in zip(("before", "after"), months, strict=True):
        row = whole[whole["month"] == each]
        if row.empty or row["state"].iloc[0] != "ok":
            reason = "not_live" if row.empty else row["reason"].iloc[0]
            return no_composition(f"{reason}_{name}")
    counts = offices[["unit_code", *COUNTS]].rename(columns={"unit_code": "unit"})
    change = composition(*(counts[offices["month"] == each] for each in months))
    units = change.units.assign(part=change.units["rate_effect"] + change.units["composition_effect"])
    return replace(change, units=units)


def _unit_counts(facts: pd.DataFrame) -> pd.DataFrame:
    return cells_of(facts).groupby("unit_code")[COUNTS].sum().rename_axis("unit").reset_index()
