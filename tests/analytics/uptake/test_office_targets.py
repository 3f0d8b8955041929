"""The target of one office: which one counts on a day, and what may be said of it."""

from datetime import date

import pandas as pd
import pytest

from analytics.uptake import office_target
from wording import office_target_words

TARGETS = pd.DataFrame({"due_date": pd.to_datetime(["2025-06-30", "2024-12-31"]), "value": [0.6, 0.4]})


def share(value: float, spread: float = 0.05, state: str = "ok") -> pd.Series:
    return pd.Series({"share": value, "lower": value - spread, "upper": value + spread, "state": state})


@pytest.mark.parametrize(
    ("day", "value", "is_due"),
    [
        (date(2024, 11, 30), 0.4, False),
        (date(2024, 12, 31), 0.4, False),
        (date(2025, 1, 31), 0.6, False),
        (date(2025, 7, 31), 0.6, True),
    ],
)
def test_the_next_target_counts_and_after_all_of_them_the_last(day: date, value: float, is_due: bool) -> None:
    found = office_target(share(0.3), TARGETS, day)
    assert found is not None
    assert (found.value, found.is_due) == (value, is_due)
    assert found.missing == pytest.approx(value - 0.3)


@pytest.mark.parametrize(
    ("now", "standing", "words"),
    [
        (share(0.3), "below", "masih kurang 10,0 poin"),
        (share(0.38), "open", "belum dapat dibedakan"),
        (share(0.46), "reached", "tercapai"),
        (share(0.46, state="not_provided"), "unknown", "belum dapat dinyatakan"),
    ],
)
def test_reached_and_below_need_the_whole_interval(now: pd.Series, standing: str, words: str) -> None:
    found = office_target(now, TARGETS, date(2024, 11, 30))
    assert found is not None
    assert found.standing == standing
    told = office_target_words(found).replace("\xa0", " ")
    assert told.startswith("Sasaran kantor ini 40 % sampai 31 Desember 2024: ")
    assert words in told


def test_an_office_without_a_target_has_none() -> None:
    assert office_target(share(0.3), TARGETS.head(0), date(2024, 11, 30)) is None
