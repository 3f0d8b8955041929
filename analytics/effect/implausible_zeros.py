"""Zeros that cannot be counts: a strike or a closed counter written as 0 is no day without visitors."""

import numpy as np

from analytics.base import WORKING_WEEKDAYS, Floats, Panel
from core.method import CERTAIN_VISITS

STRETCH_DAYS = 91
OFTEN = 0.5
"""A weekday that is 0 more often than this in a quarter is closed on purpose or has no visitors: that is an answer."""


def false_zeros(days: Panel) -> Floats:
    """Return 1 for office-days whose reported 0 is set aside, else 0: offices x days.

    Alone, or together with all reported days of its week, it stands where the office's own weekdays bring 12 visits
    or more; a weekday that is 0 most of a quarter is left as it is.
    """
    weekday = days.dates.day_of_week.to_numpy()
    is_working = weekday < WORKING_WEEKDAYS
    own = np.minimum(weekday, WORKING_WEEKDAYS - 1)
    reported = (days.walkin_complete > 0) & is_working
    zero = reported & (days.visits == 0)
    if not zero.any():
        return np.zeros_like(days.visits)
    by_weekday = ((weekday[:, None] == np.arange(WORKING_WEEKDAYS)) & is_working[:, None]).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.nan_to_num((days.visits @ by_weekday) / ((reported & ~zero) @ by_weekday))[:, own]
    first = (days.dates - np.timedelta64(1, "D") * weekday).to_numpy()
    week = np.unique(first, return_inverse=True)[1]
    in_week = (week[:, None] == np.arange(week.max() + 1)).astype(float)
    silent = (days.visits @ in_week == 0)[:, week]
    brought = ((usual * zero) @ in_week)[:, week]
    is_certain = zero & ((usual >= CERTAIN_VISITS) | (silent & (brought >= CERTAIN_VISITS)))
    quarter = np.arange(len(days.dates)) // STRETCH_DAYS * WORKING_WEEKDAYS + own
    in_quarter = ((quarter[:, None] == np.arange(quarter.max() + 1)) & is_working[:, None]).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        often = np.nan_to_num((zero @ in_quarter) / (reported @ in_quarter))[:, quarter] > OFTEN
    set_aside: Floats = (is_certain & ~often).astype(float)
    return set_aside
