"""The change of the city's headline share from facts: its parts, and the line of the first ten offices."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.composition import COUNTS, Composition, composition, no_composition
from analytics.counted import counted
from analytics.intervals import Change
from analytics.uptake import digital_share, share_change


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


def _unit_counts(facts: pd.DataFrame) -> pd.DataFrame:
    days = counted(facts[facts["is_complete"]])
    return days.groupby("unit_code")[COUNTS].sum().rename_axis("unit").reset_index()
