"""The digital share by service, against its parts by hand; what would tell small counts is not told."""

import pandas as pd
import pytest

from analytics.base import wilson
from analytics.services import service_day_shares

DAYS = pd.date_range("2024-10-07", periods=4, freq="7D")


def rows(service: str, counts: list[tuple[int, int]], unit_code: str = "A") -> pd.DataFrame:
    """(digital, visits) of one day in each of some weeks."""
    frame = pd.DataFrame(counts, columns=["digital", "visits"])
    return frame.assign(service=service, unit_code=unit_code, date=DAYS[: len(counts)])


def test_shares_by_hand_the_most_used_first() -> None:
    """Two offices; each week is like the others, so that only chance is left."""
    frame = pd.concat(
        [rows("sktm", [(3, 7)] * 4), rows("domisili", [(8, 12)] * 4), rows("domisili", [(6, 4)] * 4, "B")]
    )
    found = service_day_shares(frame)
    assert list(found["service"]) == ["domisili", "sktm"]
    assert list(found["offices"]) == [2, 1]
    assert list(found["share"]) == pytest.approx([56 / 120, 12 / 40])
    assert tuple(found.loc[1, ["lower", "upper"]]) == pytest.approx(wilson(12, 40))


def test_weeks_that_differ_widen_the_interval() -> None:
    alike, unlike = (
        service_day_shares(rows("sktm", counts)).iloc[0]
        for counts in ([(10, 10)] * 4, [(18, 2), (2, 18), (17, 3), (3, 17)])
    )
    assert alike["share"] == unlike["share"] == 0.5
    assert unlike["upper"] - unlike["lower"] > 2 * (alike["upper"] - alike["lower"])


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([(9, 10)], "few_transactions"),
        ([(4, 40)], "small_counts"),
        ([(40, 4)], "small_counts"),
        ([(0, 40)], ""),
        ([(5, 15)], ""),
    ],
)
def test_few_and_small_counts_are_not_told(counts: list[tuple[int, int]], reason: str) -> None:
    row = service_day_shares(rows("sktm", counts)).iloc[0]
    assert (row["reason"], row["state"]) == (reason, "not_provided" if reason else "ok")
    assert pd.isna(row["share"]) == bool(reason)


def test_without_rows_there_is_nothing() -> None:
    assert service_day_shares(rows("sktm", [])).empty
