"""The answer for one episode of digital days: all that it holds."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.base import (
    Estimate,
)
from analytics.effect.by_digital_days.placebos_and_recent import Recent


@dataclass(frozen=True)
class DigitalDays:
    """The answer for one episode with everything it rests on; codes as in `verdict_rules`.

    `ended`: the episode's last day if it was over by then. `before`, `since`: first and last day of both windows.
    `visits_change` is exp(E) - 1 against the own trend, `log_visits` E; `visits_bound` the same widened by
    `departure` (the farthest that visits left their line before, a part) and by what missing reports could hide;
    `plain_visits` against offices not live alone. `tolerated`: so many times the departure seen would still leave a
    fall (0: none). `gap` is `digital_change` - `other_change`, of the share on the digital-first weekdays and on the
    others; all three hold the bounds of unknown origin where these are above 5%. `visits_gone` is Y,
    `displacement` d (all NaN where it is not shown). `completeness`: the least of both groups in both windows.
    `false_zeros`: office-days whose 0 is set aside. `offices` (as `changes_by_office`, with role live, not_live or
    apart: kecamatan offices, no part of the verdict). `left_out`: unit_code, name, reason. `placebos`: frame of
    `placebos`. `recent`: the last 8 weeks.
    """

    verdict: str
    reason: str
    start: date
    ended: date | None
    before: tuple[date, date]
    since: tuple[date, date]
    weekdays: tuple[int, ...]
    live_offices: int
    not_live_offices: int
    completeness: float
    gap: Estimate
    digital_change: Estimate
    other_change: Estimate
    weighted_gap: Estimate
    sign_flip_p: float
    log_visits: Estimate
    visits_change: Estimate
    visits_bound: Estimate
    plain_visits: Estimate
    departure: float
    tolerated: float
    share_change: Estimate
    visits_gone: Estimate
    displacement: Estimate
    false_zeros: int
    offices: pd.DataFrame
    left_out: pd.DataFrame
    placebos: pd.DataFrame
    recent: Recent
