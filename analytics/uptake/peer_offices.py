"""One office among its peers: those of its kind that count alike and have a digital share in the same month."""

from dataclasses import dataclass
from math import nan

import pandas as pd

from core.method import MOSTLY_UNSPLIT

FIGURES = [
    "unit_code", "name", "kind", "kecamatan", "numerator", "denominator", "share", "lower", "upper",
    "lower_unknown", "upper_unknown", "unsplit_part", "is_lower_bound", "state", "reason",
]  # fmt: skip


@dataclass(frozen=True)
class Peers:
    """`frame`: the offices of the kind with a share, highest first, with is_own.

    `median`, `low`, `high`: of all of them, low and high the quarter points.
    """

    frame: pd.DataFrame
    offices: int
    median: float
    low: float
    high: float

    @property
    def middle(self) -> dict[str, float | bool]:
        """The median, and how sure it is: share, unsplit_part (the median of theirs), is_lower_bound (if one's is)."""
        frame = self.frame
        part, is_bound = float(frame["unsplit_part"].median()), bool(frame["is_lower_bound"].any())
        return {"share": self.median, "unsplit_part": part, "is_lower_bound": is_bound}


def peers(shares: pd.DataFrame, units: pd.DataFrame, unit_code: str) -> Peers:
    """Return where an office stands among the offices of its kind.

    `shares`: uptake.digital_share by unit_code of one period; `units`: the table. Offices that do not count by
    purpose stand among each other: their shares are estimates. What may be expected of each: `expected_shares`.
    """
    named = shares.merge(units[["unit_code", "name", "kind", "kecamatan"]], on="unit_code")
    kind = units.loc[units["unit_code"] == unit_code, "kind"].iloc[0]
    is_estimated = named["unsplit_part"] > MOSTLY_UNSPLIT
    alike = is_estimated == bool(is_estimated[named["unit_code"] == unit_code].any())
    frame = named[named["state"].eq("ok") & named["kind"].eq(kind) & alike]
    frame = frame.sort_values(["share", "unit_code"], ascending=[False, True], ignore_index=True)[FIGURES]
    own = frame["unit_code"] == unit_code
    low, median, high = frame["share"].quantile([0.25, 0.5, 0.75]) if len(frame) else (nan, nan, nan)
    return Peers(frame.assign(is_own=own), len(frame), float(median), float(low), float(high))
