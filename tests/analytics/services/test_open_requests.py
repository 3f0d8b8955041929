"""Open requests by age: counted by hand at the edges of the classes."""

from datetime import date

import pandas as pd
from support.frames.table_solver import widths

from analytics.services import long_open_offices, open_ages, open_by_office, shown_ages

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


def of_months(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """(month, submitted_on, outcome, requests); ready ones have no day."""
    frame = pd.DataFrame(rows, columns=["month", "submitted_on", "outcome", "requests"])
    days = frame["submitted_on"].where(frame["outcome"] != "selesai")
    return frame.assign(month=pd.to_datetime(frame["month"]), submitted_on=pd.to_datetime(days), unit_code="A")


READY = [(f"2024-{month:02d}-01", "", "selesai", 300) for month in range(7, 12)]
OPEN = [
    ("2024-07-01", "2024-07-15", "terbuka", 20),
    ("2024-08-01", "2024-08-10", "terbuka", 30),
    ("2024-09-01", "2024-09-10", "terbuka", 40),
    ("2024-10-01", "2024-10-10", "terbuka", 50),
    ("2024-11-01", "2024-11-10", "terbuka", 60),
    ("2024-11-01", "2024-11-20", "terbuka", 70),
    ("2024-11-01", "2024-11-28", "terbuka", 80),
]
END_OF_MONTH = date(2024, 11, 30)


def test_ages_are_shown_where_no_part_of_a_month_is_small() -> None:
    """On 30 November the oldest class holds all months up to August, the next the two after them but for a day."""
    found = shown_ages(of_months(*READY, *OPEN), END_OF_MONTH)
    assert found is not None
    assert found["requests"].tolist() == [20 + 30, 40 + 50, 60, 70, 80]


def test_a_part_of_a_month_that_is_small_hides_the_classes_that_would_tell_it() -> None:
    """Three of 31 October are what the class from 31 days on lacks of its months; a reader finds two counts or more."""
    found = shown_ages(of_months(*READY, *OPEN, ("2024-10-01", "2024-10-31", "terbuka", 3)), END_OF_MONTH)
    assert found is not None
    told = dict(zip(("91", "31", "15", "8", "0"), found["requests"], strict=True))
    assert told["31"] == "x"
    told |= {"july and august": 50, "september": 40, "october": 53, "november": 210, "early": "x", "31 october": "x"}
    told |= {"from 15": "x", "from 8": "x", "from 0": "x", "all": 353}
    sums: list[tuple[list[object], object]] = [
        (["september", "early"], "31"),
        (["31 october", "from 15"], "15"),
        (["from 8"], "8"),
        (["from 0"], "0"),
        (["early", "31 october"], "october"),
        (["from 15", "from 8", "from 0"], "november"),
        (["91", "31", "15", "8", "0"], "all"),
    ]
    table = pd.DataFrame(
        [(0.0, each) if isinstance(each, str) else (float(each), "") for each in told.values()],
        index=list(told),
        columns=["number", "mark"],
    )
    assert widths(table, sums, ["31 october"]).item() >= 1
    table.loc["31", ["number", "mark"]] = [90.0, ""]
    assert widths(table, sums, ["31 october"]).item() == 0, "the class alone would tell them"


def test_a_month_with_few_open_or_few_ready_tells_no_ages() -> None:
    """The page of that month hides them: all open ones less those of the other months would be these."""
    few_open = [row if row[0] != "2024-07-01" else (*row[:3], 3) for row in OPEN]
    few_ready = [row if row[0] != "2024-11-01" else (*row[:3], 3) for row in READY]
    assert shown_ages(of_months(*READY, *few_open), END_OF_MONTH) is None
    assert shown_ages(of_months(*few_ready, *OPEN), END_OF_MONTH) is None
    assert shown_ages(of_months(*READY), END_OF_MONTH) is not None


def test_offices_are_named_by_their_oldest_and_without_a_count() -> None:
    """Five or more for long: C and B; of A all are young."""
    found = long_open_offices(ROWS, AS_OF)
    assert found.to_dict("list") == {"unit_code": ["C", "B"], "oldest_days": [91, 31]}
    few = long_open_offices(ROWS[ROWS["requests"] != 32].assign(requests=4), AS_OF)
    assert few["unit_code"].tolist() == ["C"]
