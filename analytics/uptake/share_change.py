"""What changed of a share between two periods: the change like for like, and the parts of the plain change."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from math import nan

import pandas as pd

from analytics.base import Estimate

UNIT = [
    "unit_code", "role", "weight_before", "weight_after", "share_before", "share_after", "part", "unsplit_part",
    "is_lower_bound",
]  # fmt: skip


@dataclass(frozen=True)
class ShareChange:
    """The change of a share between two periods, like for like, and what else moved the plain share.

    `change` = after - before: shares of the standard week of the offices that have one in both periods, each office
    with the mean of its two weights; unsplit visits scaled alike in both, and the interval reaching as far as each
    period's own scale moves it. plain_after - plain_before = calendar + counting + joined + left + reweighted +
    change.value, exactly; all in share units (0.01 = 1 point). `calendar`: days that did not fall alike, and offices
    that lack a weekday; `counting`: unsplit visits are scaled otherwise than in the period before, and offices that
    began or stopped to count by purpose; `joined`: offices not live when the first period began; `left`: those not live
    when the second ended; `reweighted`: the same offices weigh otherwise. `units`:
    unit_code, role (both, joined, left; incomplete: a weekday is lacking), weight_before, weight_after, share_before,
    share_after, part (of the change but calendar and counting; the parts add up; NaN where incomplete), and how its
    visits were counted: unsplit_part, is_lower_bound (as in shares.digital_share; here of all of them). `clusters`:
    offices, or the weeks of one office in the shorter period. `is_unknown_wide`: so many origins are unknown that the
    interval reaches from none of these digital to all.

    `state` ok, or not_provided with a `reason`: few_days, no_common_office, or the reason why a period has no share
    with _before or _after; then there is no number. Without an interval the reason is few_clusters.
    """

    before: float = nan
    after: float = nan
    change: Estimate = field(default_factory=Estimate)
    plain_before: float = nan
    plain_after: float = nan
    calendar: float = nan
    counting: float = nan
    joined: float = nan
    left: float = nan
    reweighted: float = nan
    offices: int = 0
    clusters: int = 0
    is_unknown_wide: bool = False
    unsplit_part: float = nan
    is_lower_bound: bool = False
    units: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=UNIT), compare=False)
    state: str = "not_provided"
    reason: str = ""

    @property
    def largest_first(self) -> pd.DataFrame:
        """The offices, those with the largest part first, whichever way."""
        return self.units.reindex(self.units["part"].abs().sort_values(ascending=False, kind="stable").index)

    def allowing(self, correction: float) -> "ShareChange":
        """The change where the second period's share will still fall by as much as `correction` (0 or below).

        Late cancellations have come in the first period and not in the second: its interval reaches as far down.
        """
        change = replace(self.change, lower=self.change.lower + min(correction, 0.0))
        return replace(self, change=change)

    @property
    def plain(self) -> float:
        """The change of the plain share."""
        return self.plain_after - self.plain_before

    def part_of(self, codes: Collection[str]) -> tuple[int, float]:
        """How many of the offices in both periods are among `codes`, and their part of `change`; all parts add up."""
        both = self.units[self.units["role"].eq("both").to_numpy()]
        weights = [both[name] / both[name].sum() for name in ("weight_before", "weight_after")]
        parts = (weights[0] + weights[1]) / 2 * (both["share_after"] - both["share_before"])
        own = both["unit_code"].isin(list(codes))
        return int(own.sum()), float(parts[own].sum())
