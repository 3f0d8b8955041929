import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from analytics.base import GroupedRows, numbered, weekly_interval, wilson


def cells(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit_code", "week", "numerator", "denominator"])


def interval(*rows: tuple[str, int, float, float]) -> dict[str, float]:
    """share, lower, upper and effective_size of cells as one group."""
    frame = cells(*rows)
    place = GroupedRows(np.zeros(len(frame), np.int64), 1, *numbered(frame["unit_code"]))
    counts = (frame[name].to_numpy(float) for name in ("numerator", "denominator"))
    return {name: values[0] for name, values in weekly_interval(place, frame["week"], *counts).items()}


@pytest.mark.parametrize(
    ("successes", "trials", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_matches_published_values(successes: int, trials: int, lower: float, upper: float) -> None:
    assert wilson(successes, trials) == pytest.approx((lower, upper), abs=5e-5)


def test_wilson_without_trials_is_missing() -> None:
    assert np.isnan(wilson(0, 0)).all()


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share_within_zero_and_one(successes: int, trials: int) -> None:
    successes = min(successes, trials)
    lower, upper = wilson(successes, trials)
    assert 0 <= lower <= successes / trials <= upper <= 1


def bounds(successes: float, trials: float, z: float) -> tuple[float, float]:
    """Wilson's interval with another quantile."""
    share, wide = successes / trials, z**2 / trials
    half = z * np.sqrt(share * (1 - share) / trials + wide / (4 * trials)) / (1 + wide)
    centre = (share + wide / 2) / (1 + wide)
    return centre - half, centre + half


def test_effective_size_by_hand() -> None:
    """A varies over two weeks: 2/1 x (4 + 4) = 16; B has one week: 10 x .3 x .7 = 2.1; N = 30, p = 11/30.

    Degrees of freedom: (16 + 2.1)^2 / (16^2 / 1).
    """
    result = interval(("A", 1, 2, 10), ("A", 2, 6, 10), ("B", 1, 3, 10))
    share = 11 / 30
    size = share * (1 - share) * 900 / 18.1
    assert result["effective_size"] == pytest.approx(size)
    z = t.ppf(0.975, 18.1**2 / 16**2)
    assert (result["lower"], result["upper"]) == pytest.approx(bounds(share * size, size, z))


@pytest.mark.parametrize(("share", "level"), [(0.1, 150), (0.35, 150), (0.35, 60)])
def test_one_offices_month_holds_the_truth_as_often_as_it_says(share: float, level: int) -> None:
    """Five weeks that vary more than chance (beta, 2% correlated): the normal quantile would hold it in 88%."""
    draws, weeks, rng = 2_000, 5, np.random.default_rng(7)
    every = rng.poisson(level, (draws, weeks))
    sent = rng.binomial(every, rng.beta(49 * share, 49 * (1 - share), (draws, weeks)))
    office = np.repeat(np.arange(draws), weeks)
    week = pd.Series(np.tile(np.arange(weeks), draws))
    found = weekly_interval(GroupedRows(office, draws, office, draws), week, sent.ravel().astype(float), every.ravel())
    held = ((found["lower"] <= share) & (share <= found["upper"])).mean()
    assert 0.935 <= held <= 0.975


def test_effective_size_never_exceeds_the_count() -> None:
    """Weeks that agree exactly have no variance of their own: plain Wilson."""
    result = interval(("A", 1, 4, 10), ("A", 2, 4, 10))
    assert (result["lower"], result["upper"]) == pytest.approx(wilson(8, 20))


@pytest.mark.parametrize("numerator", [0, 10])
def test_share_of_nothing_or_all_uses_the_count(numerator: int) -> None:
    result = interval(("A", 1, numerator, 10), ("A", 2, numerator, 10))
    assert (result["lower"], result["upper"]) == pytest.approx(wilson(2 * numerator, 20))


def test_several_rows_of_a_week_are_one_cluster() -> None:
    days = interval(("A", 1, 1, 4), ("A", 1, 1, 6), ("A", 2, 6, 10))
    weeks = interval(("A", 1, 2, 10), ("A", 2, 6, 10))
    assert days == weeks
