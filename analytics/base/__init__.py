"""What the rooms of analytics share: days, groups, counts of transactions, intervals, quantiles and the panel."""

from analytics.base.counting import SUMS, cells_of, counts, judge, left_out
from analytics.base.days import since, until, within
from analytics.base.estimators import Positions, fieller, jackknife, mean, sign_flip_p, welch
from analytics.base.groups import ALL, Codes, added, coded, distinct, keys_of, numbered, sums, unique
from analytics.base.intervals import (
    CONFIDENCE,
    Bools,
    Estimate,
    Floats,
    Place,
    t_interval,
    weekly_interval,
    wilson,
)
from analytics.base.origins import DIGITAL, OFFICER, ORIGINS, UNKNOWN, digital, is_logged, requests
from analytics.base.quantiles import chi2_tail, t_quantile, t_tail
from analytics.base.unit_day_panel import WORKING_WEEKDAYS, Cells, Panel, cells, panel

__all__ = [
    "ALL",
    "CONFIDENCE",
    "DIGITAL",
    "OFFICER",
    "ORIGINS",
    "SUMS",
    "UNKNOWN",
    "WORKING_WEEKDAYS",
    "Bools",
    "Cells",
    "Codes",
    "Estimate",
    "Floats",
    "Panel",
    "Place",
    "Positions",
    "added",
    "cells",
    "cells_of",
    "chi2_tail",
    "coded",
    "counts",
    "digital",
    "distinct",
    "fieller",
    "is_logged",
    "jackknife",
    "judge",
    "keys_of",
    "left_out",
    "mean",
    "numbered",
    "panel",
    "requests",
    "sign_flip_p",
    "since",
    "sums",
    "t_interval",
    "t_quantile",
    "t_tail",
    "unique",
    "until",
    "weekly_interval",
    "welch",
    "wilson",
    "within",
]
