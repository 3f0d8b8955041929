"""Where a share stands: among all places of the city, and of an office among its peers.

Peers are the offices of its kind that count alike and have a digital share in the same period.
"""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from core.method import FEW_TRANSACTIONS, MOSTLY_UNSPLIT

FEWEST_RANKED = 3
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


@dataclass(frozen=True)
class Rank:
    """`at` of so many `places` (1: the highest share); the intervals leave it open from `best` to `worst`."""

    at: int
    places: int
    best: int
    worst: int


def is_rankable(shares: pd.DataFrame) -> pd.Series:
    """Return which shares may be put in an order: enough counts behind them, no estimates, no lower bounds.

    `shares`: share, denominator, unsplit_part, is_lower_bound.
    """
    is_rough = (shares["unsplit_part"] > MOSTLY_UNSPLIT) | shares["is_lower_bound"].eq(True)
    return shares["share"].notna() & (shares["denominator"] >= FEW_TRANSACTIONS) & ~is_rough


def share_rank(shares: pd.DataFrame, place: str, code: str) -> Rank | None:
    """Return where a place stands; None where its share, or too few others, can be put in an order.

    `shares`: uptake.digital_share of one period by the column `place`. Equal shares have the same rank. A place is
    surely above another where its whole interval is; without an interval neither is surely above the other.
    """
    ranked = shares[is_rankable(shares)]
    own = ranked[ranked[place] == code]
    if own.empty or len(ranked) < FEWEST_RANKED:
        return None
    row = own.iloc[0]
    share, low, high = (ranked[name].to_numpy(float) for name in ("share", "lower", "upper"))
    above, below = (int(np.count_nonzero(each)) for each in (low > float(row["upper"]), high < float(row["lower"])))
    at = 1 + int(np.count_nonzero(share > float(row["share"])))
    return Rank(at, len(ranked), 1 + above, len(ranked) - below)
