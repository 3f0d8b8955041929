"""Where a place's share stands: only what can be put in an order is, and how sure the place is goes with it."""

from typing import Any

import pandas as pd
import pytest

from analytics.uptake import Rank, share_rank

NAN = float("nan")


def shares(*rows: tuple[str, float, float, float], **changed: dict[str, Any]) -> pd.DataFrame:
    """Rows of a code with share and bounds; `changed`: by code what else is told of it."""
    frame = pd.DataFrame(rows, columns=["kecamatan_code", "share", "lower", "upper"]).assign(
        denominator=500.0, unsplit_part=0.0, is_lower_bound=False
    )
    for code, values in changed.items():
        frame.loc[frame["kecamatan_code"] == code, list(values)] = list(values.values())
    return frame


FOUR = (("A", 0.50, 0.48, 0.52), ("B", 0.40, 0.37, 0.43), ("C", 0.38, 0.35, 0.41), ("D", 0.20, 0.18, 0.22))


@pytest.mark.parametrize(
    ("code", "rank"),
    [("A", Rank(1, 4, 1, 1)), ("B", Rank(2, 4, 2, 3)), ("C", Rank(3, 4, 2, 3)), ("D", Rank(4, 4, 4, 4))],
)
def test_intervals_tell_from_which_rank_to_which(code: str, rank: Rank) -> None:
    assert share_rank(shares(*FOUR), "kecamatan_code", code) == rank


@pytest.mark.parametrize(
    "why", [{"denominator": 12.0}, {"unsplit_part": 0.8}, {"is_lower_bound": True}, {"share": NAN}]
)
def test_what_cannot_be_put_in_an_order_has_no_rank_and_takes_none(why: dict[str, Any]) -> None:
    frame = shares(*FOUR, A=why)
    assert share_rank(frame, "kecamatan_code", "A") is None
    assert share_rank(frame, "kecamatan_code", "B") == Rank(1, 3, 1, 2)


def test_equal_shares_have_the_same_rank_and_without_an_interval_nothing_is_sure() -> None:
    frame = shares(("A", 0.4, NAN, NAN), ("B", 0.4, 0.39, 0.41), ("C", 0.1, 0.09, 0.11))
    assert share_rank(frame, "kecamatan_code", "A") == Rank(1, 3, 1, 3)
    assert share_rank(frame, "kecamatan_code", "B") == Rank(1, 3, 1, 2)


def test_two_places_are_no_order() -> None:
    assert share_rank(shares(*FOUR[:2]), "kecamatan_code", "A") is None
    assert share_rank(shares(*FOUR), "kecamatan_code", "Z") is None
