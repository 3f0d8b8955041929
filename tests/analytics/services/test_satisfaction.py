"""The satisfaction index: against the mean of every single answer, and whether its interval holds the truth."""

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


def test_the_index_is_the_mean_answer_and_its_interval_that_of_half_an_answer_more_at_each_score() -> None:
    single = np.repeat(ROWS["score"], ROWS["answers"]).to_numpy(float)  # type: ignore[attr-defined]
    doubled = np.concatenate([np.repeat(single, 2), [1, 2, 3, 4]])
    row = satisfaction(ROWS).iloc[0]
    low, high = stats.t.interval(0.95, len(single) - 1, doubled.mean(), doubled.std() / np.sqrt(len(single) - 1))
    assert row["answers"] == 49
    assert (row["index"], row["lower"], row["upper"]) == pytest.approx((25 * single.mean(), 25 * low, 25 * high))


def test_few_answers_are_no_index() -> None:
    found = satisfaction(ROWS, ["channel"]).set_index("channel")
    assert found.loc["digital", "index"] == pytest.approx(25 * (4 * 18 + 3 * 9 + 3) / 30)
    assert (found.loc["loket", "answers"], found.loc["loket", "reason"]) == (19, "few_answers")
    assert found.loc["loket", ["index", "lower", "upper"]].isna().all()


@pytest.mark.parametrize("score", [1, 2, 3, 4])
def test_answers_all_alike_are_not_certain_and_their_interval_holds_the_index(score: int) -> None:
    """20 answers alike: other scores may be rare; 2,000 leave little doubt. It ends where the scale ends."""
    few, many = (satisfaction(answers(("A", "digital", score, count))).iloc[0] for count in (20, 2_000))
    assert few["index"] == many["index"] == 25 * score
    assert few["upper"] - few["lower"] > 8
    assert many["upper"] - many["lower"] < 1
    for row in (few, many):
        assert 25 <= row["lower"] <= row["index"] <= row["upper"] <= 100
    assert (few["upper"] == 100) == (score == 4)
    assert (few["lower"] == 25) == (score == 1)


def test_nothing_is_no_error() -> None:
    assert satisfaction(answers()).iloc[0]["reason"] == "few_answers"
    assert satisfaction(answers(), ["channel"]).empty


TRUTHS = {
    "even": (0.25, 0.25, 0.25, 0.25),
    "usual": (0.02, 0.05, 0.4, 0.53),
    "nearly all 4": (0.0, 0.0, 0.01, 0.99),
    "rarely 1": (0.03, 0.0, 0.0, 0.97),
    "nearly all 3": (0.0, 0.02, 0.97, 0.01),
    "bad": (0.9, 0.08, 0.01, 0.01),
    "both ends": (0.5, 0.0, 0.0, 0.5),
}


@pytest.mark.parametrize("parts", TRUTHS.values(), ids=list(TRUTHS))
@pytest.mark.parametrize("size", [20, 50, 100, 400])
def test_the_interval_holds_the_truth(parts: tuple[float, ...], size: int) -> None:
    """4,000 surveys each; 94 % but for what so many draws leave open."""
    draws = np.random.default_rng(size).multinomial(size, parts, 4_000)
    frame = pd.DataFrame(draws, columns=[1, 2, 3, 4]).rename_axis("unit_code").reset_index()
    found = satisfaction(frame.melt("unit_code", var_name="score", value_name="answers"), ["unit_code"])
    truth = 25 * np.dot(parts, [1, 2, 3, 4])
    assert found["lower"].sub(1e-9).le(truth).mul(found["upper"].add(1e-9).ge(truth)).mean() >= 0.935
