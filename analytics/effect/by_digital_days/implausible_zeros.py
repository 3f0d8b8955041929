"""Zeros that cannot be counts: a strike or a closed counter written as 0 is no day without visitors."""

import numpy as np
from numpy.typing import NDArray

from analytics.base import WORKING_WEEKDAYS, Floats, Panel
from analytics.effect.by_digital_days.windows import Flags
from core.method import CERTAIN_VISITS

WEEKS, SILENT_WEEKS = 6, 13
"""Weeks either side that are looked at around a day that is 0, and around a whole week of them."""
OFTEN = 0.5
"""A weekday that is 0 as often as this in the weeks around is closed on purpose or has no visitors: an answer."""


def false_zeros(days: Panel) -> Floats:
    """Return 1 for office-days whose reported 0 is set aside, else 0: offices x days.

    Alone, or together with all reported days of its week, it stands where the office's own weekdays bring 12 visits
    or more; a weekday that is 0 for most of the weeks around is left as it is.
    """
    weekday = days.weekdays
    is_working = weekday < WORKING_WEEKDAYS
    own = np.minimum(weekday, WORKING_WEEKDAYS - 1)
    reported = (days.walkin_complete > 0) & is_working
    zero = reported & (days.visits == 0)
    if not zero.any():
        return np.zeros_like(days.visits)
    by_weekday = days.weekday_marks
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = np.nan_to_num((days.visits @ by_weekday) / ((reported & ~zero) @ by_weekday))[:, own]
    # Every day from the first to the last has its row: weeks are numbered by counting.
    week = (weekday[0] + np.arange(len(weekday))) // 7
    in_week = (week[:, None] == np.arange(week.max() + 1)).astype(float)
    silent = (days.visits @ in_week == 0)[:, week]
    brought = ((usual * zero) @ in_week)[:, week]
    is_certain = zero & ((usual >= CERTAIN_VISITS) | (silent & (brought >= CERTAIN_VISITS)))
    usually = np.where(silent, *(_often(zero, reported, weekday, weeks) for weeks in (SILENT_WEEKS, WEEKS)))
    set_aside: Floats = (is_certain & ~usually).astype(float)
    return set_aside


def _often(zero: Flags, reported: Flags, weekday: NDArray[np.int64], weeks: int) -> Flags:
    """Where half or more of the reported days of the same weekday, so many weeks either side, are zero."""
    often = np.zeros_like(zero)
    for number in range(WORKING_WEEKDAYS):
        at = np.flatnonzero(weekday == number)
        zeros, days = (_around(array[:, at], weeks) for array in (zero, reported))
        often[:, at] = zeros >= OFTEN * days
    return often


def _around(flags: Flags, columns: int) -> Floats:
    """How many are true within so many columns either side."""
    padded = np.pad(flags.astype(np.float64), ((0, 0), (columns + 1, columns)))
    added = padded.cumsum(axis=1)
    sums: Floats = added[:, 2 * columns + 1 :] - added[:, : -2 * columns - 1]
    return sums
