from itertools import product

import numpy as np
import pytest
from scipy.stats import t, ttest_1samp, ttest_ind

from analytics.base import fieller, jackknife, mean, sign_flip_p, welch
from analytics.effect.by_digital_days.displaced_visits import displacement

VALUES = np.array([0.12, 0.08, 0.2, 0.05, 0.11, -0.02])
OTHERS = np.array([0.01, -0.03, 0.02, 0.0])


def test_mean_interval_agrees_with_scipy() -> None:
    result, known = mean(VALUES), ttest_1samp(VALUES, 0).confidence_interval(0.95)
    assert (result.lower, result.upper) == pytest.approx((known.low, known.high))


def test_one_office_has_no_interval() -> None:
    assert mean(VALUES[:1]).value == 0.12
    assert np.isnan(mean(VALUES[:1]).lower)


def test_welch_agrees_with_scipy() -> None:
    result = welch(VALUES, OTHERS)
    known = ttest_ind(VALUES, OTHERS, equal_var=False).confidence_interval(0.95)
    assert (result.lower, result.upper) == pytest.approx((known.low, known.high))


def test_sign_flips_count_every_flip() -> None:
    sums = [abs(np.dot(signs, VALUES)) for signs in product((1, -1), repeat=len(VALUES))]
    expected = np.mean([value >= abs(VALUES.sum()) - 1e-12 for value in sums])
    assert sign_flip_p(VALUES) == expected
    assert sign_flip_p(np.ones(10)) == 2 / 1024


def test_many_offices_are_flipped_at_random_with_the_same_answer_each_time() -> None:
    values = np.linspace(-1, 1.2, 30)
    assert sign_flip_p(values) == sign_flip_p(values)
    assert 0.3 < sign_flip_p(values) < 0.6


def test_jackknife_of_a_mean_is_its_variance() -> None:
    result = jackknife(lambda kept: np.array([VALUES[kept].mean()]), len(VALUES))
    assert result[0, 0] == pytest.approx(VALUES.var(ddof=1) / len(VALUES))


def test_fieller_bounds_solve_its_equation() -> None:
    covariance = np.array([[1.0, 0.3], [0.3, 0.5]])
    result = fieller(2.0, 6.0, covariance, 9)
    assert result.value == pytest.approx(1 / 3)
    assert result.lower < result.value < result.upper
    for d in (result.lower, result.upper):
        variance = covariance[0, 0] - 2 * d * covariance[0, 1] + d**2 * covariance[1, 1]
        assert (2 - 6 * d) ** 2 == pytest.approx(t.ppf(0.975, 9) ** 2 * variance)


def test_fieller_without_a_bound_gives_nothing() -> None:
    assert np.isnan(fieller(2.0, 1.0, np.eye(2), 9).value)


def test_displacement_by_hand() -> None:
    """Per office 60 -> 36 on the three digital days and 40 -> 48 on the other two, offices not live still."""
    live = np.tile([[60.0, 40.0], [36.0, 48.0]], (10, 1, 1))
    gone, moved = displacement(live, np.ones((12, 2, 2)))
    assert gone.value == pytest.approx(240)
    assert (moved.value, moved.lower, moved.upper) == pytest.approx((1 / 3, 1 / 3, 1 / 3))


def test_displacement_follows_the_offices_not_live() -> None:
    """Their own fall by half on all days is nobody's displacement."""
    live = np.tile([[60.0, 40.0], [30.0, 20.0]], (10, 1, 1))
    still = np.tile([[1.0, 1.0], [0.5, 0.5]], (12, 1, 1))
    gone, moved = displacement(live, still)
    assert gone.value == 0
    assert np.isnan(moved.value)
