"""What a page tells beside what it hides: no small count is left to be worked out."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from core.disclosure import is_small
from pages.parts.completion import COUNTS, TOGETHER, large_enough
from pages.parts.satisfaction import by_channel
from pages.sections.standar_layanan_open import told_offices


def outcomes(**origins: list[int]) -> pd.DataFrame:
    frame = pd.DataFrame(list(origins.values()), columns=COUNTS).assign(origin=list(origins))
    return frame.assign(requests=frame[COUNTS].sum(axis=1))


def test_senders_with_a_small_count_are_put_together_until_none_is_small() -> None:
    """The whole beside the shown rows tells the row put together, and nothing of its parts."""
    found = large_enough(
        outcomes(warga=[90, 40, 20, 10], petugas=[60, 9, 8, 7], rt=[9, 3, 2, 5], tidak_diketahui=[6, 7, 8, 9])
    )
    assert found["origin"].to_list() == ["warga", "petugas", TOGETHER]
    assert found.loc[2, COUNTS].to_list() == [15, 10, 10, 14]
    assert found.loc[2, "open_share"] == pytest.approx(10 / 49)


def test_where_no_row_can_be_told_none_is() -> None:
    assert large_enough(outcomes(warga=[2, 3, 1, 4], rt=[0, 1, 0, 0])).empty
    assert large_enough(outcomes(warga=[9, 3, 7, 8])).empty


def test_rows_without_a_small_count_stay_as_they_are() -> None:
    rows = outcomes(warga=[90, 40, 20, 10], rt=[9, 8, 7, 0])
    assert large_enough(rows)["origin"].to_list() == ["warga", "rt"]


def test_whatever_the_counts_no_told_row_is_small_nor_the_rest_of_one() -> None:
    """200 months by chance: of all senders less those told is left nothing, or a row that is itself told."""
    rng = np.random.default_rng(4)
    for _ in range(200):
        rows = outcomes(**{name: list(rng.poisson(rng.choice([1, 6, 40], 4))) for name in ("warga", "rt", "petugas")})
        told = large_enough(rows)
        assert not told[COUNTS].map(is_small).to_numpy().any()
        assert told.empty or (told[COUNTS].sum() == rows[COUNTS].sum()).all()
        own = told.loc[told["origin"] != TOGETHER, "requests"].to_list()
        assert all(more >= fewer for more, fewer in pairwise(own))


def test_a_month_with_few_answers_of_one_channel_is_told_as_a_whole_alone() -> None:
    answers = pd.DataFrame(
        [
            ("2024-10-01", "digital", 4, 40),
            ("2024-10-01", "loket", 2, 3),
            ("2024-11-01", "digital", 4, 40),
            ("2024-11-01", "loket", 3, 30),
        ],
        columns=["month", "channel", "score", "answers"],
    ).assign(unit_code="A")
    told = by_channel(answers)
    assert told[["month", "channel", "answers"]].values.tolist() == [
        ["2024-10-01", "", 43],
        ["2024-11-01", "digital", 40],
        ["2024-11-01", "loket", 30],
    ]


def test_offices_with_a_small_count_have_neither_order_nor_age() -> None:
    found = pd.DataFrame(
        {"unit_code": ["D", "C", "B", "A"], "open_long": [40, 4, 9, 2], "oldest_days": [90.0, 80.0, 70.0, 60.0]}
    )
    told = told_offices(found.sort_values("open_long", ascending=False))
    assert told["unit_code"].to_list() == ["D", "B", "A", "C"]
    assert told["oldest_days"].isna().to_list() == [False, False, True, True]
    assert told["open_long"].map(str).to_list() == ["40", "9", "<5", "<5"]
