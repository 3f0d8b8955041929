"""The target of one office: which one counts on a day, and what may be said of it."""

from datetime import date

import pandas as pd
import pytest

from analytics.uptake import office_target
from wording import office_target_words

TARGETS = pd.DataFrame({"due_date": pd.to_datetime(["2025-06-30", "2024-12-31"]), "value": [0.6, 0.4]})


def share(value: float, spread: float = 0.05, state: str = "ok") -> pd.Series:
    return pd.Series({"share": value, "lower": value - spread, "upper": value + spread, "state": state})


def by_month(*rows: tuple[str, float]) -> pd.DataFrame:
    return pd.DataFrame([share(value) for _, value in rows]).assign(month=pd.to_datetime([day for day, _ in rows]))


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
    found = office_target(share(0.3), TARGETS, day, by_month(("2025-06-01", 0.3)))
    assert found is not None
    assert (found.value, found.is_due) == (value, is_due)
    assert found.missing == pytest.approx(value - 0.3)


@pytest.mark.parametrize(
    ("now", "standing", "words"),
    [
        (share(0.3), "below", "masih kurang 10,0 poin"),
        (share(0.38), "open", "belum dapat dibedakan"),
        (share(0.46), "reached", "tercapai"),
        (share(0.46, state="not_provided"), "unknown", "data porsinya belum cukup"),
    ],
)
def test_reached_and_below_need_the_whole_interval(now: pd.Series, standing: str, words: str) -> None:
    found = office_target(now, TARGETS, date(2024, 11, 30))
    assert found is not None
    assert found.standing == standing
    told = office_target_words(found).replace("\xa0", " ")
    assert told.startswith("Sasaran kantor ini 40% sampai 31 Desember 2024: ")
    assert words in told


@pytest.mark.parametrize(
    ("then", "standing", "words"),
    [
        (0.71, "reached", "sudah jatuh tempo 30 Juni 2025: tercapai. Porsinya pada Juni 2025 71,0%, kini 30,0%."),
        (0.45, "below", "tempo 30 Juni 2025: waktu itu kurang 15,0 poin. Porsinya pada Juni 2025 45,0%, kini"),
        (0.58, "open", "belum dapat dibedakan dari sasarannya. Porsinya pada Juni 2025 58,0%, kini 30,0%."),
        (None, "unknown", "data porsinya belum cukup. Porsinya pada Juni 2025 –, kini 30,0%."),
    ],
)
def test_a_target_that_is_due_is_judged_on_its_own_month(then: float | None, standing: str, words: str) -> None:
    """It is November 2025; what the office has since become is told beside it and judges nothing."""
    months = by_month(("2025-05-01", 0.2), *([("2025-06-01", then)] if then else []), ("2025-11-01", 0.3))
    found = office_target(share(0.3), TARGETS, date(2025, 11, 29), months)
    assert found is not None
    assert (found.standing, found.is_due, found.now) == (standing, True, 0.3)
    assert words in office_target_words(found).replace("\xa0", " ")


def test_without_months_a_target_that_is_due_is_not_judged() -> None:
    found = office_target(share(0.9), TARGETS, date(2025, 11, 29))
    assert found is not None
    assert found.standing == "unknown"


@pytest.mark.parametrize(("value", "told"), [(0.425, "42,5%"), (0.4, "40%"), (0.3333, "33,33%"), (0.07, "7%")])
def test_a_target_is_told_with_the_decimals_it_was_given(value: float, told: str) -> None:
    found = office_target(share(0.9), TARGETS.tail(1).assign(value=value), date(2024, 11, 30))
    assert found is not None
    assert office_target_words(found).replace("\xa0", " ").startswith(f"Sasaran kantor ini {told} sampai")


def test_an_office_without_a_target_has_none() -> None:
    assert office_target(share(0.3), TARGETS.head(0), date(2024, 11, 30)) is None
