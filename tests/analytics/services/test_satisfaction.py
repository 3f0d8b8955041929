"""The satisfaction index: against the mean and the t interval of every single answer."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analytics.services import satisfaction


def answers(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit_code", "channel", "score", "answers"])
    return frame.assign(month=pd.Timestamp("2024-10-01"))


ROWS = answers(
    ("A", "digital", 4, 18), ("A", "digital", 3, 9), ("B", "digital", 1, 3), ("A", "loket", 2, 10), ("A", "loket", 4, 9)
)  # fmt: skip


def test_the_index_is_the_mean_answer_with_its_t_interval() -> None:
    single = np.repeat(ROWS["score"], ROWS["answers"])
    row = satisfaction(ROWS).iloc[0]
    low, high = stats.t.interval(0.95, len(single) - 1, single.mean(), stats.sem(single))
    assert row["answers"] == 49
    assert (row["index"], row["lower"], row["upper"]) == pytest.approx((25 * single.mean(), 25 * low, 25 * high))


def test_few_answers_are_no_index() -> None:
    found = satisfaction(ROWS, ["channel"]).set_index("channel")
    assert found.loc["digital", "index"] == pytest.approx(25 * (4 * 18 + 3 * 9 + 3) / 30)
    assert (found.loc["loket", "answers"], found.loc["loket", "reason"]) == (19, "few_answers")
    assert found.loc["loket", ["index", "lower", "upper"]].isna().all()


def test_all_alike_have_no_spread_and_nothing_is_no_error() -> None:
    row = satisfaction(answers(("A", "digital", 4, 25))).iloc[0]
    assert (row["index"], row["lower"], row["upper"]) == (100, 100, 100)
    assert satisfaction(answers()).iloc[0]["reason"] == "few_answers"
    assert satisfaction(answers(), ["channel"]).empty
