"""Where a place's digital share stands among the others of a period, and how sure that place is."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.method import FEW_TRANSACTIONS, MOSTLY_UNSPLIT

FEWEST_RANKED = 3


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
