"""A span of days is the same of a frame in order, which is not copied, and of one that is not."""

from datetime import date

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analytics.base import since, until, within

DAYS = ["2024-09-30", "2024-10-01", "2024-10-01", "2024-10-31", "2024-11-01"]
ORDERED = pd.DataFrame({"date": pd.to_datetime(DAYS), "at": range(5)})


@pytest.mark.parametrize("frame", [ORDERED, ORDERED.iloc[::-1]], ids=["in order", "not"])
def test_both_ends_are_in_the_span(frame: pd.DataFrame) -> None:
    assert sorted(within(frame, date(2024, 10, 1), date(2024, 10, 31))["at"]) == [1, 2, 3]
    assert sorted(until(frame, date(2024, 10, 1))["at"]) == [0, 1, 2]
    assert sorted(since(frame, date(2024, 10, 31))["at"]) == [3, 4]


def test_a_row_without_a_day_is_in_no_span() -> None:
    frame = pd.concat([ORDERED, pd.DataFrame({"date": [pd.NaT], "at": [5]})])
    assert 5 not in set(until(frame, date(2024, 12, 1))["at"]) | set(since(frame, date(2024, 1, 1))["at"])


def test_nothing_of_nothing() -> None:
    assert_frame_equal(within(ORDERED[:0], date(2024, 1, 1), date(2024, 12, 31)), ORDERED[:0])
