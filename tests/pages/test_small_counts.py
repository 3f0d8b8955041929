"""What a page tells beside what it hides: no small count is left to be worked out."""

from collections.abc import Hashable
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics.services import OUTCOME_PARTS as COUNTS
from analytics.services import TOGETHER, large_enough
from core.disclosure import is_small
from pages.sections.standar_layanan.satisfaction import by_channel
from wording import completion_words


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


@pytest.mark.parametrize("name", ["ready", "open", "open_long", "cancelled"])
def test_what_became_of_a_month_is_not_said_where_one_part_is_small(name: str) -> None:
    """Submitted less those that stand is what was cancelled: beside one small count no share is told."""
    row: dict[Hashable, Any] = {"requests": 220, "ready": 90, "open": 60, "open_long": 40, "cancelled": 30}
    few = row | {name: 3, "requests": 220 - row[name] + 3}
    for each in (row, few):
        each |= {f"{part}_share": each[part] / each["requests"] for part in COUNTS}
    assert completion_words(row, date(2024, 10, 31), "id")
    assert completion_words(few, date(2024, 10, 31), "id") == ""
