"""Days without a report are not days like the others: the interval of a share allows for the weekdays they fall on."""

import numpy as np
import pandas as pd
import pytest
from support.frames.analytics_frames import facts_frame, week_rows

from analytics.uptake import digital_share

MONDAYS = ("2024-09-02", "2024-09-09", "2024-09-16", "2024-09-23")
BUSY_MONDAY = [(2, 28), (6, 6), (6, 6), (6, 6), (3, 9)]
"""(warga, visits) of a week whose visits were moved to Monday."""


def weeks(reported_mondays: int, **more: object) -> list[dict[str, object]]:
    """Four such weeks; only the first Mondays have a report."""
    rows: list[dict[str, object]] = []
    for number, monday in enumerate(MONDAYS):
        found = week_rows(monday, BUSY_MONDAY, **more)
        rows += [found[0] | ({} if number < reported_mondays else {"visits": np.nan}), *found[1:]]
    return rows


def share_of(rows: list[dict[str, object]]) -> pd.Series:
    return digital_share(facts_frame(rows)).iloc[0]


TRUTH = 23 / (23 + 55)


def test_busy_days_left_out_move_the_interval_to_where_the_truth_is() -> None:
    """Every week is the same, so that without the missing days there would be no doubt beyond counting."""
    result = share_of(weeks(1, unit_code="A") + weeks(2, unit_code="B"))
    assert result["share"] > TRUTH + 0.05
    assert result["rescaled_share"] == pytest.approx(TRUTH)
    assert result["lower"] < TRUTH < result["upper"]
    assert result["lower"] <= result["share"] <= result["upper"]
    assert result["share"] - result["lower"] > result["upper"] - result["share"]


def test_quiet_days_left_out_move_it_upwards() -> None:
    rows = [row | {"warga": row["visits"], "visits": row["warga"]} for row in weeks(4)]
    missing = {(monday, 0) for monday in MONDAYS[1:]}
    for number, row in enumerate(rows):
        if (MONDAYS[number // 5], number % 5) in missing:
            row["visits"] = np.nan
    result = share_of(rows)
    assert result["rescaled_share"] == pytest.approx(1 - TRUTH)
    assert result["rescaled_share"] > result["share"] + 0.05
    assert result["upper"] - result["share"] > result["share"] - result["lower"]
    assert result["lower"] < 1 - TRUTH < result["upper"]


def test_where_nothing_is_missing_nothing_changes() -> None:
    """Wilson's interval at the size of all transactions: each week is like the others."""
    result = share_of(weeks(4))
    n, p, z = 4 * 78, TRUTH, 1.959963984540054
    centre, half = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + (z / (2 * n)) ** 2)
    assert result["rescaled_share"] == result["share"]
    assert [result["lower"], result["upper"]] == pytest.approx([(centre + k * half) / (1 + z**2 / n) for k in (-1, 1)])


def test_an_office_that_never_reports_its_mondays_is_taken_as_busy_there_as_the_others() -> None:
    """By hand: B has half of A's visits and requests on the days it reports, so half of A's Mondays too."""
    half = [row | {"warga": float(row["warga"]) / 2, "visits": float(row["visits"]) / 2} for row in weeks(4)]
    silent = [
        row | {"unit_code": "B", "visits": np.nan if number % 5 == 0 else row["visits"]}
        for number, row in enumerate(half)
    ]
    result = share_of(weeks(4, unit_code="A") + silent)
    assert (result["expected_days"], result["complete_days"]) == (40, 36)
    assert result["rescaled_share"] == pytest.approx(TRUTH)
    assert result["lower"] < TRUTH < result["share"] < result["upper"]


def test_a_weekday_that_nobody_has_requests_on_stays_without() -> None:
    """Nothing is divided by nothing: an office without any complete day, and a weekday of zeros, add nothing."""
    quiet = [(0, 0), (1, 4), (1, 4), (1, 4), (1, 4)]
    rows = week_rows(MONDAYS[0], quiet, unit_code="A")
    rows += [row | {"visits": np.nan} for row in week_rows(MONDAYS[0], quiet[:1], unit_code="B")]
    rows += week_rows("2024-09-03", quiet[1:], unit_code="B")
    rows += [row | {"visits": np.nan} for row in week_rows(MONDAYS[0], quiet, unit_code="C")]
    result = share_of(rows)
    assert result["rescaled_share"] == pytest.approx(0.2)
    assert np.isfinite([result["lower"], result["upper"]]).all()


def test_what_is_filled_in_is_never_more_than_all() -> None:
    """Forty weeks of three offices by chance, with weekdays of requests alone or visits alone, a third unreported."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        made = []
        for code in "ABC":
            counts = rng.poisson(rng.choice([0, 1, 30], (5, 2)))
            made += week_rows(MONDAYS[0], [(int(sent), int(came)) for sent, came in counts], unit_code=code)
        made = [row | ({"visits": np.nan} if rng.random() < 0.3 else {}) for row in made]
        assert digital_share(facts_frame(made))["rescaled_share"].dropna().between(0, 1).all(), seed
