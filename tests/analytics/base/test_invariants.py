"""What holds for every answer: the order of rows does not matter, and an office without data changes nothing."""

from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analytics import assistance, effect, quality, uptake
from analytics.signals import digest
from sample.world.draw import draw

START, AS_OF = date(2024, 8, 27), date(2024, 10, 31)
NO_STEPS = pd.DataFrame({"unit_code": pd.Series(dtype=object), "date": pd.Series(dtype="datetime64[us]")})
Answer = Callable[[pd.DataFrame], Any]


@cache
def facts() -> pd.DataFrame:
    frame = draw(3, AS_OF).frame
    return frame[frame["date"] <= pd.Timestamp(AS_OF)].reset_index(drop=True)


def _month(frame: pd.DataFrame, month: str) -> pd.DataFrame:
    return frame[frame["month"] == pd.Timestamp(month)]


def _weekdays(frame: pd.DataFrame) -> pd.DataFrame:
    return uptake.weekday_shares(frame, START)


CITY: dict[str, Answer] = {
    "digital_share": lambda f: uptake.digital_share(f, ["month"]),
    "weekday_shares": _weekdays,
    "week_share": lambda f: uptake.week_share(f, ["month"]),
    "inside_application": lambda f: uptake.inside_application(f, ["month"]),
    "without_known_help": lambda f: uptake.without_known_help(f, None, "", AS_OF, ["month"]),
    "officer_ratio": lambda f: uptake.officer_ratio(f, ["month"]),
    "comparisons": lambda f: uptake.comparisons(f, (date(2024, 9, 1), date(2024, 9, 30))),
    "share_change": lambda f: uptake.share_change(_month(f, "2024-08-01"), _month(f, "2024-09-01")),
    "help_change": lambda f: assistance.help_change(f, (date(2024, 8, 1), date(2024, 8, 31)), date(2024, 9, 1)),
    "going_live": lambda f: effect.going_live(f, AS_OF).simple,
    "assistance_rate": lambda f: assistance.assistance_rate(f, ["month"]),
    "assistance_by_weeks_live": assistance.assistance_by_weeks_live,
    "still_needs_help": lambda f: assistance.still_needs_help(f, AS_OF),
    "digest": lambda f: digest(f, AS_OF, NO_STEPS),
    "silent_logs": lambda f: quality.silent_logs(f, AS_OF),
    "requests_not_live": quality.requests_not_live,
}
OWN: dict[str, Answer] = {
    "completeness": lambda f: quality.completeness(f, ["unit_code"]),
    "overdue": lambda f: quality.overdue(f, AS_OF),
    "reporting_reliability": lambda f: quality.reporting_reliability(f, AS_OF),
    "freshness_by_unit": lambda f: quality.freshness_by_unit(f, AS_OF),
    "silence_map": lambda f: quality.silence_map(f, AS_OF),
}
"""Answers about each office: an office without data has rows of its own there."""


def assert_same(one: Any, other: Any, name: str) -> None:
    """Equal in every figure up to rounding."""
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, obj=name)
    elif is_dataclass(one) and not isinstance(one, type):
        for key in asdict(one):
            assert_same(getattr(one, key), getattr(other, key), f"{name}.{key}")
    elif isinstance(one, np.ndarray):
        np.testing.assert_allclose(one, other, atol=1e-12)
    elif isinstance(one, float):
        assert one == pytest.approx(other, nan_ok=True), name
    else:
        assert one == other, name


@pytest.mark.parametrize("name", [*CITY, *OWN])
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    answer = (CITY | OWN)[name]
    assert_same(answer(facts()), answer(facts().sample(frac=1, random_state=1)), name)


@pytest.mark.parametrize("name", CITY)
def test_an_office_without_data_changes_nothing(name: str) -> None:
    """Not live, nothing reported, nothing due: an office that is only a name."""
    counts = dict.fromkeys(("warga", "rt", "petugas", "tidak_diketahui", "visits", "help_calls"), np.nan)
    flags = dict.fromkeys(("is_live", "is_expected", "is_walkin_complete", "is_complete"), False)
    nobody = facts()[facts()["unit_code"] == facts()["unit_code"].iloc[0]].assign(
        unit_code="99.99", name="Tanpa data", kind="kecamatan", **counts, **flags
    )
    both = pd.concat([facts(), nobody], ignore_index=True)
    assert_same(CITY[name](facts()), CITY[name](both), name)


ADDED_UP = {"digital_share": "unit_code", "inside_application": "unit_code", "officer_ratio": "unit_code"}
# Calls that name only a kecamatan are of no office.
ADDED_UP |= {"assistance_rate": "kecamatan_code"}


@pytest.mark.parametrize("name", ADDED_UP)
def test_offices_or_areas_add_up_to_the_city(name: str) -> None:
    answer = {**vars(uptake), **vars(assistance)}[name]
    whole, parts = answer(facts(), ["month"]), answer(facts(), ["month", ADDED_UP[name]])
    for column in ("numerator", "denominator"):
        sums = parts.groupby("month")[column].sum()
        np.testing.assert_allclose(whole.set_index("month")[column], sums, err_msg=column)
