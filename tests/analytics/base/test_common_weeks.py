"""Weeks that move all offices alike: against a t-test of two samples, and where nothing can be told."""

import numpy as np
import pytest
from scipy.stats import ttest_ind

from analytics.base import WeekScores, common_weeks, t_interval, two_ways, week_scores, widest

FIRST, SECOND = [0.20, 0.30, 0.25, 0.33], [0.41, 0.35, 0.44, 0.47, 0.38]


def scores(weeks: list[float], of_weekday: float = 0.0) -> WeekScores:
    """Weeks of five equal days with these shares; Mondays are lower and Fridays higher by so much."""
    week, weekday = np.repeat(np.arange(len(weeks)), 5), np.tile(np.arange(5), len(weeks))
    apart = np.repeat(np.array(weeks) - np.mean(weeks), 5) + np.tile([-of_weekday, 0, 0, 0, of_weekday], len(weeks))
    part = np.full(len(week), 1 / len(week))
    return week_scores(week, weekday, apart * part, part)


@pytest.mark.parametrize("of_weekday", [0.0, 0.3])
def test_weeks_of_one_size_are_a_t_test_of_two_samples_with_one_variance(of_weekday: float) -> None:
    variance, freedom = common_weeks(scores(FIRST, of_weekday), scores(SECOND, of_weekday))
    change = np.mean(SECOND) - np.mean(FIRST)
    test = ttest_ind(SECOND, FIRST).confidence_interval(0.95)
    found = t_interval(change, float(np.sqrt(variance)), freedom)
    assert freedom == pytest.approx(7)
    assert (found.lower, found.upper) == pytest.approx((test.low, test.high))


def test_a_week_of_one_day_counts_as_one_day() -> None:
    """A Monday alone, low as Mondays are: it is no other week, and hardly one."""
    full = scores(FIRST, 0.3)
    week, weekday = np.append(np.repeat(np.arange(4), 5), 4), np.append(np.tile(np.arange(5), 4), 0)
    apart = np.append(np.repeat(np.array(FIRST) - np.mean(FIRST), 5), 0) + np.where(weekday == 0, -0.3, 0)
    part = np.full(21, 1 / 21)
    short = week_scores(week, weekday, apart * part, part)
    assert short.score[-1] == pytest.approx(0, abs=1e-4)
    assert 1 / (short.part**2).sum() == pytest.approx(21**2 / 101)
    assert len(full.part) == 4


def test_two_weeks_in_all_tell_nothing() -> None:
    variance, freedom = common_weeks(scores([0.2]), scores([0.4]))
    assert np.isnan(variance)
    found = widest(0.2, ((1e-4, 5.0), two_ways((variance, freedom), (1e-4, 5.0), 1e-5)))
    assert (found.value, found.direction) == (0.2, "open")


def test_what_offices_and_weeks_both_hold_is_taken_off_once() -> None:
    variance, freedom = two_ways((4.0, 7.0), (3.0, 10.0), 1.0)
    assert (variance, freedom) == pytest.approx((6.0, 36 / (16 / 7 + 4 / 10)))
    assert two_ways((4.0, 7.0), (0.5, 10.0), 1.0) == pytest.approx((4.0, 7.0))
    assert widest(0.0, ((1.0, 50.0), (4.0, 50.0), (2.0, 50.0))).upper == pytest.approx(2 * 2.00856, rel=1e-4)
