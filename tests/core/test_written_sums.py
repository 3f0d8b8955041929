"""What is written adds up: a change beside both its ends, parts beside their whole."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest

from analytics import Estimate
from analytics.assistance import SENDERS
from analytics.uptake import ShareChange
from core.formats import adding_up, as_written, number, points_from, written_difference
from wording import assisted_words, parts_words

OCTOBER = (pd.Timestamp("2024-10-01").date(), pd.Timestamp("2024-10-31").date())
NOVEMBER = (pd.Timestamp("2024-11-01").date(), pd.Timestamp("2024-11-30").date())


def test_a_number_is_rounded_as_it_is_written() -> None:
    for value in np.random.default_rng(7).uniform(-100, 100, 300).round(3):
        assert number(float(value), 1).replace(",", ".").replace("−", "-").strip("-") == str(
            as_written(float(value), 1)
        ).strip("-")


def test_a_change_is_that_of_the_levels_beside_it() -> None:
    assert written_difference(36.24, 38.61) == pytest.approx(2.4)
    assert points_from(0.3624, 0.3851).startswith("+2,3")
    assert isnan(written_difference(nan, 1.0))
    assert points_from(nan, 0.4) == "–"


@pytest.mark.parametrize("decimals", [0, 1])
def test_parts_add_up_to_their_whole(decimals: int) -> None:
    for shares in np.random.default_rng(3).dirichlet([1, 2, 3, 4], 200) * 100:
        told = adding_up(list(shares), 100, decimals)
        assert sum(told) == pytest.approx(100)
        assert max(abs(np.array(told) - shares)) < 10.0**-decimals
    assert adding_up([1.26, nan], 5)[0] == 1.3
    assert adding_up([1.26, 1.26], 50) == [1.3, 1.3]


def test_nothing_stays_nothing_and_a_remainder_may_be_taken_away() -> None:
    """A whole written as the difference of its ends may lack what its parts have."""
    assert adding_up([0.0, 1.04, 2.04], 3.2) == [0.0, 1.1, 2.1]
    lowered = adding_up([-2.3, 0.3, -0.2, 0.0], -2.3)
    assert (sum(lowered), lowered[-1]) == (pytest.approx(-2.3), 0.0)
    assert adding_up([0.0, 0.0], 0.1) == [0.0, 0.0]


def test_the_parts_of_a_change_add_up_in_the_sentence() -> None:
    """0,44 + 0,44 + ...: rounded each by itself they would miss the change beside them."""
    change = ShareChange(
        change=Estimate(0.0144, 0.01, 0.02), plain_before=0.36244, plain_after=0.38514, calendar=0.00244,
        joined=0.00244, left=0.00244, reweighted=0.00098, counting=0.0,
    )  # fmt: skip
    told = parts_words(change, OCTOBER, NOVEMBER)
    assert "36,2%" in told
    assert "38,5%" in told
    assert "+2,3" in told
    changes = [word.strip(";.").replace("−", "-") for word in told.replace("\xa0", " ").split() if word[0] in "+−0"]
    numbers = [float(word.replace(",", ".")) for word in changes]
    assert len(numbers) == 6
    assert sum(numbers[1:]) == pytest.approx(numbers[0])


def test_the_shares_of_the_senders_add_to_a_hundred() -> None:
    counts = dict.fromkeys(SENDERS, 1.0) | {"requests": float(len(SENDERS)), "state": "ok", "reason": ""}
    told = assisted_words(counts, "id")
    assert sum(int(word.strip("%")) for word in told.split() if word.endswith("%")) == 100
