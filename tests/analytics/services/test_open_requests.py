"""Open requests by age: counted by hand at the edges of the classes."""

from datetime import date

import pandas as pd

from analytics.services import open_ages, open_by_office

AS_OF = date(2024, 10, 31)
COLUMNS = ["unit_code", "submitted_on", "outcome", "requests"]


def outcomes(*rows: tuple[str, str | None, str, int]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.assign(submitted_on=pd.to_datetime(frame["submitted_on"]))


ROWS = outcomes(
    ("A", "2024-10-31", "terbuka", 1),
    ("A", "2024-10-24", "terbuka", 2),
    ("A", "2024-10-23", "terbuka", 4),
    ("B", "2024-10-16", "terbuka", 8),
    ("B", "2024-10-01", "terbuka", 16),
    ("B", "2024-09-30", "terbuka", 32),
    ("C", "2024-08-02", "terbuka", 64),
    ("C", "2024-08-01", "terbuka", 128),
    ("C", "2024-11-02", "terbuka", 256),
    ("C", None, "selesai", 512),
    ("D", "2024-01-01", "dibatalkan", 1024),
)


def test_classes_hold_the_days_that_they_name() -> None:
    """0-7, 8-14, 15-30, 31-90, 91 and more; what was submitted after the day asked about is new."""
    found = open_ages(ROWS, AS_OF)
    assert found["from_days"].tolist() == [91, 31, 15, 8, 0]
    assert found["to_days"].fillna(-1).tolist() == [-1, 90, 30, 14, 7]
    assert found["requests"].tolist() == [128, 32 + 64, 8 + 16, 4, 1 + 2 + 256]


def test_offices_with_most_of_the_long_open_ones_come_first() -> None:
    found = open_by_office(ROWS, AS_OF)
    assert found["unit_code"].tolist() == ["C", "B", "A"]
    assert found["requests"].tolist() == [448, 56, 7]
    assert found["open_long"].tolist() == [192, 32, 0]
    assert found["oldest_days"].tolist() == [91, 31, 8]


def test_nothing_open_is_nothing_and_no_error() -> None:
    none = ROWS[ROWS["outcome"] != "terbuka"]
    assert open_ages(none, AS_OF)["requests"].tolist() == [0] * 5
    assert open_by_office(none, AS_OF).empty
