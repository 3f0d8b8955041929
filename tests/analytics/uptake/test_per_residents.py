"""Digital requests per resident: kelurahan counted by hand, and a month cut short says the same as a whole one."""

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame

from analytics.uptake import requests_per_residents, residents_together
from core.formats import MISSING
from wording import per_residents_words, residents_words

UNITS = pd.DataFrame(
    {
        "unit_code": ["A", "B", "C", "K"],
        "kind": ["kelurahan", "kelurahan", "kelurahan", "kecamatan"],
        "population": [2_000, 8_000, 5_000, 15_000],
    }
)


def days(code: str, first: str, last: str, **more: object) -> list[dict[str, object]]:
    return [{"unit_code": code, "date": day, "visits": 3} | more for day in pd.date_range(first, last)]


def rates(rows: list[dict[str, object]], units: pd.DataFrame = UNITS) -> pd.DataFrame:
    return requests_per_residents(facts_frame(rows), units).set_index("unit_code")


def test_rates_are_requests_over_residents_for_thirty_days() -> None:
    """A: 30 days of 3 + 1 requests for 2,000 people; B: from the 11th on 2 a day for 8,000."""
    rows = days("A", "2024-09-01", "2024-09-30", warga=3, rt=1, petugas=50)
    rows += days("B", "2024-09-01", "2024-09-10", warga=9, is_live=False) + days(
        "B", "2024-09-11", "2024-09-30", warga=2
    )
    found = rates([*rows, *days("K", "2024-09-01", "2024-09-30", warga=5)])
    assert found["per_thousand"].to_list()[:2] == pytest.approx([60.0, 7.5])
    assert (found.loc["B", "requests"], found.loc["B", "days"]) == (40, 20)
    assert (found.loc["C", "state"], found.loc["C", "reason"]) == ("not_applicable", "not_live")
    assert "K" not in found.index


def test_many_unknown_origins_make_the_rate_a_range() -> None:
    """A: 2 of 42 a day have no origin, under 5 %; B: 2 of 22."""
    rows = days("A", "2024-09-01", "2024-09-30", warga=40, tidak_diketahui=2)
    rows += days("B", "2024-09-01", "2024-09-30", warga=20, tidak_diketahui=2)
    found = rates(rows)
    assert np.isnan(found.loc["A", "most_per_thousand"])
    assert found.loc["B", ["per_thousand", "most_per_thousand"]].to_list() == pytest.approx([75.0, 82.5])
    assert per_residents_words(found.loc["B"]) == "75,0–82,5"
    assert residents_together(found) == pytest.approx((180.0, 186.0))
    assert residents_words(found.loc[["A"]]) == "600,0"
    assert residents_words(found.loc[["C"]]) == MISSING


def test_days_that_the_log_leaves_out_do_not_lower_the_rate() -> None:
    rows = days("A", "2024-09-01", "2024-09-30", warga=4)
    for row in rows[10:20]:
        row |= {"warga": np.nan, "rt": np.nan}
    assert rates(rows).loc["A", "per_thousand"] == pytest.approx(60.0)


@pytest.mark.parametrize(
    ("rows", "people", "reason"),
    [
        (days("A", "2024-09-02", "2024-09-05", warga=4), 2_000, "few_days"),
        (days("A", "2024-09-07", "2024-09-08", warga=4), 2_000, "few_days"),
        (days("A", "2024-09-01", "2024-09-30", warga=np.nan), 2_000, "not_logged"),
        (days("A", "2024-09-01", "2024-09-30", is_live=None), 2_000, "not_live"),
        (days("A", "2024-09-01", "2024-09-30", warga=4), None, "no_population"),
        (days("A", "2024-09-01", "2024-09-30", warga=4), 0, "no_population"),
    ],
)
def test_why_there_is_no_rate(rows: list[dict[str, object]], people: int | None, reason: str) -> None:
    found = rates(rows, UNITS.head(1).assign(population=pd.array([people], "Int64"))).iloc[0]
    assert found["reason"] == reason
    assert np.isnan(found["per_thousand"])
